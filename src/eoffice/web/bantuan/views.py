"""The handbooks on the screen and as PDF, made from one text; they hold nothing of any village."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from eoffice.dokumen.services import rangkai_panduan
from eoffice.kernel import clock
from eoffice.web.komponen.bantuan import BUKU, bantuan_untuk, data_cetak, gambar, naskah
from eoffice.web.petugas import petugas

PENULIS: Final = "e-Office Desa"
SEBENTAR: Final = 300


@login_not_required
@require_safe
def daftar(request: HttpRequest) -> HttpResponse:
    """Show which handbooks there are."""
    isi = [
        {
            "judul": naskah(nama).judul,
            "tentang": tentang,
            "ke": reverse("bantuan:buku", args=[nama]),
            "ikon": "surat" if nama == "warga" else "buku",
        }
        for nama, tentang in BUKU.items()
    ]
    rupa = {"buku": isi, "tombol_ke": reverse("bantuan:tombol"), "beranda": _beranda(request)}
    return render(request, "bantuan/daftar.html", rupa)


def _beranda(request: HttpRequest) -> str:
    """Return where this person came from: the desk, the board of the regency, or the citizens' first page."""
    if petugas(request):
        return reverse("kabupaten:papan")
    return reverse("aparat:beranda" if getattr(request.user, "jenis", "") == "aparat" else "warga:akar")


@login_not_required
@require_safe
def buku(request: HttpRequest, nama: str) -> HttpResponse:
    """Show a handbook on one page, with its contents."""
    satu = naskah(_ada(nama))
    bagian = [
        {"tingkat": b.tingkat, "judul": b.judul, "jangkar": b.jangkar, "isi": gambar(b)} for b in satu.bagian
    ]
    isi = {
        "judul": satu.judul,
        "awal": bagian[0]["isi"],
        "bagian": bagian[1:],
        "cetak_ke": reverse("bantuan:cetak", args=[nama]),
        "daftar_ke": reverse("bantuan:daftar"),
    }
    return render(request, "bantuan/buku.html", isi)


@login_not_required
@require_safe
@cache_control(public=True, max_age=SEBENTAR)
def cetak(request: HttpRequest, nama: str) -> HttpResponse:
    """Return a handbook, or the leaflet for citizens, as PDF/A."""
    jawaban = HttpResponse(pdf_buku(_ada(nama), localdate(clock.now())), content_type="application/pdf")
    jawaban["Content-Disposition"] = f'attachment; filename="panduan-{nama}.pdf"'
    return jawaban


@lru_cache(maxsize=2 * len(BUKU))
def pdf_buku(nama: str, hari: date) -> bytes:
    """Return a handbook of ``BUKU`` as PDF/A, dated ``hari``; the same for everybody, so it is made once a day."""
    return rangkai_panduan(data_cetak(nama, penulis=PENULIS), hari)


@login_not_required
@require_safe
def tombol(request: HttpRequest) -> HttpResponse:
    """Show the keys that work here, and where to switch them off."""
    ((_, satu),) = bantuan_untuk("bantuan:tombol")
    isi = {"judul": satu.judul, "isi": gambar(satu), "daftar_ke": reverse("bantuan:daftar")}
    return render(request, "bantuan/tombol.html", isi)


def _ada(nama: str) -> str:
    """Return the name of a handbook; another does not exist."""
    if nama not in BUKU:
        raise Http404
    return nama
