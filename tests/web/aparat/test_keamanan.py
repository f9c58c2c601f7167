"""A person's own account: password, phone, recovery codes, a colleague's lost phone, fresh proof."""

import re
from collections.abc import Callable
from datetime import timedelta

import pyotp
import pytest
import time_machine
from django.test import Client

from eoffice.akun import selectors, services
from eoffice.akun.rules.jabatan import Jabatan
from eoffice.kernel import clock
from eoffice.wilayah.models import Desa
from tests.web.aparat.conftest import SANDI, Orang, angkat

pytestmark = pytest.mark.django_db
Masuk = Callable[..., Client]


def test_changing_the_password_keeps_this_session_and_ends_others(operator: Orang, masuk: Masuk) -> None:
    ini, lain = masuk(operator), masuk(operator)
    baru = "lima kata yang lebih panjang lagi"
    isian = {"sandi": SANDI, "sandi_baru": baru, "sandi_ulang": baru}
    assert ini.post("/aparat/keamanan/sandi/", isian).status_code == 302
    assert ini.get("/aparat/keamanan/").status_code == 200
    assert lain.get("/aparat/keamanan/").status_code == 302
    assert services.masuk_aparat(nama_masuk="rika", sandi=baru, sumber="x") == operator.pengguna


@pytest.mark.parametrize(
    ("isian", "kata"),
    [
        ({"sandi": "salah sekali", "sandi_baru": "lima kata yang panjang", "sandi_ulang": "lima kata yang panjang"}, "id_sandi-g"),
        ({"sandi": SANDI, "sandi_baru": "pendek", "sandi_ulang": "pendek"}, "paling sedikit 12 huruf"),
        ({"sandi": SANDI, "sandi_baru": "lima kata yang panjang", "sandi_ulang": "lain"}, "tidak sama"),
    ],
)  # fmt: skip
def test_a_bad_new_password_is_said_beside_its_box(
    operator: Orang, masuk: Masuk, isian: dict[str, str], kata: str
) -> None:
    answer = masuk(operator).post("/aparat/keamanan/sandi/", isian)
    assert answer.status_code == 422
    assert kata in answer.content.decode()
    assert SANDI not in answer.content.decode()


def test_setting_up_the_phone_shows_recovery_codes_once(operator: Orang, masuk: Masuk) -> None:
    browser = masuk(operator)
    page = browser.get("/aparat/keamanan/kode-hp/").content.decode()
    cocok = re.search(r'class="kunci-totp angka">([A-Z2-7 ]+)<', page)
    assert cocok
    assert "<svg" in page
    otp = pyotp.TOTP(cocok[1].replace(" ", ""))
    assert browser.post("/aparat/keamanan/kode-hp/", {"kode": "000000"}).status_code == 422
    jadi = browser.post("/aparat/keamanan/kode-hp/", {"kode": otp.at(clock.now())}).content.decode()
    kode = re.findall(r"<li>([A-Z0-9-]{14})</li>", jadi)
    assert len(kode) == 10
    assert "data-cetak" in jadi
    assert kode[0] not in browser.get("/aparat/keamanan/").content.decode()
    assert selectors.totp_terpasang(operator.pengguna.pk)


def test_weighty_pages_ask_for_fresh_proof_and_lead_back(kades: Orang, masuk: Masuk) -> None:
    browser = masuk(kades, segar=False)
    tanya = browser.get("/aparat/keamanan/kode-hp/")
    assert tanya.headers["Location"] == "/aparat/pastikan/?lanjut=%2Faparat%2Fkeamanan%2Fkode-hp%2F"
    salah = browser.post(tanya.headers["Location"], {"sandi": SANDI, "kode": "000000"})
    assert salah.status_code == 422
    benar = browser.post(tanya.headers["Location"], {"sandi": SANDI, "kode": kades.otp()})
    assert benar.headers["Location"] == "/aparat/keamanan/kode-hp/"
    assert browser.get("/aparat/keamanan/kode-hp/").status_code == 200
    with time_machine.travel(clock.now() + timedelta(minutes=6), tick=False):
        assert browser.get("/aparat/keamanan/kode-hp/").status_code == 302


def test_a_clock_set_back_does_not_keep_a_proof_fresh(kades: Orang, masuk: Masuk) -> None:
    browser = masuk(kades)
    with time_machine.travel(clock.now() - timedelta(days=365), tick=False):
        assert browser.get("/aparat/keamanan/kode-hp/").status_code == 302


def test_fresh_proof_by_recovery_code(kades: Orang, masuk: Masuk) -> None:
    kode = services.buat_kode_pemulihan(pengguna_id=kades.pengguna.pk)[0]
    browser = masuk(kades, segar=False)
    answer = browser.post("/aparat/pastikan/pemulihan/", {"sandi": SANDI, "kode_pemulihan": kode})
    assert answer.headers["Location"] == "/aparat/"
    assert selectors.sisa_kode_pemulihan(kades.pengguna.pk) == 9


def test_two_officials_release_a_lost_phone(cisontrol: Desa, kades: Orang, masuk: Masuk) -> None:
    satu = angkat(cisontrol, "satu", "Satu", Jabatan.OPERATOR, totp=True)
    dua = angkat(cisontrol, "dua", "Dua", Jabatan.KASI_PELAYANAN, totp=True)
    isian = {
        "nama_rekan": "ujang",
        "kode": satu.otp(),
        "nama_saksi": "dua",
        "sandi_saksi": SANDI,
        "kode_saksi": dua.otp(),
        "alasan": "HP jatuh ke sungai",
        "benar": "on",
    }
    browser = masuk(satu)
    assert browser.post("/aparat/keamanan/rekan/", isian | {"nama_saksi": "ujang"}).status_code == 422
    assert selectors.totp_terpasang(kades.pengguna.pk)
    isian |= {"kode": satu.otp(1)}
    assert browser.post("/aparat/keamanan/rekan/", isian).status_code == 302
    assert not selectors.totp_terpasang(kades.pengguna.pk)


def test_one_person_alone_cannot_release_a_phone(cisontrol: Desa, kades: Orang, masuk: Masuk) -> None:
    satu = angkat(cisontrol, "satu", "Satu", Jabatan.OPERATOR, totp=True)
    isian = {
        "nama_rekan": "ujang", "kode": satu.otp(), "nama_saksi": "satu", "sandi_saksi": SANDI,
        "kode_saksi": satu.otp(1), "alasan": "coba", "benar": "on",
    }  # fmt: skip
    answer = masuk(satu).post("/aparat/keamanan/rekan/", isian)
    assert answer.status_code == 422
    assert selectors.totp_terpasang(kades.pengguna.pk)
