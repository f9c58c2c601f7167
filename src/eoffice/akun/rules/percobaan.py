"""When failed sign-ins hold the next one back. Pure.

Counted apart: the pair of account and source, the source alone, the account alone. A neighbour who types
somebody's NIK is held back himself, while the owner signs in from a source that has succeeded before.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

SEGAR = timedelta(minutes=5)
"""How long a full proof opens weighty pages."""
KIRIM = timedelta(minutes=30)
"""How long it still sends what was opened with it, so that nothing typed is lost."""


class Hitungan(StrEnum):
    """What a counter counts failures of."""

    PASANGAN = "pasangan"
    SUMBER = "sumber"
    AKUN = "akun"


PRIBADI = (Hitungan.PASANGAN, Hitungan.AKUN)
"""Where a person is signed in already, what others fail at the same place says nothing about him."""


@dataclass(frozen=True, slots=True)
class Batas:
    """After ``gagal`` failures wait ``mulai``, doubled with each further one up to ``paling_lama``."""

    gagal: int
    mulai: timedelta
    paling_lama: timedelta


# Many phones share one address of a mobile network, so a source alone is counted generously.
BATAS = {
    Hitungan.PASANGAN: Batas(5, timedelta(minutes=1), timedelta(hours=1)),
    Hitungan.SUMBER: Batas(60, timedelta(minutes=1), timedelta(hours=1)),
    Hitungan.AKUN: Batas(40, timedelta(minutes=15), timedelta(hours=6)),
}
LUPA = timedelta(hours=24)
PALING_BANYAK_SATU_SUMBER = 10
"""How many failures one source adds to an account's count, at most, until a quiet day."""


def tertahan_sampai(hitungan: Hitungan, gagal: int, terakhir: datetime) -> datetime:
    """Return until when the next try waits; ``terakhir`` itself when it need not."""
    batas = BATAS[hitungan]
    lebih = gagal - batas.gagal
    if lebih < 0:
        return terakhir
    tunggu: timedelta = batas.mulai * 2 ** min(lebih, 12)
    return terakhir + min(tunggu, batas.paling_lama)


def sisa(hitungan: Hitungan, gagal: int, terakhir: datetime, kini: datetime) -> timedelta:
    """Return how long the next try must still wait, never negative.

    A clock set back does not lock anybody out for years: no wait is longer than the rule's longest, and below
    the limit nobody waits, whenever the last failure seems to have been.
    """
    if gagal < BATAS[hitungan].gagal:
        return timedelta(0)
    tunggu = tertahan_sampai(hitungan, gagal, terakhir) - kini
    return max(timedelta(0), min(tunggu, BATAS[hitungan].paling_lama))


def segar(pada: datetime | None, kini: datetime, batas: timedelta = SEGAR) -> bool:
    """Tell whether a moment lies at most ``batas`` back; one in the future (a clock set back) never does."""
    return pada is not None and timedelta(0) <= kini - pada <= batas
