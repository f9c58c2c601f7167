"""The recovery sheet: the one paper without which no archive can be opened."""

from datetime import date
from typing import Final

from eoffice.cadangan.adapters.amplop import kunci_publik
from eoffice.cadangan.rules import bech32, kata
from eoffice.dokumen.services import rangkai_lembar

_PATAH: Final = 38  # letters of a line that is read aloud
_BULAN: Final = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
_GUNA: Final = (
    "Setiap malam server membuat cadangan: satu berkas bersegel berisi surat, data penduduk, berkas, dan kunci. Bila "
    "komputer server rusak, hilang, atau dicuri, cadangan dan lembar ini mengembalikan semuanya di komputer lain."
)
_LANGKAH: Final = (
    "Siapkan komputer, pasang e-Office Desa, dan ambil cadangan terbaru (berkas berakhiran .age).",
    "Jalankan: eoffice restore BERKAS.age, lalu masukkan kunci rahasia di atas. Kunci tidak disimpan di komputer.",
    "Sesudah selesai, lihat nomor surat terakhir di buku register kertas dan ketik di halaman Pemulihan.",
)
_SIMPAN: Final = (
    "Cetak dua lembar: satu di lemari terkunci kantor, satu di tempat lain (misalnya brankas kecamatan).",
    "Jangan difoto kecuali saat memulihkan, jangan dikirim lewat pesan, jangan disimpan bersama flashdisk cadangan.",
    "Hilang atau terbaca orang lain: buat lembar baru. Cadangan lama tetap hanya terbuka dengan lembar lama.",
)
_TERIMA: Final = ("Disimpan oleh (lembar 1):", "Disimpan oleh (lembar 2):")


def lembar(rahasia: str, tempat: str, hari: date) -> bytes:
    """Return the sheet of a secret key as PDF/A; it stands on paper and nowhere else."""
    data = {
        "judul": "Lembar Pemulihan Cadangan",
        "tempat": tempat,
        "tanggal": f"{hari.day} {_BULAN.split()[hari.month - 1]} {hari.year}",
        "guna": _GUNA,
        "baris": [rahasia[mulai : mulai + _PATAH] for mulai in range(0, len(rahasia), _PATAH)],
        "kata": kata.ke_kata(bech32.baca(rahasia)),
        "langkah": _LANGKAH,
        "simpan": _SIMPAN,
        "terima": _TERIMA,
        "publik": kunci_publik(rahasia),
    }
    return rangkai_lembar(data, rahasia, hari)
