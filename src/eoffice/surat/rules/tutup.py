"""Days on which an office is closed that would be open by its hours: told before somebody comes in vain."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from eoffice.surat.rules.janji import JamKerja

SEHARI: Final = timedelta(days=1)
KE_DEPAN: Final = 14
"""Days ahead that a citizen is told of."""


@dataclass(frozen=True, slots=True)
class Tutup:
    """A span of closed days in a row with one reason, both ends included."""

    mulai: date
    sampai: date
    sebab: str


def hari_tutup(mulai: date, sampai: date, kerja: JamKerja, sebab: Mapping[date, str]) -> tuple[Tutup, ...]:
    """Return the closed days from one date to another, by their reasons; days without hours are told by the hours."""
    hasil: list[Tutup] = []
    for hari in _hari(mulai, sampai):
        if hari not in kerja.libur or hari.weekday() not in kerja.jam:
            continue
        kata = sebab.get(hari, "")
        akhir = hasil[-1] if hasil else None
        if akhir and akhir.sebab == kata and not _buka_antara(akhir.sampai, hari, kerja):
            hasil[-1] = Tutup(akhir.mulai, hari, kata)
        else:
            hasil.append(Tutup(hari, hari, kata))
    return tuple(hasil)


def _hari(mulai: date, sampai: date) -> Iterator[date]:
    for selisih in range((sampai - mulai).days + 1):
        yield mulai + timedelta(days=selisih)


def _buka_antara(sesudah: date, sebelum: date, kerja: JamKerja) -> bool:
    """Say whether the office opens between two days: a weekend does not part a row of closed days."""
    return any(kerja.buka_pada(hari) for hari in _hari(sesudah + SEHARI, sebelum - SEHARI))
