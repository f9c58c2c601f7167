"""Who may open a page of the office: one decorator; a wrong role answers like a foreign id."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from datetime import date
from functools import wraps
from typing import Any, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from eoffice.akun import selectors
from eoffice.akun.services import pastikan_kantor_di_sini
from eoffice.arsip.rules.jam import TERAWAL
from eoffice.jejak.aliran import jam_terakhir
from eoffice.kernel import clock
from eoffice.kernel.errors import NotFound
from eoffice.kernel.peran import Peran
from eoffice.web.bukti import harus_segar as segar
from eoffice.web.petugas import SEBUTAN
from eoffice.wilayah.selectors import identitas
from eoffice.wilayah.tenancy import lingkup, lingkup_terbuka

from . import sesi

__all__ = [
    "PIMPINAN",
    "Permintaan",
    "bertugas",
    "harus_pasang_totp",
    "kenali",
    "segar",
    "untuk",
    "wajib_totp",
]


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


def untuk(*boleh: Peran, tanpa_totp: bool = False, petugas: bool = False) -> Callable[[View], View]:
    """Let a view run for officials who hold one of these roles today; without roles, for every official.

    A signer who has not set up the code from the phone is sent to do that first, except on the pages where
    he does it (``tanpa_totp``). ``petugas``: the page is about one's own account, so an officer of the regency may
    use it too, who needs that code as well.
    """

    def pasang(view: View) -> View:
        @wraps(view)
        def diperiksa(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            aparat = kenali(request, petugas=petugas)
            if boleh and not aparat.peran.intersection(boleh):
                raise NotFound
            if not tanpa_totp and harus_pasang_totp(aparat):
                return redirect("aparat:keamanan")
            return view(aparat, *args, **kwargs)

        return diperiksa

    return pasang


def kenali(request: HttpRequest, *, petugas: bool = False) -> Permintaan:
    """Find out which posts the signed-in person holds today.

    Raises:
        NotFound: a citizen, an account without a village; an officer of the regency, unless ``petugas``.
        RuleRefused: the office works on its own server since.
    """
    aparat = cast("Permintaan", request)
    if petugas and aparat.user.petugas_kabupaten:
        aparat.hari = timezone.localdate(clock.now())
        aparat.peran, aparat.jabatan = frozenset(), SEBUTAN
        return aparat
    if aparat.user.jenis != "aparat" or not aparat.desa:
        raise NotFound
    with nullcontext() if lingkup_terbuka() else lingkup(aparat.desa):
        aparat.hari = clock.now().astimezone(ZoneInfo(identitas().zona_waktu)).date()
        pastikan_kantor_di_sini(aparat.desa)
        tugas = selectors.tugas_pengguna(aparat.user.pk, _hari_tugas(aparat.hari))
    aparat.peran, aparat.jabatan = tugas.peran, tugas.sebutan
    return aparat


def bertugas(pengguna: Any) -> bool:
    """Tell whether who comes in holds a post today, an officer of the regency his; opens a scope."""
    if pengguna.petugas_kabupaten:
        return True
    with lingkup(pengguna.desa_id):
        hari = clock.now().astimezone(ZoneInfo(identitas().zona_waktu)).date()
        return bool(selectors.tugas_pengguna(pengguna.pk, _hari_tugas(hari)).sebutan)


def _hari_tugas(hari: date) -> date:
    """Return the day whose posts count. In 1970 nobody holds one, and an empty clock battery must lock nobody out."""
    terakhir = jam_terakhir() if clock.now() < TERAWAL else None
    return max(hari, terakhir.date()) if terakhir else hari


def wajib_totp(request: Permintaan) -> bool:
    """Tell whether this account needs the second step: signers, officers of the regency."""
    return Peran.PENANDA_TANGAN in request.peran or bool(request.user.petugas_kabupaten)


def harus_pasang_totp(request: Permintaan) -> bool:
    """Tell whether this account needs the second step and still lacks it; seen set up, it is not asked again."""
    return wajib_totp(request) and not sesi.totp_terpasang(request, request.user.pk)
