"""The service standard: its components, and how the promise was really kept.

Source: UU 25/2009 on public services, article 21 (fourteen components); Permenpan 15/2014 sorts them into delivery and
manufacturing. The sorting is taken from secondary sources.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from statistics import median
from typing import Final


class Bagian(StrEnum):
    """Whom a component is for: who comes for a letter, or the office that makes it."""

    PENYAMPAIAN = "penyampaian"
    PENGELOLAAN = "pengelolaan"


@dataclass(frozen=True, slots=True)
class Komponen:
    """One component of the standard."""

    kode: str
    nama: str
    bagian: Bagian


KOMPONEN: Final = (
    Komponen("persyaratan", "Persyaratan", Bagian.PENYAMPAIAN),
    Komponen("prosedur", "Sistem, mekanisme, dan prosedur", Bagian.PENYAMPAIAN),
    Komponen("waktu", "Jangka waktu penyelesaian", Bagian.PENYAMPAIAN),
    Komponen("biaya", "Biaya atau tarif", Bagian.PENYAMPAIAN),
    Komponen("produk", "Produk pelayanan", Bagian.PENYAMPAIAN),
    Komponen("pengaduan", "Penanganan pengaduan, saran, dan masukan", Bagian.PENYAMPAIAN),
    Komponen("dasar_hukum", "Dasar hukum", Bagian.PENGELOLAAN),
    Komponen("sarana", "Sarana, prasarana, dan fasilitas", Bagian.PENGELOLAAN),
    Komponen("kompetensi", "Kompetensi pelaksana", Bagian.PENGELOLAAN),
    Komponen("pengawasan", "Pengawasan internal", Bagian.PENGELOLAAN),
    Komponen("pelaksana", "Jumlah pelaksana", Bagian.PENGELOLAAN),
    Komponen("jaminan", "Jaminan pelayanan", Bagian.PENGELOLAAN),
    Komponen("keamanan", "Jaminan keamanan dan keselamatan pelayanan", Bagian.PENGELOLAAN),
    Komponen("evaluasi", "Evaluasi kinerja pelaksana", Bagian.PENGELOLAAN),
)
CUKUP: Final = 5
"""Fewer letters than this make no figure that deserves belief."""


@dataclass(frozen=True, slots=True)
class Kinerja:
    """How long the last letters took in office hours; ``None`` where there were too few to tell."""

    banyak: int
    tengah: timedelta | None
    tepat_persen: int | None


def nilai_kinerja(lama: Sequence[timedelta], janji: Sequence[timedelta]) -> Kinerja:
    """Return the median of how long letters took, and how many of a hundred kept their promise (rounded down).

    Raises:
        ValueError: not as many promises as letters.
    """
    if len(lama) < CUKUP:
        return Kinerja(len(lama), None, None)
    tepat = sum(satu <= batas for satu, batas in zip(lama, janji, strict=True))
    tengah = timedelta(seconds=median(satu.total_seconds() for satu in lama))
    return Kinerja(len(lama), tengah, tepat * 100 // len(lama))
