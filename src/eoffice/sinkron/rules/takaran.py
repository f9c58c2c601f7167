"""How much one call over a line should carry: more while it goes well, half after it did not. Pure.

A call that breaks is lost as a whole, so on a bad line it must be short; on a good line short calls waste its time.
"""

from dataclasses import dataclass
from typing import Final

MIN_BITA: Final = 4 * 1024
AWAL_BITA: Final = 16 * 1024
LAMBAT_BITA: Final = 64 * 1024
"""More than this only over a line that was seen to be quick."""
MAKS_BITA: Final = 1024 * 1024
"""Half of what the web server takes in."""
CEPAT_DETIK: Final = 5.0
TUJU_DETIK: Final = 20.0


@dataclass(frozen=True, slots=True)
class Takaran:
    """Compressed bytes of the next call."""

    bita: int = AWAL_BITA

    def sesudah(self, terkirim: int, detik: float) -> "Takaran":
        """Learn from a call that succeeded; one that was not half full says nothing about a larger one."""
        if detik > TUJU_DETIK:
            return self.putus()
        if terkirim < self.bita // 2:
            return self
        if detik < CEPAT_DETIK:
            return Takaran(min(MAKS_BITA, self.bita * 2))
        return Takaran(max(self.bita, min(LAMBAT_BITA, self.bita + self.bita // 4)))

    def putus(self) -> "Takaran":
        """Learn from a call that broke, or took too long."""
        return Takaran(max(MIN_BITA, self.bita // 2))
