"""The cast of a village, with the citizen signed in, and a letter that is being filled in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from eoffice.akun.selectors import pengguna
from eoffice.surat import services as surat
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.pabrik import SKU, Pemeran, foto, pemeran
from tests.web.dunia import warga_lain

NIK = "3207154506859001"
SYARAT_SKU = ("pengantar", "ktp", "kk", "foto_usaha")


@pytest.fixture(autouse=True)
def _forget_rates() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def cast(cisontrol: Desa) -> Pemeran:
    """Euis, Rika, Dadang and Oman of Cisontrol."""
    with lingkup(cisontrol.kode):
        return pemeran()


@pytest.fixture
def warga(cast: Pemeran) -> Client:
    """A phone in which Euis is signed in."""
    return hp(cast.warga)


@pytest.fixture
def tetangga(cisontrol: Desa, cast: Pemeran) -> Client:
    """A phone in which Siti, Euis' neighbour, is signed in."""
    with lingkup(cisontrol.kode):
        return hp(warga_lain("Siti Aminah", "3207155506859003")[0])


def hp(pengguna_id: UUID) -> Client:
    """Return a phone in which somebody is signed in."""
    browser = Client()
    browser.force_login(pengguna(pengguna_id))
    return browser


@dataclass(frozen=True)
class Pengisian:
    """A letter that somebody fills in on his phone, and the draft behind it."""

    hp: Client
    draf_id: UUID
    desa: str
    pemilik: UUID

    def ke(self, nama: str, *lagi: object) -> str:
        """Return the address of one of its pages."""
        return reverse(f"warga:{nama}", args=[self.draf_id, *lagi])

    def jawab(self, kode: str, nilai: str, tanda: str = "") -> Any:
        """Answer one question."""
        return self.hp.post(self.ke("tanya", kode) + tanda, {kode: nilai})

    def foto(self, syarat: str, *berkas: SimpleUploadedFile, **lain: str) -> Any:
        """Send files for one requirement."""
        return self.hp.post(self.ke("berkas", syarat), {"berkas": list(berkas), **lain})

    def isi(self) -> surat.IsiDraf:
        """Read what is kept."""
        with lingkup(self.desa):
            return surat.draf(draf_id=self.draf_id, pemilik=self.pemilik)

    def lengkapi(self) -> None:
        """Answer everything and attach everything that is required."""
        milik: dict[str, Any] = {"draf_id": self.draf_id, "pemilik": self.pemilik}
        with lingkup(self.desa):
            surat.simpan_jawaban(**milik, jawaban=SKU)
            for syarat in SYARAT_SKU:
                surat.lampirkan(**milik, syarat=syarat, nama=f"{syarat}.jpg", data=foto())


def mulai(browser: Client, jenis: str, desa: str, pemilik: UUID) -> Pengisian:
    """Begin a letter as its page does."""
    jawab = browser.post("/warga/mulai/", {"jenis": jenis})
    return Pengisian(browser, UUID(jawab.headers["Location"].split("/")[3]), desa, pemilik)


@pytest.fixture
def isian(warga: Client, cast: Pemeran, cisontrol: Desa) -> Pengisian:
    """A business letter that Euis has just begun."""
    return mulai(warga, "sku", cisontrol.kode, cast.warga)


@pytest.fixture
def lengkap(isian: Pengisian) -> Pengisian:
    """A business letter that is ready to be sent."""
    isian.lengkapi()
    return isian


def unggahan(isi: bytes, nama: str = "ktp.jpg", media: str = "image/jpeg") -> SimpleUploadedFile:
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(nama, isi, media)
