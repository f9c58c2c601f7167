"""Each request is logged once under an id that ties log, error page and access log; no line holds a secret."""

from collections.abc import Callable
from uuid import UUID

import pyotp
import pytest
from django.test import Client
from django.urls import reverse

from eoffice.akun import services as akun
from eoffice.jejak.selectors import akses_atas
from eoffice.kernel import clock
from eoffice.web.middleware.permintaan import RequestLog
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.pabrik import FRASA, PIN, SANDI, Pemeran, diparaf, pemeran, tte_lokal
from tests.pabrik import penduduk as buat_penduduk
from tests.web.aparat.conftest import browser
from tests.web.catatan import mencatat
from tests.web.markup import read

NIK = "3207154506859001"
NIK_LAIN = "3207155506859003"
pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(cisontrol: Desa) -> Pemeran:
    with lingkup(cisontrol.kode):
        return pemeran()


def test_a_request_is_logged_once_with_method_route_status_and_duration(client: Client) -> None:
    with mencatat() as catatan:
        client.get("/cek/?dari=RAHASIA123")
    (satu,) = catatan.semua("permintaan")
    assert (satu["metode"], satu["rute"], satu["status"], satu["level"]) == ("GET", "cek/", 200, "info")
    assert isinstance(satu["milidetik"], int) and satu["milidetik"] >= 0
    assert UUID(satu["permintaan_id"]).version == 7
    assert "RAHASIA123" not in catatan.teks


def test_every_request_has_its_own_id_in_order(client: Client) -> None:
    with mencatat() as catatan:
        for _ in range(5):
            client.get("/cek/")
    nomor = [satu["permintaan_id"] for satu in catatan.semua("permintaan")]
    assert len(set(nomor)) == 5
    assert nomor == sorted(nomor), "time-ordered, so that a log can be read by id"


def test_a_client_cannot_choose_the_id(client: Client) -> None:
    palsu = "00000000-0000-7000-8000-000000000000"
    with mencatat() as catatan:
        client.get("/cek/", headers={"X-Request-ID": palsu, "Permintaan-Id": palsu})
    assert palsu not in catatan.teks


@pytest.mark.parametrize(
    ("metode", "alamat", "status", "rute"),
    [
        ("get", "/tidak/ada/", 404, ""),
        ("post", "/aparat/keluar/", 302, "aparat/keluar/"),
        ("get", "/aparat/keluar/", 302, "aparat/keluar/"),
        ("post", "/masuk/", 405, "masuk/"),
        ("get", "/desa/99.99.99.9999/", 404, "desa/<str:kode_desa>/"),
    ],
)
def test_refusals_are_logged_too(client: Client, metode: str, alamat: str, status: int, rute: str) -> None:
    with mencatat() as catatan:
        getattr(client, metode)(alamat)
    (satu,) = catatan.semua("permintaan")
    assert (satu["status"], satu["rute"]) == (status, rute)


@pytest.mark.parametrize("alamat", ["/tidak/ada/", "/desa/99.99.99.9999/"])
def test_the_error_page_shows_the_id_of_the_log(client: Client, alamat: str) -> None:
    with mencatat() as catatan:
        halaman = client.get(alamat).content.decode()
    (satu,) = catatan.semua("permintaan")
    assert satu["permintaan_id"] in read(halaman).text


