"""What is to be printed and handed over, and the book of what was."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from eoffice.akun.selectors import nama_pengguna
from eoffice.kernel import clock
from eoffice.surat.models import Ekspedisi, Surat
from eoffice.surat.rules.alur import CaraTerbit, Status, siap_ditandatangani
from eoffice.surat.selectors.meja import BarisSurat, baris_surat, hanya_kertas, nama_jenis
from eoffice.wilayah.selectors import identitas

SEKALI: Final = 50
HARI_SERAH: Final = 30
"""Days after which an issued letter no longer waits on the counter's page; it can still be handed over."""


@dataclass(frozen=True, slots=True)
class Antrean:
    """Letters for the printer and the counter, the most urgent first; at most ``SEKALI`` of each.

    ``siap``: may be numbered and printed. ``dicetak``: numbered, waiting for hand and seal. ``serah``: issued lately
    and still in the house.
    """

    siap: tuple[BarisSurat, ...]
    dicetak: tuple[BarisSurat, ...]
    serah: tuple[BarisSurat, ...]


@dataclass(frozen=True, slots=True)
class BarisEkspedisi:
    """A line of the book: its place among those asked for, the letter, who took it. ``kapan``: the village's time.

    ``dicoret``: when the line was struck out, and ``alasan`` why; it stays in the book.
    """

    urut: int
    surat_id: UUID
    kapan: datetime
    tanggal: date | None
    nomor: str
    surat: str
    nama: str
    penerima: str
    sebagai: str
    oleh: str
    dicoret: datetime | None
    alasan: str


def antrean(*, paraf: bool, cara_terbit: CaraTerbit) -> Antrean:
    """Return what waits in a village with these settings."""
    siap = Surat.objects.filter(status__in=siap_ditandatangani(paraf=paraf))
    if cara_terbit is not CaraTerbit.BASAH:
        siap = siap.filter(permohonan__jenis__in=hanya_kertas())
    sejak = clock.now() - timedelta(days=HARI_SERAH)
    terbit = Surat.objects.filter(status=Status.TERBIT, terbit_pada__gte=sejak)
    terbit = terbit.exclude(pk__in=Ekspedisi.objects.filter(dicoret_pada=None).values("surat_id"))
    return Antrean(
        _urut(siap), _urut(Surat.objects.filter(status=Status.MENUNGGU_BASAH)), _urut(terbit, "-terbit_pada")
    )


def _urut(pilih: QuerySet[Surat], menurut: str = "sejak") -> tuple[BarisSurat, ...]:
    return baris_surat(pilih.order_by(menurut, "id")[:SEKALI])


def satu_ekspedisi(surat_id: UUID) -> BarisEkspedisi | None:
    """Return the line of one letter that stands, ``None`` when it was not handed over."""
    baris = Ekspedisi.objects.filter(surat_id=surat_id, dicoret_pada=None)
    return next(iter(_baris(baris)), None)


def buku_ekspedisi(tahun: int) -> list[BarisEkspedisi]:
    """Return the book of a year of the village's own calendar, in order, with what was struck out."""
    zona = ZoneInfo(identitas().zona_waktu)
    awal, akhir = (datetime(t, 1, 1, tzinfo=zona) for t in (tahun, tahun + 1))
    return _baris(Ekspedisi.objects.filter(diserahkan_pada__gte=awal, diserahkan_pada__lt=akhir))


def _baris(pilih: QuerySet[Ekspedisi]) -> list[BarisEkspedisi]:
    semua = list(pilih.order_by("diserahkan_pada", "id"))
    zona = ZoneInfo(identitas().zona_waktu)
    surat = _surat({b.surat_id for b in semua})
    nama = nama_pengguna({b.oleh for b in semua})
    hasil = []
    for urut, b in enumerate(semua, 1):
        s = surat.get(b.surat_id)
        hasil.append(
            BarisEkspedisi(
                urut=urut,
                surat_id=b.surat_id,
                kapan=b.diserahkan_pada.astimezone(zona),
                tanggal=s.tanggal if s else None,
                nomor=s.nomor if s else "",
                surat=nama_jenis(s.permohonan.jenis) if s else "",
                nama=s.permohonan.nama if s else "",
                penerima=b.penerima,
                sebagai=b.sebagai,
                oleh=nama.get(b.oleh, ""),
                dicoret=b.dicoret_pada and b.dicoret_pada.astimezone(zona),
                alasan=b.alasan,
            )
        )
    return hasil


def _surat(ids: Collection[UUID]) -> dict[UUID, Surat]:
    return {s.pk: s for s in Surat.objects.select_related("permohonan").filter(pk__termasuk=ids)}
