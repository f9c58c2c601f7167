"""Who writes an aggregate now: the side that wrote its last event."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from django.db.models import Q

from eoffice.jejak import registry
from eoffice.jejak.models import Kepala, Macam, Peristiwa
from eoffice.jejak.selectors import PeristiwaTercatat, tercatat
from eoffice.wilayah.selectors import wewenang

_BUKAN_UBAHAN: Final = (Macam.REPAIR, Macam.DEL, Macam.CKPT)
"""What tells how a row is, without a change of it: it moves nothing from one side to the other."""


def aliran_sendiri() -> set[UUID]:
    """Return the streams that are written here."""
    return set(Kepala.objects.filter(lokal=True).values_list("epoch", flat=True))


def terakhir_di(epoch: Collection[UUID], agregat_id: Collection[UUID] | None = None) -> set[UUID]:
    """Return the aggregates (among these, or all) whose last change stands in one of these streams and in no other.

    A village registered on both sides tells its first revision twice: that is nobody's claim on the other's row. What
    was handed over stays with its giver until it is accepted. What was written before the whole village moved claims
    nothing any more, except facts that anybody tells.
    """
    if not epoch:
        return set()
    fakta = [satu.nama for satu in registry.semua() if satu.penulis == "siapa_saja"]
    berlaku = Q(epoch_pemilik__gte=wewenang().epoch) | Q(jenis__in=fakta)
    ubahan = Peristiwa.objects.exclude(macam__in=_BUKAN_UBAHAN).filter(berlaku)
    calon = ubahan.filter(epoch__in=epoch)
    if agregat_id is not None:
        calon = calon.filter(agregat_id__in=agregat_id)
    rows = ubahan.filter(agregat_id__in=calon.values("agregat_id"))
    terakhir: dict[UUID, tuple[tuple[int, int, bool], bool]] = {}
    kolom = ("agregat_id", "epoch_pemilik", "revisi", "macam", "epoch")
    for satu, pemilik, revisi, macam, di in rows.values_list(*kolom):
        tempat = (pemilik, revisi, macam != Macam.GIVE)
        ada, hanya = terakhir.get(satu, ((-1, -1, False), True))
        if tempat >= ada:
            terakhir[satu] = tempat, di in epoch and (hanya or tempat > ada)
    return {satu for satu, (_, hanya) in terakhir.items() if hanya}


def terakhir_ditulis(jenis: str) -> PeristiwaTercatat | None:
    """Return the last event of a type that was written here."""
    rows = Peristiwa.objects.filter(jenis=jenis, epoch__in=aliran_sendiri()).select_related("muatan")
    row = rows.order_by("-waktu", "-urut").first()
    return tercatat(row) if row else None
