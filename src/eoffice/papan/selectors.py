"""What hangs on the board of the village in scope, and where to complain there."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet

from eoffice.jejak.selectors import riwayat
from eoffice.kernel.errors import NotFound
from eoffice.papan.models import KontakPengaduan, Pengumuman
from eoffice.papan.rules.pengaduan import HARI_TANGGAP
from eoffice.papan.rules.pengumuman import Keadaan
from eoffice.wilayah.selectors import identitas

SEHALAMAN: Final = 20


@dataclass(frozen=True, slots=True)
class Warta:
    """An announcement as pages read it."""

    id: UUID
    judul: str
    isi: str
    gambar: str
    mulai: date
    sampai: date | None
    keadaan: Keadaan
    revisi: int

    def tampak(self, hari: date) -> bool:
        """Say whether the public sees it on a day."""
        berlaku = self.mulai <= hari and (self.sampai is None or hari <= self.sampai)
        return berlaku and self.keadaan is Keadaan.TAYANG


@dataclass(frozen=True, slots=True)
class LangkahWarta:
    """One line of the history: what stood from when on, by whom (the account)."""

    saat: datetime
    oleh: str
    keadaan: Keadaan
    judul: str
    """``""``: these words were erased."""


@dataclass(frozen=True, slots=True)
class Kontak:
    """Where to complain; ``""`` where neither the village nor its office has one."""

    petugas: str
    telepon: str
    whatsapp: str
    surel: str
    tempat: str
    jam: str
    hari_tanggap: int


def tayang(hari: date, *, mulai: int = 0, banyak: int = SEHALAMAN) -> list[Warta]:
    """Return what hangs on a day, the newest first."""
    rows = _tayang(hari).order_by("-mulai", "-id")[mulai : mulai + banyak]
    return [_warta(row) for row in rows]


def jumlah_tayang(hari: date) -> int:
    """Return how many hang on a day."""
    return _tayang(hari).count()


def _tayang(hari: date) -> QuerySet[Pengumuman]:
    rows = Pengumuman.objects.filter(keadaan=Keadaan.TAYANG.value, mulai__lte=hari)
    return rows.filter(Q(sampai=None) | Q(sampai__gte=hari))


def semua_pengumuman(*, mulai: int = 0, banyak: int = SEHALAMAN) -> tuple[list[Warta], int]:
    """Return a part of all announcements, the last written first, and how many there are."""
    rows = Pengumuman.objects.order_by("-id")
    return [_warta(row) for row in rows[mulai : mulai + banyak]], rows.count()


def satu_pengumuman(pengumuman_id: UUID) -> Warta:
    """Return an announcement in whatever state.

    Raises:
        NotFound: none of this village.
    """
    row = Pengumuman.objects.filter(pk=pengumuman_id).first()
    if row is None:
        raise NotFound
    return _warta(row)


def _warta(row: Pengumuman) -> Warta:
    isi: dict[str, Any] = {satu.name: getattr(row, satu.name) for satu in fields(Warta)}
    return Warta(**isi | {"keadaan": Keadaan(row.keadaan)})


def langkah_pengumuman(pengumuman_id: UUID) -> list[LangkahWarta]:
    """Return what was done with an announcement, in the order of doing."""
    return [
        LangkahWarta(p.waktu, p.pelaku, Keadaan(p.publik["keadaan"]), (p.pribadi or {}).get("judul", ""))
        for p in riwayat("pengumuman", pengumuman_id)
    ]


def gambar_dipakai(calon: Collection[str]) -> set[str]:
    """Return those of the digests that are pictures of announcements."""
    return set(Pengumuman.objects.filter(gambar__in=calon).values_list("gambar", flat=True))


def kontak_sendiri() -> Kontak:
    """Return what the village itself wrote down, empty where it left a field out."""
    row = KontakPengaduan.objects.first() or KontakPengaduan(hari_tanggap=HARI_TANGGAP)
    return Kontak(**{satu.name: getattr(row, satu.name) for satu in fields(Kontak)})


def kontak_pengaduan() -> Kontak:
    """Return where to complain: the village's own words, else those of its office."""
    sendiri, desa = kontak_sendiri(), identitas()
    return Kontak(
        petugas=sendiri.petugas or f"Sekretaris Desa {desa.nama}",
        telepon=sendiri.telepon or desa.telepon,
        whatsapp=sendiri.whatsapp,
        surel=sendiri.surel or desa.surel,
        tempat=sendiri.tempat or desa.alamat,
        jam=sendiri.jam or desa.jam_buka,
        hari_tanggap=sendiri.hari_tanggap,
    )
