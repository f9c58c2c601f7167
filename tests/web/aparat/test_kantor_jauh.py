"""The staff of a village with its own server at the regency: told kindly where they work, and let in nowhere else."""

import pytest
from django.test import Client

from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.pabrik import SANDI, Pemeran, pemeran
from tests.web.aparat.conftest import browser
from tests.web.markup import read

KALIMAT = "Kantor Desa Cisontrol bekerja di server desanya, jadi tidak dapat dipakai di sini."
UMUM = "Kantor desa yang memakai server sendiri bekerja di server desanya, bukan di sini."


@pytest.fixture
def cast(cisontrol: Desa) -> Pemeran:
    with lingkup(cisontrol.kode):
        return pemeran()


@pytest.fixture
def pindah(cast: Pemeran, cisontrol: Desa) -> Pemeran:
    """The office moved to its own server; its accounts still stand here."""
    Desa.objects.filter(pk=cisontrol.kode).update(dilayani_di_sini=False)
    return cast


def masuk(nama: str, sandi: str = SANDI) -> tuple[int, str]:
    jawab = Client().post("/aparat/masuk/", {"nama_masuk": nama, "sandi": sandi})
    return jawab.status_code, read(jawab.content.decode()).text


def test_who_signs_in_is_told_where_his_office_works(pindah: Pemeran) -> None:
    status, teks = masuk("rika.cisontrol")
    assert status == 422
    assert KALIMAT in teks


def test_a_wrong_password_learns_nothing_of_it(pindah: Pemeran) -> None:
    status, teks = masuk("rika.cisontrol", "salah-sama-sekali")
    assert status == 422
    assert KALIMAT not in teks
    assert "Nama masuk atau kata sandi tidak cocok." in teks


def test_the_sign_in_page_says_so_before_anybody_types(pindah: Pemeran) -> None:
    assert UMUM in read(Client().get("/aparat/masuk/").content.decode()).text


def test_where_every_village_is_hosted_nothing_is_said(cast: Pemeran) -> None:
    assert UMUM not in read(Client().get("/aparat/masuk/").content.decode()).text
    assert masuk("rika.cisontrol")[0] == 302


@pytest.mark.parametrize("ke", ["/aparat/", "/aparat/permohonan/", "/aparat/penduduk/"])
def test_a_session_from_before_the_move_opens_nothing_more(pindah: Pemeran, ke: str) -> None:
    klien = browser(pindah.operator)
    jawab = klien.get(ke)
    assert jawab.status_code == 422
    assert KALIMAT in read(jawab.content.decode()).text
    assert klien.post("/aparat/keluar/").status_code == 302


def test_moved_back_the_office_works_again(pindah: Pemeran, cisontrol: Desa) -> None:
    Desa.objects.filter(pk=cisontrol.kode).update(dilayani_di_sini=True)
    assert masuk("rika.cisontrol")[0] == 302
    assert browser(pindah.operator).get("/aparat/").status_code == 200
