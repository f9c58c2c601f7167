"""When which letter of the trial was sent and how far it came. Pure: the same moment gives the same plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from eoffice.surat.rules.janji import JamKerja, tenggat


class Babak(StrEnum):
    """What happens to a letter, in the words of the office."""

    AJUKAN = "ajukan"
    VERIFIKASI = "verifikasi"
    KEMBALIKAN = "kembalikan"
    PERBAIKI = "perbaiki"
    TOLAK = "tolak"
    TARIK = "tarik"
    PARAF = "paraf"
    NOMORI = "nomori"  # the number is drawn, then the power fails
    TANDA_TANGANI = "tanda_tangani"
    CABUT = "cabut"
    CETAK = "cetak"
    PINDAI = "pindai"


_B = Babak
_DIPARAF = (_B.AJUKAN, _B.VERIFIKASI, _B.PARAF)
CERITA: dict[str, tuple[Babak, ...]] = {
    "baru": (_B.AJUKAN,),
    "diperbaiki": (_B.AJUKAN, _B.KEMBALIKAN, _B.PERBAIKI),
    "kembali": (_B.AJUKAN, _B.KEMBALIKAN),
    "tunggu paraf": (_B.AJUKAN, _B.VERIFIKASI),
    "tunggu tanda tangan": _DIPARAF,
    "tanda tangan terputus": (*_DIPARAF, _B.NOMORI),
    "terbit": (*_DIPARAF, _B.TANDA_TANGANI),
    "dicabut": (*_DIPARAF, _B.TANDA_TANGANI, _B.CABUT),
    "ditolak": (_B.AJUKAN, _B.TOLAK),
    "ditarik": (_B.AJUKAN, _B.TARIK),
    "tunggu pindaian": (*_DIPARAF, _B.CETAK),
    "terbit basah": (*_DIPARAF, _B.CETAK, _B.PINDAI),
}
HARI_TTE = 7  # working days ago the village began to sign electronically; before, it signed on paper
JEDA_HARI_INI = timedelta(minutes=10)
HARI_AWAL = 12  # working days ago the office began to work with the system


@dataclass(frozen=True, slots=True)
class Baris:
    """One letter: its story, and how many working days ago it was sent at what time of day.

    ``hari`` 0: sent ``pukul`` hours and minutes before the trial was made, whatever the time of day.
    """

    cerita: str
    hari: int
    pukul: str

    def saat(self, kini: datetime, kerja: JamKerja) -> datetime:
        """Return when it was sent."""
        jam, menit = map(int, self.pukul.split("."))
        if self.hari == 0:
            return kini - timedelta(hours=jam, minutes=menit)
        return hari_kerja_lalu(self.hari, kini, kerja, time(jam, menit))


def hari_kerja_lalu(banyak: int, kini: datetime, kerja: JamKerja, pukul: time) -> datetime:
    """Return a time of day, so many working days before the day of ``kini``."""
    tanggal = kini.astimezone(kerja.zona).date()
    while banyak:
        tanggal -= timedelta(days=1)
        banyak -= kerja.buka_pada(tanggal)
    return datetime.combine(tanggal, pukul, kerja.zona)


def waktu_babak(baris: Baris, kini: datetime, kerja: JamKerja) -> list[tuple[datetime, Babak]]:
    """Return when each part of a letter's story happened: one office hour after the other, today ten minutes."""
    mulai = baris.saat(kini, kerja)
    return [(_lanjut(mulai, nomor, baris, kerja), babak) for nomor, babak in enumerate(CERITA[baris.cerita])]


def _lanjut(mulai: datetime, nomor: int, baris: Baris, kerja: JamKerja) -> datetime:
    if baris.hari == 0 or nomor == 0:
        return mulai + nomor * JEDA_HARI_INI
    return tenggat(mulai, nomor, kerja)


def _baris(cerita: str, *saat: str) -> tuple[Baris, ...]:
    return tuple(Baris(cerita, int(hari), pukul) for hari, _, pukul in (satu.partition(" ") for satu in saat))


CISONTROL: Sequence[Baris] = (
    *_baris("baru", "0 00.12", "0 00.47", "0 01.20", "0 02.05", "0 03.10", "1 14.31", "2 10.52", "4 09.15"),
    *_baris("diperbaiki", "0 00.55"),
    *_baris("kembali", "0 02.30", "3 09.40", "5 11.05"),
    *_baris("tunggu paraf", "0 00.25", "0 01.40", "1 09.05", "3 08.50"),
    *_baris("tunggu tanda tangan", "0 00.35", "0 01.10", "0 02.40", "1 08.55", "2 09.20", "4 10.30"),
    *_baris("tanda tangan terputus", "2 08.45"),
    *_baris(
        "terbit",
        "1 08.15",
        "1 08.40",
        "2 08.15",
        "2 09.00",
        "3 08.25",
        "3 09.10",
        "4 08.40",
        "4 13.10",
        "5 08.20",
    ),
    *_baris("terbit", "5 09.30", "6 08.05", "6 08.50", "6 10.40", "7 09.00", "7 10.15"),
    *_baris("dicabut", "6 09.10", "7 09.35"),
    *_baris("ditolak", "4 08.30", "6 11.20"),
    *_baris("ditarik", "3 10.45", "5 13.40"),
    *_baris("tunggu pindaian", "9 08.20", "9 10.40"),
    *_baris("terbit basah", "10 08.10", "10 09.25", "11 08.30", "11 10.05"),
)
"""The piles of Desa Cisontrol."""

SITUMANDALA: Sequence[Baris] = (
    *_baris("baru", "0 00.33", "0 01.48", "1 09.20"),
    *_baris("kembali", "2 10.15"),
    *_baris("tunggu paraf", "0 00.40", "2 09.45"),
    *_baris("tunggu tanda tangan", "0 01.15", "3 10.20"),
    *_baris("tanda tangan terputus", "3 08.15"),
    *_baris("terbit", "2 08.30", "3 09.05", "4 09.50", "5 08.45", "6 09.15"),
    *_baris("dicabut", "6 10.10"),
    *_baris("ditolak", "5 10.30"),
    *_baris("ditarik", "4 11.10"),
    *_baris("tunggu pindaian", "9 09.05"),
    *_baris("terbit basah", "10 08.50", "11 09.15"),
)
"""The piles of Desa Situmandala, the smaller neighbour."""
