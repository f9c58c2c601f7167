"""Fresh proof of who somebody is: password and code given lately. Kept in the session, for every face of officials."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from eoffice.akun import selectors
from eoffice.akun.rules import percobaan as aturan
from eoffice.kernel import clock
from eoffice.web.middleware import titipan

SEGAR_KUNCI: Final = "segar"
_TOTP: Final = "totp"
View = Callable[..., HttpResponse]


def kini() -> int:
    """Return the present moment as the session keeps it."""
    return int(clock.now().timestamp())


def masih(saat: object, batas: timedelta) -> bool:
    """Tell whether a moment that the session remembers is still fresh."""
    pada = datetime.fromtimestamp(saat, UTC) if isinstance(saat, int) else None
    return aturan.segar(pada, clock.now(), batas)


def tandai_segar(request: HttpRequest) -> None:
    """Remember that password and code were just given."""
    request.session[SEGAR_KUNCI] = kini()


def segar(request: HttpRequest, *, mengirim: bool = False) -> bool:
    """Tell whether password and code were given lately: enough to open a weighty page, or to send it."""
    return masih(request.session.get(SEGAR_KUNCI), aturan.KIRIM if mengirim else aturan.SEGAR)


def totp_terpasang(request: HttpRequest, pengguna_id: Any) -> bool:
    """Tell whether this person's second step is set up; once it was seen, the session remembers."""
    if not request.session.get(_TOTP):
        if not selectors.totp_terpasang(pengguna_id):
            return False
        request.session[_TOTP] = True
    return True


def harus_segar(view: View) -> View:
    """Let a view run only for somebody who proved himself lately (password and code), else ask first.

    Opening wants a proof not older than five minutes, sending what was opened one not older than half an hour.
    What is sent still later waits meanwhile, without its secrets.
    """

    @wraps(view)
    def diperiksa(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not segar(request, mengirim=request.method == "POST"):
            lanjut = reverse("aparat:lanjutkan") if titipan.simpan(request) else request.path
            return redirect(f"{reverse('aparat:pastikan')}?{urlencode({'lanjut': lanjut})}")
        return view(request, *args, **kwargs)

    return diperiksa
