"""Who may open a citizen's page, and what becomes of a form whose session ended meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy

from eoffice.kernel.errors import NotFound
from eoffice.kernel.peran import Peran
from eoffice.surat.services import Pelaku

from . import titipan
from .lewat import PerbaikanLewat, jawab_lewat


class Permintaan(HttpRequest):
    """A request of a signed-in citizen, as the middlewares and ``warga`` leave it."""

    desa: str
    user: Any
    permintaan_id: UUID


View = Callable[..., HttpResponse]
LANJUT = "lanjut"


def warga(view: View) -> View:
    """Let a view run for citizens; an official is told that the page does not exist."""

    @wraps(view)
    def diperiksa(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return _jalankan(view, request, *args, **kwargs)

    return _ke_pintu(diperiksa)


def warga_titip(view: View) -> View:
    """Like ``warga``, but what was sent after the session ended is kept until the person is back."""

    @wraps(view)
    def diperiksa(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return _jalankan(view, request, *args, **kwargs)
        if request.method == "POST":
            titipan.simpan(request)
        lanjut = request.get_full_path().replace("/kirim/", "/periksa/")
        return redirect(f"{reverse('warga:pintu')}?{urlencode({LANJUT: lanjut})}")

    return login_not_required(diperiksa)


def _jalankan(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    try:
        return view(kenali(request), *args, **kwargs)
    except PerbaikanLewat as lewat:
        return jawab_lewat(request, lewat.surat)


def _ke_pintu(view: View) -> View:
    """Tell Django's middleware where a visitor signs in."""
    tanda = cast("Any", view)
    tanda.login_url, tanda.redirect_field_name = reverse_lazy("warga:pintu"), LANJUT
    return view


def kenali(request: HttpRequest) -> Permintaan:
    """Return the request of a citizen.

    Raises:
        NotFound: an official, or an account without a village.
    """
    orang = cast("Permintaan", request)
    if orang.user.jenis != "warga" or not orang.desa:
        raise NotFound
    return orang


def pelaku(request: Permintaan) -> Pelaku:
    """Return who acts, for the services."""
    return Pelaku(request.user.pk, frozenset({Peran.WARGA}))
