"""A person's own account: password, code from the phone, recovery codes, help for a colleague, fresh proof."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from eoffice.akun import selectors, services
from eoffice.kernel.messages import Pesan
from eoffice.web import kunci_sandi
from eoffice.web.komponen.waktu import tanggal
from eoffice.web.laju import sumber
from eoffice.web.qr import gambar_qr

from . import sesi
from .formulir import akun as isian
from .izin import Permintaan, harus_pasang_totp, segar, untuk, wajib_totp
from .kerangka import (
    BACA_KIRIM,
    Rupa,
    beranda_milik,
    coba,
    dikirim,
    formulir,
    simpan_formulir,
    tampil,
    tujuan_aman,
)


@untuk(tanpa_totp=True, petugas=True)
@require_safe
def beranda(request: Permintaan) -> HttpResponse:
    """Show what protects this account."""
    sisa = selectors.sisa_kode_pemulihan(request.user.pk)
    kunci = len(selectors.kunci_sandi(request.user.pk))
    isi = {
        "wajib": harus_pasang_totp(request),
        "petugas": request.user.petugas_kabupaten,
        "nama_masuk": request.user.nama_masuk,
        "totp": selectors.totp_terpasang(request.user.pk),
        "kode_kata": f"{sisa} belum dipakai" if sisa else "Sudah habis",
        "sandi_ke": reverse("aparat:sandi"),
        "totp_ke": reverse("aparat:totp"),
        "kode_ke": reverse("aparat:kode_pemulihan"),
        "rekan_ke": reverse("aparat:rekan"),
        "kunci_ke": reverse("aparat:kunci_sandi"),
        "kunci_kata": f"{kunci} perangkat" if kunci else "Belum ada",
    }
    return tampil(request, "aparat/keamanan.html", isi)


@untuk(tanpa_totp=True, petugas=True)
@require_http_methods(BACA_KIRIM)
def sandi(request: Permintaan) -> HttpResponse:
    """Change the password; this session stays, all others end."""
    form = isian.GantiSandi(request.POST or None)
    rupa = Rupa(judul="Ganti kata sandi", tombol="Ganti kata sandi", kembali=reverse("aparat:keamanan"))
    return simpan_formulir(
        request,
        rupa,
        form,
        lambda: _ganti_sandi(request, form.cleaned_data),
        kabar="Kata sandi sudah diganti. Di perangkat lain Anda harus masuk lagi.",
        ke="aparat:keamanan",
    )


def _ganti_sandi(request: Permintaan, data: dict[str, Any]) -> None:
    pengguna = services.ganti_sandi(
        pengguna_id=request.user.pk, lama=data["sandi"], baru=data["sandi_baru"], sumber=sumber(request)
    )
    update_session_auth_hash(request, pengguna)


@untuk(tanpa_totp=True, petugas=True)
@segar
@require_http_methods(BACA_KIRIM)
def totp(request: Permintaan) -> HttpResponse:
    """Set up the code from the phone; ends with the recovery codes, shown once."""
    form = isian.KodeHp(request.POST or None)
    kode: list[str] = []
    if dikirim(request, form) and coba(
        form, lambda: kode.extend(_pasang(request, form.cleaned_data["kode"]))
    ):
        sesi.tandai_segar(request)
        return _tampil_kode(request, kode)
    alamat = services.mulai_pasang_totp(pengguna_id=request.user.pk)
    kunci = parse_qs(urlsplit(alamat).query)["secret"][0]
    isi = {
        "form": form,
        "qr": gambar_qr(alamat, "Kode QR untuk aplikasi autentikator"),
        "kunci": " ".join(kunci[i : i + 4] for i in range(0, len(kunci), 4)),
        "kembali_ke": reverse("aparat:keamanan"),
    }
    return tampil(request, "aparat/totp.html", isi, status=422 if form.errors else 200)


def _pasang(request: Permintaan, kode: str) -> list[str]:
    return services.selesai_pasang_totp(pengguna_id=request.user.pk, kode=kode)


@untuk(petugas=True)
@segar
@require_http_methods(BACA_KIRIM)
def kode_pemulihan(request: Permintaan) -> HttpResponse:
    """Make fresh recovery codes, after a question: the old ones stop working."""
    if request.method == "POST":
        return _tampil_kode(request, services.buat_kode_pemulihan(pengguna_id=request.user.pk))
    rupa = Rupa(
        judul="Buat kode pemulihan baru?",
        tombol="Buat kode baru",
        pengantar=("Kode pemulihan yang lama tidak dapat dipakai lagi.",),
        batal=reverse("aparat:keamanan"),
    )
    return formulir(request, rupa, isian.Kosong(), templat="aparat/konfirmasi.html")


def _tampil_kode(request: Permintaan, kode: list[str]) -> HttpResponse:
    isi = {
        "kode": kode,
        "nama": request.user.nama,
        "tanggal": tanggal(request.hari),
        "lanjut_ke": reverse("aparat:keamanan"),
    }
    return tampil(request, "aparat/kode_pemulihan.html", isi)


@untuk()
@require_http_methods(BACA_KIRIM)
def rekan(request: Permintaan) -> HttpResponse:
    """Two officials take the lost phone off a colleague's account; works without internet."""
    form = isian.BantuRekan(request.POST or None)
    rupa = Rupa(
        judul="Bantu rekan yang kehilangan HP",
        tombol="Lepas kode HP rekan",
        pengantar=(
            "Anda dan satu saksi memastikan orangnya. Kejadian ini tercatat dengan nama Anda berdua.",
            "Rekan tetap memakai kata sandinya sendiri.",
        ),
        kembali=reverse("aparat:keamanan"),
    )
    return simpan_formulir(
        request,
        rupa,
        form,
        lambda: _lepas(request, form.cleaned_data),
        kabar="Kode HP rekan sudah dilepas. Rekan memasang HP baru saat masuk berikutnya.",
        ke="aparat:keamanan",
    )


