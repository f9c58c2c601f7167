"""Dates, hours and spans in Indonesian words, as an office writes them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

BULAN: Final = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
HARI: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
ZONA: Final = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}
"""Time zone to the letters that follow the hour (Keppres 41/1987)."""

WIB: Final = ZoneInfo("Asia/Jakarta")
JAM_SEHARI: Final = 7
"""Office hours of a working day."""


_AWALAN_BULAN: Final = ("jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des")


_RAPAT: Final = re.compile(r"(\d{2})(\d{2})(\d{4})", re.ASCII)
_PISAH: Final = re.compile(r"[-/.,\s]+")


def nomor_bulan(teks: str) -> int:
    """Month number of "3", "03", "Mar" or "maret"; 0 when it is none of these."""
    kecil = teks.lower().rstrip(".")
    if kecil.isascii() and kecil.isdigit():
        return int(kecil) if len(kecil) <= 2 else 0
    return _AWALAN_BULAN.index(kecil[:3]) + 1 if kecil[:3] in _AWALAN_BULAN else 0


def baca_tanggal(teks: str) -> date:
    """Return the date that was typed in one box, day first: "24-11-2026", "24/11/2026", "24 Nov 2026", "24112026".

    A year of four digits in front is read too ("2026-11-24"). Raises ValueError for anything else: a year of two
    digits is not guessed at.
    """
    rapat = _RAPAT.fullmatch(teks)
    bagian = list(rapat.groups()) if rapat else _PISAH.split(teks)
    if len(bagian[0]) == len("2026"):
        bagian.reverse()
    hari, bulan, tahun = bagian
    if len(tahun) != len("2026"):
        raise ValueError("a year has four digits")
    return date(int(tahun), nomor_bulan(bulan), int(hari))


def setempat(saat: datetime, zona: tzinfo = WIB) -> datetime:
    """The instant on the office's clock.  Raises ValueError for a naive datetime."""
    if saat.tzinfo is None:
        raise ValueError("a naive datetime has no place on the office's clock")
    return saat.astimezone(zona)


def kata_janji(jam_kantor: int) -> str:
    """Return promised office hours in words: 2 hari kerja, or 10 jam kerja."""
    hari, sisa = divmod(jam_kantor, JAM_SEHARI)
    return f"{jam_kantor} jam kerja" if sisa or not hari else f"{hari} hari kerja"


def tanggal(hari: date, *, hari_nama: bool = False, tahun: bool = True) -> str:
    """24 November 2026; with `hari_nama` Selasa, 24 November 2026; without `tahun` 24 November."""
    depan = f"{HARI[hari.weekday()]}, " if hari_nama else ""
    belakang = f" {hari.year}" if tahun else ""
    return f"{depan}{hari.day} {BULAN[hari.month - 1]}{belakang}"


def jam(saat: datetime, zona: tzinfo = WIB, *, singkatan: bool = False) -> str:
    """14.05, or with `singkatan` 14.05 WIB."""
    di_sini = setempat(saat, zona)
    belakang = f" {ZONA.get(str(zona), '')}".rstrip() if singkatan else ""
    return f"{di_sini:%H.%M}{belakang}"


def lengkap(saat: datetime, zona: tzinfo = WIB) -> str:
    """Selasa, 24 November 2026, 14.05 WIB."""
    return f"{tanggal(setempat(saat, zona).date(), hari_nama=True)}, {jam(saat, zona, singkatan=True)}"


def ringkas(saat: datetime, sekarang: datetime, zona: tzinfo = WIB) -> str:
    """The shortest that cannot be misread: hari ini, 14.05; kemarin, 14.05; Selasa, 24 November, 14.05."""
    hari, hari_ini = setempat(saat, zona).date(), setempat(sekarang, zona).date()
    dekat = {0: "hari ini", 1: "kemarin", -1: "besok"}.get((hari_ini - hari).days)
    kata = dekat or tanggal(hari, hari_nama=True, tahun=hari.year != hari_ini.year)
    return f"{kata}, {jam(saat, zona)}"


def lalu(saat: datetime, sekarang: datetime) -> str:
    """baru saja, 5 menit lalu, 2 jam lalu, 3 hari lalu, 2 bulan lalu, 1 tahun lalu.

    A moment that lies ahead (a clock was set back) reads "baru saja" rather than a negative number.
    """
    detik = int((sekarang - saat).total_seconds())
    for besar, kata in (
        (31_536_000, "tahun"),
        (2_592_000, "bulan"),
        (86_400, "hari"),
        (3600, "jam"),
        (60, "menit"),
    ):
        if detik >= besar:
            return f"{detik // besar} {kata} lalu"
    return "baru saja"


def rentang(menit: int) -> str:
    """A span in hours and minutes: 45 menit, 6 jam, 3 jam 20 menit; from 48 hours on in days."""
    menit = abs(menit)
    if menit >= 48 * 60:
        return _dua(menit // 1440, "hari", menit % 1440 // 60, "jam")
    return _dua(menit // 60, "jam", menit % 60, "menit")


def rentang_kerja(menit: int, *, sehari: int = 420) -> str:
    """A span of office hours; `sehari` is the minutes of a working day.  From two days on: 2 hari kerja 3 jam."""
    menit = abs(menit)
    if menit >= 2 * sehari:
        return _dua(menit // sehari, "hari kerja", menit % sehari // 60, "jam")
    return _dua(menit // 60, "jam", menit % 60, "menit")


def _dua(besar: int, kata_besar: str, kecil: int, kata_kecil: str) -> str:
    bagian = [f"{n} {kata}" for n, kata in ((besar, kata_besar), (kecil, kata_kecil)) if n]
    return " ".join(bagian) or f"0 {kata_kecil}"


def umur(lahir: date, pada: date) -> int:
    """Full years of age on a day."""
    return pada.year - lahir.year - ((pada.month, pada.day) < (lahir.month, lahir.day))


def menit(rentang_waktu: timedelta) -> int:
    """Whole minutes of a timedelta, towards zero."""
    return int(rentang_waktu.total_seconds() / 60)
