"""Checking a letter: by its QR, by the typed code, by the file itself."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from eoffice.kernel.errors import TooManyAttempts
from eoffice.surat.rules.kode import baca_kode, tampilkan_kode
from eoffice.surat.selectors.verifikasi import Jawaban, Keadaan, periksa_berkas, periksa_kode, periksa_muatan
from eoffice.web.komponen.kalimat import kalimat
from eoffice.web.laju import Laju, catat_meleset, hitung, pastikan_boleh
from eoffice.web.middleware.lingkup import lingkup_sendiri

from .formulir import Kode, Unggah
from .sajian import belum_dicatat, sajian

LAJU_KODE: Final = Laju("kode", kali=60, menit=10)
LAJU_QR: Final = Laju("qr", kali=300, menit=10)
LAJU_BERKAS: Final = Laju("berkas", kali=20, menit=10)
DITEMUKAN: Final = {Keadaan.SAH, Keadaan.KEDALUWARSA, Keadaan.DICABUT}


@login_not_required
@lingkup_sendiri
@require_http_methods(["GET", "HEAD", "POST"])
def cek(request: HttpRequest) -> HttpResponse:
    """Ask for the code or the file. The code is sent by GET, so that the answer has an address."""
    kode = Kode(request.GET if "kode" in request.GET else None, prefix=None)
    if kode.is_bound and kode.is_valid():
        pendek = baca_kode(kode.cleaned_data["kode"])
        if pendek:
            return redirect("verifikasi:kode", tampilkan_kode(pendek))
        kode.add_error("kode", "Ada huruf yang keliru. Periksa lagi, satu huruf demi satu huruf.")
    unggah = Unggah(request.POST, request.FILES) if request.method == "POST" else Unggah()
    if unggah.is_bound and unggah.is_valid():
        jawab = _coba(request, LAJU_BERKAS, unggah, lambda: periksa_berkas(unggah.cleaned_data["pdf"].read()))
        if jawab:
            return hasil(request, jawab, cara="berkas")
    return _formulir(request, kode, unggah)


def _coba(request: HttpRequest, laju: Laju, form: forms.Form, periksa: Any) -> Jawaban | None:
    """Return the answer, or say on the form that it was asked too often.

    A file costs work each time; a code or a QR counts only when there is no such letter.
    """
    try:
        (hitung if laju is LAJU_BERKAS else pastikan_boleh)(request, laju)
    except TooManyAttempts as tolak:
        form.add_error(None, kalimat(tolak.pesan))
        form.tertahan = True  # type: ignore[attr-defined]
        return None
    jawab: Jawaban | None = periksa()
    if laju is not LAJU_BERKAS and (jawab is None or jawab.keadaan not in DITEMUKAN):
        catat_meleset(request, laju)
    return jawab


def _formulir(request: HttpRequest, kode: forms.Form, unggah: forms.Form) -> HttpResponse:
    salah = [form for form in (kode, unggah) if form.is_bound and form.errors]
    status = HTTPStatus.UNPROCESSABLE_ENTITY if salah else HTTPStatus.OK
    if any(getattr(form, "tertahan", False) for form in salah):
        status = HTTPStatus.TOO_MANY_REQUESTS
    isi = {
        "kode": kode,
        "unggah": unggah,
        "salah": salah[0] if salah else kode,
        "unggah_terbuka": unggah in salah,
    }
    return render(request, "verifikasi/cek.html", isi, status=status)


@login_not_required
@lingkup_sendiri
@require_safe
def dari_kode(request: HttpRequest, kode: str) -> HttpResponse:
    """Answer for a typed code."""
    form = Kode({"kode": kode})
    jawab = _coba(request, LAJU_KODE, form, lambda: periksa_kode(kode))
    if jawab is None:
        if form.is_valid():
            form.add_error("kode", "Ada huruf yang keliru. Periksa lagi, satu huruf demi satu huruf.")
        return _formulir(request, form, Unggah())
    return hasil(request, jawab, cara="kode", kode=kode)


@login_not_required
@lingkup_sendiri
@require_safe
def dari_qr(request: HttpRequest, muatan: str) -> HttpResponse:
    """Answer for the signed payload of a QR."""
    form = Kode({"kode": ""})
    jawab = _coba(request, LAJU_QR, form, lambda: periksa_muatan(muatan))
    if jawab is None and getattr(form, "tertahan", False):
        return _formulir(request, form, Unggah())
    if jawab is None:
        return render(request, "verifikasi/rusak.html", {"cek_ke": reverse("verifikasi:cek")}, status=404)
    return hasil(request, jawab, cara="qr")


def hasil(request: HttpRequest, jawab: Jawaban, *, cara: str, kode: str = "") -> HttpResponse:
    """Draw the answer."""
    isi = sajian(jawab, cara=cara, kode=kode)
    if belum_dicatat(jawab, cara) and getattr(request.user, "jenis", "") == "aparat":
        isi["catat_ke"] = f"{reverse('aparat:padam')}?{urlencode({'kode': kode})}"
    return render(request, "verifikasi/hasil.html", isi)
