"""After the decision: paper to sign by hand and its scan, the issued file, revocation, void numbers."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eoffice.akun.selectors import PenandaTangan, calon_penanda_tangan
from eoffice.arsip.selectors import nomor_batal
from eoffice.kernel.errors import ChangedMeanwhile, NotFound
from eoffice.kernel.peran import Peran
from eoffice.sinkron.services.berkas import baca
from eoffice.surat.rules.alur import Aksi, Status
from eoffice.surat.selectors.meja import rincian
from eoffice.surat.selectors.padam import formulir_bernomor
from eoffice.surat.services import cetak_basah as ambil_nomor_basah
from eoffice.surat.services import lembar_cetak, terbitkan_pindaian
from eoffice.web.komponen.waktu import setempat, tanggal

from . import sajian
from .formulir.periksa import Cabut, CetakBasah, Pindaian
from .izin import Permintaan, segar, untuk
from .kerangka import BACA_KIRIM, Rupa, coba, dikirim, formulir, tampil
from .menu import lencana
from .periksa import berubah, catat, gambar, laksanakan, pandang, pelaku


@untuk(Peran.OPERATOR)
@require_http_methods(BACA_KIRIM)
def cetak_basah(request: Permintaan, surat_id: UUID) -> HttpResponse:
    """Name who signs the paper; then the number is drawn and the paper can be printed, again and again."""
    p = pandang(request, surat_id)
    if p.r.status is Status.MENUNGGU_BASAH:
        return _halaman_cetak(request, p)
    calon = calon_penanda_tangan(request.hari)
    form = CetakBasah(
        request.POST or None,
        initial={"versi": p.r.versi, "penanda_tangan": str(calon[0].pejabat_id) if calon else ""},
        penanda_tangan=[(str(c.pejabat_id), _sebut(c)) for c in calon],
    )
    try:
        if dikirim(request, form) and coba(form, lambda: _ambil(request, surat_id, form.cleaned_data, calon)):
            return redirect("aparat:cetak_basah", surat_id)
    except ChangedMeanwhile:
        return berubah(request, surat_id, Aksi.CETAK_BASAH, "")
    rupa = Rupa(
        judul="Cetak untuk tanda tangan basah",
        tombol="Ambil nomor dan siapkan cetakan",
        pengantar=(
            f"{sajian.judul(p.r)}. Nomor surat diambil sekarang, dan isi surat tidak dapat diubah lagi.",
        ),
        kembali=reverse("aparat:periksa", args=[surat_id]),
        kata_kembali="Periksa permohonan",
    )
    return formulir(request, rupa, form, jumlah=lencana(request.peran, p.atur))


def _sebut(c: PenandaTangan) -> str:
    return f"{c.nama} ({c.an or c.jabatan})"


def _ambil(request: Permintaan, surat_id: UUID, data: dict[str, Any], calon: list[PenandaTangan]) -> None:
    penanda = next(c for c in calon if str(c.pejabat_id) == data["penanda_tangan"])
    ambil_nomor_basah(surat_id=surat_id, versi=data["versi"], oleh=pelaku(request), penanda=penanda)


def _halaman_cetak(request: Permintaan, p: sajian.Pandangan) -> HttpResponse:
    isi = {
        "judul": sajian.judul(p.r),
        "nomor": p.r.nomor,
        "unduh_ke": reverse("aparat:lembar_cetak", args=[p.r.id]),
        "periksa_ke": reverse("aparat:periksa", args=[p.r.id]) + "#pindaian",
    }
    return tampil(request, "aparat/cetak_basah.html", isi)


@untuk(Peran.OPERATOR)
@require_safe
def lembar(request: Permintaan, surat_id: UUID) -> HttpResponse:
    """Return the PDF to print and sign by hand."""
    isi = lembar_cetak(surat_id=surat_id, oleh=pelaku(request))
    catat(request, surat_id, "cetak")
    return _pdf(isi, f"{rincian(surat_id).tiket}-cetak.pdf")


def _pdf(isi: bytes, nama: str) -> HttpResponse:
    jawab = HttpResponse(isi, content_type="application/pdf")
    jawab.headers["Content-Disposition"] = f'attachment; filename="{nama}"'
    return jawab


@untuk(Peran.OPERATOR)
@require_POST
def pindaian(request: Permintaan, surat_id: UUID) -> HttpResponse:
    """Take in the scan of the signed paper: it becomes the issued file."""
    form = Pindaian(request.POST, request.FILES)
    if form.is_valid():
        berkas = [satu.read() for satu in form.cleaned_data["pindaian"]]
        kirim = {"surat_id": surat_id, "versi": form.cleaned_data["versi"], "oleh": pelaku(request)}
        try:
            if coba(form, lambda: terbitkan_pindaian(berkas=berkas, **kirim), "pindaian"):
                messages.success(request, "Surat terbit. Warga dapat mengunduh atau mengambilnya.")
                return redirect("aparat:periksa", surat_id)
        except ChangedMeanwhile:
            return berubah(request, surat_id, Aksi.TERBITKAN, "")
    p = pandang(request, surat_id)
    return gambar(request, p, p.penduduk.nik_samar, pindai=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@untuk(Peran.OPERATOR, Peran.PEMERIKSA, Peran.PENANDA_TANGAN)
@require_safe
def unduh(request: Permintaan, surat_id: UUID) -> HttpResponse:
    """Return the issued file, exactly as it was registered; opening it is logged."""
    r = rincian(surat_id)
    if not r.sha256:
        raise NotFound
    isi = baca(r.sha256)
    catat(request, surat_id, "unduh")
    return _pdf(isi, f"{r.tiket}.pdf")


@untuk(Peran.PENANDA_TANGAN)
@segar
@require_http_methods(BACA_KIRIM)
def cabut(request: Permintaan, surat_id: UUID) -> HttpResponse:
    """Revoke an issued letter: a reason, the consequence understood, fresh proof of who asks."""
    p = pandang(request, surat_id)
    if p.r.status not in {Status.TERBIT, Status.DICABUT}:
        raise NotFound
    form = Cabut(request.POST or None, initial={"versi": p.r.versi}, petunjuk="Tercatat dan dibaca petugas.")
    if dikirim(request, form):
        versi = str(form.cleaned_data["versi"])
        return laksanakan(request, surat_id, Aksi.CABUT, versi=versi, catatan=form.alasan())
    rupa = Rupa(
        judul="Cabut surat ini?",
        tombol="Cabut surat",
        jenis="bahaya",
        ikhtisar=(("Surat", sajian.judul(p.r)), ("Nomor", p.r.nomor)),
        pengantar=("Pencabutan tidak dapat dibatalkan. Berkasnya tetap disimpan.",),
        batal=reverse("aparat:periksa", args=[surat_id]),
    )
    return formulir(request, rupa, form, templat="aparat/konfirmasi.html")


@untuk(Peran.OPERATOR, Peran.PEMERIKSA, Peran.PENANDA_TANGAN)
@require_safe
def daftar_batal(request: Permintaan) -> HttpResponse:
    """Show the void numbers of a year."""
    teks = request.GET.get("tahun", "")
    tahun = int(teks) if teks.isascii() and teks.isdigit() and len(teks) == 4 else request.hari.year
    batal = nomor_batal(tahun)
    padam = formulir_bernomor([n.untuk for n in batal])
    isi = {
        "kembali_ke": reverse("aparat:permohonan"),
        "tahun": tahun,
        "sebelum_ke": f"?tahun={tahun - 1}",
        "baris": [
            {
                "nomor": n.teks,
                "urut": n.urut,
                "kapan": tanggal(setempat(n.batal_pada).date()),
                "alasan": n.alasan,
                "ke": reverse("aparat:padam_satu" if n.untuk in padam else "aparat:periksa", args=[n.untuk]),
            }
            for n in batal
        ],
    }
    return tampil(request, "aparat/batal.html", isi)
