"""How much one call over a line should carry: more while it goes well, half after it did not. Pure.

A call that breaks is lost as a whole where it cannot go on, so on a bad line it must be short then; else, and on a good
line, short calls waste its time: between two of them nothing moves.
"""

from dataclasses import dataclass
from typing import Final

MIN_BITA: Final = 4 * 1024
AWAL_BITA: Final = 16 * 1024
MAKS_BITA: Final = 1024 * 1024
"""Half of what the web server takes in."""


@dataclass(frozen=True, slots=True)
class Tujuan:
    """What a call should be like: quicker than ``cepat`` seconds it may carry twice as much, never to take ``lama``.

    More than ``lambat`` bytes only over a line that was seen to be quick.
    """

    cepat: float
    lama: float
    lambat: int


SEKALI: Final = Tujuan(5.0, 20.0, 64 * 1024)
"""What is cut begins again, so it must be short."""
BERSAMBUNG: Final = Tujuan(10.0, 60.0, 256 * 1024)
"""What is cut goes on, so the pause between two calls is what costs."""


@dataclass(frozen=True, slots=True)
class Takaran:
    """Compressed bytes of the next call."""

    bita: int = AWAL_BITA

    def sesudah(self, terkirim: int, detik: float, tujuan: Tujuan = SEKALI) -> "Takaran":
        """Learn from a call that succeeded; one that was not half full says nothing about a larger one."""
        if detik > tujuan.lama:
            return self.putus()
        if terkirim < self.bita // 2:
            return self
        if detik < tujuan.cepat:
            return Takaran(min(MAKS_BITA, self.bita * 2))
        return Takaran(max(self.bita, min(tujuan.lambat, self.bita + self.bita // 4)))

    def putus(self) -> "Takaran":
        """Learn from a call that broke, or took too long."""
        return Takaran(max(MIN_BITA, self.bita // 2))
