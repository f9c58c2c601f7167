"""Questions about number books."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from eoffice.arsip.models import BukuNomor, Nomor


@dataclass(frozen=True, slots=True)
class NomorBatal:
    """A void number, for the void log."""

    teks: str
    urut: int
    untuk: UUID
    batal_pada: datetime
    alasan: str


def nomor_batal(tahun: int) -> list[NomorBatal]:
    """Return the void numbers of a year, newest first."""
    baris = Nomor.objects.filter(buku__tahun=tahun).exclude(batal_pada=None).order_by("-batal_pada")
    return [NomorBatal(n.teks, n.urut, n.untuk, n.batal_pada, n.alasan_batal) for n in baris if n.batal_pada]


def urut_terakhir(tahun: int, lingkup: str) -> int:
    """Return the last number given by a book, 0 for an unused one."""
    urut = BukuNomor.objects.filter(tahun=tahun, lingkup=lingkup).values_list("urut", flat=True).first()
    return urut or 0
