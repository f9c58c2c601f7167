"""Questions about the stream and the access log, answered with plain rows."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Max

from eoffice.jejak.models import Akses, Kepala, Kursor, Peristiwa


@dataclass(frozen=True, slots=True)
class PeristiwaTercatat:
    """One event as others read it; ``pribadi`` is ``None`` when there is none or it was erased."""

    id_peristiwa: UUID
    desa: str
    epoch: UUID
    urut: int
    macam: str
    jenis: str
    versi: int
    agregat: str
    agregat_id: UUID
    revisi: int
    waktu: datetime
    pelaku: str
    publik: Mapping[str, Any]
    pribadi: Mapping[str, Any] | None
    epoch_pemilik: int = 0


_TERCATAT: Final = tuple(
    {"desa": "desa_id", "pribadi": "muatan__isi"}.get(nama, nama)
    for nama in PeristiwaTercatat.__dataclass_fields__
)


@dataclass(frozen=True, slots=True)
class BarisAkses:
    """One line of the access log. Names of users belong to ``akun``: ask its selectors."""

    waktu: datetime
    pengguna_id: UUID
    sasaran: str
    sasaran_id: UUID
    tindakan: str
    alasan: str
    permintaan_id: UUID | None


@dataclass(frozen=True, slots=True)
class KeadaanKonsumen:
    """How far a consumer has come; ``tertahan`` is the number of the event that stops it, if one does."""

    konsumen: str
    epoch: UUID
    urut: int
    kepala: int
    tertahan: int | None
    sebab: str
    coba_lagi_pada: datetime | None

    @property
    def menunggu(self) -> int:
        """Events not handled yet."""
        return self.kepala - self.urut


@dataclass(frozen=True, slots=True)
class RiwayatAliran:
    """One stream of the village: where it began, how far it reaches here, when its last event happened."""

    epoch: UUID
    urut: int
    lokal: bool
    induk_epoch: UUID | None
    induk_urut: int | None
    dibuka_pada: datetime
    waktu: datetime


def akses_atas(sasaran: str, sasaran_id: UUID, batas: int = 100) -> list[BarisAkses]:
    """Return who opened this resident's data or this letter, the newest first."""
    return akses_atas_semua(sasaran, [sasaran_id], batas)


def akses_atas_semua(sasaran: str, sasaran_id: Collection[UUID], batas: int = 100) -> list[BarisAkses]:
    """Return who opened any of these, the newest first."""
    rows = Akses.objects.filter(sasaran=sasaran, sasaran_id__in=sasaran_id).order_by("-waktu", "-id")[:batas]
    return [_access_row(row) for row in rows]


def akses_terakhir(sasaran: str, sasaran_id: Collection[UUID], tindakan: str) -> dict[UUID, datetime]:
    """Return when this was last done to each of these, for those to which it was."""
    rows = Akses.objects.filter(sasaran=sasaran, sasaran_id__in=sasaran_id, tindakan=tindakan)
    saat = rows.order_by().values("sasaran_id").annotate(saat=Max("waktu"))
    return {row["sasaran_id"]: row["saat"] for row in saat}


def akses_oleh(pengguna_id: UUID, batas: int = 100) -> list[BarisAkses]:
    """Return what one user opened, the newest first (for the office's own supervision)."""
    rows = Akses.objects.filter(pengguna_id=pengguna_id).order_by("-waktu", "-id")[:batas]
    return [_access_row(row) for row in rows]


def riwayat(agregat: str, agregat_id: UUID) -> list[PeristiwaTercatat]:
    """Return the events of one aggregate in the order they were written."""
    rows = Peristiwa.objects.filter(agregat=agregat, agregat_id=agregat_id).select_related("muatan")
    return [tercatat(row) for row in rows.order_by("waktu", "urut")]


def sesudah(epoch: UUID, urut: int, batas: int) -> list[PeristiwaTercatat]:
    """Return the next events of a stream after a position."""
    return bagian(epoch, urut, urut + batas)


