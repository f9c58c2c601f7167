"""National holidays and collective leave (cuti bersama), from the joint decrees of three ministers.

The decrees come once a year, usually in autumn. A year without collective leave in the table is a year whose
decree has not been entered, so promised service times of that year are only provisional.
"""

import csv
import io
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Literal, cast

from eoffice.kernel.messages import Pesan

JenisLibur = Literal["libur_nasional", "cuti_bersama"]


@dataclass(frozen=True, slots=True)
class HariLibur:
    """One day on which offices are closed; ``dasar`` names the decree."""

    tanggal: date
    jenis: JenisLibur
    nama: str
    dasar: str


@cache
def _semua() -> tuple[HariLibur, ...]:
    text = resources.files("eoffice.wilayah").joinpath("data/libur.csv").read_text(encoding="utf-8")
    return tuple(
        HariLibur(date.fromisoformat(r["tanggal"]), cast("JenisLibur", r["jenis"]), r["nama"], r["dasar"])
        for r in csv.DictReader(io.StringIO(text, newline=""))
    )


@cache
def hari_libur(tahun: int) -> tuple[HariLibur, ...]:
    """Return the holidays of a year by date; empty when no decree of it is known."""
    return tuple(hari for hari in _semua() if hari.tanggal.year == tahun)


@cache
def tanggal_libur(tahun: int) -> frozenset[date]:
    """Return the dates of a year on which offices are closed, besides weekends."""
    return frozenset(hari.tanggal for hari in hari_libur(tahun))


def peringatan(tahun: int) -> Pesan | None:
    """Return a warning when the table has no collective leave for a year, or None."""
    if any(hari.jenis == "cuti_bersama" for hari in hari_libur(tahun)):
        return None
    return Pesan("wilayah.cuti_bersama_belum_ada", tahun=tahun)
