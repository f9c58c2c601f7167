"""Who may open a page of the regency: one decorator; everybody else meets a page that does not exist."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from eoffice.kernel.errors import NotFound
from eoffice.sinkron.services.pusat import Petugas
from eoffice.web.bukti import totp_terpasang
from eoffice.web.middleware.lingkup import lintas_desa
from eoffice.web.petugas import petugas


class Permintaan(HttpRequest):
    """A request of a signed-in officer; ``desa``: the village that the address names, whose scope is open."""

    desa: str
    user: Any


View = Callable[..., HttpResponse]


def untuk_petugas(view: View) -> View:
    """Let a view run for an officer of the regency whose second step is set up, on the regency's server."""

    @wraps(view)
    def diperiksa(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if settings.EOFFICE_PERAN != "kabupaten" or not petugas(request):
            raise NotFound
        if not totp_terpasang(request, request.user.pk):
            return redirect("aparat:keamanan")
        return view(request, *args, **kwargs)

    return lintas_desa(diperiksa)


def pelaku(request: Permintaan) -> Petugas:
    """Return who acts."""
    return Petugas(request.user.pk, request.user.nama)
