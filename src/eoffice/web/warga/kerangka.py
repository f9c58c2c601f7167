"""The frame of every citizen's page: who is signed in, the links at the foot, the village last visited."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Final

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from eoffice.kernel.errors import EofficeError, RuleRefused, TooManyAttempts
from eoffice.web.komponen.formulir import pasang_galat
from eoffice.wilayah.selectors import desa_terdaftar

BACA_KIRIM: Final = ["GET", "HEAD", "POST"]
_UMUR_KUKI: Final = 180 * 24 * 3600


def tampil(
    request: HttpRequest, templat: str, isi: Mapping[str, Any], *, status: int = HTTPStatus.OK
) -> HttpResponse:
    """Draw a page in the citizen's frame."""
    return render(request, templat, {**bingkai(request), **isi}, status=status)


def bingkai(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame draws."""
    user: Any = request.user
    warga = user.is_authenticated and user.jenis == "warga"
    desa = desa_ini(request)
    return {
        "warga_ini": {"nama": user.nama, "id": str(user.pk), "keluar_ke": reverse("warga:keluar")}
        if warga
        else None,
        "daftar_ke": reverse("warga:daftar"),
        "masuk_ke": "" if user.is_authenticated or not desa else reverse("warga:masuk", args=[desa]),
        "tautan": [
            (
                "Lacak permohonan",
                reverse("warga:lacak", args=[desa]) if desa else reverse("warga:lacak_umum"),
            ),
            ("Cek keaslian surat", reverse("verifikasi:cek")),
            ("Siapa membuka data saya", reverse("warga:akses")),
            ("Bantuan", reverse("warga:bantuan")),
        ],
    }


def desa_ini(request: HttpRequest) -> str:
    """Return the village of this request, or ``""``."""
    return getattr(request, "desa", None) or ""


def status_form(form: forms.BaseForm) -> int:
    """Return 422 for a form that came back with errors, 429 when its errors are about trying too often."""
    if getattr(form, "tertahan", False):
        return HTTPStatus.TOO_MANY_REQUESTS
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound and form.errors else HTTPStatus.OK


def coba(form: forms.BaseForm, laksana: Callable[[], object]) -> bool:
    """Do what the form asks; a refusal goes beside its box and answers ``False``."""
    try:
        laksana()
    except (RuleRefused, TooManyAttempts) as tolak:
        _pasang(form, tolak)
        return False
    return True


def _pasang(form: forms.BaseForm, tolak: EofficeError) -> None:
    pasang_galat(form, tolak)
    form.tertahan = isinstance(tolak, TooManyAttempts)  # type: ignore[attr-defined]


def dikirim(request: HttpRequest, form: forms.BaseForm) -> bool:
    """Tell whether the form was sent and reads well."""
    return request.method == "POST" and form.is_valid()


def tujuan_aman(request: HttpRequest, alamat: str, bawaan: str) -> str:
    """Return where to go on, when the address is a citizen's page of ours; else ``bawaan``."""
    boleh = url_has_allowed_host_and_scheme(alamat, allowed_hosts=None, require_https=request.is_secure())
    return alamat if boleh and alamat.startswith(("/warga/", "/desa/")) else bawaan


def nomor_halaman(request: HttpRequest) -> int:
    """Return the page of a list that is asked for; nonsense is page 1."""
    teks = request.GET.get("hal", "1")
    return max(1, int(teks)) if teks.isascii() and teks.isdigit() and len(teks) < 6 else 1


def _kuki() -> str:
    return f"eoffice_desa_{settings.EOFFICE_PORT}"


def ingat_desa(jawaban: HttpResponse, kode: str) -> HttpResponse:
    """Remember the village in this browser, so that a later sign-in need not ask for it; nothing personal."""
    jawaban.set_cookie(_kuki(), kode, max_age=_UMUR_KUKI, httponly=True, samesite="Lax")
    return jawaban


def desa_terakhir(request: HttpRequest) -> str:
    """Return the village of this request, else the one last visited in this browser, or ``""``."""
    if desa := desa_ini(request):
        return desa
    kode = request.COOKIES.get(_kuki(), "")
    return kode if kode and desa_terdaftar(kode[:13]) else ""


def kirim_berkas(isi: bytes, media: str, nama: str, *, unduh: bool = False) -> HttpResponse:
    """Return a file; anything but a picture is downloaded, never shown inside our pages."""
    jawaban = HttpResponse(isi, content_type=media)
    aman = "".join(h for h in nama if h.isascii() and (h.isalnum() or h in " ._-"))[:80] or "berkas"
    cara = "inline" if media.startswith("image/") and not unduh else "attachment"
    jawaban["Content-Disposition"] = f'{cara}; filename="{aman}"'
    jawaban["Content-Length"] = str(len(isi))
    return jawaban
