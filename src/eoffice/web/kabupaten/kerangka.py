"""The frame of the regency's pages, and pages with one form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final, Literal

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from eoffice.kernel.errors import RuleRefused
from eoffice.web.komponen.formulir import pasang_galat
from eoffice.web.petugas import bingkai

from .izin import Permintaan

BACA_KIRIM: Final = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True)
class Tanya:
    """The words of a question before an act; the button repeats the act."""

    judul: str
    tombol: str
    batal: str
    jenis: Literal["utama", "bahaya"] = "utama"
    pengantar: tuple[str, ...] = ()
    ikhtisar: tuple[tuple[str, str], ...] = ()


def dikirim(request: Permintaan) -> QueryDict | None:
    """Return what was sent, also when that is nothing; ``None`` when the page is only read."""
    return request.POST if request.method == "POST" else None


def tampil(
    request: Permintaan, templat: str, isi: Mapping[str, Any], *, status: int = HTTPStatus.OK
) -> HttpResponse:
    """Draw a page."""
    return render(request, templat, {**isi, **bingkai(request)}, status=status)


def tanyakan(
    request: Permintaan,
    tanya: Tanya,
    form: forms.BaseForm,
    laksana: Callable[[], object],
    *,
    kabar: str,
    ke: str,
) -> HttpResponse:
    """Do what was asked and say so on the page ``ke``; else draw the question, with what is wrong beside its boxes."""
    if terkirim(request, form, laksana):
        messages.success(request, kabar)
        return redirect(ke)
    return gambar_tanya(request, tanya, form)


def gambar_tanya(request: Permintaan, tanya: Tanya, form: forms.BaseForm) -> HttpResponse:
    """Draw a question; 422 when it came back with errors."""
    salah = form.is_bound and form.errors
    status = HTTPStatus.UNPROCESSABLE_ENTITY if salah else HTTPStatus.OK
    return tampil(request, "kabupaten/tanya.html", {"tanya": tanya, "form": form}, status=status)


def terkirim(request: Permintaan, form: forms.BaseForm, laksana: Callable[[], object]) -> bool:
    """Tell whether a form was sent, reads well, and what it asks was done."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        laksana()
    except RuleRefused as tolak:
        pasang_galat(form, tolak)
        return False
    return True
