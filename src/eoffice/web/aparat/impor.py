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
from eoffice.penduduk.services import batalkan_impor, kemajuan_impor, minta_terapkan, siapkan_impor
from eoffice.web.komponen.angka import ribuan
from eoffice.web.komponen.kalimat import kalimat

from .formulir.penduduk import Unggah
from .izin import Permintaan, untuk
from .kerangka import BACA_KIRIM, coba, dikirim, nomor_halaman, tampil

PER_HALAMAN: Final = 50
PRATINJAU: Final = "pratinjau"
MENERAPKAN: Final = "menerapkan"
JENIS_BUKU: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LAMA: Final = timedelta(seconds=30)
KEADAAN: Final = {
    "pratinjau": ("Belum diterapkan", "kuning", "pasir"),
    "menerapkan": ("Sedang diterapkan", "kuning", "jam"),
    "diterapkan": ("Sudah diterapkan", "hijau", "bulat_cek"),
    "dibatalkan": ("Dibatalkan", "netral", "larang"),
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
    """Take a file in and look through it; the register is not touched."""
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
    return siapkan_impor(
        isi=data["berkas"].read(),
        nama_berkas=data["berkas"].name,
        lengkap=data["lengkap"],
        oleh=str(request.user.pk),
    )


def _butir(i: RincianImpor) -> dict[str, Any]:
    kata, warna, ikon = KEADAAN[i.status]
    return {
        "ke": reverse("aparat:impor_satu", args=[i.id]),
        "nama": i.nama_berkas,
        "saat": i.dibuat_pada,
        "keadaan": kata,
        "warna": warna,
        "ikon": ikon,
        **{nasib: ribuan(i.jumlah.get(nasib, 0)) for nasib in ("baru", "berubah", "ditolak")},
    }


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
        "keadaan": dict(zip(("kata", "warna", "ikon"), KEADAAN[i.status], strict=True)),
        "kembali_ke": reverse("aparat:impor"),
        "umum": [kalimat(m.pesan) for m in i.masalah],
        "hitung": [
            {"jumlah": i.jumlah.get(nasib, 0), "judul": judul, "keterangan": keterangan}
            for nasib, judul, keterangan in NASIB
            if nasib != "hilang" or i.lengkap
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
    return {
        "terapkan_ke": reverse("aparat:impor_terapkan", args=[i.id]) if terap and tulis else "",
        "batal_ke": reverse("aparat:impor_batal", args=[i.id]) if terap else "",
        "kata_terapkan": f"Terapkan {ribuan(tulis)} perubahan",
        "kata_batal": "Batalkan impor" if tulis else "Tutup berkas ini",
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
    """Return how far applying has come; the page asks again by itself, and may be left."""
    if i.status != MENERAPKAN or i.diminta_pada is None:
        return None
    maju = kemajuan_impor(i.id)
    if maju is not None:
        kata = f"{ribuan(maju.selesai)} dari {ribuan(maju.semua)} baris sudah ditulis."
        return {"kata": kata, "selesai": maju.selesai, "semua": maju.semua}
    if clock.now() - i.diminta_pada < LAMA:
        return {"kata": "Menunggu giliran.", "selesai": None, "semua": None}
    kata = "Belum juga dimulai. Pekerja di belakang layar mungkin mati; minta pengelola server memeriksanya."
    return {"kata": kata, "selesai": None, "semua": None}


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