def test_a_crash_is_logged_with_its_traceback_under_the_same_id(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rusak(*_: object, **__: object) -> None:
        raise ZeroDivisionError("sengaja")

    monkeypatch.setattr("eoffice.web.aparat.masuk.semua_desa", rusak)
    client.raise_request_exception = False
    with mencatat() as catatan:
        jawab = client.get("/masuk/")
    assert jawab.status_code == 500
    (satu,) = catatan.semua("permintaan")
    (galat,) = [baris for baris in catatan.semua() if "ZeroDivisionError" in baris.get("exception", "")]
    assert galat["permintaan_id"] == satu["permintaan_id"]
    assert satu["permintaan_id"] in jawab.content.decode()
    assert "ZeroDivisionError" not in jawab.content.decode(), "a visitor sees the id, not the program"


def test_the_id_does_not_outlive_its_request(client: Client) -> None:
    import structlog

    client.get("/cek/")
    assert "permintaan_id" not in structlog.contextvars.get_contextvars()


def test_the_access_log_names_the_request(cast: Pemeran, cisontrol: Desa) -> None:
    operator = browser(cast.operator)
    ke = reverse("aparat:penduduk_satu", args=[cast.penduduk_id])
    with mencatat() as catatan:
        operator.post(ke, {"alasan": "loket"})
        operator.get(ke)
        operator.post(reverse("aparat:penduduk_nik", args=[cast.penduduk_id]))
    nomor = [UUID(satu["permintaan_id"]) for satu in catatan.semua("permintaan")]
    with lingkup(cisontrol.kode):
        akses = akses_atas("penduduk", cast.penduduk_id)
    assert akses
    assert {satu.permintaan_id for satu in akses} <= set(nomor)
    assert {satu.pengguna_id for satu in akses} == {cast.operator}


# ---- no line holds a secret ----


def _warga_salah(cast: Pemeran, desa: str) -> tuple[str, ...]:
    ke = f"/desa/{desa}/masuk/"
    for pin in ("555123", "555124", "555125", "555126", "555127", "555128"):
        Client().post(ke, {"nik": NIK, "pin": pin})
    Client().post(ke, {"nik": f"{NIK[:6]} {NIK[6:]}", "pin": PIN})
    return (NIK, PIN, "555123", "555128")


def _warga_masuk(cast: Pemeran, desa: str) -> tuple[str, ...]:
    klien = Client()
    klien.post(f"/desa/{desa}/masuk/", {"nik": NIK, "pin": PIN})
    klien.get("/warga/")
    klien.post("/warga/pin/", {"pin_lama": PIN, "pin": "905163", "ulang": "905163"})
    return (NIK, PIN, "905163")


def _slip(cast: Pemeran, desa: str) -> tuple[str, ...]:
    with lingkup(desa):
        orang = buat_penduduk("Siti Aminah", NIK_LAIN)
        slip = akun.terbitkan_slip(penduduk_id=orang.pk, pelaku="uji")
    ke = f"/desa/{desa}/aktivasi/{slip.token}/"
    Client().get(f"/aktivasi/{slip.token}/")
    Client().get(f"/desa/32.07.15.2005/aktivasi/{slip.token}/")
    Client().post("/aktivasi/", {"kode": slip.kode})
    Client().post(ke, {"pin": "123456", "ulang": "123456"})
    Client().put(ke)
    Client().post(ke, {"pin": "739154", "ulang": "739154"})
    Client().get(ke)
    return (slip.token, slip.kode, slip.kode.replace("-", ""), NIK_LAIN, "739154")


def _aparat_salah(cast: Pemeran, desa: str) -> tuple[str, ...]:
    for sandi in ("kuda lumping satu", SANDI):
        for _ in range(6):
            Client().post("/aparat/masuk/", {"nama_masuk": "rika.cisontrol", "sandi": sandi})
    return ("kuda lumping satu", SANDI)


def _kode_hp(cast: Pemeran, desa: str) -> tuple[str, ...]:
    klien = browser(cast.operator)
    klien.get("/aparat/keamanan/kode-hp/")
    rahasia = pyotp.parse_uri(akun.mulai_pasang_totp(pengguna_id=cast.operator)).secret
    kode = pyotp.TOTP(rahasia).at(clock.now())
    klien.post("/aparat/keamanan/kode-hp/", {"kode": "000000"})
    klien.post("/aparat/keamanan/kode-hp/", {"kode": kode})
    pulih = akun.buat_kode_pemulihan(pengguna_id=cast.operator)
    Client().post("/aparat/masuk/", {"nama_masuk": "rika.cisontrol", "sandi": SANDI})
    klien.post("/aparat/pastikan/pemulihan/", {"sandi": SANDI, "kode_pemulihan": pulih[0]})
    klien.post("/aparat/pastikan/pemulihan/", {"sandi": SANDI, "kode_pemulihan": pulih[0]})
    return (rahasia, kode, SANDI, *pulih)


def _frasa(cast: Pemeran, desa: str) -> tuple[str, ...]:
    with lingkup(desa):
        tte_lokal(cast)
        surat_id = diparaf(cast)
    isi = {f"versi_{surat_id.hex}": "3", f"putus_{surat_id.hex}": "setuju", "aksi": "tanda_tangani"}
    kades = browser(cast.kades)
    for frasa in ("kerbau bajak sawah lumpur", FRASA):
        kades.post("/aparat/tanda-tangan/putuskan/", {**isi, "frasa": frasa})
        kades.get("/aparat/tanda-tangan/")
    baru = {"frasa": "padi menguning di lereng", "frasa_ulang": "padi menguning di lereng"}
    kades.post("/aparat/pengaturan/sertifikat/baru/", baru)
    return ("kerbau bajak sawah lumpur", FRASA, "padi menguning di lereng", NIK)


def _tanpa_sesi(cast: Pemeran, desa: str) -> tuple[str, ...]:
    isi = {"sandi": SANDI, "frasa": FRASA, "nik": NIK, "pin": PIN}
    Client().post("/aparat/pastikan/", isi)
    Client(enforce_csrf_checks=True).post("/aparat/pastikan/", isi)
    Client().get(f"/aparat/penduduk/?q={NIK}")
    return (SANDI, FRASA, NIK, PIN)


@pytest.mark.serentak
@pytest.mark.parametrize(
    "kisah", [_warga_salah, _warga_masuk, _slip, _aparat_salah, _kode_hp, _frasa, _tanpa_sesi]
)
def test_no_line_of_the_log_holds_a_secret(
    cast: Pemeran, cisontrol: Desa, situmandala: Desa, kisah: Callable[[Pemeran, str], tuple[str, ...]]
) -> None:
    with mencatat() as catatan:
        rahasia = kisah(cast, cisontrol.kode)
    assert catatan.semua("permintaan"), "something was logged at all"
    baris = [satu for satu in catatan.teks.splitlines() if '"logger": "django.db' not in satu]
    bocor = {satu: [b[:300] for b in baris if satu in b] for satu in rahasia}
    assert {satu: di for satu, di in bocor.items() if di} == {}


def test_a_crash_on_a_page_with_a_token_in_its_address_names_only_the_route(
    cast: Pemeran, cisontrol: Desa, monkeypatch: pytest.MonkeyPatch
) -> None:
    with lingkup(cisontrol.kode):
        slip = akun.terbitkan_slip(penduduk_id=cast.penduduk_id, pelaku="uji")

    def rusak(*_: object, **__: object) -> None:
        raise ZeroDivisionError("sengaja")

    monkeypatch.setattr("eoffice.web.warga.aktivasi.samarkan_nama", rusak)
    klien = Client(raise_request_exception=False)
    with mencatat() as catatan:
        assert klien.get(f"/desa/{cisontrol.kode}/aktivasi/{slip.token}/?dari=qr").status_code == 500
    assert slip.token not in catatan.teks
    assert "aktivasi/<str:token>/" in catatan.teks
    assert "ZeroDivisionError" in catatan.teks


def test_the_middleware_logs_what_a_view_below_it_answered() -> None:
    from django.http import HttpResponse
    from django.test import RequestFactory

    def jawab(request: object) -> HttpResponse:
        assert isinstance(request.permintaan_id, UUID)  # type: ignore[attr-defined]
        return HttpResponse(status=418)

    with mencatat() as catatan:
        RequestLog(jawab)(RequestFactory().get("/x/"))
    (satu,) = catatan.semua("permintaan")
    assert (satu["status"], satu["rute"]) == (418, "")
