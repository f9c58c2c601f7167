"""A statistic of the population on the office's paper: chart, table, a place for the signature. It is no letter."""

from typing import Any, Final

from eoffice.akun.selectors import penanda_tangan_bertugas
from eoffice.dokumen import services as dokumen
from eoffice.penduduk.rules.statistik import Baris, Hasil
from eoffice.surat.rules.badan import gambar_kertas, gambar_kop
from eoffice.surat.rules.terbilang import tanggal_indonesia
from eoffice.surat.services.bahan import kepala_surat, lambang
from eoffice.surat.services.pengaturan import pengaturan
from eoffice.wilayah.selectors import identitas

KEPALA: Final = ("Keterangan", "Laki-laki", "Perempuan", "Jumlah", "Persen")
_ALT: Final = "laki-laki dan perempuan. Angka setiap batang ada di tabel di bawahnya."


def lembar_statistik(hasil: Hasil) -> bytes:
    """Return a statistic of the village in scope as PDF/A, dated on the day it counts.

    Raises:
        InvalidInput: something in it cannot be printed.
    """
    atur = pengaturan()
    data = susun_lembar(hasil) | {"kertas": gambar_kertas(atur.kertas)}
    return dokumen.rangkai_formulir("tabel", data, lambang=lambang(atur))


def susun_lembar(hasil: Hasil) -> dict[str, Any]:
    """Return the document without its paper; ``kode`` is the name of the file, no number of a book."""
    desa = identitas()
    judul, hari = f"Statistik penduduk: {hasil.statistik.judul}", tanggal_indonesia(hasil.hari)
    bagian = f", {hasil.wilayah.sebutan}" if hasil.wilayah.sebutan else ""
    return {
        "dokumen": {
            "judul": judul,
            "penulis": f"Pemerintah {desa.lengkap}",
            "tanggal": hasil.hari.isoformat(),
        },
        "kop": gambar_kop(kepala_surat(desa)),
        "judul": judul,
        "kode": f"{hasil.statistik.nama}-{hasil.hari}",
        "keterangan": f"{desa.lengkap}{bagian}, keadaan {hari}. Yang dihitung: {hasil.statistik.siapa}.",
        "bagan": _bagan(hasil),
        "kolom": list(KEPALA),
        "baris": [_sel_ribuan(hasil, satu) for satu in (*hasil.baris, hasil.semua)],
        "tanda_tangan": _tanda_tangan(hasil, desa.nama),
    }


def _tanda_tangan(hasil: Hasil, desa: str) -> dict[str, str]:
    kades = penanda_tangan_bertugas(hasil.hari)
    return {
        "tempat": desa,
        "tanggal": tanggal_indonesia(hasil.hari),
        "jabatan": f"Kepala Desa {desa}",
        "nama": kades.nama if kades else "",
    }


def _bagan(hasil: Hasil) -> dict[str, Any]:
    """Return the chart that the page shows too, as figures: the printing program draws it."""
    bentuk = "piramida" if hasil.piramida else "batang"
    return {
        "bentuk": bentuk,
        "alt": f"{'Piramida' if hasil.piramida else 'Diagram batang'} {hasil.statistik.judul.lower()}, {_ALT}",
        "baris": [
            {
                "label": satu.label_singkat if hasil.piramida else satu.label,
                "laki": satu.laki,
                "perempuan": satu.perempuan,
                "jumlah": _ribuan(satu.jumlah),
                "kata_laki": _ribuan(satu.laki),
                "kata_perempuan": _ribuan(satu.perempuan),
            }
            for satu in hasil.baris_bagan
        ],
    }


def _sel_ribuan(hasil: Hasil, baris: Baris) -> list[str]:
    angka = (baris.laki, baris.perempuan, baris.jumlah)
    return [baris.label, *(_ribuan(n) for n in angka), sel(hasil, baris)[-1]]


def sel(hasil: Hasil, baris: Baris) -> list[str]:
    """Return a line as a file holds it: label, men, women, both, percent with one decimal."""
    persen = f"{hasil.persen(baris):.1f}".replace(".", ",")
    return [baris.label, str(baris.laki), str(baris.perempuan), str(baris.jumlah), persen]


def _ribuan(n: int) -> str:
    return f"{n:,}".replace(",", ".")
