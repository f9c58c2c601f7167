"""What this process learned about its line: how much a call should carry, each way. Kept from meeting to meeting."""

import time
from collections.abc import Callable, Sized
from dataclasses import dataclass, field
from functools import cache
from typing import TypeVar

from eoffice.kernel.errors import ServiceDown
from eoffice.sinkron.rules.takaran import SEKALI, Takaran, Tujuan

HasilT = TypeVar("HasilT")
Jam = Callable[[], float]


class Pengukur:
    """One direction of the line."""

    def __init__(self, jam: Jam = time.monotonic) -> None:
        self.takaran = Takaran()
        self._jam = jam

    def ukur(
        self,
        kerja: Callable[[], HasilT],
        muatan: Callable[[HasilT], Sized | None],
        tujuan: Tujuan = SEKALI,
    ) -> HasilT:
        """Make a call and learn from it; ``muatan`` is what it carried.

        Raises:
            ServiceDown: the line broke, or the other side asks to be left alone.
        """
        mulai = self._jam()
        try:
            hasil = kerja()
        except ServiceDown:
            self.takaran = self.takaran.putus()
            raise
        self.takaran = self.takaran.sesudah(len(muatan(hasil) or b""), self._jam() - mulai, tujuan)
        return hasil


@dataclass(frozen=True, slots=True)
class Laju:
    """Both directions: a line that brings fast may take slowly."""

    kirim: Pengukur = field(default_factory=Pengukur)
    ambil: Pengukur = field(default_factory=Pengukur)


@cache
def laju_garis() -> Laju:
    """Return what this process knows of its line to the hub."""
    return Laju()
