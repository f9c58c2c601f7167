"""A letter and the settings as their events tell them: one picture for the writing and for the comparison.

The picture is made of the rows alone, so what the stream carries and what a table holds cannot differ unnoticed.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from eoffice.surat.events import CAMAT, SYARAT_JANJI, dengan
from eoffice.surat.models import (
    Berkas,
    Ekspedisi,
    FormulirPadam,
    KirimanWarga,
    Langkah,
    PengaturanSurat,
    Surat,
)

Gambar = tuple[dict[str, Any], dict[str, Any]]
"""The public and the private part."""
KOLOM_PENGATURAN = (
    "kertas", "cara_terbit", "paraf", "format_nomor", "lingkup_nomor", "lambang", "jenis", "libur",
)  # fmt: skip


def gambar_peristiwa(surat: Surat, langkah: Sequence[Langkah], berkas: Sequence[Berkas]) -> Gambar:
    """Return a letter in full: its application, all its steps in order, all its files (by id), also replaced ones."""
    return _publik(surat, langkah[-1]), _pribadi(surat, langkah, berkas)


def _publik(surat: Surat, akhir: Langkah) -> dict[str, Any]:
    permohonan = surat.permohonan
    return {
        "aksi": str(akhir.aksi),
        "dari": str(akhir.dari) or None,
        "peran": str(akhir.peran),
        "status": str(surat.status),
        "tiket": permohonan.tiket,
        "jenis": permohonan.jenis,
        "sejak": _iso(surat.sejak),
        "tenggat": _iso(surat.tenggat),
        "nomor": surat.nomor,
        "kode": surat.kode,
        "kode_batal": surat.kode_batal,
        "tanggal": _iso(surat.tanggal),
        "berlaku_sampai": _iso(surat.berlaku_sampai),
        "sha256": surat.sha256,
        "terbit_pada": _iso(surat.terbit_pada),
        "dicabut_pada": _iso(surat.dicabut_pada),
        "penanda_tangan": surat.penanda_tangan,
        "dilayani_oleh": _teks(permohonan.dilayani_oleh),
    }


def _pribadi(surat: Surat, langkah: Sequence[Langkah], berkas: Sequence[Berkas]) -> dict[str, Any]:
    permohonan = surat.permohonan
    return {
        "permohonan_id": str(permohonan.pk),
        "penduduk_id": str(permohonan.penduduk_id),
        "pemilik": _teks(permohonan.pemilik),
        "nama": permohonan.nama,
        "telepon": permohonan.telepon,
        "nilai": permohonan.nilai,
        "nilai_awal": permohonan.nilai_awal,
        "ubahan": permohonan.ubahan,
        "keperluan": surat.keperluan,
        "data": surat.data,
        "pindaian": surat.pindaian,
        "berkas": [_berkas(satu) for satu in berkas],
        "langkah": [_langkah(satu) for satu in langkah],
        "kunci_kirim": str(permohonan.kunci_kirim),
        "diajukan_pada": _iso(permohonan.diajukan_pada),
    }


def _berkas(satu: Berkas) -> list[Any]:
    diganti = _iso(satu.diganti_pada)
    return [str(satu.pk), satu.syarat, satu.sha256, satu.nama, satu.media, satu.ukuran, diganti]


def _langkah(satu: Langkah) -> list[Any]:
    siapa = [str(satu.peran), _teks(satu.pelaku)]
    return [satu.versi, str(satu.aksi), str(satu.dari), str(satu.ke), *siapa, _iso(satu.waktu), satu.catatan]


def gambar_kiriman(baris: KirimanWarga) -> Gambar:
    """Return what a citizen asked for, and the answer."""
    publik = {"surat_id": str(baris.surat_id), "tindakan": str(baris.tindakan), "hasil": str(baris.hasil)}
    pribadi = {
        "versi_surat": baris.versi_surat,
        "pelaku": str(baris.pelaku),
        "penduduk_id": str(baris.penduduk_id),
        "isi": baris.isi,
        "dibuat_pada": _iso(baris.dibuat_pada),
        "sebab": baris.sebab,
        "rincian": baris.rincian,
    }
    return publik, pribadi


def gambar_ekspedisi(baris: Ekspedisi) -> Gambar:
    """Return a handing over in full; who took the letter is private."""
    publik = {
        "surat_id": str(baris.surat_id),
        "diserahkan_pada": baris.diserahkan_pada.astimezone(UTC).isoformat(),
        "oleh": str(baris.oleh),
        "dicoret_pada": baris.dicoret_pada and baris.dicoret_pada.astimezone(UTC).isoformat(),
        "dicoret_oleh": _teks(baris.dicoret_oleh),
    }
    return publik, {"penerima": baris.penerima, "sebagai": str(baris.sebagai), "alasan": baris.alasan}


def gambar_padam(baris: FormulirPadam) -> Gambar:
    """Return a form for a power cut in full."""
    publik = {
        "jenis": baris.jenis,
        "nomor": baris.nomor,
        "kode": baris.kode,
        "keadaan": str(baris.keadaan),
        "dipesan_pada": baris.dipesan_pada.astimezone(UTC).isoformat(),
        "surat_id": _teks(baris.surat_id),
        "selesai_pada": baris.selesai_pada and baris.selesai_pada.astimezone(UTC).isoformat(),
    }
    return publik, {"alasan": baris.alasan}


def gambar_pengaturan(baris: PengaturanSurat) -> Gambar:
    """Return the settings in full; nothing of them is private."""
    isi = {nama: getattr(baris, nama) for nama in KOLOM_PENGATURAN}
    return isi | {"jenis": dengan((*CAMAT, *SYARAT_JANJI), baris.jenis)}, {}


def _iso(saat: date | datetime | None) -> str | None:
    return saat.isoformat() if saat else None


def _teks(nilai: UUID | None) -> str | None:
    return str(nilai) if nilai else None
