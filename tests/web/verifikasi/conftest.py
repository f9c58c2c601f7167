"""Issued letters as somebody holds them: the QR, the typed code, the file."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from eoffice.dokumen import services as dokumen
from eoffice.dokumen.rules.hasil import Klaim
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.models import Surat
from eoffice.surat.rules.alur import Aksi
from eoffice.surat.rules.kode import kode_pendek, tampilkan_kode
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.pabrik import FRASA, Pemeran, diparaf, pemeran, tte_lokal
from tests.web.dunia import dicetak, terbit_basah

NIK = "3207154506859001"


@pytest.fixture(autouse=True)
def _forget_rates() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@dataclass(frozen=True)
class Kertas:
    """A letter, as its paper shows it."""

    desa: str
    cast: Pemeran
    surat_id: UUID
    klaim: Klaim
    nomor: str
    pdf: bytes

    @property
    def qr(self) -> str:
        """Return the address in its QR."""
        return f"/V/{dokumen.buat_muatan(self.klaim)}"

    @property
    def kode(self) -> str:
        """Return the code printed under the QR."""
        return tampilkan_kode(kode_pendek(self.klaim.kode))

    def lain(self, **ubah: Any) -> str:
        """Return the address of a QR that the village signed over other words."""
        return f"/V/{dokumen.buat_muatan(replace(self.klaim, **ubah))}"

    def cabut(self) -> None:
        """Let the kades revoke it."""
        with lingkup(self.desa):
            versi = Surat.objects.get(pk=self.surat_id).versi
            kades = self.cast.pelaku(Peran.PENANDA_TANGAN)
            surat.jalankan(surat_id=self.surat_id, aksi=Aksi.CABUT, oleh=kades, versi=versi, catatan="keliru")


def kertas(desa: Desa, cast: Pemeran, surat_id: UUID) -> Kertas:
    """Return the paper of a letter."""
    with lingkup(desa.kode):
        s = Surat.objects.select_related("permohonan").get(pk=surat_id)
        assert s.tanggal is not None
        klaim = Klaim(
            desa.kode,
            bytes.fromhex(s.kode),
            "SKU",
            s.permohonan.nama,
            s.keperluan,
            s.tanggal,
            s.berlaku_sampai,
        )
        return Kertas(desa.kode, cast, surat_id, klaim, s.nomor, dokumen.baca(s.sha256) if s.sha256 else b"")


@pytest.fixture
def basah(cisontrol: Desa) -> Kertas:
    """A letter for Euis, signed by hand and scanned."""
    dokumen.pastikan_otoritas(kabupaten="Ciamis")
    with lingkup(cisontrol.kode):
        cast = pemeran()
        surat_id = terbit_basah(cast)
    return kertas(cisontrol, cast, surat_id)


@pytest.fixture
def belum(cisontrol: Desa) -> Kertas:
    """A letter whose paper was printed and not yet scanned."""
    dokumen.pastikan_otoritas(kabupaten="Ciamis")
    with lingkup(cisontrol.kode):
        cast = pemeran()
        surat_id = dicetak(cast)
    return kertas(cisontrol, cast, surat_id)


def tanda_tangani(desa: Desa, akhiran: str, nik: str) -> Kertas:
    """Return a letter signed electronically; really commits."""
    with lingkup(desa.kode):
        cast = pemeran(akhiran, nik)
        tte_lokal(cast)
        surat_id = diparaf(cast)
    oleh = cast.pelaku(Peran.PENANDA_TANGAN)
    hasil = surat.tanda_tangani(desa=desa.kode, pilihan=[(surat_id, 3)], frasa=FRASA, oleh=oleh)
    assert hasil[0].terbit, hasil
    return kertas(desa, cast, surat_id)


@pytest.fixture
def terbit(cisontrol: Desa) -> Kertas:
    """A letter for Euis, signed electronically by Oman."""
    return tanda_tangani(cisontrol, "cisontrol", NIK)


Unggah = Callable[[bytes], HttpResponse]


@pytest.fixture
def unggah(client: Client) -> Unggah:
    """Hand in a file as a browser does."""

    def kirim(isi: bytes, nama: str = "surat.pdf") -> HttpResponse:
        berkas = SimpleUploadedFile(nama, isi, "application/pdf")
        return client.post("/cek/", {"pdf": berkas})  # type: ignore[return-value]

    return kirim