def _lepas(request: Permintaan, data: dict[str, Any]) -> None:
    """Check both people's codes, then take the phone off."""
    asal = sumber(request)
    services.periksa_totp(pengguna_id=request.user.pk, kode=data["kode"], sumber=asal)
    saksi = services.masuk_aparat(nama_masuk=data["nama_saksi"], sandi=data["sandi_saksi"], sumber=asal)
    services.periksa_totp(pengguna_id=saksi.pk, kode=data["kode_saksi"], sumber=asal)
    services.reset_totp_dua_orang(
        nama_rekan=data["nama_rekan"], oleh=request.user.pk, saksi=saksi.pk, alasan=data["alasan"]
    )


@untuk(tanpa_totp=True, petugas=True)
@require_http_methods(BACA_KIRIM)
def pastikan(request: Permintaan) -> HttpResponse:
    """Ask for password and code once more, then go back to where the person was."""
    pakai_totp = selectors.totp_terpasang(request.user.pk)
    if wajib_totp(request) and not pakai_totp and "kode-hp" not in request.GET.get("lanjut", ""):
        return redirect("aparat:keamanan")  # a signer's password alone proves too little
    form = isian.Pastikan(request.POST or None, pakai_totp=pakai_totp)
    lanjut = tujuan_aman(request, request.GET.get("lanjut", ""), beranda_milik(request.user))
    if dikirim(request, form) and coba(form, lambda: _buktikan(request, form.cleaned_data)):
        sesi.tandai_segar(request)
        return redirect(lanjut)
    rupa = Rupa(
        judul="Pastikan ini Anda",
        tombol="Lanjutkan",
        pengantar=("Langkah berikutnya penting, jadi kami minta bukti sekali lagi. Berlaku lima menit.",),
        ikon="kunci",
        tautan=(
            (reverse("aparat:pastikan_pemulihan") + f"?lanjut={lanjut}", "HP hilang atau kodenya ditolak?"),
        )
        if pakai_totp
        else (),
        kunci=_kunci(request, lanjut),
    )
    return formulir(request, rupa, form)


def _kunci(request: Permintaan, lanjut: str) -> kunci_sandi.RupaKunci | None:
    """Offer the passkey to whoever has one that works here."""
    tempat = kunci_sandi.tempat(request)
    if isinstance(tempat, Pesan) or not selectors.punya_kunci(request.user.pk, tempat.nama):
        return None
    ke = f"{reverse('aparat:pastikan_kunci')}?{urlencode({'lanjut': lanjut})}"
    return kunci_sandi.rupa(request, ke, "Pastikan dengan kunci sandi")


def _buktikan(request: Permintaan, data: dict[str, Any]) -> None:
    asal = sumber(request)
    services.pastikan_sandi(pengguna_id=request.user.pk, sandi=data["sandi"], sumber=asal)
    if "kode" in data:
        services.periksa_totp(pengguna_id=request.user.pk, kode=data["kode"], sumber=asal)
    if "kode_pemulihan" in data:
        services.pakai_kode_pemulihan(pengguna_id=request.user.pk, kode=data["kode_pemulihan"], sumber=asal)


@untuk(tanpa_totp=True, petugas=True)
@require_http_methods(BACA_KIRIM)
def pastikan_pemulihan(request: Permintaan) -> HttpResponse:
    """The same with a recovery code: a dead clock must not stop a signer."""
    form = isian.PastikanPemulihan(request.POST or None)
    lanjut = tujuan_aman(request, request.GET.get("lanjut", ""), beranda_milik(request.user))
    if dikirim(request, form) and coba(form, lambda: _buktikan(request, form.cleaned_data)):
        sesi.tandai_segar(request)
        return redirect(lanjut)
    rupa = Rupa(judul="Pastikan ini Anda", tombol="Lanjutkan", pengantar=("Pakai satu kode pemulihan.",))
    return formulir(request, rupa, form)