def bagian(
    epoch: UUID, sesudah: int, sampai: int, jenis: Collection[str] | None = None
) -> list[PeristiwaTercatat]:
    """Return the events of a part of a stream, all or those of some types.

    Thousands are read at once, so no objects of the models are made.
    """
    rows = Peristiwa.objects.filter(epoch=epoch, urut__gt=sesudah, urut__lte=sampai).order_by("urut")
    if jenis is not None:
        rows = rows.filter(jenis__in=jenis)
    return [PeristiwaTercatat(*row) for row in rows.values_list(*_TERCATAT)]


def saat_sesudah(epoch: UUID, urut: int) -> datetime | None:
    """Return when the next event of a stream after a position happened; ``None`` when there is none."""
    rows = Peristiwa.objects.filter(epoch=epoch, urut__gt=urut).order_by("urut")
    return rows.values_list("waktu", flat=True).first()


def keadaan_konsumen() -> list[KeadaanKonsumen]:
    """Return the state of every consumer of this village, for the page that shows what is stuck."""
    heads = dict(Kepala.objects.values_list("epoch", "urut"))
    return [
        KeadaanKonsumen(
            konsumen=row.konsumen,
            epoch=row.epoch,
            urut=row.urut,
            kepala=heads.get(row.epoch, row.urut),
            tertahan=row.urut + 1 if row.gagal_kali else None,
            sebab=row.gagal_sebab,
            coba_lagi_pada=row.coba_lagi_pada,
        )
        for row in Kursor.objects.order_by("konsumen", "epoch")
    ]


def sejauh(konsumen: str, epoch: UUID) -> int:
    """Return up to which event a consumer has come in a stream."""
    rows = Kursor.objects.filter(konsumen=konsumen, epoch=epoch)
    return rows.values_list("urut", flat=True).first() or 0


def tertinggal(konsumen: str) -> int:
    """Return how many received events a consumer has not handled yet."""
    sampai = dict(Kursor.objects.filter(konsumen=konsumen).values_list("epoch", "urut"))
    heads = Kepala.objects.filter(lokal=False).values_list("epoch", "urut")
    return sum(urut - sampai.get(epoch, 0) for epoch, urut in heads)


def sudah_semua(konsumen: str) -> bool:
    """Tell whether a consumer has handled every stream to its end, also what came back of one's own."""
    sampai = dict(Kursor.objects.filter(konsumen=konsumen).values_list("epoch", "urut"))
    return all(sampai.get(epoch, 0) >= urut for epoch, urut in Kepala.objects.values_list("epoch", "urut"))


def ujung() -> Iterator[tuple[UUID, int, str]]:
    """Yield epoch, last number and last digest of each stream of this village."""
    yield from Kepala.objects.order_by("dibuka_pada").values_list("epoch", "urut", "digest")


def riwayat_aliran() -> list[RiwayatAliran]:
    """Return every stream of the village, the oldest first."""
    nama = tuple(RiwayatAliran.__dataclass_fields__)
    rows = Kepala.objects.order_by("dibuka_pada", "epoch").values_list(*nama)
    return [RiwayatAliran(*row) for row in rows]


def waktu_terakhir() -> datetime | None:
    """Return when the village's last event happened: a clock that shows less was set back."""
    return Peristiwa.objects.order_by("-waktu").values_list("waktu", flat=True).first()


def tercatat(row: Peristiwa) -> PeristiwaTercatat:
    """Return an event as others read it."""
    return PeristiwaTercatat(
        id_peristiwa=row.id_peristiwa,
        desa=row.desa_id,
        epoch=row.epoch,
        urut=row.urut,
        macam=row.macam,
        jenis=row.jenis,
        versi=row.versi,
        agregat=row.agregat,
        agregat_id=row.agregat_id,
        revisi=row.revisi,
        waktu=row.waktu,
        pelaku=row.pelaku,
        publik=row.publik,
        pribadi=_private(row),
        epoch_pemilik=row.epoch_pemilik,
    )


def _private(row: Peristiwa) -> dict[str, Any] | None:
    try:
        isi: dict[str, Any] = row.muatan.isi
    except ObjectDoesNotExist:
        return None
    return isi


def _access_row(row: Akses) -> BarisAkses:
    return BarisAkses(**{name: getattr(row, name) for name in BarisAkses.__dataclass_fields__})
