"""Coming in: password, code from the phone, recovery code, and what happens to guesses."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from eoffice.akun import services
from eoffice.kernel import clock
from tests.web.aparat.conftest import SANDI, Orang

pytestmark = pytest.mark.django_db


def kirim_sandi(client: Client, nama: str = "rika", sandi: str = SANDI, lanjut: str = "") -> object:
    """Send the first step."""
    ke = reverse("aparat:masuk") + (f"?lanjut={lanjut}" if lanjut else "")
    return client.post(ke, {"nama_masuk": nama, "sandi": sandi})


def test_door_offers_officials_and_each_village(
    client: Client, cisontrol: object, situmandala: object
) -> None:
    page = client.get(reverse("masuk")).content.decode()
    assert "Aparat desa" in page
    assert "Desa Cisontrol" in page
    assert "Desa Situmandala" in page


def test_a_page_of_the_office_leads_to_its_own_door_and_back(client: Client, operator: Orang) -> None:
    answer = client.get("/aparat/keamanan/", follow=True)
    assert [ke for ke, _ in answer.redirect_chain] == [
        "/masuk/?next=/aparat/keamanan/",
        "/aparat/masuk/?lanjut=%2Faparat%2Fkeamanan%2F",
    ]
    back = kirim_sandi(client, lanjut="/aparat/keamanan/")
    assert back.headers["Location"] == "/aparat/keamanan/"


@pytest.mark.parametrize(
    "lanjut", ["https://jahat.example/", "//jahat.example/aparat/", "/v/x/", "javascript:alert(1)"]
)
def test_never_sent_to_another_site(client: Client, operator: Orang, lanjut: str) -> None:
    assert kirim_sandi(client, lanjut=lanjut).headers["Location"] == "/aparat/"


def test_wrong_password_and_unknown_name_read_the_same(client: Client, operator: Orang) -> None:
    salah = kirim_sandi(client, sandi="bukan ini")
    asing = kirim_sandi(client, nama="tidak-ada")
    assert salah.status_code == asing.status_code == 422
    assert "ringkas-galat" in salah.content.decode()
    assert "bukan ini" not in salah.content.decode()
    assert "rika" in salah.content.decode()


def test_guessing_is_held_back(client: Client, operator: Orang) -> None:
    kode = [kirim_sandi(client, sandi="bukan ini").status_code for _ in range(7)]
    assert kode[:5] == [422] * 5
    assert kode[-1] == 429
    assert kirim_sandi(client).status_code == 429


def test_code_from_the_phone_follows_the_password(client: Client, kades: Orang) -> None:
    assert kirim_sandi(client, nama="ujang").headers["Location"] == "/aparat/masuk/kode/"
    assert client.get("/aparat/").status_code == 302, "the password alone opens nothing"
    assert client.post("/aparat/masuk/kode/", {"kode": "000000"}).status_code == 422
    masuk = client.post("/aparat/masuk/kode/", {"kode": kades.otp()})
    assert masuk.headers["Location"] == "/aparat/"
    assert client.get("/aparat/keamanan/").status_code == 200


def test_a_code_works_once(client: Client, kades: Orang) -> None:
    kirim_sandi(client, nama="ujang")
    kode = kades.otp()
    assert client.post("/aparat/masuk/kode/", {"kode": kode}).status_code == 302
    lain = Client()
    kirim_sandi(lain, nama="ujang")
    assert lain.post("/aparat/masuk/kode/", {"kode": kode}).status_code == 422


def test_recovery_code_opens_once_when_the_clock_is_dead(client: Client, kades: Orang) -> None:
    kode = services.buat_kode_pemulihan(pengguna_id=kades.pengguna.pk)[0]
    with time_machine.travel(clock.now() - timedelta(days=4000), tick=False):
        kirim_sandi(client, nama="ujang")
        isian = {"kode_pemulihan": kode.lower()}
        assert client.post("/aparat/masuk/pemulihan/", isian).headers["Location"] == "/aparat/"
        lain = Client()
        kirim_sandi(lain, nama="ujang")
        assert lain.post("/aparat/masuk/pemulihan/", isian).status_code == 422


def test_the_step_in_between_runs_out(client: Client, kades: Orang) -> None:
    kirim_sandi(client, nama="ujang")
    with time_machine.travel(clock.now() + timedelta(minutes=6), tick=False):
        answer = client.post("/aparat/masuk/kode/", {"kode": kades.otp()}, follow=True)
    assert answer.redirect_chain[-1][0] == "/aparat/masuk/"
    assert "Waktunya habis" in answer.content.decode()


def test_nobody_reaches_the_second_step_without_the_first(client: Client, kades: Orang) -> None:
    assert client.get("/aparat/masuk/kode/").headers["Location"] == "/aparat/masuk/"


def test_a_signer_without_phone_first_sets_it_up(
    client: Client, kades: Orang, masuk: Callable[..., Client]
) -> None:
    services.totp.Totp.objects.all().delete()
    browser = masuk(kades)
    assert browser.get("/aparat/pengaturan/pejabat/").headers["Location"] == "/aparat/keamanan/"
    assert "wajib" in browser.get("/aparat/keamanan/").content.decode()
    assert browser.get("/aparat/keamanan/kode-hp/").status_code == 200


def test_signing_out_is_a_post(client: Client, operator: Orang, masuk: Callable[..., Client]) -> None:
    browser = masuk(operator)
    assert browser.get("/aparat/keluar/").status_code == 405
    assert browser.post("/aparat/keluar/").headers["Location"] == "/masuk/"
    assert browser.get("/aparat/keamanan/").status_code == 302


def test_an_account_switched_off_is_out_at_once(operator: Orang, masuk: Callable[..., Client]) -> None:
    browser = masuk(operator)
    type(operator.pengguna).objects.filter(pk=operator.pengguna.pk).update(is_active=False)
    assert browser.get("/aparat/keamanan/").status_code == 302
