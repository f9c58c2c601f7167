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


def celah(tahun: int) -> dict[str, list[int]]:
    """Return the numbers that are missing from each book of a year: none, unless a row was lost."""
    hasil: dict[str, list[int]] = {}
    for buku in BukuNomor.objects.filter(tahun=tahun).order_by("lingkup"):
        ada = set(Nomor.objects.filter(buku=buku, sengketa=False).values_list("urut", flat=True))
        hilang = [urut for urut in range(buku.awal + 1, buku.urut + 1) if urut not in ada]
        if hilang:
            hasil[buku.lingkup] = hilang
    return hasil


def urut_terakhir(tahun: int, lingkup: str) -> int:
    """Return the last number given by a book, 0 for an unused one."""
    urut = BukuNomor.objects.filter(tahun=tahun, lingkup=lingkup).values_list("urut", flat=True).first()
    return urut or 0
