"""NIK and family card number (PP 40/2019 article 30; UU 23/2006 jo. 24/2013).

A NIK is 16 digits: six of the kecamatan of *first* registration, the birth date as DDMMYY with 40 added to
the day for women, and a serial from 0001. It stays the same for life, so a person who moved, or whose birth
date was corrected later, rightly carries a number that does not match his data: a mismatch is told, never
refused. A family card number has the registration date instead, without the 40.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from eoffice.kernel.messages import Pesan
from eoffice.penduduk.rules.masalah import Masalah, ingatkan, tolak

PANJANG = 16
_GESER_PEREMPUAN = 40
_HIASAN = frozenset(" .,-_'\"`´‘’“”–—")
_TAK_TAMPAK = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
JenisNomor = Literal["nik", "no_kk"]


@dataclass(frozen=True, slots=True)
class Nomor:
    """A number as read from a cell: the sixteen digits or "", and what was wrong with it."""

    angka: str
    masalah: tuple[Masalah, ...] = ()


def baca_nomor(teks: str, jenis: JenisNomor) -> Nomor:
    """Read a NIK or family card number as people and spreadsheets write it.

    Spaces, dots, dashes, quotes and invisible characters are dropped, digits of other scripts translated.
    Letters are never guessed at: the answer names the letter and its place. A cell with nothing, a dash or
    zeros means "has none", which is no problem here.
    """
    found: list[str] = []
    for char in teks:
        digit = unicodedata.digit(char, None)
        if digit is not None:
            found.append(str(digit))
        elif char not in _HIASAN and unicodedata.category(char) not in _TAK_TAMPAK:
            return Nomor("", (_aneh(jenis, char, len(found) + 1),))
    digits = "".join(found)
    if not digits.strip("0"):
        return Nomor("")
    if len(digits) != PANJANG:
        return Nomor("", (tolak(jenis, Pesan(f"penduduk.{jenis}_panjang", jumlah=len(digits))),))
    return Nomor(digits)


def _aneh(jenis: JenisNomor, char: str, urutan: int) -> Masalah:
    if char.isalpha():
        return tolak(jenis, Pesan(f"penduduk.{jenis}_huruf", huruf=char, urutan=urutan))
    return tolak(jenis, Pesan(f"penduduk.{jenis}_tanda", tanda=char, urutan=urutan))


def nik_sementara(angka: str) -> bool:
    """Tell whether this is a stand-in of OpenSID: ``0``, ten digits of the village, five of a counter."""
    return len(angka) == PANJANG and angka[0] == "0"


def desa_nik_sementara(angka: str) -> str:
    """Return the village code, without dots, inside a stand-in number."""
    return angka[1:11] if nik_sementara(angka) else ""


def periksa_nik(
    nik: str, *, lahir: date | None, kelamin: str, kecamatan_ada: Callable[[str], bool]
) -> list[Masalah]:
    """Compare a well-formed NIK with what else is known; every finding is only a warning.

    Args:
        nik: sixteen digits.
        lahir: birth date, if known.
        kelamin: ``L``, ``P`` or "" when unknown.
        kecamatan_ada: tells whether six digits are a kecamatan of today.
    """
    found = []
    if not kecamatan_ada(nik[:6]):
        found.append(ingatkan("nik", Pesan("penduduk.nik_wilayah", awalan=nik[:6])))
    if nik[12:] == "0000":
        found.append(ingatkan("nik", Pesan("penduduk.nik_serial")))
    day = int(nik[6:8])
    kind = "P" if day > _GESER_PEREMPUAN else "L"
    if not _tanggal_mungkin(day - _GESER_PEREMPUAN if kind == "P" else day, int(nik[8:10])):
        found.append(ingatkan("nik", Pesan("penduduk.nik_tanggal_mustahil")))
        return found
    if kelamin and kind != kelamin:
        found.append(ingatkan("nik", Pesan("penduduk.nik_kelamin")))
    if lahir is not None and nik[6:12] != tanggal_nik(lahir, kind):
        found.append(ingatkan("nik", Pesan("penduduk.nik_tanggal_beda")))
    return found


def periksa_no_kk(no_kk: str, *, kecamatan_ada: Callable[[str], bool]) -> list[Masalah]:
    """Look at a well-formed family card number; every finding is only a warning."""
    found = []
    if not kecamatan_ada(no_kk[:6]):
        found.append(ingatkan("no_kk", Pesan("penduduk.no_kk_wilayah", awalan=no_kk[:6])))
    if not _tanggal_mungkin(int(no_kk[6:8]), int(no_kk[8:10])):
        found.append(ingatkan("no_kk", Pesan("penduduk.no_kk_tanggal_mustahil")))
    if no_kk[12:] == "0000":
        found.append(ingatkan("no_kk", Pesan("penduduk.no_kk_serial")))
    return found


def tanggal_nik(lahir: date, kelamin: str) -> str:
    """Return the six digits a birth date has inside a NIK."""
    day = lahir.day + (_GESER_PEREMPUAN if kelamin == "P" else 0)
    return f"{day:02d}{lahir.month:02d}{lahir.year % 100:02d}"


def _tanggal_mungkin(hari: int, bulan: int) -> bool:
    """Tell whether day and month exist in some year; the century is unknown, so 29 February may."""
    if not 1 <= bulan <= 12:
        return False
    return 1 <= hari <= (29 if bulan == 2 else 30 if bulan in (4, 6, 9, 11) else 31)


def samarkan(nomor: str) -> str:
    """Return a number for a page that need not show it whole: first six and last two digits."""
    return f"{nomor[:6]}••••••••{nomor[-2:]}" if len(nomor) == PANJANG else ""
