"""Who may open a page of the office: one decorator; a wrong role answers like a foreign id."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from datetime import date
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from eoffice.akun import selectors
from eoffice.kernel import clock
from eoffice.kernel.errors import NotFound
from eoffice.kernel.peran import Peran
from eoffice.web.middleware import titipan
from eoffice.wilayah.selectors import identitas
from eoffice.wilayah.tenancy import lingkup, lingkup_terbuka

from . import sesi


class Permintaan(HttpRequest):
    """A request of a signed-in official, as the middlewares and `untuk` leave it. ``hari``: the local date."""

    desa: str
    user: Any
    peran: frozenset[Peran]
    jabatan: str
    hari: date
    permintaan_id: UUID


View = Callable[..., HttpResponse]
PIMPINAN = (Peran.PEMERIKSA, Peran.PENANDA_TANGAN)
"""Who decides about people of the office: whoever initials, and whoever signs."""


def untuk(*boleh: Peran, tanpa_totp: bool = False) -> Callable[[View], View]:
    """Let a view run for officials who hold one of these roles today; without roles, for every official.

    A signer who has not set up the code from the phone is sent to do that first, except on the pages where
    he does it (``tanpa_totp``).
    """

    def pasang(view: View) -> View:
        @wraps(view)
        def diperiksa(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            aparat = kenali(request)
            if boleh and not aparat.peran.intersection(boleh):
                raise NotFound
            if not tanpa_totp and harus_pasang_totp(aparat):
                return redirect("aparat:keamanan")
            return view(aparat, *args, **kwargs)

        return diperiksa

    return pasang


def kenali(request: HttpRequest) -> Permintaan:
    """Find out which posts the signed-in person holds today.

    Raises:
        NotFound: a citizen, or an account without a village.
    """
    aparat = cast("Permintaan", request)
    if aparat.user.jenis != "aparat" or not aparat.desa:
        raise NotFound
    with nullcontext() if lingkup_terbuka() else lingkup(aparat.desa):
        aparat.hari = clock.now().astimezone(ZoneInfo(identitas().zona_waktu)).date()
        tugas = selectors.tugas_pengguna(aparat.user.pk, aparat.hari)
    aparat.peran, aparat.jabatan = tugas.peran, tugas.sebutan
    return aparat


def harus_pasang_totp(request: Permintaan) -> bool:
    """Tell whether this person signs letters and still lacks the second step; asked once a session."""
    if Peran.PENANDA_TANGAN not in request.peran or sesi.totp_terlihat(request):
        return False
    if not selectors.totp_terpasang(request.user.pk):
        return True
    sesi.ingat_totp(request)
    return False


def segar(view: View) -> View:
    """Let a view run only for somebody who proved himself lately (password and code), else ask first.

    Opening wants a proof not older than five minutes, sending what was opened one not older than half an hour.
    What is sent still later waits meanwhile, without its secrets.
    """

    @wraps(view)
    def diperiksa(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not sesi.segar(request, mengirim=request.method == "POST"):
            lanjut = reverse("aparat:lanjutkan") if titipan.simpan(request) else request.path
            return redirect(f"{reverse('aparat:pastikan')}?{urlencode({'lanjut': lanjut})}")
        return view(request, *args, **kwargs)

    return diperiksa
