"""Bekal padam: forms with reserved numbers, printed ahead, and what became of each after the power cut."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from eoffice.akun.selectors import calon_penanda_tangan
from eoffice.kernel.errors import ChangedMeanwhile
from eoffice.kernel.peran import Peran
from eoffice.surat.rules.padam import Keadaan
from eoffice.surat.selectors.meja import BarisSurat
from eoffice.surat.selectors.padam import (
    BarisPadam,
    formulir_beredar,
    formulir_kode,
    neraca_padam,
    satu_formulir,
    surat_untuk_formulir,
)
from eoffice.surat.services import batalkan_formulir, cetak_formulir, pakai_formulir, pesan_formulir
from eoffice.surat.services.pengaturan import pengaturan
from eoffice.web.komponen.bidang import Opsi
from eoffice.web.komponen.kalimat import kalimat
from eoffice.web.komponen.waktu import tanggal

from .cetak import dipilih, pdf
from .formulir.padam import Batal, Kode, Pakai, Pesan
from .izin import Permintaan, untuk
from .kerangka import BACA_KIRIM, Rupa, coba, dikirim, formulir, tampil
from .menu import lencana
from .periksa import pelaku

KEADAAN = {
    Keadaan.BEREDAR: "Masih di luar",
    Keadaan.TERPAKAI: "Terpakai",
    Keadaan.BATAL: "Batal",
}


@untuk(Peran.OPERATOR)
@require_safe
def daftar(request: Permintaan) -> HttpResponse:
    """Show the balance and the forms that are out; a typed or scanned code leads to its form."""
    kode = Kode(request.GET if "kode" in request.GET else None)
    if kode.is_bound and kode.is_valid():
        if ada := formulir_kode(kode.cleaned_data["kode"]):
            return redirect("aparat:padam_satu", ada.id)
        kode.add_error("kode", "Kode ini tidak ada di bekal padam desa. Periksa lagi huruf demi huruf.")
    isi = {
        "form": kode,
        "neraca": neraca_padam(),
        "beredar": [_satu(b) for b in formulir_beredar()],
        "pesan_ke": reverse("aparat:padam_pesan"),
        "cetak_ke": reverse("aparat:padam_cetak"),
        "kembali_ke": reverse("aparat:cetak"),
    }
    return tampil(request, "aparat/padam.html", isi, jumlah=lencana(request.peran))


def _satu(b: BarisPadam) -> dict[str, Any]:
    return {
        "id": b.id,
        "nomor": b.nomor,
        "kode": b.kode,
        "jenis": b.nama_jenis,
        "hari": tanggal(b.hari),
        "ke": reverse("aparat:padam_satu", args=[b.id]),
    }


@untuk(Peran.OPERATOR)
@require_http_methods(BACA_KIRIM)
def pesan(request: Permintaan) -> HttpResponse:
    """Reserve numbers for blank forms; then the list offers the print."""
    form = Pesan(request.POST or None, jenis=[(j.kode, j.nama) for j in pengaturan().jenis_aktif()])
    if dikirim(request, form) and coba(form, lambda: _pesan(request, form.cleaned_data), "banyak"):
        messages.success(request, "Nomor sudah dipesan. Cetak formulirnya sekarang, selagi listrik ada.")
        return redirect("aparat:padam")
    rupa = Rupa(
        judul="Siapkan formulir bekal padam",
        tombol="Ambil nomor dan siapkan",
        pengantar=(
            "Setiap formulir membawa nomor surat dan kode sendiri.",
            "Nomor yang tidak terpakai nanti dibatalkan dengan alasan, jadi tidak ada nomor yang hilang.",
        ),
        kembali=reverse("aparat:padam"),
        kata_kembali="Bekal padam",
    )
    return formulir(request, rupa, form)


def _pesan(request: Permintaan, data: dict[str, Any]) -> None:
    pesan_formulir(jenis=data["jenis"], banyak=data["banyak"], oleh=pelaku(request))


@untuk(Peran.OPERATOR)
@require_safe
def cetak(request: Permintaan) -> HttpResponse:
    """Return the ticked forms as one PDF."""
    pilih = dipilih(request)
    if not pilih:
        return redirect("aparat:padam")
    return pdf(cetak_formulir(pilih), f"bekal-padam-{len(pilih)}.pdf")


@untuk(Peran.OPERATOR)
@require_http_methods(BACA_KIRIM)
def satu(request: Permintaan, formulir_id: UUID) -> HttpResponse:
    """Record for whom a form was used; what is no longer out only tells what became of it."""
    b = satu_formulir(formulir_id)
    if b.keadaan is not Keadaan.BEREDAR:
        return _selesai(request, b)
    surat = surat_untuk_formulir(b.jenis, paraf=pengaturan().paraf)
    if not surat:
        return tampil(request, "aparat/padam_satu.html", _isi(b))
    form = Pakai(
        request.POST or None,
        surat=[(f"{s.id}.{s.versi}", _sebut(s)) for s in surat],
        penanda=[(str(c.pejabat_id), f"{c.nama} ({c.an or c.jabatan})") for c in _calon(request)],
        initial={"tanggal": request.hari},
    )
    try:
        if dikirim(request, form) and coba(form, lambda: _pakai(request, b, form.cleaned_data), "surat"):
            messages.success(request, "Tercatat. Sekarang lampirkan foto atau pindaian suratnya.")
            return redirect(_ke_pindaian(form.cleaned_data))
    except ChangedMeanwhile as tolak:
        messages.warning(request, kalimat(tolak.pesan))
        return redirect("aparat:padam_satu", formulir_id)
    rupa = Rupa(
        judul="Catat surat di formulir ini",
        tombol="Catat, lalu lampirkan pindaian",
        ikhtisar=_ikhtisar(b),
        kembali=reverse("aparat:padam"),
        kata_kembali="Bekal padam",
        tautan=((reverse("aparat:padam_batal", args=[b.id]), "Formulir ini tidak dipakai"),),
    )
    return formulir(request, rupa, form)


def _ikhtisar(b: BarisPadam) -> tuple[tuple[str, str], ...]:
    return (("Jenis", b.nama_jenis), ("Nomor", b.nomor), ("Kode", b.kode), ("Dipesan", tanggal(b.hari)))


def _isi(b: BarisPadam) -> dict[str, Any]:
    """Return what the page of a form shows that has no letter to choose, or is done."""
    return {
        "b": _satu(b),
        "keadaan": b.keadaan.value,
        "kata_keadaan": KEADAAN[b.keadaan],
        "alasan": b.alasan,
        "surat_ke": reverse("aparat:periksa", args=[b.surat_id]) if b.surat_id else "",
        "loket_ke": reverse("aparat:loket"),
        "batal_ke": reverse("aparat:padam_batal", args=[b.id]),
        "kembali_ke": reverse("aparat:padam"),
    }


def _selesai(request: Permintaan, b: BarisPadam) -> HttpResponse:
    if request.method == "POST":
        messages.warning(request, "Formulir ini sudah dicatat atau dibatalkan. Tidak dicatat dua kali.")
    return tampil(request, "aparat/padam_satu.html", _isi(b))


def _sebut(s: BarisSurat) -> Opsi:
    return Opsi(s.nama, f"Tiket {s.tiket}" + (f", {s.keperluan}" if s.keperluan else ""))


def _calon(request: Permintaan) -> list[Any]:
    return calon_penanda_tangan(request.hari)


def _ke_pindaian(data: dict[str, Any]) -> str:
    surat_id = data["surat"].partition(".")[0]
    return f"{reverse('aparat:periksa', args=[surat_id])}#pindaian"


def _pakai(request: Permintaan, b: BarisPadam, data: dict[str, Any]) -> None:
    surat_id, _, versi = data["surat"].partition(".")
    penanda = next(c for c in _calon(request) if str(c.pejabat_id) == data["penanda_tangan"])
    pakai_formulir(
        formulir_id=b.id,
        surat_id=UUID(surat_id),
        versi=int(versi),
        tanggal=data["tanggal"],
        penanda=penanda,
        oleh=pelaku(request),
    )


@untuk(Peran.OPERATOR)
@require_http_methods(BACA_KIRIM)
def batal(request: Permintaan, formulir_id: UUID) -> HttpResponse:
    """Void a form that was not used, with the reason."""
    b = satu_formulir(formulir_id)
    if b.keadaan is not Keadaan.BEREDAR:
        return redirect("aparat:padam_satu", formulir_id)
    form = Batal(request.POST or None)
    try:
        if dikirim(request, form) and coba(form, lambda: _batal(request, b, form.cleaned_data), "alasan"):
            messages.success(request, "Formulir dan nomornya dibatalkan dan dicatat.")
            return redirect("aparat:padam")
    except ChangedMeanwhile as tolak:
        messages.warning(request, kalimat(tolak.pesan))
        return redirect("aparat:padam_satu", formulir_id)
    rupa = Rupa(
        judul="Batalkan formulir ini?",
        tombol="Batalkan formulir",
        jenis="bahaya",
        ikhtisar=_ikhtisar(b),
        pengantar=("Nomornya dicatat batal dan tidak dipakai lagi. Musnahkan kertasnya bila masih ada.",),
        batal=reverse("aparat:padam_satu", args=[b.id]),
    )
    return formulir(request, rupa, form, templat="aparat/konfirmasi.html")


def _batal(request: Permintaan, b: BarisPadam, data: dict[str, Any]) -> None:
    batalkan_formulir(formulir_id=b.id, alasan=data["alasan"], oleh=pelaku(request))
