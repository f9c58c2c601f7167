"""What the regency sees of one village's server in detail; nothing of residents, nothing of what letters say."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from eoffice.jejak.selectors import RiwayatAliran, riwayat_aliran, sejauh
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.models import BerkasAntar, Karantina, KodePendaftaran, Node, Pencocokan, StatusNode
from eoffice.sinkron.rules.tanda_terima import KONSUMEN
from eoffice.sinkron.rules.undangan import sidik_kunci

SENDIRI: Final = "sinkron."
"""Reasons of this room say nothing about people; those of other rooms could name somebody."""
SAMAR: Final = "..."


@dataclass(frozen=True, slots=True)
class Kunci:
    """A key of the village, and what became of it."""

    sidik: str
    aktif: bool
    terdaftar_pada: datetime
    terlihat_pada: datetime | None
    dicabut_pada: datetime | None


@dataclass(frozen=True, slots=True)
class Kode:
    """An enrolment code that was made; the code itself is not kept."""

    dibuat_oleh: str
    kedaluwarsa: datetime
    dipakai_pada: datetime | None
    ganti: bool


@dataclass(frozen=True, slots=True)
class Banding:
    """One comparison of all tables: when, how many tables, which differ or could not be compared."""

    pada: datetime
    tabel: int
    beda: tuple[str, ...]
    tidak_terbanding: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BarisTertahan:
    """An event that is set aside, without what it is about."""

    id: UUID
    jenis: str
    urut: int
    agregat_id: UUID
    sebab: Pesan
    sejak: datetime


@dataclass(frozen=True, slots=True)
class Aliran:
    """A stream of the village, and up to where its events are applied here."""

    aliran: RiwayatAliran
    diterapkan: int


def daftar_kunci() -> list[Kunci]:
    """Return every key the village ever had, the newest first."""
    return [
        Kunci(
            sidik_kunci(bytes(row.kunci)),
            row.status == StatusNode.AKTIF,
            row.terdaftar_pada,
            row.terlihat_pada,
            row.dicabut_pada,
        )
        for row in Node.objects.order_by("-terdaftar_pada", "-id")
    ]


def daftar_kode(batas: int) -> list[Kode]:
    """Return the last codes, the newest first."""
    rows = KodePendaftaran.objects.order_by("-kedaluwarsa", "-id")[:batas]
    return [Kode(row.dibuat_oleh, row.kedaluwarsa, row.dipakai_pada, row.ganti) for row in rows]


def riwayat_banding(batas: int) -> list[Banding]:
    """Return the last comparisons, the newest first."""
    titik: dict[tuple[UUID, int], list[Pencocokan]] = {}
    for row in Pencocokan.objects.order_by("-pada", "-urut", "tabel")[: batas * _TABEL_PALING_BANYAK]:
        titik.setdefault((row.epoch, row.urut), []).append(row)
    return [_banding(rows) for rows in list(titik.values())[:batas]]


_TABEL_PALING_BANYAK: Final = 40


def _banding(rows: Collection[Pencocokan]) -> Banding:
    return Banding(
        pada=next(iter(rows)).pada,
        tabel=len(rows),
        beda=tuple(row.tabel for row in rows if row.berbeda),
        tidak_terbanding=tuple(
            row.tabel for row in rows if not row.berbeda and row.digest != row.digest_pemilik
        ),
    )


def tertahan_tanpa_isi(batas: int) -> list[BarisTertahan]:
    """Return what is set aside, the oldest first, its reasons without anything that could name a person."""
    rows = Karantina.objects.filter(selesai_pada=None).order_by("sejak", "epoch", "urut")[:batas]
    return [_tertahan(row) for row in rows]


def satu_tertahan(karantina_id: UUID) -> BarisTertahan | None:
    """Return one event that is still set aside."""
    row = Karantina.objects.filter(pk=karantina_id, selesai_pada=None).first()
    return _tertahan(row) if row else None


def _tertahan(row: Karantina) -> BarisTertahan:
    aman = row.rincian if row.sebab.startswith(SENDIRI) else dict.fromkeys(row.rincian, SAMAR)
    return BarisTertahan(row.pk, row.jenis, row.urut, row.agregat_id, Pesan(row.sebab, **aman), row.sejak)


def berkas_tertua() -> datetime | None:
    """Return since when the oldest file that is awaited here is awaited."""
    rows = BerkasAntar.objects.filter(ditunggu=True, selesai_pada=None).order_by("disebut_pada")
    return rows.values_list("disebut_pada", flat=True).first()


def daftar_aliran() -> list[Aliran]:
    """Return every stream of the village with how far it is applied here, the newest first."""
    semua = [
        Aliran(satu, satu.urut if satu.lokal else sejauh(KONSUMEN, satu.epoch)) for satu in riwayat_aliran()
    ]
    return semua[::-1]
