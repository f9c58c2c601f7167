"""Asking for a previewed file to be applied: the asking is quick, the worker does the long part."""

from uuid import UUID

from django.db import transaction

from eoffice.kernel import clock
from eoffice.kernel.errors import ChangedMeanwhile, NotFound
from eoffice.kernel.messages import Pesan
from eoffice.penduduk.models import BarisImpor, Impor, StatusImpor
from eoffice.penduduk.rules.masalah import ingatkan

_DIKERJAKAN = (StatusImpor.MENERAPKAN, StatusImpor.DITERAPKAN)


@transaction.atomic
def minta_terapkan(*, impor_id: UUID, oleh: str) -> None:
    """Ask for a preview to be applied; asking again, also by somebody else, is one request.

    Raises:
        NotFound: no such file in this village.
        ChangedMeanwhile: it was thrown away, or replaced by another file.
    """
    waiting = Impor.objects.filter(pk=impor_id, status=StatusImpor.PRATINJAU)
    if waiting.update(status=StatusImpor.MENERAPKAN, diminta_oleh=oleh, diminta_pada=clock.now()):
        return
    row = Impor.objects.filter(pk=impor_id).first()
    if row is None:
        raise NotFound
    if row.status not in _DIKERJAKAN:
        raise ChangedMeanwhile(Pesan("penduduk.impor_dibatalkan"))


def impor_diminta() -> list[tuple[UUID, str]]:
    """Return the files of the village in scope that wait to be applied, with who asked, the oldest first."""
    rows = Impor.objects.filter(status=StatusImpor.MENERAPKAN).order_by("diminta_pada")
    return list(rows.values_list("pk", "diminta_oleh"))


@transaction.atomic
def gagalkan_impor(*, impor_id: UUID, sebab: Pesan) -> None:
    """End a file that could not be applied, and keep the reason for who looks."""
    row = Impor.objects.select_for_update().get(pk=impor_id)
    if row.status != StatusImpor.MENERAPKAN:
        return
    row.status = StatusImpor.DIBATALKAN
    row.masalah = [*row.masalah, ingatkan("", sebab).ke_json()]
    row.save(update_fields=["status", "masalah"])
    BarisImpor.objects.filter(impor=row).delete()
