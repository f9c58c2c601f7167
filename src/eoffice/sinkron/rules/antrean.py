"""Which files may move now, and how many bytes of them in a day. Pure.

Small files go at once. A large one that is sent waits for the night, when nobody works on the same line, but not for
longer than ``LAMA_MENANTI``: the computer of some offices is off at night. One that is fetched does not wait for it:
it belongs to an application that somebody is about to read.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

LAMA_MENANTI: Final = timedelta(days=3)
TAK_TERBATAS: Final = 2**62


@dataclass(frozen=True, slots=True)
class Aturan:
    """What a village set: from how many bytes a file is large, the hours of the night, the bytes of a day.

    ``besar`` and ``sehari`` of 0 set no limit; a night that begins and ends at the same hour lasts all day.
    """

    besar: int
    malam: tuple[int, int]
    sehari: int

    def sedang_malam(self, kini: datetime) -> bool:
        """Tell whether a moment, by the clock of the office, lies in the night."""
        mulai, selesai = self.malam
        if mulai < selesai:
            return mulai <= kini.hour < selesai
        return kini.hour >= mulai or kini.hour < selesai

    def batas_besar(self, kini: datetime) -> int:
        """Return from how many bytes on a file that is sent waits for the night now."""
        return self.besar if self.besar and not self.sedang_malam(kini) else TAK_TERBATAS

    def menanti_malam(self, ukuran: int, disebut: datetime, kini: datetime) -> bool:
        """Tell whether a file of so many bytes, named at a moment, waits for the night now."""
        return ukuran >= self.batas_besar(kini) and kini - disebut < LAMA_MENANTI

    def sisa(self, terpakai: int) -> int:
        """Return how many bytes may move today when so many moved."""
        return max(0, self.sehari - terpakai) if self.sehari else TAK_TERBATAS
