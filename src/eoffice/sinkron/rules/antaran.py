"""Whose turn it is when data travels by USB stick or phone. Pure.

The village writes a file and carries it; the regency takes it in and writes an answer, from which the village learns
what arrived; the village takes that in. A meeting over the line in between settles it as well.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Giliran(StrEnum):
    """What is to be done next, and by whom."""

    BELUM = "belum"
    SELESAI = "selesai"
    TULIS = "tulis"
    """The village writes a new file."""
    BAWA = "bawa"
    """The village carries its file to the regency, and brings the answer back."""
    BALAS = "balas"
    """The regency writes the answer."""
    PULANG = "pulang"
    """The village takes the answer home, and in."""


@dataclass(frozen=True, slots=True)
class Catatan:
    """When a file for the other side was last written here, with so many events, and when one of it was taken in.

    ``kurang``: it had gaps that only another file closes.
    """

    ditulis_pada: datetime | None = None
    dibawa: int = 0
    diterima_pada: datetime | None = None
    kurang: bool = False

    @property
    def menunggu_jawab(self) -> datetime | None:
        """Return when the last file was written, if nothing was taken in since."""
        if self.ditulis_pada and self.diterima_pada and self.diterima_pada >= self.ditulis_pada:
            return None
        return self.ditulis_pada


def giliran_desa(catatan: Catatan, *, menunggu: int, kontak: datetime | None) -> Giliran:
    """Return what is to be done, as the village knows it.

    ``menunggu``: events that no receipt covers. ``kontak``: when the last receipt came, by whatever way.
    """
    ditulis = catatan.menunggu_jawab
    if ditulis is not None:
        terjawab = menunggu == 0 and kontak is not None and kontak > ditulis
        return Giliran.SELESAI if terjawab else Giliran.BAWA
    if catatan.diterima_pada is None:
        return Giliran.BELUM
    return Giliran.TULIS if menunggu or catatan.kurang else Giliran.SELESAI


def giliran_kabupaten(catatan: Catatan, *, kontak: datetime | None) -> Giliran:
    """Return what is to be done, as the regency knows it. ``kontak``: when the village was last on the line."""
    akhir = max((saat for saat in (catatan.ditulis_pada, catatan.diterima_pada) if saat), default=None)
    if akhir is None:
        return Giliran.BELUM
    if kontak is not None and kontak > akhir:
        return Giliran.SELESAI
    return Giliran.PULANG if catatan.menunggu_jawab else Giliran.BALAS
