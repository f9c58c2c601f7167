"""Who may open what of the regency; and that an officer of the regency sees nothing of any village's people."""

from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client

from eoffice.akun.models import Pengguna
from eoffice.sinkron.models import KodePendaftaran, Node
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.conftest import CISONTROL, SITUMANDALA
from tests.web.dunia import Desaku, bangun
from tests.web.kabupaten.conftest import browser, buat_petugas, ke, pasang_server, tahan
from tests.web.matriks import MATRIKS, Alamat

pytestmark = pytest.mark.django_db
SERAH = (
    "tarik_usul", "tarik_setuju", "tarik_batal", "karya_pakai", "karya_biarkan", "beri_lagi", "serah_kembalikan",
    "serah_tolak",
)  # fmt: skip
AKUN_SENDIRI = {
    "aparat:keamanan": 200, "aparat:sandi": 200, "aparat:totp": 200, "aparat:kode_pemulihan": 200,
    "aparat:pastikan": 200, "aparat:pastikan_pemulihan": 200, "aparat:lanjutkan": 302, "aparat:keluar": 302,
    "aparat:kunci_sandi": 200, "aparat:kunci_lepas": 404, "aparat:pastikan_kunci": 302,
}  # fmt: skip
"""Pages of the staff door that are about one's own account."""


@pytest.fixture
def cisontrol_kita(cisontrol: Desa) -> Desaku:
    return bangun(cisontrol, "cisontrol", "3207154506859001", "3207155506859003")


def minta(klien: Client, metode: str, alamat: str) -> int:
    """Ask, and undo what it did."""
    cache.clear()
    sekali = Client()
    sekali.cookies = klien.cookies.copy()
    with transaction.atomic():
        jawab = getattr(sekali, metode)(alamat)
        for (
            tutup
        ) in jawab._resource_closers:  # not ``close()``, which ends the connection of this transaction
            tutup()
        transaction.set_rollback(True)
    return int(jawab.status_code)


def harap(alamat: Alamat) -> int:
    """Return what an officer of the regency is answered at an address of another face."""
    if alamat.nama in AKUN_SENDIRI:
        return AKUN_SENDIRI[alamat.nama]
    if alamat.nama == "warga:akar":
        return 200  # no village to be led to
    if alamat.publik or alamat.nama == "warga:pintu":
        return alamat.jawab["operator_lain" if alamat.nama.startswith("sinkron:") else "operator"]
    return 302 if alamat.nama == "warga:keluar" else 404


def test_an_officer_of_the_regency_opens_no_page_of_a_village(
    petugas: Pengguna, cisontrol_kita: Desaku
) -> None:
    """Every address of the product, with the things of a village in it."""
    dian = browser(petugas)
    salah = []
    for alamat in (a for a in MATRIKS if not a.nama.startswith("kabupaten:")):
        metode = "post" if alamat.cara == "P" else "get"
        kode = minta(dian, metode, alamat.ke(cisontrol_kita.argumen))
        if kode != harap(alamat):
            salah.append(f"{alamat.nama}: {kode}, not {harap(alamat)}")
    assert salah == []


def alamat_kita(karantina: UUID) -> list[tuple[str, str, int]]:
    """Return every address of the regency: method, address, answer for an officer."""
    return [
        ("get", ke("papan"), 200),
        ("get", ke("desa", CISONTROL), 200),
        ("get", ke("berita_acara", CISONTROL), 404),
        ("get", ke("kode", CISONTROL), 200),
        ("post", ke("kode", CISONTROL), 422),
        ("get", ke("cabut", CISONTROL), 200),
        ("post", ke("cabut", CISONTROL), 422),
        ("get", ke("kuota", CISONTROL), 200),
        ("post", ke("kuota", CISONTROL), 422),
        ("post", ke("coba_lagi", CISONTROL), 302),
        ("get", ke("serah", CISONTROL), 200),
        ("get", ke("usb_unduh", CISONTROL), 200),
        ("get", ke("usb_terima", CISONTROL), 200),
        ("post", ke("usb_terima", CISONTROL), 422),
        *((cara, ke(nama, CISONTROL, karantina), 404) for nama in SERAH for cara in ("get", "post")),
        ("get", ke("setujui", CISONTROL), 404),
        ("post", ke("setujui", CISONTROL), 404),
        ("get", ke("tertahan", CISONTROL, karantina), 200),
        ("post", ke("tertahan", CISONTROL, karantina), 422),
    ]


def test_an_officer_opens_every_page_of_the_regency(petugas: Pengguna, server: UUID) -> None:
    dian, karantina = browser(petugas), tahan()
    semua = alamat_kita(karantina)
    assert {ke_ for _, ke_, _ in semua} == {
        a.ke({"kode_desa": CISONTROL}).replace("00000000-0000-7000-8000-000000000007", str(karantina))
        for a in MATRIKS
        if a.nama.startswith("kabupaten:")
    }
    assert [(m, a, minta(dian, m, a)) for m, a, _ in semua] == semua


