"""Words, colours and icons of every state a person can meet.  Never colour alone: icon + word + colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Warna = Literal["netral", "biru", "kuning", "hijau", "merah"]
Pembaca = Literal["warga", "aparat"]


@dataclass(frozen=True, slots=True)
class Rupa:
    """How a state looks: `kata` for citizens, `kata_aparat` for staff (who need to know whose turn it is)."""

    kata: str
    warna: Warna
    ikon: str
    kata_aparat: str = ""

    def untuk(self, pembaca: Pembaca) -> str:
        return (self.kata_aparat or self.kata) if pembaca == "aparat" else self.kata


STATUS: Final[dict[str, Rupa]] = {
    "draf": Rupa("Draf", "netral", "pena"),
    "diajukan": Rupa("Terkirim", "biru", "kirim", "Perlu diperiksa"),
    "dikembalikan": Rupa("Perlu perbaikan", "kuning", "perbaiki", "Menunggu perbaikan warga"),
    "terverifikasi": Rupa("Sudah diperiksa", "kuning", "pasir", "Menunggu paraf"),
    "diparaf": Rupa("Menunggu tanda tangan", "kuning", "tanda_tangan"),
    "menunggu_tte": Rupa("Sedang ditandatangani", "kuning", "ulang", "Tanda tangan belum selesai"),
    "menunggu_basah": Rupa("Sedang ditandatangani", "kuning", "pena", "Menunggu pindaian surat"),
    "terbit": Rupa("Selesai", "hijau", "bulat_cek", "Terbit"),
    "ditolak": Rupa("Ditolak", "merah", "bulat_silang"),
    "ditarik": Rupa("Dibatalkan pemohon", "netral", "kembalikan", "Ditarik pemohon"),
    "dicabut": Rupa("Dicabut", "merah", "larang"),
}
"""The workflow statuses (kamus: status)."""


@dataclass(frozen=True, slots=True)
class RupaHasil:
    """The verdict panel of a public check: headline, explanation, colour, icon."""

    judul: str
    penjelasan: str
    warna: Warna
    ikon: str


HASIL: Final[dict[str, RupaHasil]] = {
    "sah": RupaHasil("Surat ini asli", "Diterbitkan oleh desa dan masih berlaku.", "hijau", "perisai_cek"),
    "kedaluwarsa": RupaHasil(
        "Surat ini asli, tetapi masa berlakunya sudah lewat",
        "Mintalah surat yang baru kepada pemiliknya.",
        "kuning",
        "kalender_lewat",
    ),
    "dicabut": RupaHasil(
        "Surat ini sudah dicabut", "Desa mencabut surat ini. Jangan dipakai lagi.", "merah", "larang"
    ),
    "belum_tiba": RupaHasil(
        "Catatan surat ini belum tiba",
        "Tanda tangannya cocok, tetapi catatannya belum kami terima dari desa. "
        "Coba lagi besok, atau telepon kantor desa.",
        "biru",
        "pasir",
    ),
    "tidak_dikenal": RupaHasil(
        "Kami tidak mengenal kode ini",
        "Bisa jadi kodenya salah ketik. Periksa lagi, satu huruf demi satu huruf.",
        "kuning",
        "perisai_awas",
    ),
    "palsu": RupaHasil(
        "Kode ini palsu atau sudah diubah",
        "Kantor desa tidak pernah membuat kode QR ini.",
        "merah",
        "perisai_silang",
    ),
    "berubah": RupaHasil(
        "Isi berkas ini sudah diubah",
        "Berkas tidak sama dengan yang ditandatangani. Jangan dipakai.",
        "merah",
        "perisai_silang",
    ),
}
"""Answers of the public check (kamus: Verifikasi), plus `berubah` for an uploaded file that was altered."""
