"""The village's notice board for everybody: announcements, and where to complain."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from eoffice.dokumen import services as dokumen
from eoffice.kernel.errors import NotFound
from eoffice.papan import selectors
from eoffice.papan.rules.pengaduan import HARI_PUTUS, angka_wa
from eoffice.papan.rules.pengumuman import alinea
from eoffice.papan.selectors import SEHALAMAN, Warta
from eoffice.surat.services import hari_ini
from eoffice.web.komponen.waktu import tanggal
from eoffice.wilayah.selectors import identitas

from .kerangka import ingat_desa, kirim_berkas, nomor_halaman, tampil

LAPOR: Final = "https://www.lapor.go.id"
DI_BERANDA: Final = 3
SEBENTAR: Final = 300


def butir_warta(satu: Warta, desa: str) -> dict[str, str]:
    """Return an announcement as one line that leads to it."""
    ke = reverse("warga:pengumuman_satu", args=[desa, satu.id])
    return {"judul": satu.judul, "keterangan": tanggal(satu.mulai), "ke": ke}


@login_not_required
@require_safe
def pengumuman(request: HttpRequest, kode_desa: str, *, publik: bool = True) -> HttpResponse:
    """List what hangs today, the newest first."""
    hari, hal = hari_ini(), nomor_halaman(request)
    total = selectors.jumlah_tayang(hari)
    isi = {
        "desa": identitas().lengkap,
        "warta": [butir_warta(w, kode_desa) for w in selectors.tayang(hari, mulai=(hal - 1) * SEHALAMAN)],
        "hal": hal,
        "per": SEHALAMAN,
        "total": total,
        "banyak": -(-total // SEHALAMAN),
        "kembali_ke": reverse("warga:beranda", args=[kode_desa]),
    }
    return ingat_desa(tampil(request, "warga/pengumuman.html", isi), kode_desa)


def _tampak(pengumuman_id: UUID) -> Warta:
    """Return an announcement that hangs today.

    Raises:
        NotFound: it does not; drafts and what was taken down answer like what never was.
    """
    satu = selectors.satu_pengumuman(pengumuman_id)
    if not satu.tampak(hari_ini()):
        raise NotFound
    return satu


@login_not_required
@require_safe
def pengumuman_satu(
    request: HttpRequest, kode_desa: str, pengumuman_id: UUID, *, publik: bool = True
) -> HttpResponse:
    """Show one announcement; its picture is loaded only by whoever opens it."""
    satu = _tampak(pengumuman_id)
    isi = {
        "judul": satu.judul,
        "alinea": alinea(satu.isi),
        "kapan": tanggal(satu.mulai, hari_nama=True),
        "sampai": tanggal(satu.sampai) if satu.sampai else "",
        "desa": identitas().lengkap,
        "kembali_ke": reverse("warga:pengumuman", args=[kode_desa]),
        **_gambar(satu, kode_desa),
    }
    return tampil(request, "warga/pengumuman_satu.html", isi)


def _gambar(satu: Warta, desa: str) -> dict[str, Any]:
    """Return where the picture is and how heavy; nothing while it has not arrived from the village's server."""
    if not satu.gambar or not dokumen.ada(satu.gambar):
        return {"gambar_ke": ""}
    ke = reverse("warga:pengumuman_gambar", args=[desa, satu.id, satu.gambar[:12]])
    return {
        "gambar_ke": ke,
        "judul_gambar": f"Lihat gambar ({len(dokumen.baca(satu.gambar)) // 1024 + 1} KB)",
    }


@login_not_required
@require_safe
@cache_control(public=True, max_age=SEBENTAR)
def pengumuman_gambar(
    request: HttpRequest, kode_desa: str, pengumuman_id: UUID, cap: str, *, publik: bool = True
) -> HttpResponse:
    """Give out the picture of an announcement that hangs today; ``cap``: the head of its digest."""
    satu = _tampak(pengumuman_id)
    if not satu.gambar or satu.gambar[:12] != cap or not dokumen.ada(satu.gambar):
        raise NotFound
    return kirim_berkas(dokumen.baca(satu.gambar), "image/jpeg", "pengumuman.jpg")


@login_not_required
@require_safe
def pengaduan(request: HttpRequest, kode_desa: str, *, publik: bool = True) -> HttpResponse:
    """Say who takes complaints, how, how soon they are answered, and who else there is."""
    desa, kontak = identitas(), selectors.kontak_pengaduan()
    isi = {
        "desa": desa.lengkap,
        "kecamatan": desa.kecamatan,
        "kontak": kontak,
        "wa_ke": f"https://wa.me/{angka_wa(kontak.whatsapp)}" if kontak.whatsapp else "",
        "hari_putus": HARI_PUTUS,
        "lapor_ke": LAPOR,
        "standar_ke": reverse("warga:standar", args=[kode_desa]),
        "lacak_ke": reverse("warga:lacak", args=[kode_desa]),
        "kembali_ke": reverse("warga:beranda", args=[kode_desa]),
    }
    return ingat_desa(tampil(request, "warga/pengaduan.html", isi), kode_desa)