def test_without_the_second_step_no_page_opens_but_the_one_where_it_is_set_up(server: UUID) -> None:
    karantina = tahan()
    baru = browser(buat_petugas("baru", totp=False))
    for metode, alamat, _ in alamat_kita(karantina):
        jawab = getattr(baru, metode)(alamat)
        assert (jawab.status_code, jawab.headers.get("Location")) == (302, "/aparat/keamanan/"), alamat
    with lingkup(CISONTROL):
        assert KodePendaftaran.objects.count() == 0
        assert Node.objects.get().status == "aktif"
    assert baru.get("/aparat/keamanan/kode-hp/").status_code == 200


@pytest.mark.parametrize("siapa", ["tamu", "pemilik", "operator", "sekdes", "kades"])
def test_nobody_of_a_village_gets_in(cisontrol_kita: Desaku, siapa: str) -> None:
    pasang_server(cisontrol_kita.desa)
    karantina = tahan()
    klien = Client() if siapa == "tamu" else cisontrol_kita.klien()[siapa]
    jawab = {minta(klien, metode, alamat) for metode, alamat, _ in alamat_kita(karantina)}
    assert jawab == {302 if siapa == "tamu" else 404}
    with lingkup(CISONTROL):
        assert Node.objects.get().status == "aktif"


def test_a_closed_account_is_a_stranger(petugas: Pengguna, server: UUID) -> None:
    dian = browser(petugas)
    Pengguna.objects.filter(pk=petugas.pk).update(is_active=False)
    assert dian.get(ke("papan")).headers["Location"] == "/masuk/?next=/kabupaten/"


def test_a_village_office_has_no_regency(petugas: Pengguna, server: UUID, settings: LazySettings) -> None:
    """A database carried over from the hub opens nothing on a village's server."""
    settings.EOFFICE_PERAN, settings.EOFFICE_DESA = "desa", CISONTROL
    dian = browser(petugas)
    assert {minta(dian, m, a) for m, a, _ in alamat_kita(tahan())} == {404}


@pytest.mark.parametrize("kode", ["32.07.15.9999", "x", "32.07.15.2004 ", "' OR 1=1 --", "%00"])
def test_a_village_that_is_not_here_does_not_exist(petugas: Pengguna, cisontrol: Desa, kode: str) -> None:
    assert browser(petugas).get(f"/kabupaten/desa/{kode}/").status_code == HTTPStatus.NOT_FOUND


def test_what_is_held_in_one_village_cannot_be_decided_at_the_address_of_another(
    petugas: Pengguna, server: UUID, situmandala: Desa
) -> None:
    karantina, dian = tahan(), browser(petugas)
    for nomor in (karantina, uuid4()):
        alamat = ke("tertahan", SITUMANDALA, nomor)
        assert dian.get(alamat).status_code == dian.post(alamat, {"alasan": "x"}).status_code == 404
    assert dian.get(ke("tertahan", CISONTROL, karantina)).status_code == 200


@pytest.mark.parametrize("nama", ["kode", "cabut"])
def test_weighty_acts_want_a_fresh_proof(petugas: Pengguna, server: UUID, nama: str) -> None:
    lama = browser(petugas, segar=False)
    for metode in ("get", "post"):
        jawab = getattr(lama, metode)(ke(nama, CISONTROL))
        assert jawab.headers["Location"].startswith("/aparat/pastikan/?lanjut=")
    with lingkup(CISONTROL):
        assert KodePendaftaran.objects.count() == 0


@pytest.mark.parametrize("nama", ["kode", "cabut", "coba_lagi"])
def test_a_form_from_another_site_does_nothing(petugas: Pengguna, server: UUID, nama: str) -> None:
    asing = Client(enforce_csrf_checks=True)
    asing.cookies = browser(petugas).cookies
    jawab = asing.post(
        ke(nama, CISONTROL), {"alasan": "x", "setuju": "on"}, headers={"Origin": "http://jahat.test"}
    )
    assert jawab.status_code == 403
    with lingkup(CISONTROL):
        assert Node.objects.get().status == "aktif"
        assert KodePendaftaran.objects.count() == 0


@pytest.mark.hanya_postgres
def test_the_board_opens_no_villages_scope(petugas: Pengguna, server: UUID, monkeypatch: Any) -> None:
    """Row-level security stays shut while all villages are shown: not one village's setting is told to PostgreSQL."""
    dian = browser(petugas)
    kueri: list[str] = []
    with connection.execute_wrapper(lambda jalan, sql, *lain: (kueri.append(sql), jalan(sql, *lain))[1]):
        assert dian.get(ke("papan")).status_code == 200
    assert kueri
    assert [sql for sql in kueri if "eoffice.desa" in sql] == []
