"""Numbering is held: why, and what an official can do about it now. Nothing here needs the regency."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from eoffice.arsip import services as arsip
from eoffice.arsip.rules.nomor import AWALAN_JENIS, SEMUA, Lingkup, kunci_buku
from eoffice.arsip.rules.saksi import Sebab
from eoffice.kernel.peran import Peran
from eoffice.surat.selectors.meja import nama_jenis
from eoffice.surat.services import hari_ini, pengaturan
from eoffice.surat.services.terbit import BUKU
from eoffice.web.aparat.formulir.tinjau import NomorTerakhir, PakaiSementara, PastikanTanggal
from eoffice.web.aparat.izin import Permintaan
from eoffice.web.aparat.kerangka import coba, dikirim, status_form, tampil
from eoffice.web.aparat.sinkron.izin import untuk_desa
from eoffice.web.komponen.kalimat import kalimat
from eoffice.web.komponen.waktu import tanggal

MENGURUS: Final = (Peran.OPERATOR, Peran.PEMERIKSA)
"""Who keeps the register of letters."""
MENGAPA: Final = {
    Sebab.TERTINGGAL: (
        "Data di komputer ini lebih tua daripada nomor terakhir yang pernah diberikan di sini. Mungkin cadangan lama "
        "dipasang kembali."
    ),
    Sebab.MESIN_LAIN: (
        "Data ini berasal dari komputer lain, atau bagian komputer ini diganti. Mungkin komputer yang lama masih "
        "memberi nomor."
    ),
    Sebab.TANPA_SAKSI: "Data ini dipasang dari cadangan, dan di komputer ini tidak ada catatan nomor terakhir.",
    Sebab.CADANGAN: (
        "Cadangan baru saja dipasang kembali. Nomor yang diberikan sesudah cadangan itu dibuat tidak tercatat di sini."
    ),
}


@untuk_desa(*MENGURUS)
@require_safe
def pemulihan(request: Permintaan) -> HttpResponse:
    """Show what is in doubt, and the ways out of it."""
    return _halaman(request)


@untuk_desa(*MENGURUS)
@require_POST
def nomor(request: Permintaan) -> HttpResponse:
    """Take the last numbers as they stand in the paper register."""
    form = _form_nomor(request.POST)
    pelaku, tahun = str(request.user.pk), hari_ini().year

    def pastikan() -> None:
        catatan = form.cleaned_data["catatan"]
        arsip.pastikan_nomor(akhir=form.akhir(), tahun=tahun, catatan=catatan, pelaku=pelaku)

    return _kirim(
        request, {"form_nomor": form}, form, pastikan, "Nomor terakhir sudah pasti. Surat dapat diberi nomor."
    )


@untuk_desa(*MENGURUS)
@require_POST
def sementara(request: Permintaan) -> HttpResponse:
    """Let letters that cannot wait have provisional numbers."""
    form = PakaiSementara(request.POST)

    def pakai() -> None:
        arsip.pakai_sementara(catatan=form.cleaned_data["alasan"], pelaku=str(request.user.pk))

    kabar = "Surat sekarang diberi nomor sementara, dan itu terlihat pada nomornya."
    return _kirim(request, {"form_sementara": form}, form, pakai, kabar)


@untuk_desa(*MENGURUS)
@require_POST
def pastikan_hari(request: Permintaan) -> HttpResponse:
    """Take the word of a person that the computer's date is right."""
    form = PastikanTanggal(request.POST)

    def pastikan() -> None:
        diketik = form.cleaned_data["tanggal"]
        arsip.pastikan_tanggal(diketik=diketik, hari=request.hari, pelaku=str(request.user.pk))

    kabar = "Tanggal hari ini sudah dipastikan. Surat dapat diberi nomor."
    return _kirim(request, {"form_tanggal": form}, form, pastikan, kabar)


def _kirim(
    request: Permintaan, forms_: dict[str, forms.Form], form: forms.Form, laksana: Any, kabar: str
) -> HttpResponse:
    if dikirim(request, form) and coba(form, laksana):
        messages.success(request, kabar)
        return redirect("aparat:pemulihan")
    return _halaman(request, **forms_)


def _form_nomor(data: Any = None) -> NomorTerakhir:
    atur, tahun = pengaturan(), hari_ini().year
    jenis = atur.lingkup_nomor is Lingkup.PER_JENIS
    bawaan = () if jenis else (kunci_buku(atur.lingkup_nomor, BUKU, ""),)
    buku = arsip.buku_dalam_ragu(tahun, bawaan)
    return NomorTerakhir(data, buku=[(b.kunci, f"{nama_buku(b.kunci)} {tahun}", b.tercatat) for b in buku])


def nama_buku(kunci: str) -> str:
    """Return what people call a counter."""
    if kunci.startswith(AWALAN_JENIS):
        return f"buku {nama_jenis(kunci.removeprefix(AWALAN_JENIS))}"
    return "buku nomor bersama" if kunci == SEMUA else f"buku {kunci.replace('_', ' ')}"


def _halaman(request: Permintaan, **form: forms.Form) -> HttpResponse:
    saksi, ragu = arsip.periksa(), arsip.ragu(request.hari)
    isi: dict[str, Any] = {
        "mengapa": MENGAPA[Sebab(saksi.pulih)] if saksi.pulih else "",
        "seri": saksi.seri,
        "ragu": kalimat(ragu) if ragu else "",
        "hari_komputer": tanggal(request.hari, hari_nama=True),
        "form_tanggal": PastikanTanggal() if ragu else None,
        "form_nomor": _form_nomor() if saksi.pulih else None,
        "form_sementara": PakaiSementara() if saksi.pulih else None,
        "nomor_ke": reverse("aparat:pemulihan_nomor"),
        "sementara_ke": reverse("aparat:pemulihan_sementara"),
        "tanggal_ke": reverse("aparat:pemulihan_tanggal"),
        "sinkron_ke": reverse("aparat:sinkron"),
        "tinjau_ke": reverse("aparat:tinjau"),
        "form_galat": None,
        "sementara_buka": "form_sementara" in form,
    }
    status = 200
    for nama, satu in form.items():
        isi |= {nama: satu, "form_galat": satu}
        status = status_form(satu)
    return tampil(request, "aparat/tinjau/pemulihan.html", isi, status=status)
