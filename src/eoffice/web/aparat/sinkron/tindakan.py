"""What people ask of the line: the worker does it, the page only asks."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from eoffice.kernel.errors import NotFound
from eoffice.sinkron.services.kemajuan import Kerja, minta, sedang
from eoffice.sinkron.services.kunci import terhubung
from eoffice.web.aparat.izin import Permintaan

from .izin import PEMBACA, untuk_desa


@untuk_desa(*PEMBACA)
@require_POST
def temu(request: Permintaan) -> HttpResponse:
    """Ask for a meeting now, whatever the timetable says."""
    return _minta(request, Kerja.TEMU)


@untuk_desa(*PEMBACA)
@require_POST
def cocok(request: Permintaan) -> HttpResponse:
    """Ask for a comparison of all tables now."""
    return _minta(request, Kerja.COCOK)


def _minta(request: Permintaan, kerja: Kerja) -> HttpResponse:
    """Ask once; who presses while it runs, or right after somebody else, reads that it is under way."""
    if not terhubung():
        raise NotFound
    if sedang(request.desa, kerja) or not minta(request.desa, kerja, oleh=request.user.nama):
        messages.info(request, "Sudah diminta. Keadaannya terlihat di halaman ini.")
    return redirect("aparat:sinkron")
