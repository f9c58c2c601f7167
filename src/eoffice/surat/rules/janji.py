"""The service clock: time promised and time left, counted in office hours only."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo

from eoffice.wilayah.jam_buka import BAKU, JamBuka

NOL = timedelta(0)
_BATAS_HARI = 4000


@dataclass(frozen=True, slots=True)
class JamKerja:
    """When the office is open: the hours of each weekday, the village's time zone and days off."""

    zona: tzinfo
    jam: JamBuka = field(default_factory=lambda: BAKU)
    libur: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if not self.jam or any(buka >= tutup for buka, tutup in self.jam.values()):
            raise ValueError("an office without opening hours promises nothing")

    def buka_pada(self, tanggal: date) -> bool:
        """Say whether the office works on this local date."""
        return tanggal.weekday() in self.jam and tanggal not in self.libur

    def rentang(self, mulai: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Yield the spans of opening hours from ``mulai`` on, at most about ten years ahead."""
        setempat = mulai.astimezone(self.zona)
        for selisih in range(_BATAS_HARI):
            tanggal = setempat.date() + timedelta(days=selisih)
            if not self.buka_pada(tanggal):
                continue
            buka, tutup = self.jam[tanggal.weekday()]
            awal = max(setempat, datetime.combine(tanggal, buka, self.zona))
            akhir = datetime.combine(tanggal, tutup, self.zona)
            if awal < akhir:
                yield awal, akhir


def tenggat(mulai: datetime, jam: float, kerja: JamKerja) -> datetime:
    """Return when ``jam`` office hours after ``mulai`` are over, in the village's zone.

    Raises:
        ValueError: the calendar has too few opening hours for ten years.
    """
    sisa = timedelta(hours=jam)
    for awal, akhir in kerja.rentang(mulai):
        if sisa <= akhir - awal:
            return awal + sisa
        sisa -= akhir - awal
    raise ValueError("too few opening hours within ten years")


def jam_kerja_antara(mulai: datetime, selesai: datetime, kerja: JamKerja) -> timedelta:
    """Return the office time between two instants; zero when ``selesai`` is not later."""
    jumlah = NOL
    for awal, akhir in kerja.rentang(mulai):
        if awal >= selesai:
            break
        jumlah += min(akhir, selesai.astimezone(kerja.zona)) - awal
    return jumlah


def sisa_waktu(sekarang: datetime, batas: datetime, kerja: JamKerja) -> timedelta:
    """Return the office time left until ``batas``; negative when it has passed, by the office time since."""
    if batas >= sekarang:
        return jam_kerja_antara(sekarang, batas, kerja)
    return -jam_kerja_antara(batas, sekarang, kerja)
