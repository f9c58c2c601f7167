"""The code on a form for a power cut, before and after the office recorded the letter that was written on it."""

import pytest
from django.test import Client

from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.selectors.padam import BarisPadam, satu_formulir
from eoffice.surat.selectors.verifikasi import Jawaban, Keadaan
from eoffice.web.verifikasi.sajian import belum_dicatat
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.pabrik import Pemeran, pemeran
from tests.web.aparat.conftest import browser

pytestmark = pytest.mark.django_db
CATAT = "Catat surat di formulir ini"


@pytest.fixture
def cast(cisontrol: Desa) -> Pemeran:
    """The people of Cisontrol."""
    with lingkup(cisontrol.kode):
        return pemeran()


@pytest.fixture
def formulir(cisontrol: Desa, cast: Pemeran) -> BarisPadam:
    """A form that is out."""
    with lingkup(cisontrol.kode):
        (satu,) = surat.pesan_formulir(jenis="sku", banyak=1, oleh=cast.pelaku(Peran.OPERATOR))
        return satu_formulir(satu)


def halaman(klien: Client, kode: str) -> str:
    """Return the answer for a code."""
    jawab = klien.get(f"/cek/{kode}/")
    assert jawab.status_code == 200
    return str(jawab.content.decode())


def test_before_it_is_recorded_it_is_neither_genuine_nor_forged(formulir: BarisPadam) -> None:
    page = halaman(Client(), formulir.kode)
    assert "Surat ini belum dicatat kantor desa" in page
    assert "listrik padam" in page
    for kata in ("Tanda tangannya cocok", "palsu", formulir.nomor, CATAT):
        assert kata not in page


def test_only_somebody_of_the_office_gets_the_way_to_record_it(formulir: BarisPadam, cast: Pemeran) -> None:
    for pengguna, ada in ((cast.operator, True), (cast.kades, True), (cast.warga, False)):
        assert (CATAT in halaman(browser(pengguna), formulir.kode)) is ada, pengguna


def test_another_villages_official_finds_nothing_behind_the_way(
    formulir: BarisPadam, cast: Pemeran, situmandala: Desa
) -> None:
    del cast
    with lingkup(situmandala.kode):
        asing = pemeran("situmandala", "3207154506859002")
    klien = browser(asing.operator)
    assert CATAT in halaman(klien, formulir.kode)
    page = klien.get("/aparat/cetak/padam/", {"kode": formulir.kode}).content.decode()
    assert "Kode ini tidak ada di bekal padam desa" in page


def test_a_void_form_says_that_it_counts_no_more(
    cisontrol: Desa, formulir: BarisPadam, cast: Pemeran
) -> None:
    with lingkup(cisontrol.kode):
        oleh = cast.pelaku(Peran.OPERATOR)
        surat.batalkan_formulir(formulir_id=formulir.id, alasan="Hilang.", oleh=oleh)
    page = halaman(browser(cast.operator), formulir.kode)
    assert "Surat ini dibatalkan sebelum terbit" in page
    assert CATAT not in page
    assert "Hilang" not in page, "the reason is the office's own"


@pytest.mark.parametrize(
    ("jawab", "cara", "belum"),
    [
        (Jawaban(Keadaan.BELUM_TIBA), "kode", True),
        (Jawaban(Keadaan.BELUM_TIBA, nama="Euis"), "kode", False),
        (Jawaban(Keadaan.BELUM_TIBA, nama="Euis"), "qr", False),
        (Jawaban(Keadaan.BELUM_TIBA), "berkas", False),
        (Jawaban(Keadaan.TIDAK_DIKENAL), "kode", False),
        (Jawaban(Keadaan.DICABUT), "kode", False),
        (Jawaban(Keadaan.PALSU), "kode", False),
    ],
    ids=["form", "letter", "payload", "file", "unknown", "void", "forged"],
)
def test_which_answers_are_about_a_form(jawab: Jawaban, cara: str, belum: bool) -> None:
    assert belum_dicatat(jawab, cara) is belum
