"""Taking in a list of residents: upload, problems by row and column, counts, apply, the refused rows back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eoffice.kernel import clock
from eoffice.kernel.errors import ChangedMeanwhile
from eoffice.kernel.peran import Peran
from eoffice.penduduk import selectors
from eoffice.penduduk.rules.impor.ekspor import buku_ditolak, tabel_ditolak
from eoffice.penduduk.rules.impor.hasil import RincianBaris, RincianImpor
from eoffice.penduduk.rules.impor.kolom import letak_kolom
from eoffice.penduduk.services import (
    batalkan_impor,
    kemajuan_impor,
    minta_siapkan,
    minta_terapkan,
    siapkan_impor,
)
from eoffice.web.komponen.angka import ribuan
from eoffice.web.komponen.kalimat import kalimat

from .formulir.penduduk import Unggah
from .izin import Permintaan, untuk
from .kerangka import BACA_KIRIM, coba, dikirim, nomor_halaman, tampil

PER_HALAMAN: Final = 50
PRATINJAU: Final = "pratinjau"
MEMERIKSA: Final = "memeriksa"
JENIS_BUKU: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LAMA: Final = timedelta(seconds=30)
SEGERA: Final = 64 * 1024
"""Bytes of a file that is looked through while the person waits: some hundred rows, a part of a second."""
GAGAL: Final = ("Tidak dapat dibaca", "merah", "awas")
KEADAAN: Final = {
    "memeriksa": ("Sedang diperiksa", "kuning", "jam"),
    "pratinjau": ("Belum diterapkan", "kuning", "pasir"),
    "menerapkan": ("Sedang diterapkan", "kuning", "jam"),
    "diterapkan": ("Sudah diterapkan", "hijau", "bulat_cek"),
    "dibatalkan": ("Dibatalkan", "netral", "larang"),
}
MENUNGGU: Final = {
    "memeriksa": ("Berkas sedang diperiksa", "diperiksa"),
    "menerapkan": ("Data desa sedang diperbarui", "ditulis"),
}
NASIB: Final = (
    ("baru", "Orang baru", "Ditambahkan ke data desa"),
    ("berubah", "Berubah", "Datanya diperbarui"),
    ("sama", "Tidak berubah", "Sudah sama"),
    ("hilang", "Tidak ada di berkas", "Ditandai, tidak dihapus"),
    ("ditolak", "Ditolak", "Perlu diperbaiki dulu"),
    ("peringatan", "Perlu dilihat", "Tetap masuk"),
)


@untuk(Peran.OPERATOR)
@require_http_methods(BACA_KIRIM)
def unggah(request: Permintaan) -> HttpResponse:
    """Take a file in; a small one is looked through at once, a large one by the worker. The register stays."""
    post = request.method == "POST"
    form = Unggah(request.POST if post else None, request.FILES if post else None, initial={"lengkap": True})
    hasil: list[RincianImpor] = []
    if dikirim(request, form) and coba(form, lambda: hasil.append(_siapkan(request, form.cleaned_data))):
        return redirect("aparat:impor_satu", hasil[0].id)
    isi = {
        "form": form,
        "kembali_ke": reverse("aparat:penduduk"),
        "daftar": [_butir(i) for i in selectors.semua_impor()],
    }
    return tampil(request, "aparat/impor.html", isi, status=422 if form.errors else 200)


def _siapkan(request: Permintaan, data: Mapping[str, Any]) -> RincianImpor:
    isi: bytes = data["berkas"].read()
    siapkan = siapkan_impor if len(isi) <= SEGERA else minta_siapkan
    return siapkan(
        isi=isi,
        nama_berkas=data["berkas"].name,
        lengkap=data["lengkap"],
        oleh=str(request.user.pk),
    )


def _butir(i: RincianImpor) -> dict[str, Any]:
    kata, warna, ikon = _keadaan(i)
    return {
        "ke": reverse("aparat:impor_satu", args=[i.id]),
        "nama": i.nama_berkas,
        "saat": i.dibuat_pada,
        "keadaan": kata,
        "warna": warna,
        "ikon": ikon,
        **{nasib: ribuan(i.jumlah.get(nasib, 0)) for nasib in ("baru", "berubah", "ditolak")},
    }


def _keadaan(i: RincianImpor) -> tuple[str, str, str]:
    return GAGAL if any(m.menolak for m in i.masalah) else KEADAAN[i.status]


@untuk(Peran.OPERATOR)
@require_safe
def satu(request: Permintaan, impor_id: UUID) -> HttpResponse:
    """Show what a file holds and would do, and its refused rows, column by column."""
    i = selectors.impor(impor_id)
    hal = nomor_halaman(request)
    baris = selectors.baris_impor(impor_id, mulai=(hal - 1) * PER_HALAMAN, batas=PER_HALAMAN)
    ditolak = i.jumlah.get("ditolak", 0)
    isi = {
        "nama": i.nama_berkas,
        "saat": i.dibuat_pada,
        "keadaan": dict(zip(("kata", "warna", "ikon"), _keadaan(i), strict=True)),
        "kembali_ke": reverse("aparat:impor"),
        "umum": [kalimat(m.pesan) for m in i.masalah],
        "hitung": [
            {"jumlah": ribuan(i.jumlah.get(nasib, 0)), "judul": judul, "keterangan": keterangan}
            for nasib, judul, keterangan in NASIB
            if i.jumlah and (nasib != "hilang" or i.lengkap)
        ],
        "masalah": [m for b in baris for m in _masalah(b, i.kolom)],
        "ditolak": ditolak,
        "hal": hal,
        "banyak": max(1, -(-ditolak // PER_HALAMAN)),
        "per": PER_HALAMAN,
        "total": ditolak,
        "tunggu": _tunggu(i),
        "ke": request.get_full_path(),
        **_aksi(i, ditolak),
    }
    return tampil(request, "aparat/impor_satu.html", isi)


def _aksi(i: RincianImpor, ditolak: int) -> dict[str, str]:
    """Return what can be done with the file now."""
    tulis = sum(i.jumlah.get(nasib, 0) for nasib in ("baru", "berubah", "hilang"))
    terap = i.status == PRATINJAU
    batal = terap or i.status == MEMERIKSA
    return {
        "terapkan_ke": reverse("aparat:impor_terapkan", args=[i.id]) if terap and tulis else "",
        "batal_ke": reverse("aparat:impor_batal", args=[i.id]) if batal else "",
        "kata_terapkan": f"Terapkan {ribuan(tulis)} perubahan",
        "kata_batal": "Batalkan impor" if tulis or not terap else "Tutup berkas ini",
        "unduh_ke": reverse("aparat:impor_ditolak", args=[i.id]) if ditolak else "",
    }


def _masalah(b: RincianBaris, kolom: tuple[str, ...]) -> list[dict[str, str]]:
    """Return the problems of one row, each with the cell as it stands in the file."""
    tempat = f"{b.lembar}, baris {b.baris}" if b.lembar else f"Baris {b.baris}"
    letak = letak_kolom(kolom)
    hasil = []
    for m in b.masalah:
        nomor = letak.get(m.kolom, -1)
        isi = b.asli[nomor] if 0 <= nomor < len(b.asli) else ""
        judul = kolom[nomor] if nomor >= 0 else m.kolom or "-"
        hasil.append({"baris": tempat, "kolom": judul, "isi": isi[:60], "kata": kalimat(m.pesan)})
    return hasil


def _tunggu(i: RincianImpor) -> dict[str, Any] | None:
    """Return how far the worker has come; the page asks again by itself, and may be left."""
    if i.status not in MENUNGGU:
        return None
    judul, kerja = MENUNGGU[i.status]
    maju = kemajuan_impor(i.id)
    isi = {"judul": judul, "label": f"Baris yang sudah {kerja}", "selesai": None, "semua": None}
    if maju is not None:
        kata = f"{ribuan(maju.selesai)} dari {ribuan(maju.semua)} baris sudah {kerja}."
        return isi | {"kata": kata, "selesai": maju.selesai, "semua": maju.semua}
    if clock.now() - (i.diminta_pada or i.dibuat_pada) < LAMA:
        return isi | {"kata": "Menunggu giliran."}
    kata = "Belum juga dimulai. Pekerja di belakang layar mungkin mati; minta pengelola server memeriksanya."
    return isi | {"kata": kata}


@untuk(Peran.OPERATOR)
@require_POST
def terapkan(request: Permintaan, impor_id: UUID) -> HttpResponse:
    """Ask for a previewed file to be written into the register; pressing twice writes once."""
    _coba(request, lambda: minta_terapkan(impor_id=impor_id, oleh=str(request.user.pk)))
    return redirect("aparat:impor_satu", impor_id)


@untuk(Peran.OPERATOR)
@require_POST
def batal(request: Permintaan, impor_id: UUID) -> HttpResponse:
    """Throw a preview away."""
    if not _coba(request, lambda: batalkan_impor(impor_id=impor_id)):
        return redirect("aparat:impor_satu", impor_id)
    messages.success(request, "Impor dibatalkan. Data desa tidak berubah.")
    return redirect("aparat:impor")


def _coba(request: Permintaan, laksana: Callable[[], None]) -> bool:
    """Do it; who was too late reads why above the file as it is now."""
    try:
        laksana()
    except ChangedMeanwhile as basi:
        messages.error(request, kalimat(basi.pesan))
        return False
    return True


@untuk(Peran.OPERATOR)
@require_safe
def ditolak(request: Permintaan, impor_id: UUID) -> HttpResponse:
    """Return the refused rows as a workbook to mend and send again."""
    i = selectors.impor(impor_id)
    buku = buku_ditolak(tabel_ditolak(i.kolom, selectors.baris_ditolak(impor_id), kalimat))
    return HttpResponse(
        buku, content_type=JENIS_BUKU, headers={"Content-Disposition": 'attachment; filename="ditolak.xlsx"'}
    )
