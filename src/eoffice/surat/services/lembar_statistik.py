"""A statistic of the population on the office's paper, with its head and a place for the signature."""

from typing import Any, Final

from eoffice.akun.selectors import penanda_tangan_bertugas
from eoffice.dokumen import services as dokumen
from eoffice.penduduk.rules.statistik import Baris, Hasil
from eoffice.surat.rules.badan import gambar_kertas, gambar_kop
from eoffice.surat.rules.terbilang import tanggal_indonesia
from eoffice.surat.services.bahan import kepala_surat, lambang
from eoffice.surat.services.pengaturan import pengaturan
from eoffice.wilayah.selectors import identitas

BARIS_TABEL: Final = 200
"""Lines the printing program takes in one table."""
_KOLOM: Final = (
    {"judul": "Keterangan"},
    *({"judul": kata, "mm": 24, "rata": "kanan"} for kata in ("Laki-laki", "Perempuan", "Jumlah", "Persen")),
)
_TANPA_NAMA: Final = "( ................ ................ )"


def lembar_statistik(hasil: Hasil) -> bytes:
    """Return a statistic of the village in scope as PDF/A, dated on the day it counts.

    Raises:
        InvalidInput: something in it cannot be printed.
    """
    atur = pengaturan()
    return dokumen.rangkai(
        susun_lembar(hasil) | {"kertas": gambar_kertas(atur.kertas)}, lambang=lambang(atur)
    )


def susun_lembar(hasil: Hasil) -> dict[str, Any]:
    """Return the document without its paper."""
    desa = identitas()
    judul, hari = f"Statistik penduduk: {hasil.statistik.judul}", tanggal_indonesia(hasil.hari)
    kades = penanda_tangan_bertugas(hasil.hari)
    bagian = f", {hasil.wilayah.sebutan}" if hasil.wilayah.sebutan else ""
    return {
        "skema": "surat/1",
        "mode": "final",
        "cara_terbit": "basah",
        "dokumen": {
            "judul": judul,
            "penulis": f"Pemerintah {desa.lengkap}",
            "tanggal": hasil.hari.isoformat(),
        },
        "kop": gambar_kop(kepala_surat(desa)),
        "judul": judul,
        "nomor": f"STAT/{desa.kode}/{hasil.hari:%Y-%m-%d}",  # says what it is; no book counts it
        "isi": [
            _alinea(f"{desa.lengkap}{bagian}, keadaan {hari}. Yang dihitung: {hasil.statistik.siapa}."),
            *_tabel(hasil),
            _alinea("Angka ini dihitung oleh sistem dari data penduduk desa."),
        ],
        "isian": {},
        "tanda_tangan": {
            "tempat": desa.nama,
            "tanggal": hari,
            "utama": {
                "bentuk": "definitif",
                "jabatan": f"Kepala Desa {desa.nama}",
                "nama": kades.nama if kades else _TANPA_NAMA,
            },
        },
    }


def _tabel(hasil: Hasil) -> list[dict[str, Any]]:
    semua = [sel(hasil, satu) for satu in (*hasil.baris, hasil.semua)]
    return [
        {"jenis": "tabel", "kolom": list(_KOLOM), "baris": semua[mulai : mulai + BARIS_TABEL]}
        for mulai in range(0, len(semua), BARIS_TABEL)
    ]


def sel(hasil: Hasil, baris: Baris) -> list[str]:
    """Return a line as it is printed: label, men, women, both, percent with one decimal."""
    persen = f"{hasil.persen(baris):.1f}".replace(".", ",")
    return [baris.label, str(baris.laki), str(baris.perempuan), str(baris.jumlah), persen]


def _alinea(teks: str) -> dict[str, Any]:
    return {"jenis": "paragraf", "isi": teks, "inden": False}
