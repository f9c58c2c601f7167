"""A village with its own server vouches for its own letters, and for nobody else's."""

from pathlib import Path
from typing import Any

import pytest

from eoffice.dokumen import services as dokumen
from eoffice.dokumen.models import Otoritas
from eoffice.dokumen.services.otoritas import gambar_otoritas, percayai
from eoffice.surat.selectors import verifikasi
from eoffice.surat.selectors.verifikasi import Keadaan
from eoffice.surat.selectors.warga import berkas_terbit
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.conftest import CISONTROL, SITUMANDALA
from tests.sinkron.mesin import Mesin
from tests.sinkron.test_surat_antar import terbit

pytestmark = pytest.mark.hanya_sqlite  # two database files in one process


@pytest.fixture
def surat_cisontrol(dua_rumah: tuple[Mesin, Mesin], kantor: pabrik.Pemeran) -> tuple[bytes, dict[str, str]]:
    """A letter that says it is Cisontrol's, and the certificates of the server that signed it."""
    node = dua_rumah[0]
    surat_id = terbit(node, kantor)
    isi = node.di_sini(lambda: gambar_otoritas(Otoritas.objects.get())[0])
    return node.di_sini(berkas_terbit, surat_id), isi


def memercayai(hub: Mesin, desa: str, isi: dict[str, str]) -> None:
    """Let the hub hold these certificates as a village's."""
    with hub.tanpa_lingkup():
        Desa.objects.get_or_create(
            kode=SITUMANDALA,
            defaults={"nama": "Situmandala", "kecamatan": "R", "kabupaten": "C", "provinsi": "J"},
        )
        with lingkup(desa):
            percayai(isi)


def memeriksa(hub: Mesin, pdf: bytes) -> tuple[str, str, Keadaan, str]:
    with hub.tanpa_lingkup():
        hasil, jawab = dokumen.periksa_pdf(pdf), verifikasi.periksa_berkas(pdf)
    return hasil.keadaan, hasil.sebab.kode, jawab.keadaan, jawab.kode_desa


def test_its_own_letter_is_its_own(dua_rumah: Any, surat_cisontrol: Any) -> None:
    pdf, isi = surat_cisontrol
    memercayai(dua_rumah[1], CISONTROL, isi)
    sah = ("sah", "dokumen.periksa_sah", Keadaan.BELUM_TIBA, CISONTROL)
    assert memeriksa(dua_rumah[1], pdf) == sah


def test_under_the_root_of_another_village_it_is_not_shown_as_its_letter(
    dua_rumah: Any, surat_cisontrol: Any
) -> None:
    pdf, isi = surat_cisontrol
    memercayai(dua_rumah[1], SITUMANDALA, isi)
    assert memeriksa(dua_rumah[1], pdf) == (
        "tidak_dikenal",
        "dokumen.periksa_desa_lain",
        Keadaan.TIDAK_DIKENAL,
        "",
    )


def test_a_village_that_copies_the_certificates_of_another_spoils_nothing(
    dua_rumah: Any, surat_cisontrol: Any
) -> None:
    pdf, isi = surat_cisontrol
    memercayai(dua_rumah[1], SITUMANDALA, isi)
    memercayai(dua_rumah[1], CISONTROL, isi)
    assert memeriksa(dua_rumah[1], pdf)[2:] == (Keadaan.BELUM_TIBA, CISONTROL)


def test_a_root_that_the_regency_put_there_itself_vouches_for_every_village(
    dua_rumah: Any, surat_cisontrol: Any
) -> None:
    pdf, isi = surat_cisontrol
    _, hub = dua_rumah
    memercayai(hub, SITUMANDALA, isi)
    kepercayaan: Path = hub.rumah / "kunci" / "kepercayaan"
    for jalur in (kepercayaan / SITUMANDALA).iterdir():
        jalur.rename(kepercayaan / jalur.name)
    assert memeriksa(hub, pdf)[0] == "sah"


def test_the_page_names_the_village_of_the_certificate(dua_rumah: Any, surat_cisontrol: Any) -> None:
    pdf, isi = surat_cisontrol
    _, hub = dua_rumah
    memercayai(hub, CISONTROL, isi)
    with hub.tanpa_lingkup():
        jawab = verifikasi.periksa_berkas(pdf)
    assert (jawab.desa, jawab.penanda_tangan) == ("Desa Cisontrol", "H. Oman Rohman")
