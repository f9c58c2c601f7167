"""Coming in and going out: the choice of door, password, code from the phone, recovery code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eoffice.akun import selectors, services
from eoffice.kernel.messages import Pesan
from eoffice.web import kunci_sandi as kunci
from eoffice.web.laju import sumber
from eoffice.web.middleware import titipan
from eoffice.web.middleware.pintu import KANTOR
from eoffice.wilayah.selectors import IdentitasDesa, ada_desa_jauh, semua_desa

from . import sesi
from .formulir import akun as isian
from .izin import Permintaan, untuk
from .kerangka import Rupa, beranda_milik, coba, dikirim, pintu, tujuan_aman

BANYAK_DESA: Final = 12
KANTOR_JAUH: Final = (
    "Kantor desa yang memakai server sendiri bekerja di server desanya, bukan di sini. Buka alamat server itu dari "
    "komputer kantor."
)
WAKTU_HABIS: Final = "Waktunya habis. Masuk sekali lagi dari awal."
TERTITIP: Final = "Waktu masuk Anda sudah habis. Isian tadi masih ada, dan tampil lagi sesudah Anda masuk."


@login_not_required
@require_safe
def pilih_pintu(request: HttpRequest) -> HttpResponse:
    """Let a person choose: official, or citizen of a village."""
    lanjut = request.GET.get("next", "")
    if lanjut.startswith(KANTOR):
        return redirect(_dengan_lanjut("aparat:masuk", tujuan_aman(request, lanjut, "")))
    q = request.GET.get("q", "").strip()[:60]
    semua = semua_desa()
    cocok = [d for d in semua if q.lower() in f"{d.lengkap} {d.kecamatan}".lower()]
    isi = {
        "aparat_ke": reverse("aparat:masuk"),
        "ke": request.path,
        "q": q,
        "lanjut": bool(lanjut),
        "desa": [_butir_desa(d) for d in cocok[:BANYAK_DESA]],
        "lebih": max(0, len(cocok) - BANYAK_DESA),
        "cari_perlu": len(semua) > BANYAK_DESA,
    }
    return render(request, "aparat/masuk_pilih.html", isi)


def _butir_desa(desa: IdentitasDesa) -> dict[str, str]:
    wilayah = f"Kecamatan {desa.kecamatan}, {desa.kabupaten}"
    return {"nama": desa.lengkap, "wilayah": wilayah, "ke": f"/desa/{desa.kode}/masuk/"}


def _dengan_lanjut(nama: str, lanjut: str) -> str:
    return reverse(nama) + (f"?{urlencode({'lanjut': lanjut})}" if lanjut else "")


def sesudah_masuk(request: HttpRequest, pengguna: Any) -> str:
    """Return where this account wanted to go, or its first page; pages of the other kind of official are not his."""
    milik = beranda_milik(pengguna)
    tujuan = tujuan_aman(request, request.GET.get("lanjut", ""), milik)
    return tujuan if tujuan.startswith((milik, reverse("aparat:lanjutkan"))) else milik


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def masuk(request: HttpRequest) -> HttpResponse:
    """Ask for name and password; the code from the phone follows where one is set up."""
    form = isian.Masuk(request.POST or None)
    if dikirim(request, form):
        siapa: list[Any] = []
        if coba(
            form, lambda: siapa.append(services.masuk_aparat(**form.cleaned_data, sumber=sumber(request)))
        ):
            return _sesudah_sandi(request, siapa[0])
    rupa = Rupa(
        judul="Masuk sebagai aparat",
        tombol="Masuk",
        ikon="masuk",
        kembali=reverse("masuk"),
        pengantar=_pengantar(request),
        kunci=kunci.rupa(
            request,
            _dengan_lanjut("aparat:masuk_kunci", request.GET.get("lanjut", "")),
            "Masuk dengan kunci sandi",
        ),
    )
    return pintu(request, rupa, form)


def _pengantar(request: HttpRequest) -> tuple[str, ...]:
    jauh = (KANTOR_JAUH,) if ada_desa_jauh() else ()
    return (TERTITIP, *jauh) if titipan.ada(request) else jauh


def _sesudah_sandi(request: HttpRequest, pengguna: Any) -> HttpResponse:
    lanjut = sesudah_masuk(request, pengguna)
    if not selectors.totp_terpasang(pengguna.pk):
        login(request, pengguna)
        sesi.tandai_segar(request)
        return redirect(lanjut)
    sesi.mulai_antara(request, pengguna.pk, lanjut)
    return redirect("aparat:masuk_kode")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def masuk_kode(request: HttpRequest) -> HttpResponse:
    """Ask for the six digits of the phone."""
    form = isian.KodeHp(request.POST or None)
    rupa = Rupa(
        judul="Kode dari HP",
        tombol="Masuk",
        kembali=reverse("aparat:masuk"),
        kata_kembali="Ganti akun",
        tautan=((reverse("aparat:masuk_pemulihan"), "HP hilang, rusak, atau kodenya selalu ditolak?"),),
        kunci=_kunci_kedua(request),
    )
    return _langkah_kedua(request, rupa, form, services.periksa_totp, "kode")


def _kunci_kedua(request: HttpRequest) -> kunci.RupaKunci | None:
    """Offer the passkey instead of the code to whoever has one that works here."""
    menunggu, tempat = sesi.antara(request), kunci.tempat(request)
    if menunggu is None or isinstance(tempat, Pesan) or not selectors.punya_kunci(menunggu[0], tempat.nama):
        return None
    return kunci.rupa(request, reverse("aparat:masuk_kunci"), "Pakai kunci sandi", untuk="kedua")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def masuk_pemulihan(request: HttpRequest) -> HttpResponse:
    """Ask for a recovery code instead: the phone is gone, or a dead clock refuses every code."""
    form = isian.KodePemulihan(request.POST or None)
    rupa = Rupa(
        judul="Masuk dengan kode pemulihan",
        tombol="Masuk",
        kembali=reverse("aparat:masuk_kode"),
        pengantar=(
            "Pakai salah satu kode pemulihan yang dulu dicetak.",
            "Kodenya juga hilang? Dua rekan yang dapat masuk bisa melepas kode HP Anda lewat menu Keamanan akun.",
        ),
    )
    return _langkah_kedua(request, rupa, form, services.pakai_kode_pemulihan, "kode_pemulihan")


def _langkah_kedua(
    request: HttpRequest, rupa: Rupa, form: forms.Form, periksa: Callable[..., object], nama: str
) -> HttpResponse:
    """Let in whoever gave the right password before, when the second step holds."""
    menunggu = sesi.antara(request)
    if menunggu is None:
        messages.info(request, WAKTU_HABIS)
        return redirect("aparat:masuk")
    pengguna_id, lanjut = menunggu
    if dikirim(request, form) and coba(
        form, lambda: periksa(pengguna_id=pengguna_id, kode=form.cleaned_data[nama], sumber=sumber(request))
    ):
        login(request, selectors.pengguna(pengguna_id))
        sesi.tandai_segar(request)
        return redirect(lanjut)
    return pintu(request, rupa, form)


@untuk(tanpa_totp=True, petugas=True)
@require_safe
def lanjutkan(request: Permintaan) -> HttpResponse:
    """Give back the form that was sent when the session had run out, to be sent with one press."""
    isi = titipan.ambil(request)
    return redirect(beranda_milik(request.user)) if isi is None else titipan.tawarkan(request, isi)


@require_POST
def keluar(request: HttpRequest) -> HttpResponse:
    """Sign out; the session and all it remembered are gone."""
    logout(request)
    messages.success(request, "Anda sudah keluar.")
    return redirect("masuk")
