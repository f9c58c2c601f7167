"""When to meet the hub next. Pure: chance and time are given in."""

from dataclasses import dataclass
from typing import Final

JEDA_DETIK: Final = 300.0
"""A village with nothing to tell asks so often whether there is something for it."""
MUNDUR_AWAL_DETIK: Final = 5.0
MUNDUR_MAKS_DETIK: Final = 120.0
"""A line that comes back is found within two minutes; a hub asks for more patience by itself (Retry-After)."""


@dataclass(frozen=True, slots=True)
class Jadwal:
    """How many meetings failed in a row, and at which reading of a steady clock the next one may be."""

    gagal: int = 0
    berikut: float = 0.0

    def boleh(self, kini: float, *, ada_yang_baru: bool) -> bool:
        """Tell whether to meet now. What is new goes at once, unless the hub could not be met just now."""
        return kini >= self.berikut or (ada_yang_baru and not self.gagal)

    def berhasil(self, kini: float, acak: float) -> "Jadwal":
        """Wait for the regular time: villages that started together part, by chance from 0 to 1."""
        return Jadwal(0, kini + JEDA_DETIK * (0.5 + acak / 2))

    def gagal_lagi(self, kini: float, acak: float, paling_cepat: int | None = None) -> "Jadwal":
        """Wait longer each time, by chance anything up to the limit; never less than the hub asked for."""
        batas = min(MUNDUR_MAKS_DETIK, MUNDUR_AWAL_DETIK * 2.0 ** min(self.gagal, 16))
        return Jadwal(self.gagal + 1, kini + (paling_cepat or 0) + batas * acak)
