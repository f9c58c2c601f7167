"""What a village may set: paper that can be printed, codes that exist, validity that makes sense."""

import re
from collections.abc import Iterator, Mapping

from eoffice.kernel.messages import Pesan
from eoffice.surat.rules.badan import Kertas
from eoffice.surat.rules.jenis import JenisSurat, UbahanJenis
from eoffice.surat.rules.teks import periksa_teks, rapikan

# Millimetres and points, as the printing contract ``surat/1`` bounds them.
TEPI = {"atas": (10, 40), "bawah": (20, 40), "kiri": (15, 40), "kanan": (15, 40), "ukuran_huruf": (10, 12)}
KATA = {"ukuran": ("F4", "A4"), "huruf": ("sans", "serif"), "kerapatan": ("lega", "biasa", "rapat")}
MAKS_BULAN = 60
MAKS_TEMBUSAN, PANJANG_TEMBUSAN = 10, 160
_KLASIFIKASI = re.compile(r"[0-9]{3}(?:\.[0-9]{1,2}){0,4}")


def keluhan_kertas(kertas: Kertas) -> dict[str, Pesan]:
    """Return what of a paper setting cannot be printed, by column."""
    salah = [nama for nama, pilihan in KATA.items() if getattr(kertas, nama) not in pilihan]
    salah += [nama for nama, (kecil, besar) in TEPI.items() if not kecil <= getattr(kertas, nama) <= besar]
    return {nama: Pesan("surat.kertas_salah", bagian=nama.replace("_", " ").capitalize()) for nama in salah}


def keluhan_jenis(ubahan: Mapping[str, UbahanJenis], katalog: Mapping[str, JenisSurat]) -> dict[str, Pesan]:
    """Return what is wrong with a village's own choices, by ``type.column``."""
    return dict(_keluhan_jenis(ubahan, katalog))


def _keluhan_jenis(
    ubahan: Mapping[str, UbahanJenis], katalog: Mapping[str, JenisSurat]
) -> Iterator[tuple[str, Pesan]]:
    for kode, satu in ubahan.items():
        if kode not in katalog:
            yield kode, Pesan("surat.jenis_tidak_ada", jenis=kode)
        if satu.klasifikasi is not None and not _KLASIFIKASI.fullmatch(satu.klasifikasi):
            yield f"{kode}.klasifikasi", Pesan("surat.klasifikasi_salah")
        if satu.berlaku_bulan is not None and not 1 <= satu.berlaku_bulan <= MAKS_BULAN:
            yield f"{kode}.berlaku_bulan", Pesan("surat.masa_berlaku_salah")
        nomor = salah_tembusan(satu.tembusan or ())
        if nomor:
            yield f"{kode}.tembusan", Pesan("surat.tembusan_salah", nomor=nomor)


def salah_tembusan(tembusan: tuple[str, ...]) -> int:
    """Return the place (from 1) of the first copy recipient that cannot be printed, 0 when all can."""
    for nomor, penerima in enumerate(tembusan, 1):
        rapi = rapikan(penerima)
        if nomor > MAKS_TEMBUSAN or not rapi or rapi != penerima or periksa_teks(rapi, PANJANG_TEMBUSAN):
            return nomor
    return 0
