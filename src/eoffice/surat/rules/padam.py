"""Forms that are printed ahead for a power cut, each with a number of its own: none of them may be lost."""

from datetime import date
from enum import StrEnum
from typing import Final

from eoffice.kernel.messages import Pesan

MAKS_SEKALI: Final = 20
MAKS_BEREDAR: Final = 60
"""Forms of a village that may be out at once: what nobody keeps an eye on any more would be a hole in the book."""


class Keadaan(StrEnum):
    """Where a form is: still out, used for a letter, or void with its number."""

    BEREDAR = "beredar"
    TERPAKAI = "terpakai"
    BATAL = "batal"


def keluhan_banyak(banyak: int, beredar: int) -> Pesan | None:
    """Return why so many forms cannot be printed, or ``None``."""
    if not 1 <= banyak <= MAKS_SEKALI:
        return Pesan("surat.padam_banyak", maks=MAKS_SEKALI)
    if beredar + banyak > MAKS_BEREDAR:
        return Pesan("surat.padam_beredar", beredar=beredar, maks=MAKS_BEREDAR)
    return None


def keluhan_tanggal(tanggal: date, dipesan: date, hari: date) -> Pesan | None:
    """Return why a letter on a form cannot carry this date: its number is of the year in which it was reserved."""
    if not dipesan <= tanggal <= hari:
        return Pesan("surat.padam_tanggal")
    return None if tanggal.year == dipesan.year else Pesan("surat.padam_tahun", tahun=dipesan.year)
