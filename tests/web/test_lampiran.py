"""What was given for an application stands in the order in which its type asks for it, on every face."""

import lxml.html
import pytest
from django.test import Client

from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.models import Berkas
from eoffice.surat.rules.jenis import katalog
from eoffice.surat.selectors.meja import rincian
from tests.pabrik import SKU, foto
from tests.web.aparat.conftest import Balai, browser, isi, ke

URUT = [syarat.kode for syarat in katalog()["sku"].syarat]
LABEL = [syarat.label for syarat in katalog()["sku"].syarat]


@pytest.fixture
def terbalik(balai: Balai) -> str:
    """An application whose papers were attached from the last to the first; return the letter's id."""
    return str(balai.dalam(_kirim, balai))


def _kirim(balai: Balai) -> object:
    warga = balai.orang.warga
    draf = surat.mulai_draf(pemilik=warga, penduduk_id=balai.orang.penduduk_id, jenis="sku")
    surat.simpan_jawaban(draf_id=draf, pemilik=warga, jawaban=SKU)
    for kode in reversed(URUT):
        surat.lampirkan(draf_id=draf, pemilik=warga, syarat=kode, nama=f"{kode}.jpg", data=foto())
    return surat.ajukan(draf_id=draf, oleh=balai.orang.pelaku(Peran.WARGA)).surat_id


def _tertulis(klien: Client, alamat: str, letak: str) -> list[str]:
    """Return the words at a place of a page, in its order."""
    page = lxml.html.document_fromstring(isi(klien.get(alamat)))
    return [satu.text_content().strip() for satu in page.xpath(letak)]


def test_the_alphabet_would_be_another_order() -> None:
    assert sorted(URUT) != URUT


def test_the_officials_page_follows_the_type(balai: Balai, terbalik: str) -> None:
    nama = _tertulis(balai.operator, ke("periksa", terbalik), "//ul[@class='jempol']//a")
    assert nama == [*LABEL, "Surat"]


def test_the_citizens_page_follows_the_type(balai: Balai, terbalik: str) -> None:
    nama = _tertulis(browser(balai.orang.warga), f"/warga/surat/{terbalik}/", "//div[@class='berkas']/a/span")
    assert nama == LABEL


def test_what_the_type_no_longer_asks_for_comes_last_and_two_photos_stay_as_given(
    balai: Balai, terbalik: str
) -> None:
    def tambah() -> list[tuple[str, str]]:
        satu = Berkas.objects.get(syarat=URUT[0])
        for syarat, nama in (("aturan_lama", "lama.jpg"), (URUT[0], "kedua.jpg")):
            Berkas.objects.create(
                permohonan_id=satu.permohonan_id,
                syarat=syarat,
                nama=nama,
                media=satu.media,
                ukuran=satu.ukuran,
                sha256=satu.sha256,
            )
        return [(b.syarat, b.nama) for b in rincian(terbalik).berkas]  # type: ignore[arg-type]

    awal = [(URUT[0], f"{URUT[0]}.jpg"), (URUT[0], "kedua.jpg")]
    lain = [(kode, f"{kode}.jpg") for kode in URUT[1:]]
    assert balai.dalam(tambah) == [*awal, *lain, ("aturan_lama", "lama.jpg")]
