"""The frame of every page of the office: menu, account, one form on a page, refusals beside their box."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final, Literal

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from eoffice.kernel.errors import RuleRefused
from eoffice.kernel.peran import Peran
from eoffice.web.komponen.formulir import pasang_galat
from eoffice.web.kunci_sandi import RupaKunci
from eoffice.web.middleware.pintu import KANTOR
from eoffice.web.petugas import bingkai as bingkai_petugas
from eoffice.web.petugas import petugas
from eoffice.wilayah.tenancy import lingkup_terbuka

from .izin import Permintaan
from .menu import lencana

Jenis = Literal["utama", "kedua", "bahaya"]
SEDANG_BERSIAP: Final = "bersiap"
"""In the session of whoever follows the village's setup: forms lead back to it."""
CARI: Final = "aparat:cari"
BACA_KIRIM: Final = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True)
class Rupa:
    """The words of a page that holds one form. ``tautan``: (address, words) under it, ``kunci``: a passkey instead."""

    judul: str
    tombol: str
    pengantar: Sequence[str] = ()
    ikhtisar: Sequence[tuple[str, str]] = ()
    jenis: Jenis = "utama"
    ikon: str = ""
    kembali: str = ""
    kata_kembali: str = "Kembali"
    batal: str = ""
    tautan: Sequence[tuple[str, str]] = ()
    kunci: RupaKunci | None = None


@dataclass(frozen=True, slots=True)
class ButirMenu:
    """One line of the menu."""

    teks: str
    nama_url: str
    ikon: str
    peran: frozenset[Peran]
    bagian: str


_SEMUA = frozenset(Peran)
PELAYANAN = frozenset({Peran.OPERATOR, Peran.PEMERIKSA})
MENU = (
    ButirMenu("Beranda", "aparat:beranda", "rumah", _SEMUA, "beranda"),
    ButirMenu(
        "Tanda tangan", "aparat:tumpukan", "tanda_tangan", frozenset({Peran.PENANDA_TANGAN}), "tanda-tangan"
    ),
    ButirMenu("Permohonan", "aparat:permohonan", "surat", _SEMUA, "permohonan"),
    ButirMenu("Layani di loket", "aparat:loket", "loket", frozenset({Peran.OPERATOR}), "loket"),
    ButirMenu("Cetak dan serah", "aparat:cetak", "cetak", frozenset({Peran.OPERATOR}), "cetak"),
    ButirMenu("Penduduk", "aparat:penduduk", "penduduk", PELAYANAN, "penduduk"),
    ButirMenu("Pengumuman", "aparat:pengumuman", "pesan", PELAYANAN, "pengumuman"),
    ButirMenu("Pengaturan", "aparat:pengaturan", "atur", _SEMUA, "pengaturan"),
    ButirMenu("Keamanan akun", "aparat:keamanan", "gembok", _SEMUA, "keamanan"),
)


def menu_untuk(request: Permintaan, jumlah: Mapping[str, int]) -> list[dict[str, object]]:
    """Return the lines of the menu that lead this person somewhere. ``jumlah``: section to how many wait."""
    sini = (request.path.removeprefix(reverse("aparat:beranda")).partition("/")[0]) or "beranda"
    return [
        {
            "teks": m.teks,
            "ke": reverse(m.nama_url),
            "ikon": m.ikon,
            "kini": m.bagian == sini,
            "jumlah": jumlah.get(m.bagian, 0),
            "penting": jumlah.get(m.bagian, 0) > 0,
        }
        for m in MENU
        if m.peran is _SEMUA or m.peran & request.peran
    ]


