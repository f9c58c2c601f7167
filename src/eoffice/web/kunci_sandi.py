"""Passkeys at the pages of officials: where they work, and the question that waits in the session for its answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from eoffice.akun.rules.kunci_sandi import UMUR_TANTANGAN, Tempat, tempat_kunci
from eoffice.akun.services import Tawaran
from eoffice.kernel.errors import RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.web import bukti
from eoffice.web.komponen.kalimat import kalimat

JSON: Final = "application/json"
_TANTANGAN: Final = "tantangan_kunci"


@dataclass(frozen=True, slots=True)
class RupaKunci:
    """The button of a passkey under a form: where it sends, its words, or why there is none."""

    ke: str
    tombol: str
    untuk: str = ""
    alasan: str = ""


def tempat(request: HttpRequest) -> Tempat | Pesan:
    """Return where passkeys work for somebody at this address, or why they do not."""
    return tempat_kunci(
        request.get_host(),
        aman=request.is_secure() or settings.EOFFICE_HTTPS,
        alamat_publik=settings.EOFFICE_ALAMAT_PUBLIK,
        host_sah=settings.ALLOWED_HOSTS,
        asal_sah=settings.CSRF_TRUSTED_ORIGINS,
    )


def pastikan_tempat(request: HttpRequest) -> Tempat:
    """Return where passkeys work.

    Raises:
        RuleRefused: not here; says why.
    """
    satu = tempat(request)
    if isinstance(satu, Pesan):
        raise RuleRefused(satu)
    return satu


def rupa(request: HttpRequest, ke: str, tombol: str, *, untuk: str = "") -> RupaKunci:
    """Return the button, or in plain words why there is none at this address."""
    satu = tempat(request)
    return RupaKunci(ke, tombol, untuk, kalimat(satu) if isinstance(satu, Pesan) else "")


def bertanya(request: HttpRequest) -> bool:
    """Tell whether the browser asks what to ask the device; else it brings the answer."""
    return request.headers.get("Accept") == JSON


def beri(request: HttpRequest, tawaran: Tawaran, untuk: str) -> HttpResponse:
    """Answer what the browser should ask the device, and remember the question: the newest only, for five minutes."""
    request.session[_TANTANGAN] = {"isi": tawaran.tantangan, "untuk": untuk, "saat": bukti.kini()}
    return JsonResponse(tawaran.opsi)


def ambil(request: HttpRequest, untuk: str) -> str:
    """Return the question that this answer must fit, once; empty when none was asked, or too long ago."""
    isi: dict[str, Any] = request.session.pop(_TANTANGAN, None) or {}
    benar = isi.get("untuk") == untuk and bukti.masih(isi.get("saat"), UMUR_TANTANGAN)
    return str(isi["isi"]) if benar else ""
