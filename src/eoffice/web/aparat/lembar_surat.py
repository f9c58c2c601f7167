"""Pictures of a letter's pages, drawn by the same program as the print; kept, because drawing takes a while."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from eoffice.akun.selectors import penanda_tangan, penanda_tangan_bertugas
from eoffice.jejak.services import catat_akses
from eoffice.kernel.errors import InvalidInput, NotFound
from eoffice.kernel.peran import Peran
from eoffice.sinkron.services import berkas
from eoffice.surat.selectors.meja import Rincian, rincian
from eoffice.surat.services.bahan import KOSONG, LEBAR_PX, BahanBaris, dokumen_surat, gambar_surat
from eoffice.surat.services.pengaturan import Pengaturan, pengaturan

from . import sajian
from .izin import Permintaan, untuk
from .kerangka import tampil

LEBAR: Final = LEBAR_PX
LEBAR_BESAR: Final = 1240
BANYAK_SEKALI: Final = 999


def data_surat(request: Permintaan, r: Rincian, atur: Pengaturan) -> Mapping[str, Any]:
    """Return the document of a letter: frozen once it has a number, else the draft as it would be today.

    A signer sees his own wording; others see that of whoever signs today.

    Raises:
        NotFound: a type this release does not know.
        InvalidInput: something in the letter cannot be printed.
    """
    if r.data is not None:
        return r.data
    jenis = atur.jenis_surat(r.jenis)
    if jenis is None:
        raise NotFound
    sendiri = Peran.PENANDA_TANGAN in request.peran
    penanda = (
        penanda_tangan(request.user.pk, request.hari) if sendiri else penanda_tangan_bertugas(request.hari)
    )
    bahan = BahanBaris(jenis, r.penduduk_id, r.nilai, r.ubahan)
    return dokumen_surat(bahan, atur, penanda=penanda or KOSONG, tanggal=request.hari)


def gambar_data(data: Mapping[str, Any], atur: Pengaturan, halaman: int = 1, lebar: int = LEBAR) -> bytes:
    """Return one page as PNG.

    Raises:
        InvalidInput: the letter has no such page, or cannot be printed.
    """
    return gambar_surat(data, atur, halaman=halaman, lebar_px=lebar)


def dengan_kata(r: Rincian, ubahan: Mapping[str, str]) -> Rincian:
    """Return an application with other words in its blocks, for a look before they are kept."""
    return replace(r, ubahan=ubahan)


def banyak_halaman(data: Mapping[str, Any], atur: Pengaturan) -> int:
    """Return how many pages a letter has."""
    try:
        gambar_data(data, atur, halaman=BANYAK_SEKALI)
    except InvalidInput as tolak:
        if tolak.pesan.kode == "dokumen.halaman_tidak_ada":
            return int(tolak.pesan.params["jumlah"])
        raise
    return BANYAK_SEKALI


@untuk(Peran.OPERATOR, Peran.PEMERIKSA, Peran.PENANDA_TANGAN)
@require_safe
def halaman(request: Permintaan, surat_id: UUID, nomor: int) -> HttpResponse:
    """Return one page of a letter as a picture; of a letter signed on paper, its scan."""
    r, atur = rincian(surat_id), pengaturan()
    if r.sha256 and r.pindaian:
        return _pindaian(r, nomor)
    try:
        isi = gambar_data(data_surat(request, r, atur), atur, nomor, _lebar(request))
    except InvalidInput as tolak:
        raise NotFound(tolak.pesan) from None
    return HttpResponse(isi, content_type="image/png")


@untuk(Peran.OPERATOR, Peran.PEMERIKSA, Peran.PENANDA_TANGAN)
@require_safe
def lain(request: Permintaan, surat_id: UUID) -> HttpResponse:
    """Tell how many pages a letter has, and give those after the first: each picture only when it is opened."""
    r, atur = rincian(surat_id), pengaturan()
    banyak = _banyak(request, r, atur)
    isi = {
        "judul": sajian.judul(r),
        "banyak": banyak,
        "kembali_ke": reverse("aparat:periksa", args=[surat_id]),
        "tinggi": tinggi_halaman(atur),
        "halaman": [
            {
                "judul": f"Halaman {n} dari {banyak}",
                "judul_sr": f": {sajian.judul(r)}",
                "ke": reverse("aparat:halaman", args=[surat_id, n]),
                "alt": f"Halaman {n} {sajian.judul(r)}",
            }
            for n in range(2, banyak + 1)
        ],
    }
    return tampil(request, "aparat/halaman_lain.html", isi)


def tinggi_halaman(atur: Pengaturan) -> int:
    """Return the height of a page's picture in pixels, so that nothing jumps when it comes."""
    return 1257 if atur.kertas.ukuran == "F4" else 1131


def _banyak(request: Permintaan, r: Rincian, atur: Pengaturan) -> int:
    if r.sha256 and r.pindaian:
        return len(r.pindaian)
    return banyak_halaman(data_surat(request, r, atur), atur)


def _lebar(request: Permintaan) -> int:
    return LEBAR_BESAR if "besar" in request.GET else LEBAR


def _pindaian(r: Rincian, nomor: int) -> HttpResponse:
    if not 1 <= nomor <= len(r.pindaian):
        raise NotFound
    return HttpResponse(berkas.baca(r.pindaian[nomor - 1]), content_type="image/jpeg")


@untuk(Peran.OPERATOR, Peran.PEMERIKSA, Peran.PENANDA_TANGAN)
@require_safe
def baca(request: Permintaan, surat_id: UUID) -> HttpResponse:
    """Show every page of a letter large; reading it is logged."""
    r, atur = rincian(surat_id), pengaturan()
    banyak = _banyak(request, r, atur)
    dari_tumpukan = request.GET.get("dari") == "tumpukan"
    catat_akses(
        pengguna_id=request.user.pk,
        sasaran="surat",
        sasaran_id=surat_id,
        tindakan="baca",
        alasan="Memeriksa sebelum menandatangani" if dari_tumpukan else "Memeriksa permohonan",
        permintaan_id=request.permintaan_id,
    )
    isi = {
        "judul": sajian.judul(r),
        "keterangan": f"Tiket {r.tiket}, {banyak} halaman.",
        "kembali_ke": _kembali(request, surat_id),
        "kata_kembali": "Kembali",
        "gambar": [
            {
                "ke": reverse("aparat:halaman", args=[surat_id, n]) + "?besar",
                "alt": f"Halaman {n} dari {banyak}",
            }
            for n in range(1, banyak + 1)
        ],
    }
    return tampil(request, "aparat/halaman_surat.html", isi)


def _kembali(request: Permintaan, surat_id: UUID) -> str:
    """Signers come from the pile, others from the check page."""
    if request.GET.get("dari") == "tumpukan":
        return f"{reverse('aparat:tumpukan')}#s{surat_id.hex}"
    return reverse("aparat:periksa", args=[surat_id])
