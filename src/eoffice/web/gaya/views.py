"""The living style guide: every component in every state.  Public, without data, without a database."""

from __future__ import annotations

from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from eoffice.web.komponen.galat import GALAT, error_page
from eoffice.web.komponen.ikon import JALUR

from .contoh import konteks

HALAMAN: Final = (
    "warga",
    "tanya",
    "selesai",
    "aparat",
    "tumpukan",
    "verifikasi",
    "slip",
    "konfirmasi",
    "yakin",
    "ulang",
)


@login_not_required
@require_safe
def gaya(request: HttpRequest) -> HttpResponse:
    """All components on one page."""
    isi = konteks() | {"ikon": sorted(JALUR), "galat": sorted(GALAT), "halaman": HALAMAN}
    return render(request, "gaya/gaya.html", isi)


@login_not_required
@require_safe
def halaman(request: HttpRequest, nama: str) -> HttpResponse:
    """One whole page of a face, put together from components."""
    if nama not in HALAMAN:
        raise Http404
    return render(request, f"gaya/{nama}.html", konteks())


@login_not_required
@require_safe
def galat(request: HttpRequest, status: int) -> HttpResponse:
    """One error page as people see it (it answers with its own status)."""
    if status not in GALAT:
        raise Http404
    return error_page(request, status)
