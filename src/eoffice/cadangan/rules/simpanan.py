"""When a backup is due, how old the last one may be, which old ones stay, and what an archive is called. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

AKHIRAN: Final = ".age"
SIDIK: Final = ".sha256"
LAMA: Final = timedelta(days=3)
"""A backup older than this is worth a warning: the office would have to write three days' work again."""

_WAKTU: Final = "%Y%m%dT%H%M%SZ"
_NAMA: Final = re.compile(r"eoffice-(?P<siapa>[a-z0-9.]+)-(?P<waktu>\d{8}T\d{6}Z)\.age")


@dataclass(frozen=True, slots=True)
class Masa:
    """How many are kept: of the last days, weeks and months that have one."""

    harian: int = 7
    mingguan: int = 4
    bulanan: int = 12


def nama_arsip(siapa: str, saat: datetime) -> str:
    """Return the name of an archive."""
    return f"eoffice-{siapa}-{saat.astimezone(UTC).strftime(_WAKTU)}{AKHIRAN}"


def waktu_arsip(nama: str, siapa: str) -> datetime | None:
    """Return when an archive of this installation was made; ``None`` for any other file."""
    cocok = _NAMA.fullmatch(nama)
    if cocok is None or cocok["siapa"] != siapa:
        return None
    try:
        return datetime.strptime(cocok["waktu"], _WAKTU).replace(tzinfo=UTC)
    except ValueError:
        return None


def yang_dibuang(nama: Iterable[str], siapa: str, masa: Masa, zona: tzinfo) -> list[str]:
    """Return which archives may go: the newest of each kept day, week and month stays, and so does the newest."""
    ada = sorted(((w, n) for n in nama if (w := waktu_arsip(n, siapa)) is not None), reverse=True)
    tetap = {n for _, n in ada[:1]}
    for banyak, kunci in ((masa.harian, "%Y-%j"), (masa.mingguan, "%G-%V"), (masa.bulanan, "%Y-%m")):
        tiap: dict[str, str] = {}
        for waktu, satu in ada:
            tiap.setdefault(waktu.astimezone(zona).strftime(kunci), satu)
        tetap.update(list(tiap.values())[:banyak])
    return [n for _, n in ada if n not in tetap]


def jatuh_tempo(kini: datetime, terakhir: datetime | None, jam: int) -> bool:
    """Tell whether a backup is due: at ``jam`` each day, and at once where the computer was off at that hour.

    ``kini`` is the office's time; ``terakhir``: when the last good one began. One made later than now (a clock that
    was set back) counts as none.
    """
    tepat = kini.replace(hour=jam, minute=0, second=0, microsecond=0)
    if tepat > kini:
        tepat -= timedelta(days=1)
    return terakhir is None or terakhir < tepat or terakhir > kini


def lama(kini: datetime, terakhir: datetime | None) -> bool:
    """Tell whether the last good backup is too old, or there is none."""
    return terakhir is None or kini - terakhir > LAMA
