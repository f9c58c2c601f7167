"""The door: slip and PIN, NIK and PIN, held back after failures, changing the PIN; nothing secret comes back."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from eoffice.akun import services as akun
from eoffice.akun.selectors import pengguna
from eoffice.kernel import clock
from eoffice.penduduk.models import Penduduk
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.pabrik import PIN, Pemeran, pemeran, penduduk
from tests.web.markup import read
from tests.web.warga.conftest import NIK

SALAH = "NIK atau PIN tidak cocok. Belum punya PIN, atau lupa? Minta slip aktivasi di kantor desa."


@pytest.fixture
def pintu(cast: Pemeran, cisontrol: Desa) -> str:
    """The sign-in page of Cisontrol."""
    return f"/desa/{cisontrol.kode}/masuk/"


def masuk(pintu: str, nik: str = NIK, pin: str = PIN, alamat: str = "10.0.0.1") -> tuple[int, str]:
    """Try to sign in from an address of the network; return the status and the page."""
    jawab = Client(REMOTE_ADDR=alamat).post(pintu, {"nik": nik, "pin": pin})
    return jawab.status_code, jawab.content.decode()


@pytest.mark.parametrize(
    "ketikan",
    [NIK, "3207 1545 0685 9001", "3207.1545.0685.9001", "3207-1545-0685-9001", f" \u200b{NIK}\u00a0"],
)
def test_a_nik_is_read_as_people_type_it(pintu: str, ketikan: str) -> None:
    assert masuk(pintu, ketikan)[0] == 302


@pytest.mark.parametrize(
    ("nik", "pin", "kalimat"),
    [
        ("", PIN, "Bagian ini belum diisi."),
        (NIK, "", "Bagian ini belum diisi."),
        ("3207154506859O01", PIN, "NIK hanya berisi angka. Hapus huruf atau tanda lain."),
        (NIK[:-1], PIN, "Nomor ini baru 15 angka, seharusnya 16. Periksa lagi kartunya."),
        (NIK + "1", PIN, "Nomor ini ada 17 angka, seharusnya 16."),
        ("٣٢٠٧١٥٤٥٠٦٨٥٩٠٠١", PIN, "NIK hanya berisi angka."),
        (NIK, "12345", "PIN harus 6 angka."),
        (NIK, "1234567", "PIN harus 6 angka."),
        (NIK, "abcdef", "PIN harus 6 angka."),
        (NIK, "111222", SALAH),
        ("3207155506859003", PIN, SALAH),
    ],
)
def test_a_wrong_sign_in_says_what_to_do(pintu: str, nik: str, pin: str, kalimat: str) -> None:
    status, isi = masuk(pintu, nik, pin)
    page = read(isi)
    assert status == 422
    assert kalimat in page.text
    assert page.text.lstrip().startswith("Galat: ")
    assert page.all("div", class_="ringkas-galat", role="alert")
    kotak = page.all("input", name="pin")[0]
    assert kotak["type"] == "password"
    assert "value" not in kotak, "a PIN never comes back"


def test_an_unknown_person_and_a_wrong_pin_are_told_the_same(pintu: str) -> None:
    satu = read(masuk(pintu, NIK, "111222")[1])
    lain = read(masuk(pintu, "3207155506859003", "111222")[1])
    assert satu.text.replace(NIK, "") == lain.text.replace("3207155506859003", "")


def test_the_neighbouring_village_does_not_know_him(situmandala: Desa, cast: Pemeran) -> None:
    status, isi = masuk(f"/desa/{situmandala.kode}/masuk/")
    assert status == 422
    assert SALAH in read(isi).text


def test_five_wrong_pins_hold_back_that_phone_and_not_the_owner_elsewhere(pintu: str) -> None:
    for _ in range(5):
        masuk(pintu, pin="111222")
    status, isi = masuk(pintu)
    assert status == 429, "also the right PIN, from there"
    assert "Terlalu banyak percobaan yang salah. Demi keamanan, coba lagi" in read(isi).text
    assert masuk(pintu, alamat="10.0.0.2")[0] == 302, "a neighbour cannot lock him out"


def test_after_waiting_the_right_pin_opens_again(pintu: str) -> None:
    for _ in range(6):
        masuk(pintu, pin="111222")
    with time_machine.travel(clock.now() + timedelta(hours=2), tick=False):
        assert masuk(pintu)[0] == 302


def test_signing_in_changes_the_key_of_the_session(pintu: str) -> None:
    browser = Client()
    browser.get(pintu)
    browser.post("/warga/mulai/", {"jenis": "sku"})  # a visitor's session begins
    lama = browser.session.session_key
    browser.post(pintu, {"nik": NIK, "pin": PIN})
    assert browser.session.session_key != lama


def test_who_is_signed_in_already_is_led_on(warga: Client, pintu: str) -> None:
    assert warga.get(pintu).headers["Location"] == "/warga/"
    assert warga.get(f"{pintu}?lanjut=/warga/pin/").headers["Location"] == "/warga/pin/"


def test_the_phone_remembers_the_village_and_nothing_else(pintu: str, cisontrol: Desa) -> None:
    browser = Client()
    assert browser.get("/warga/masuk/").headers["Location"].startswith("/?untuk=masuk&lanjut=")
    browser.post(pintu, {"nik": NIK, "pin": PIN})
    browser.post("/warga/keluar/")
    assert browser.get("/warga/masuk/").headers["Location"].startswith(pintu)


@pytest.mark.parametrize("kue", ["32.07.15.9999", "../../etc", "x" * 5000, "'; DROP TABLE", ""])
def test_a_forged_cookie_of_the_village_is_ignored(pintu: str, kue: str, settings: object) -> None:
    browser = Client()
    browser.cookies[f"eoffice_desa_{settings.EOFFICE_PORT}"] = kue  # type: ignore[attr-defined]
    assert browser.get("/warga/masuk/").headers["Location"].startswith("/?untuk=masuk")


# ---- slips ----


def slip(desa: Desa) -> akun.Slip:
    """Issue a slip for a resident who has no account yet."""
    with lingkup(desa.kode):
        return akun.terbitkan_slip(penduduk_id=penduduk().pk, pelaku="uji")


@pytest.mark.parametrize(
    "ubah", [str, str.lower, lambda k: k.replace("-", ""), lambda k: k.replace("-", " ")]
)
def test_the_code_of_a_slip_is_read_as_people_type_it(client: Client, cisontrol: Desa, ubah: object) -> None:
    satu = slip(cisontrol)
    for alamat in ("/aktivasi/", f"/desa/{cisontrol.kode}/aktivasi/"):
        jawab = client.post(alamat, {"kode": ubah(satu.kode)})  # type: ignore[operator]
        assert jawab.headers["Location"].startswith(f"/desa/{cisontrol.kode}/aktivasi/")
        assert client.get(jawab.headers["Location"]).status_code == 200


def test_the_qr_of_a_slip_leads_to_its_village(client: Client, cisontrol: Desa) -> None:
    satu = slip(cisontrol)
    jawab = client.get(f"/aktivasi/{satu.token}/")
    assert jawab.headers["Location"] == f"/desa/{cisontrol.kode}/aktivasi/{satu.token}/"
    kecil = client.get(f"/aktivasi/{satu.token.lower()}/")
    assert kecil.status_code == 302


def test_a_finder_of_the_slip_learns_no_name(client: Client, cisontrol: Desa) -> None:
    satu = slip(cisontrol)
    isi = client.get(f"/desa/{cisontrol.kode}/aktivasi/{satu.token}/").content.decode()
    assert "Eu*** Ko***" in isi
    for rahasia in ("Euis", "Komariah", NIK, "Cikupa", "1985"):
        assert rahasia not in isi


def test_a_slip_of_another_village_does_not_exist_here(
    client: Client, cisontrol: Desa, situmandala: Desa
) -> None:
    satu = slip(cisontrol)
    assert client.get(f"/desa/{situmandala.kode}/aktivasi/{satu.token}/").status_code == 404


@pytest.mark.parametrize("kode", ["", "ABCD-EFGH-2345", "x" * 400, "<script>", "A" * 200, "\x00"])
def test_a_code_of_no_slip_is_refused_in_place(client: Client, cisontrol: Desa, kode: str) -> None:
    jawab = client.post("/aktivasi/", {"kode": kode})
    assert jawab.status_code == 422
    assert "<script>" not in jawab.content.decode().partition("</head>")[2].replace("<script src", "")


def _terpakai(satu: akun.Slip, desa: Desa) -> str:
    akun.aktifkan_warga(token=satu.token, pin=PIN, nik=NIK, nama="Euis Komariah", tanggal_lahir=None)
    return "Slip ini sudah dipakai. Masuklah dengan PIN Anda"


def _diganti(satu: akun.Slip, desa: Desa) -> str:
    with lingkup(desa.kode):
        akun.terbitkan_slip(penduduk_id=satu.penduduk_id, pelaku="uji")
    return "Sudah ada slip yang lebih baru untuk Anda."


def _pindah(satu: akun.Slip, desa: Desa) -> str:
    with lingkup(desa.kode):
        Penduduk.objects.filter(pk=satu.penduduk_id).update(status_dasar=2)
    return "tidak lagi tercatat tinggal di desa ini"


@pytest.mark.parametrize("keadaan", [_terpakai, _diganti, _pindah])
def test_a_slip_that_does_not_work_says_why(client: Client, cisontrol: Desa, keadaan: object) -> None:
    satu = slip(cisontrol)
    kalimat = keadaan(satu, cisontrol)  # type: ignore[operator]
    jawab = client.get(f"/desa/{cisontrol.kode}/aktivasi/{satu.token}/")
    assert jawab.status_code == 422
    assert kalimat in read(jawab.content.decode()).text


def test_a_slip_lives_fourteen_days(client: Client, cisontrol: Desa) -> None:
    satu = slip(cisontrol)
    alamat = f"/desa/{cisontrol.kode}/aktivasi/{satu.token}/"
    with time_machine.travel(clock.now() + timedelta(days=13, hours=23), tick=False):
        assert client.get(alamat).status_code == 200
    with time_machine.travel(clock.now() + timedelta(days=14, hours=1), tick=False):
        jawab = client.get(alamat)
        assert jawab.status_code == 422
        assert "Slip ini sudah lewat 14 hari." in read(jawab.content.decode()).text


@pytest.mark.parametrize(
    ("pin", "ulang", "kalimat"),
    [
        ("739154", "739155", "Berbeda dari PIN di atas. Ketik keduanya sekali lagi."),
        ("123456", "123456", "PIN ini mudah ditebak. Jangan pakai angka berurutan atau berulang."),
        ("777777", "777777", "PIN ini mudah ditebak."),
        ("050685", "050685", "PIN ini tanggal lahir Anda, jadi mudah ditebak."),
        ("859001", "859001", "PIN ini bagian dari NIK Anda, jadi mudah ditebak."),
        ("12345", "12345", "PIN harus 6 angka."),
        ("", "", "Bagian ini belum diisi."),
    ],
)
def test_an_easy_pin_is_refused_and_the_slip_still_works(
    client: Client, cisontrol: Desa, pin: str, ulang: str, kalimat: str
) -> None:
    alamat = f"/desa/{cisontrol.kode}/aktivasi/{slip(cisontrol).token}/"
    jawab = client.post(alamat, {"pin": pin, "ulang": ulang})
    assert jawab.status_code == 422
    assert kalimat in read(jawab.content.decode()).text
    assert not pin or pin not in jawab.content.decode()
    assert client.post(alamat, {"pin": PIN, "ulang": PIN}).headers["Location"] == "/warga/"
    assert "PIN Anda sudah dibuat, dan Anda sudah masuk." in client.get("/warga/").content.decode()


def test_a_new_slip_gives_a_new_pin_and_ends_the_old_session(
    warga: Client, cast: Pemeran, cisontrol: Desa
) -> None:
    with lingkup(cisontrol.kode):
        satu = akun.terbitkan_slip(penduduk_id=cast.penduduk_id, pelaku="uji")
    lain = Client()
    lain.post(f"/desa/{cisontrol.kode}/aktivasi/{satu.token}/", {"pin": "481627", "ulang": "481627"})
    assert lain.get("/warga/").status_code == 200
    assert warga.get("/warga/").status_code == 302


def test_guessing_slips_is_held_back(client: Client, cisontrol: Desa) -> None:
    kode = [client.post("/aktivasi/", {"kode": "ABCD-EFGH-2345"}).status_code for _ in range(42)]
    assert kode[0] == 422
    assert kode[-1] == 429
    cache.clear()


# ---- changing the PIN ----


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        ({"pin_lama": "111222", "pin": "481627", "ulang": "481627"}, "PIN yang sekarang tidak cocok."),
        ({"pin_lama": PIN, "pin": "481627", "ulang": "481628"}, "Berbeda dari PIN di atas."),
        ({"pin_lama": PIN, "pin": "123456", "ulang": "123456"}, "PIN ini mudah ditebak."),
        ({"pin_lama": "", "pin": "481627", "ulang": "481627"}, "Bagian ini belum diisi."),
    ],
)
def test_a_pin_is_not_changed_by_mistake(
    warga: Client, pintu: str, isi: dict[str, str], kalimat: str
) -> None:
    jawab = warga.post("/warga/pin/", isi)
    assert jawab.status_code == 422
    assert kalimat in read(jawab.content.decode()).text
    assert "481627" not in jawab.content.decode()
    assert masuk(pintu)[0] == 302, "the old one still opens"


def test_the_new_pin_opens_and_the_old_one_does_not(warga: Client, pintu: str) -> None:
    warga.post("/warga/pin/", {"pin_lama": PIN, "pin": "481627", "ulang": "481627"})
    assert masuk(pintu, pin="481627")[0] == 302
    assert masuk(pintu, pin=PIN)[0] == 422


def test_an_official_has_no_door_here_and_a_citizen_none_there(cast: Pemeran, warga: Client) -> None:
    petugas = Client()
    petugas.force_login(pengguna(cast.operator))
    assert petugas.get("/warga/").status_code == 404
    assert petugas.get("/").headers["Location"] == "/aparat/"
    assert warga.get("/aparat/").status_code == 404


def test_the_same_nik_in_two_villages_is_two_accounts(
    cast: Pemeran, cisontrol: Desa, situmandala: Desa
) -> None:
    """Somebody moved and stands in both registers: each village opens its own letters."""
    with lingkup(situmandala.kode):
        asing = pemeran("situmandala", NIK)
    browser = Client()
    browser.post(f"/desa/{situmandala.kode}/masuk/", {"nik": NIK, "pin": PIN})
    assert browser.session["_auth_user_id"] == str(asing.warga)
    browser.post(f"/desa/{cisontrol.kode}/masuk/", {"nik": NIK, "pin": PIN})
    assert browser.session["_auth_user_id"] == str(cast.warga)
