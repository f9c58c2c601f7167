"""What a village may set: paper that can be printed, codes that exist, validity that makes sense."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from eoffice.kernel.messages import Pesan
from eoffice.surat.rules.badan import Kertas
from eoffice.surat.rules.jenis import JenisSurat, SyaratDesa, UbahanJenis
from eoffice.surat.rules.teks import periksa_teks, rapikan

# Millimetres and points, as the printing contract ``surat/1`` bounds them.
TEPI = {"atas": (10, 40), "bawah": (20, 40), "kiri": (15, 40), "kanan": (15, 40), "ukuran_huruf": (10, 12)}
KATA = {"ukuran": ("F4", "A4"), "huruf": ("sans", "serif"), "kerapatan": ("lega", "biasa", "rapat")}
MAKS_BULAN = 60
MAKS_TEMBUSAN, PANJANG_TEMBUSAN = 10, 160
MAKS_JANJI = 70
"""Office hours: two weeks of full days."""
MAKS_SYARAT, PANJANG_SYARAT, PANJANG_PETUNJUK = 15, 80, 200
MAKS_LIBUR, PANJANG_SEBAB = 400, 80
_KODE_SENDIRI = re.compile(r"desa_[a-z0-9_]{1,25}")
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
        if satu.janji_jam is not None and not 1 <= satu.janji_jam <= MAKS_JANJI:
            yield f"{kode}.janji_jam", Pesan("surat.janji_salah", maks=MAKS_JANJI)
        if pesan := _keluhan_syarat(satu.syarat or (), katalog.get(kode)):
            yield f"{kode}.syarat", pesan
        nomor = salah_tembusan(satu.tembusan or ())
        if nomor:
            yield f"{kode}.tembusan", Pesan("surat.tembusan_salah", nomor=nomor)


def _keluhan_syarat(semua: tuple[SyaratDesa, ...], jenis: JenisSurat | None) -> Pesan | None:
    """Return what is wrong with the documents a village asks for, or ``None``."""
    baku = {satu.kode for satu in jenis.syarat} if jenis else set()
    if len(semua) > MAKS_SYARAT:
        return Pesan("surat.syarat_banyak", maks=MAKS_SYARAT)
    if len({satu.kode for satu in semua}) != len(semua):
        return Pesan("surat.syarat_ganda")
    for nomor, satu in enumerate(semua, 1):
        sendiri = satu.kode not in baku
        label = not satu.label or salah_teks(satu.label, PANJANG_SYARAT)
        petunjuk = bool(satu.petunjuk) and salah_teks(satu.petunjuk, PANJANG_PETUNJUK)
        if sendiri and (not _KODE_SENDIRI.fullmatch(satu.kode) or label or petunjuk):
            return Pesan("surat.syarat_salah", nomor=nomor)
    return None


def salah_teks(teks: str, maks: int) -> bool:
    """Say whether a text is empty, untidy, too long or cannot be printed."""
    return not teks or rapikan(teks) != teks or periksa_teks(teks, maks) is not None


def keluhan_libur(libur: Mapping[str, str]) -> Pesan | None:
    """Return what is wrong with a village's own days off (date -> reason), or ``None``."""
    if len(libur) > MAKS_LIBUR:
        return Pesan("surat.libur_banyak", maks=MAKS_LIBUR)
    for hari, sebab in libur.items():
        if not _tanggal_sah(hari) or salah_teks(sebab, PANJANG_SEBAB):
            return Pesan("surat.libur_salah")
    return None


def _tanggal_sah(teks: str) -> bool:
    try:
        return date.fromisoformat(teks).isoformat() == teks
    except ValueError:
        return False


def salah_tembusan(tembusan: tuple[str, ...]) -> int:
    """Return the place (from 1) of the first copy recipient that cannot be printed, 0 when all can."""
    for nomor, penerima in enumerate(tembusan, 1):
        rapi = rapikan(penerima)
        if nomor > MAKS_TEMBUSAN or not rapi or rapi != penerima or periksa_teks(rapi, PANJANG_TEMBUSAN):
            return nomor
    return 0
