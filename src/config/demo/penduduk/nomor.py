"""Invented NIK and family card numbers: well-formed, unique, and never a real person's.

The office of registration starts its serials at 0001 every day; ours start at 9000, which no kecamatan reaches.
Every village has serials of its own, so numbers are unique over villages without asking each other.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from eoffice.penduduk.rules.nik import tanggal_nik

SERIAL_AWAL = 9000


@dataclass(slots=True)
class Nomor:
    """Gives numbers out of a block of ``lebar`` serials: the lower half to people, the upper to families."""

    awal: int
    lebar: int
    _terpakai: Counter[str] = field(default_factory=Counter)

    def nik(self, kecamatan: str, kelamin: str, lahir: date) -> tuple[str, date]:
        """Return a free NIK; when a birth date is used up, the birth date moves to an earlier one."""
        day = lahir
        while (serial := self._ambil(f"{kecamatan}{tanggal_nik(day, kelamin)}", self.lebar // 2)) is None:
            day -= timedelta(days=1)
        return f"{kecamatan}{tanggal_nik(day, kelamin)}{self.awal + serial}", day

    def kk(self, kecamatan: str, daftar: date) -> str:
        """Return a free family card number registered on a day or a little earlier."""
        day = daftar
        half = self.lebar // 2
        while (serial := self._ambil(f"kk{kecamatan}{tanggal_nik(day, 'L')}", self.lebar - half)) is None:
            day -= timedelta(days=1)
        return f"{kecamatan}{tanggal_nik(day, 'L')}{self.awal + half + serial}"

    def _ambil(self, kunci: str, batas: int) -> int | None:
        """Return the next free serial of a key, or None."""
        serial = self._terpakai[kunci]
        if serial >= batas:
            return None
        self._terpakai[kunci] = serial + 1
        return serial
