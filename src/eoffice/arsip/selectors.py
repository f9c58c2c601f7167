"""Questions about number books."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max, Q

from eoffice.arsip.models import BukuNomor, Nomor
from eoffice.arsip.rules.nomor import (
    KUNCI_TAHUN,
    Lingkup,
    baca_urut,
    bernomor_tetap,
    kunci_buku,
    lingkup_buku,
)
from eoffice.jejak.selectors import PeristiwaTercatat
from eoffice.wilayah.tenancy import QuerySetDesa


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
    for buku in BukuNomor.objects.filter(tahun=tahun).order_by("lingkup", "awal"):
        ada = set(Nomor.objects.filter(buku=buku, sengketa=False).values_list("urut", flat=True))
        hilang = [urut for urut in range(buku.awal + 1, buku.urut + 1) if urut not in ada]
        if hilang:
            hasil.setdefault(buku.lingkup, []).extend(hilang)
    return hasil


def pemegang_lain(peristiwa: PeristiwaTercatat) -> QuerySetDesa[Nomor]:
    """Return the numbers here that the number of an event cannot stand beside."""
    isi = peristiwa.publik
    sama = Q(teks=isi["teks"]) | Q(buku_id=isi["buku_id"], urut=isi["urut"])
    if not isi["batal_pada"]:
        sama |= Q(untuk=isi["untuk"], batal_pada=None)
    return Nomor.objects.get_queryset().filter(sama, sengketa=False).exclude(pk=peristiwa.agregat_id)


def dicatat_ulang(untuk: UUID) -> str:
    """Return the number under which a letter was registered again, empty when its paper shows the only one."""
    milik = Nomor.objects.filter(untuk=untuk, sengketa=False, batal_pada=None).exclude(semula="")
    return milik.values_list("teks", flat=True).first() or ""


def urut_terakhir(tahun: int, lingkup: str) -> int:
    """Return the last number given by a book, 0 for an unused one."""
    buku = BukuNomor.objects.filter(tahun=tahun, lingkup=lingkup)
    return buku.aggregate(akhir=Max("urut"))["akhir"] or 0


def akhir_cara_lain(tahun: int, lingkup: Lingkup) -> int:
    """Return the highest number that was given in a year under another way of counting."""
    buku = BukuNomor.objects.filter(tahun=tahun).values_list("lingkup", "urut")
    lain = (urut for kunci, urut in buku if bernomor_tetap(kunci) and lingkup_buku(kunci) is not lingkup)
    return max(lain, default=0)


def akhir_buku(tahun: int) -> dict[str, int]:
    """Return the last number of every counter of a year, by its key."""
    akhir: dict[str, int] = {}
    for kunci, urut in BukuNomor.objects.filter(tahun=tahun).values_list("lingkup", "urut"):
        if kunci != KUNCI_TAHUN:
            akhir[kunci] = max(urut, akhir.get(kunci, 0))
    return akhir


def urut_berikut(tahun: int, lingkup: Lingkup, *, buku: str, kode_jenis: str) -> int:
    """Return the number that would be given next, as things stand."""
    akhir = urut_terakhir(tahun, kunci_buku(lingkup, buku, kode_jenis))
    return max(akhir, akhir_cara_lain(tahun, lingkup)) + 1


def nomor_bentrok(tahun: int, lingkup: Lingkup, pola: str) -> str:
    """Return a number of this year that a pattern would write once more, empty when there is none.

    Counters only go up, so lower numbers are of no concern; but a type that counts alone may be far behind.
    """
    akhir = BukuNomor.objects.filter(tahun=tahun).aggregate(akhir=Max("urut"))["akhir"] or 0
    sejak = 0 if lingkup is Lingkup.PER_JENIS else akhir
    semua = Nomor.objects.filter(buku__tahun=tahun, sengketa=False).order_by("urut", "id")
    for urut, teks in semua.values_list("urut", "teks"):
        ditulis = baca_urut(pola, teks)
        if ditulis is not None and ditulis != urut and ditulis > sejak:
            return teks
    return ""
