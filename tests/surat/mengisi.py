"""Filling in: drafts of the cast, as a citizen or at the counter."""

from collections.abc import Mapping
from datetime import timedelta
from io import BytesIO
from uuid import UUID

from PIL import Image

from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.rules.jenis import katalog
from eoffice.surat.services.draf import UMUR_DRAF
from tests import pabrik

SKTM = {
    "keperluan": "pendidikan",
    "lembaga": "SMA Negeri 1 Rancah",
    "untuk": "keluarga",
    "nama_anak": "Rizki Maulana",
    "nik_anak": "3207151202109002",
    "hubungan": "anak_kandung",
    "penghasilan": "850000",
    "tanggungan": "3",
    "no_pengantar": "12/RT.003/IV/2026",
}
JAWABAN: Mapping[str, Mapping[str, str]] = {"sku": pabrik.SKU, "sktm": SKTM}
LEWAT = UMUR_DRAF + timedelta(seconds=1)


def gambar(nomor: int) -> bytes:
    """Return a photo unlike the others."""
    keluar = BytesIO()
    Image.new("RGB", (40, 30), (nomor * 7 % 256, nomor * 13 % 256, nomor * 29 % 256)).save(keluar, "PNG")
    return keluar.getvalue()


def mulai(cast: pabrik.Pemeran, jenis: str = "sku", *, petugas: bool = False) -> UUID:
    """Begin a draft about the citizen of the cast."""
    pemilik = cast.operator if petugas else cast.warga
    return surat.mulai_draf(pemilik=pemilik, penduduk_id=cast.penduduk_id, jenis=jenis)


def lampirkan(draf: UUID, pemilik: UUID, syarat: str, nomor: int = 1, nama: str = "foto.png") -> str:
    """Attach a photo and return its digest."""
    isi = surat.lampirkan(draf_id=draf, pemilik=pemilik, syarat=syarat, nama=nama, data=gambar(nomor))
    return isi.berkas[-1].sha256


def isi_penuh(draf: UUID, pemilik: UUID, jenis: str = "sku") -> None:
    """Answer everything and attach what is required."""
    surat.simpan_jawaban(draf_id=draf, pemilik=pemilik, jawaban=JAWABAN[jenis])
    for nomor, syarat in enumerate(s for s in katalog()[jenis].syarat if s.wajib):
        lampirkan(draf, pemilik, syarat.kode, nomor)


def siap_kirim(cast: pabrik.Pemeran, jenis: str = "sku") -> UUID:
    """Return a citizen's draft that may be sent."""
    draf = mulai(cast, jenis)
    isi_penuh(draf, cast.warga, jenis)
    return draf


def kirim(cast: pabrik.Pemeran, jenis: str = "sku") -> UUID:
    """Let the citizen send a full application; return the letter."""
    terkirim = surat.ajukan(draf_id=siap_kirim(cast, jenis), oleh=cast.pelaku(Peran.WARGA))
    assert terkirim.baru
    return terkirim.surat_id