def tampil(
    request: Permintaan,
    templat: str,
    isi: Mapping[str, Any],
    *,
    status: int = HTTPStatus.OK,
    jumlah: Mapping[str, int] | None = None,
) -> HttpResponse:
    """Draw a page; an htmx request gets the content of the same template without its frame."""
    if request.headers.get("HX-Request"):
        return render(request, templat, {**isi, "kerangka": "aparat/parsial.html"}, status=status)
    if petugas(request):
        return render(request, templat, {**isi, **bingkai_petugas(request)}, status=status)
    if jumlah is None and lingkup_terbuka():
        jumlah = lencana(request.peran)
    bingkai = {
        "kerangka": "aparat/dasar.html",
        "menu": menu_untuk(request, jumlah or {}),
        "cari_ke": "" if request.path == reverse(CARI) else reverse(CARI),
        "akun_ini": {
            "nama": request.user.nama,
            "jabatan": request.jabatan,
            "keluar_ke": reverse("aparat:keluar"),
            "beranda": reverse("aparat:beranda"),
        },
    }
    return render(request, templat, {**isi, **bingkai}, status=status)


def formulir(
    request: Permintaan,
    rupa: Rupa,
    form: forms.BaseForm,
    *,
    templat: str = "aparat/formulir.html",
    jumlah: Mapping[str, int] | None = None,
    **isi: Any,
) -> HttpResponse:
    """Draw a page with one form; 422 when it came back with errors."""
    isi |= {"rupa": rupa, "form": form}
    return tampil(request, templat, isi, status=status_form(form), jumlah=jumlah)


def simpan_formulir(
    request: Permintaan,
    rupa: Rupa,
    form: forms.BaseForm,
    laksana: Callable[[], object],
    *,
    kabar: str,
    ke: str,
    templat: str = "aparat/formulir.html",
) -> HttpResponse:
    """Do what a form asks, say so on the page ``ke``; else draw the form, with what is wrong beside its boxes."""
    if dikirim(request, form) and coba(form, laksana):
        messages.success(request, kabar)
        return redirect(ke)
    return formulir(request, rupa, form, templat=templat)


def pintu(request: HttpRequest, rupa: Rupa, form: forms.BaseForm) -> HttpResponse:
    """Draw a form page for somebody who is not signed in yet."""
    isi = {"rupa": rupa, "form": form, "kerangka": "aparat/pintu.html"}
    return render(request, "aparat/formulir.html", isi, status=status_form(form))


def status_form(form: forms.BaseForm) -> int:
    """Return 422 for a form that came back with errors."""
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound and form.errors else HTTPStatus.OK


def coba(form: forms.BaseForm, laksana: Callable[[], object], kotak: str | None = None) -> bool:
    """Do what the form asks; a refusal of the office's rules goes beside its box and answers ``False``.

    ``kotak``: the box that a refusal is about when the rule names none.
    """
    try:
        laksana()
    except RuleRefused as tolak:
        pasang_galat(form, tolak, kotak)
        return False
    return True


def dikirim(request: HttpRequest, form: forms.BaseForm) -> bool:
    """Tell whether the form was sent and reads well."""
    return request.method == "POST" and form.is_valid()


def tujuan_aman(request: HttpRequest, alamat: str, bawaan: str) -> str:
    """Return where to go on, when the address is one of the officials' pages; else ``bawaan``."""
    boleh = url_has_allowed_host_and_scheme(
        alamat, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return alamat if boleh and alamat.startswith(KANTOR) else bawaan


def beranda_milik(pengguna: Any) -> str:
    """Return the first page of whoever comes in by the staff door."""
    return reverse("kabupaten:papan" if pengguna.petugas_kabupaten else "aparat:beranda")


def pulang(request: HttpRequest, bawaan: str) -> str:
    """Return where a setting leads back to: the setup for whoever follows it, else the named page."""
    return reverse("aparat:persiapan" if request.session.get(SEDANG_BERSIAP) else bawaan)


def nomor_halaman(request: HttpRequest) -> int:
    """Return the page of a list that is asked for; nonsense is page 1."""
    teks = request.GET.get("hal", "1")
    return max(1, int(teks)) if teks.isascii() and teks.isdigit() and len(teks) < 6 else 1
