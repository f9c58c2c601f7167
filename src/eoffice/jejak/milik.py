"""Who writes an aggregate now: the side that wrote its last event."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from eoffice.jejak.models import Kepala, Macam, Peristiwa
from eoffice.jejak.selectors import PeristiwaTercatat, tercatat

_BUKAN_UBAHAN: Final = (Macam.REPAIR, Macam.DEL, Macam.CKPT)
"""What tells how a row is, without a change of it: it moves nothing from one side to the other."""


def aliran_sendiri() -> set[UUID]:
    """Return the streams that are written here."""
    return set(Kepala.objects.filter(lokal=True).values_list("epoch", flat=True))


def terakhir_di(epoch: Collection[UUID], agregat_id: Collection[UUID] | None = None) -> set[UUID]:
    """Return the aggregates (among these, or all) whose last change stands in one of these streams and in no other.

    A village registered on both sides tells its first revision twice: that is nobody's claim on the other's row.
    """
    if not epoch:
        return set()
    ubahan = Peristiwa.objects.exclude(macam__in=_BUKAN_UBAHAN)
    calon = ubahan.filter(epoch__in=epoch)
    if agregat_id is not None:
        calon = calon.filter(agregat_id__in=agregat_id)
    rows = ubahan.filter(agregat_id__in=calon.values("agregat_id")).order_by("epoch_pemilik", "revisi")
    terakhir: dict[UUID, tuple[tuple[int, int], bool]] = {}
    for satu, pemilik, revisi, di in rows.values_list("agregat_id", "epoch_pemilik", "revisi", "epoch"):
        tempat, hanya = terakhir.get(satu, ((-1, -1), True))
        terakhir[satu] = (pemilik, revisi), di in epoch and (hanya or tempat != (pemilik, revisi))
    return {satu for satu, (_, hanya) in terakhir.items() if hanya}


def terakhir_ditulis(jenis: str) -> PeristiwaTercatat | None:
    """Return the last event of a type that was written here."""
    rows = Peristiwa.objects.filter(jenis=jenis, epoch__in=aliran_sendiri()).select_related("muatan")
    row = rows.order_by("-waktu", "-urut").first()
    return tercatat(row) if row else None
