"""Asking for a previewed file to be applied: the asking is quick, the worker does the long part."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from eoffice.kernel import clock
from eoffice.kernel.errors import ChangedMeanwhile, NotFound
from eoffice.kernel.messages import Pesan
from eoffice.penduduk.models import BarisImpor, BerkasImpor, Impor, StatusImpor
from eoffice.penduduk.rules.masalah import Masalah

_MENUNGGU = (StatusImpor.MEMERIKSA, StatusImpor.MENERAPKAN)
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


def impor_diminta() -> list[tuple[UUID, str, bool]]:
    """Return the files of the village in scope that wait for the worker, the oldest first.

    With each who asked, and whether it is to be applied; else it is to be looked through.
    """
    rows = Impor.objects.filter(status__in=_MENUNGGU).order_by("diminta_pada", "dibuat_pada")
    found = rows.values_list("pk", "diminta_oleh", "status")
    return [(pk, oleh, status == StatusImpor.MENERAPKAN) for pk, oleh, status in found]


@transaction.atomic
def gagalkan_impor(*, impor_id: UUID, sebab: Pesan, kolom: Mapping[str, Pesan] | None = None) -> None:
    """End a file that could not be read or applied, and keep the reasons for who looks. ``kolom``: by column."""
    row = Impor.objects.select_for_update().get(pk=impor_id)
    if row.status not in _MENUNGGU:
        return
    unreadable = row.status == StatusImpor.MEMERIKSA
    reasons = dict.fromkeys([sebab, *(kolom or {}).values()])
    found = [Masalah("", reason, menolak=unreadable).ke_json() for reason in reasons]
    row.status = StatusImpor.DIBATALKAN
    row.masalah = [*row.masalah, *found]
    row.save(update_fields=["status", "masalah"])
    BarisImpor.objects.filter(impor=row).delete()
    BerkasImpor.objects.filter(impor=row).delete()
