"""How a letter number is written, and which book draws it (domain: tata naskah, nomor surat)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID, uuid5

from eoffice.kernel.messages import Pesan

FORMAT_BAKU = "{kode_klasifikasi}/{urut:3}/{kode_desa}/{bulan_romawi}/{tahun}"
AWALAN_JENIS = "jenis:"
SEMUA = "semua"
KUNCI_TAHUN = "tahun"
AWALAN_SEMENTARA = "sementara:"
PANJANG_MAKS = 80
LEBAR_MAKS = 6
_RUANG_BUKU = UUID("6f4d3c1e-52f1-5d0a-9d0c-5b1a0e6f2a77")

_ROMAWI = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_TOKEN = re.compile(r"\{([a-z_]+)(?::(\d+))?\}")
_HURUF_LAIN = re.compile(r"[A-Za-z0-9 ./\-_]*")


class Lingkup(StrEnum):
    """Which letters share one counter."""

    PER_BUKU = "per_buku"
    PER_JENIS = "per_jenis"
    BERSAMA = "bersama"


@dataclass(frozen=True, slots=True)
class BahanNomor:
    """Everything a number is written from. ``tanggal`` is the local date of the village.

    ``seri``: the number is provisional and shows it: "P-K7QX-001" stands where the running number would.
    """

    urut: int
    kode_klasifikasi: str
    kode_desa: str
    tanggal: date
    kode_jenis: str
    seri: str = ""


def kunci_buku(lingkup: Lingkup, buku: str, kode_jenis: str) -> str:
    """Return which counter of the year draws: the book's, the letter type's, or the one for all."""
    kunci = {Lingkup.PER_BUKU: buku, Lingkup.PER_JENIS: AWALAN_JENIS + kode_jenis, Lingkup.BERSAMA: SEMUA}
    return kunci[lingkup]


def id_buku(desa: str, tahun: int, kunci: str, awal: int) -> UUID:
    """Return the id of a part of a book as it is opened.

    An installation set back to a copy opens the same book under the same id once more.
    """
    return uuid5(_RUANG_BUKU, f"{desa}/{tahun}/{kunci}/{awal}")


def kunci_sementara(seri: str) -> str:
    """Return the counter of a provisional series."""
    return AWALAN_SEMENTARA + seri


def bernomor_tetap(kunci: str) -> bool:
    """Tell whether a row of the books gives numbers that stay."""
    return kunci != KUNCI_TAHUN and not kunci.startswith(AWALAN_SEMENTARA)


def lingkup_buku(kunci: str) -> Lingkup:
    """Return the way of counting that a counter belongs to."""
    if kunci.startswith(AWALAN_JENIS):
        return Lingkup.PER_JENIS
    return Lingkup.BERSAMA if kunci == SEMUA else Lingkup.PER_BUKU


def bulan_romawi(bulan: int) -> str:
    """Return the month (1..12) as a Roman numeral, as letter numbers write it."""
    return _ROMAWI[bulan - 1]


_ISI: MappingProxyType[str, Callable[[BahanNomor], str]] = MappingProxyType(
    {
        "kode_klasifikasi": lambda b: b.kode_klasifikasi,
        "urut": lambda b: f"P-{b.seri}-{b.urut:03d}" if b.seri else str(b.urut),
        "kode_desa": lambda b: b.kode_desa.replace(".", ""),
        "kode_desa_singkat": lambda b: b.kode_desa.rsplit(".", 1)[-1],
        "bulan_romawi": lambda b: bulan_romawi(b.tanggal.month),
        "bulan": lambda b: f"{b.tanggal.month:02d}",
        "tahun": lambda b: str(b.tanggal.year),
        "kode_jenis": lambda b: b.kode_jenis.upper(),
    }
)
TOKEN = tuple(_ISI)


def periksa_format(pola: str, lingkup: Lingkup) -> Pesan | None:
    """Return why a village may not use this pattern, or ``None``.

    Without the running number or the year two letters would get one number; with a counter per type
    so would two types, unless the type's code is written too.
    """
    token = [nama for nama, _ in _TOKEN.findall(pola)]
    asing = sorted(set(token) - set(TOKEN))
    if asing:
        return Pesan("arsip.format_token_asing", token=asing[0])
    if not _HURUF_LAIN.fullmatch(_TOKEN.sub("", pola)) or _lebar_salah(pola):
        return Pesan("arsip.format_salah")
    wajib = ["urut", "tahun", *(["kode_jenis"] if lingkup is Lingkup.PER_JENIS else [])]
    kurang = next((nama for nama in wajib if token.count(nama) != 1), None)
    if kurang:
        return Pesan("arsip.format_token_kurang", token=kurang)
    terpanjang = BahanNomor(10**LEBAR_MAKS, "9" * 20, "99.99.99.9999", date(2028, 8, 8), "X" * 12)
    panjang = len(tulis_nomor(pola, terpanjang))
    return Pesan("arsip.format_panjang", maks=PANJANG_MAKS) if panjang > PANJANG_MAKS else None


def _lebar_salah(pola: str) -> bool:
    """Say whether a width stands where none belongs, or is out of range."""
    lebar = [(nama, int(angka)) for nama, angka in _TOKEN.findall(pola) if angka]
    return any(nama != "urut" or not 1 <= angka <= LEBAR_MAKS for nama, angka in lebar)


def tulis_nomor(pola: str, bahan: BahanNomor) -> str:
    """Write the number. ``{urut:3}`` pads with zeros to three digits and never cuts a longer number."""

    def ganti(cocok: re.Match[str]) -> str:
        return _ISI[cocok[1]](bahan).zfill(int(cocok[2] or 0))

    return _TOKEN.sub(ganti, pola)


_BENTUK = MappingProxyType(
    {
        "kode_klasifikasi": r"[0-9]{3}(?:\.[0-9]{1,2}){0,4}",
        "urut": r"(?P<urut>[0-9]+)",
        "kode_desa": r"[0-9]{10}",
        "kode_desa_singkat": r"[0-9]{4}",
        "bulan_romawi": r"[IVX]+",
        "bulan": r"[0-9]{2}",
        "tahun": r"[0-9]{4}",
        "kode_jenis": r"[A-Z0-9_]+",
    }
)


def baca_urut(pola: str, teks: str) -> int | None:
    """Return the running number with which a checked pattern could write this text; ``None`` when it never does."""
    lebar, awal, bentuk = 0, 0, ""
    for cocok in _TOKEN.finditer(pola):
        bentuk += re.escape(pola[awal : cocok.start()]) + _BENTUK[cocok[1]]
        awal, lebar = cocok.end(), max(lebar, int(cocok[2] or 0))
    isi = re.fullmatch(bentuk + re.escape(pola[awal:]), teks)
    urut = int(isi["urut"]) if isi else None
    return urut if isi and str(urut).zfill(lebar) == isi["urut"] else None
