"""Passkeys: come in with one, prove oneself with one, and one's own list of them."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods, require_POST

from eoffice.akun import selectors, services
from eoffice.akun.rules.kunci_sandi import Tempat
from eoffice.akun.selectors import BarisKunci
from eoffice.kernel.errors import NotFound, RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.web import kunci_sandi as kunci
from eoffice.web.komponen.kalimat import kalimat
from eoffice.web.komponen.waktu import tanggal
from eoffice.web.laju import sumber
from eoffice.web.middleware.lingkup import lingkup_sendiri

from . import sesi
from .formulir import akun as isian
from .izin import Permintaan, bertugas, segar, untuk
from .kerangka import (
    BACA_KIRIM,
    Rupa,
    beranda_milik,
    coba,
    dikirim,
    formulir,
    status_form,
    tampil,
    tujuan_aman,
)
from .masuk import WAKTU_HABIS, sesudah_masuk

KEDUA: Final = "kedua"
_PASANG, _MASUK, _BUKTI = "pasang", "masuk", "bukti"


@login_not_required
@lingkup_sendiri
@require_POST
def masuk(request: HttpRequest) -> HttpResponse:
    """Let somebody in with a passkey: instead of password and code, or (``kedua``) of the code after the password."""
    kedua = request.POST.get("untuk") == KEDUA
    menunggu = sesi.antara(request) if kedua else None
    pintu = reverse("aparat:masuk_kode" if menunggu else "aparat:masuk")
    if kedua and menunggu is None:
        messages.info(request, WAKTU_HABIS)
        return redirect(pintu)
    milik = menunggu[0] if menunggu else None
    try:
        tempat = kunci.pastikan_tempat(request)
        if kunci.bertanya(request):
            return kunci.beri(
                request, services.tawarkan_masuk(tempat=tempat, milik=milik), f"{_MASUK} {milik}"
            )
        pengguna = _buka(request, tempat, milik, f"{_MASUK} {milik}")
    except RuleRefused as tolak:
        messages.error(request, kalimat(tolak.pesan))
        lanjut = request.GET.get("lanjut", "")
        return redirect(pintu + (f"?{urlencode({'lanjut': lanjut})}" if lanjut and not menunggu else ""))
    login(request, pengguna)
    sesi.tandai_segar(request)
    return redirect(menunggu[1] if menunggu else sesudah_masuk(request, pengguna))


def _buka(request: HttpRequest, tempat: Tempat, milik: UUID | None, soal: str) -> Any:
    """Return whose passkey answered; a post that has ended ends it."""
    pengguna = services.masuk_kunci(
        jawaban=request.POST.get("jawaban", ""),
        tantangan=kunci.ambil(request, soal),
        tempat=tempat,
        sumber=sumber(request),
        milik=milik,
    )
    if not bertugas(pengguna):
        raise RuleRefused(Pesan("akun.kunci_tanpa_jabatan"))
    return pengguna


@untuk(tanpa_totp=True, petugas=True)
@require_POST
def pastikan(request: Permintaan) -> HttpResponse:
    """Take a passkey as fresh proof, then go back to where the person was."""
    ke = tujuan_aman(request, request.GET.get("lanjut", ""), beranda_milik(request.user))
    milik = request.user.pk
    try:
        tempat = kunci.pastikan_tempat(request)
        if kunci.bertanya(request):
            return kunci.beri(request, services.tawarkan_masuk(tempat=tempat, milik=milik), _BUKTI)
        services.masuk_kunci(
            jawaban=request.POST.get("jawaban", ""),
            tantangan=kunci.ambil(request, _BUKTI),
            tempat=tempat,
            sumber=sumber(request),
            milik=milik,
        )
    except RuleRefused as tolak:
        messages.error(request, kalimat(tolak.pesan))
        return redirect(f"{reverse('aparat:pastikan')}?{urlencode({'lanjut': ke})}")
    sesi.tandai_segar(request)
    return redirect(ke)


@untuk(petugas=True)
@segar
@require_http_methods(BACA_KIRIM)
def halaman(request: Permintaan) -> HttpResponse:
    """Show one's own passkeys, and make another."""
    form = isian.KunciBaru(request.POST or None)
    if dikirim(request, form):
        if kunci.bertanya(request):
            if coba(form, lambda: _tanya(request, form.cleaned_data["nama"])):
                tempat = kunci.pastikan_tempat(request)
                tawaran = services.tawarkan_pasang(pengguna_id=request.user.pk, tempat=tempat)
                return kunci.beri(request, tawaran, _PASANG)
        elif coba(form, lambda: _pasang(request, form.cleaned_data)):
            messages.success(
                request, "Kunci sandi tersimpan. Mulai sekarang Anda dapat masuk dengan kunci itu."
            )
            return redirect("aparat:kunci_sandi")
    isi = {
        "form": form,
        "kunci": [_baris(satu) for satu in selectors.kunci_sandi(request.user.pk)],
        "rupa": kunci.rupa(request, reverse("aparat:kunci_sandi"), "Pasang kunci sandi di perangkat ini"),
        "kembali_ke": reverse("aparat:keamanan"),
    }
    return tampil(request, "aparat/kunci_sandi.html", isi, status=status_form(form))


def _tanya(request: Permintaan, nama: str) -> None:
    """Refuse before the device is asked what would be refused after it."""
    kunci.pastikan_tempat(request)
    services.nama_kunci(pengguna_id=request.user.pk, nama=nama)


def _pasang(request: Permintaan, data: dict[str, Any]) -> None:
    services.pasang_kunci(
        pengguna_id=request.user.pk,
        nama=data["nama"],
        jawaban=data["jawaban"],
        tantangan=kunci.ambil(request, _PASANG),
        tempat=kunci.pastikan_tempat(request),
    )


def _baris(satu: BarisKunci) -> dict[str, Any]:
    pakai = satu.dipakai_pada
    return {
        "nama": satu.nama,
        "tempat": satu.tempat,
        "dibuat": tanggal(localtime(satu.dibuat_pada).date()),
        "dipakai": f"{tanggal(localtime(pakai).date())} pukul {localtime(pakai):%H.%M}"
        if pakai
        else "Belum pernah",
        "ditahan": satu.ditahan,
        "lepas_ke": reverse("aparat:kunci_lepas", args=[satu.id]),
    }


@untuk(petugas=True)
@segar
@require_http_methods(BACA_KIRIM)
def lepas(request: Permintaan, kunci_id: UUID) -> HttpResponse:
    """Take one away, after a question; this session stays, all others end."""
    satu = next((k for k in selectors.kunci_sandi(request.user.pk) if k.id == kunci_id), None)
    if satu is None:
        raise NotFound
    if request.method == "POST":
        pengguna = services.lepas_kunci(pengguna_id=request.user.pk, kunci_id=kunci_id)
        update_session_auth_hash(request, pengguna)
        messages.success(
            request, f"Kunci sandi {satu.nama} dihapus. Di perangkat lain Anda harus masuk lagi."
        )
        return redirect("aparat:kunci_sandi")
    rupa = Rupa(
        judul=f"Hapus kunci sandi {satu.nama}?",
        tombol="Hapus kunci sandi",
        jenis="bahaya",
        pengantar=(
            "Perangkat itu tidak dapat lagi masuk dengan kunci sandi, dan semua sesi di perangkat lain berakhir.",
        ),
        batal=reverse("aparat:kunci_sandi"),
    )
    return formulir(request, rupa, isian.Kosong(), templat="aparat/konfirmasi.html")
