"""Coming in and out by NIK and PIN, changing the PIN, and who opened the citizen's data."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eoffice.akun import services
from eoffice.akun.selectors import akun_warga
from eoffice.penduduk.selectors import satu as satu_penduduk
from eoffice.surat.selectors.warga import surat_saya
from eoffice.web.laju import sumber
from eoffice.wilayah.selectors import dilayani_di_sini

from . import sajian, titipan
from .formulir import GantiPin, Masuk
from .gerbang import LANJUT, Permintaan, warga
from .kerangka import (
    BACA_KIRIM,
    coba,
    desa_terakhir,
    dikirim,
    ingat_desa,
    status_form,
    tampil,
    tujuan_aman,
)


@login_not_required
@require_safe
def pintu(request: HttpRequest) -> HttpResponse:
    """Send a visitor to the sign-in page of his village, or let him choose it."""
    lanjut = urlencode({LANJUT: tujuan_aman(request, request.GET.get(LANJUT, ""), reverse("warga:daftar"))})
    desa = desa_terakhir(request)
    if desa:
        return redirect(f"{reverse('warga:masuk', args=[desa])}?{lanjut}")
    return redirect(f"{reverse('warga:akar')}?untuk=masuk&{lanjut}")


@login_not_required
@require_http_methods(BACA_KIRIM)
def masuk(request: HttpRequest, kode_desa: str, *, publik: bool = True) -> HttpResponse:
    """Ask for NIK and PIN."""
    lanjut = tujuan_aman(request, request.GET.get(LANJUT, ""), reverse("warga:daftar"))
    if request.method != "POST" and request.user.is_authenticated:
        return redirect(lanjut)
    form = Masuk(request.POST or None)
    siapa: list[Any] = []
    if dikirim(request, form) and coba(form, lambda: siapa.append(_masuk(request, kode_desa, form))):
        return _sesudah_masuk(request, siapa[0], lanjut)
    isi = {
        "form": form,
        "aktivasi_ke": reverse("warga:aktivasi_ketik", args=[kode_desa]),
        "tertitip": titipan.ada(request),
        "disuruh": LANJUT in request.GET,
        "jauh": not dilayani_di_sini(),
    }
    return tampil(request, "warga/masuk.html", isi, status=status_form(form))


def _masuk(request: HttpRequest, kode_desa: str, form: Masuk) -> Any:
    isi = form.cleaned_data
    return services.masuk_warga(desa=kode_desa, nik=isi["nik"], pin=isi["pin"], sumber=sumber(request))


def _sesudah_masuk(request: HttpRequest, pengguna: Any, lanjut: str) -> HttpResponse:
    """Sign in, give back what was kept, and go on where the person was."""
    tertitip = titipan.ada(request)
    login(request, pengguna)
    if tertitip and not titipan.untuk(request, pengguna.pk):
        return ingat_desa(redirect("warga:daftar"), pengguna.desa_id)
    for gagal in titipan.lampirkan(request, pengguna.pk) if tertitip else ():
        messages.warning(request, f"Berkas tadi belum tersimpan. {gagal}")
    if tertitip:
        messages.success(request, "Isian Anda tadi masih ada. Periksa, lalu lanjutkan.")
    return ingat_desa(redirect(lanjut), pengguna.desa_id)


@login_not_required
@require_POST
def keluar(request: HttpRequest) -> HttpResponse:
    """Sign out; the session and all it remembered are gone, also when it had ended by itself."""
    desa = desa_terakhir(request)
    logout(request)
    messages.success(request, "Anda sudah keluar. HP ini tidak menyimpan data Anda lagi.")
    return redirect("warga:beranda", desa) if desa else redirect("warga:akar")


@warga
@require_http_methods(BACA_KIRIM)
def pin(request: Permintaan) -> HttpResponse:
    """Change the PIN; other phones are signed out."""
    form = GantiPin(request.POST or None)
    jadi: list[Any] = []
    if dikirim(request, form) and coba(form, lambda: jadi.append(_ganti(request, form))):
        update_session_auth_hash(request, jadi[0])
        messages.success(request, "PIN sudah diganti. HP lain yang memakai akun ini harus masuk lagi.")
        return redirect("warga:daftar")
    return tampil(request, "warga/pin.html", {"form": form}, status=status_form(form))


def _ganti(request: Permintaan, form: GantiPin) -> Any:
    orang = satu_penduduk(akun_warga(request.user.pk))
    return services.ganti_pin(
        pengguna_id=request.user.pk,
        lama=form.cleaned_data["pin_lama"],
        baru=form.cleaned_data["pin"],
        tanggal_lahir=orang.tanggal_lahir,
        nik=orang.nik,
        sumber=sumber(request),
    )


@warga
@require_safe
def akses(request: Permintaan) -> HttpResponse:
    """Show the citizen who opened his data, when and why."""
    orang = satu_penduduk(akun_warga(request.user.pk))
    surat = [s.id for s in surat_saya(request.user.pk)]
    isi = {
        "orang": {"nama": orang.nama, "nik": orang.nik_samar, "alamat": orang.alamat},
        "jauh": not dilayani_di_sini(),
        "akses": sajian.siapa_membuka(orang.id, surat, sebut="permohonan Anda", batas=50, jabatan=True),
    }
    return tampil(request, "warga/akses.html", isi)
