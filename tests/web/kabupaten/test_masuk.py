"""Coming in as an officer of the regency: the staff door, the obligatory phone, one's own account, and out again."""

from datetime import timedelta
from typing import Any

import pyotp
import pytest
from django.test import Client
from django.urls import reverse

from eoffice.akun import services as akun
from eoffice.akun.models import Pengguna
from eoffice.kernel import clock
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.conftest import CISONTROL
from tests.pabrik import pasang_totp
from tests.web.kabupaten.conftest import SANDI, browser, buat_petugas, isi, ke

pytestmark = pytest.mark.django_db
MASUK = {"nama_masuk": "dian", "sandi": SANDI}


def kode(kunci: str, geser: int = 0) -> str:
    return pyotp.TOTP(kunci).at(clock.now() + timedelta(seconds=30 * geser))


def masuk(lanjut: str = "", **isian: str) -> tuple[Client, Any]:
    klien = Client()
    ekor = f"?lanjut={lanjut}" if lanjut else ""
    return klien, klien.post(reverse("aparat:masuk") + ekor, MASUK | isian)


def test_from_the_door_over_the_phone_to_the_board() -> None:
    kunci = pasang_totp(buat_petugas(totp=False).pk)
    klien, jawab = masuk()
    assert jawab.headers["Location"] == "/aparat/masuk/kode/"
    assert klien.get(ke("papan")).headers["Location"] == "/masuk/?next=/kabupaten/"  # not in yet
    jawab = klien.post("/aparat/masuk/kode/", {"kode": kode(kunci)})
    assert jawab.headers["Location"] == "/kabupaten/"
    assert "Papan 0 desa" in isi(klien.get("/kabupaten/"))


def test_a_new_officer_sets_up_the_phone_before_anything_else() -> None:
    buat_petugas(totp=False)
    klien, jawab = masuk()
    assert jawab.headers["Location"] == "/kabupaten/"
    page = isi(klien.get("/kabupaten/", follow=True))
    assert "Akun petugas kabupaten wajib memakai kata sandi dan kode dari HP." in page
    assert "Petugas kabupaten" in page
    assert isi(klien.get("/aparat/keamanan/kode-hp/"))
    kunci = pyotp.parse_uri(akun.mulai_pasang_totp(pengguna_id=Pengguna.objects.get().pk)).secret
    page = isi(klien.post("/aparat/keamanan/kode-hp/", {"kode": kode(kunci)}))
    assert "Simpan sekarang, hanya tampil sekali" in page
    assert klien.get("/kabupaten/").status_code == 200


def test_the_page_asked_for_opens_after_the_door(cisontrol: Desa) -> None:
    kunci = pasang_totp(buat_petugas(totp=False).pk)
    alamat = ke("desa", CISONTROL)
    pintu = Client().get(alamat).headers["Location"]
    assert pintu == f"/masuk/?next={alamat}"
    assert Client().get(pintu).headers["Location"] == f"/aparat/masuk/?lanjut={alamat.replace('/', '%2F')}"
    klien, _ = masuk(alamat)
    assert klien.post("/aparat/masuk/kode/", {"kode": kode(kunci)}).headers["Location"] == alamat


@pytest.mark.parametrize(
    "lanjut",
    ["/aparat/permohonan/", "https://jahat.test/kabupaten/", "//jahat.test", "/warga/", "/kabupaten\\..//x"],
)
def test_pages_of_others_are_no_way_on(lanjut: str) -> None:
    kunci = pasang_totp(buat_petugas(totp=False).pk)
    klien, _ = masuk(lanjut)
    ke_mana = klien.post("/aparat/masuk/kode/", {"kode": kode(kunci)}).headers["Location"]
    assert ke_mana == "/kabupaten/"


def test_an_official_of_a_village_is_not_led_to_the_regency(cisontrol: Desa) -> None:
    with lingkup(CISONTROL):
        pabrik.pemeran()
    klien = Client()
    isian = {"nama_masuk": "rika.cisontrol", "sandi": pabrik.SANDI}
    jawab = klien.post("/aparat/masuk/?lanjut=/kabupaten/", isian)
    assert jawab.headers["Location"] == "/aparat/"


def test_a_closed_account_and_a_wrong_password_get_the_same_answer() -> None:
    buat_petugas()
    salah = masuk(sandi="salah sekali kata ini")[1]
    akun.tutup_petugas(nama_masuk="dian", alasan="Pindah tugas", pelaku="uji")
    tutup = masuk()[1]
    assert (salah.status_code, tutup.status_code) == (422, 422)
    kalimat = "Nama masuk atau kata sandi tidak cocok."
    assert kalimat in salah.content.decode()
    assert kalimat in tutup.content.decode()


@pytest.mark.parametrize("perbuatan", [akun.tutup_petugas, akun.lepas_hp_petugas])
def test_open_sessions_end_at_once(perbuatan: Any) -> None:
    dian = browser(buat_petugas())
    assert dian.get("/kabupaten/").status_code == 200
    perbuatan(nama_masuk="dian", alasan="HP hilang", pelaku="uji")
    assert dian.get("/kabupaten/").headers["Location"] == "/masuk/?next=/kabupaten/"


def test_a_lost_phone_is_set_up_anew_at_the_next_sign_in() -> None:
    buat_petugas()
    akun.lepas_hp_petugas(nama_masuk="dian", alasan="HP hilang", pelaku="uji")
    klien, jawab = masuk()
    assert jawab.headers["Location"] == "/kabupaten/"
    assert klien.get("/kabupaten/").headers["Location"] == "/aparat/keamanan/"


def test_a_fresh_proof_leads_back_to_the_weighty_act(server: Any) -> None:
    siapa = buat_petugas(totp=False)
    kunci, alamat = pasang_totp(siapa.pk), ke("cabut", CISONTROL)
    klien = browser(siapa, segar=False)
    pastikan = klien.get(alamat).headers["Location"]
    assert "Pastikan ini Anda" in isi(klien.get(pastikan))
    assert klien.post(pastikan, {"sandi": SANDI, "kode": kode(kunci)}).headers["Location"] == alamat
    assert klien.get(alamat).status_code == 200


def test_what_was_typed_before_the_session_ended_comes_back(server: Any) -> None:
    siapa = buat_petugas(totp=False)
    kunci = pasang_totp(siapa.pk)
    klien = Client()
    jawab = klien.post(ke("cabut", CISONTROL), {"alasan": "Komputernya hilang"})
    assert jawab.headers["Location"] == "/masuk/?next=/aparat/lanjutkan/"
    klien.post("/aparat/masuk/?lanjut=/aparat/lanjutkan/", MASUK)
    jawab = klien.post("/aparat/masuk/kode/", {"kode": kode(kunci)}, follow=True)
    assert "Komputernya hilang" in isi(jawab)


def test_the_pages_of_ones_account_have_the_frame_of_the_regency(petugas: Pengguna) -> None:
    page = isi(browser(petugas).get("/aparat/keamanan/"))
    assert 'href="/kabupaten/"' in page
    assert "eoffice petugas lepas-hp" in page
    assert "/aparat/permohonan/" not in page
    assert "Bantu rekan" not in page


def test_out_is_out(petugas: Pengguna) -> None:
    dian = browser(petugas)
    assert dian.post("/aparat/keluar/").headers["Location"] == "/masuk/"
    assert dian.get("/kabupaten/").status_code == 302
