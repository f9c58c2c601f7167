"""Questions about synchronisation, answered with plain rows."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from eoffice.kernel.messages import Pesan
from eoffice.sinkron.models import Karantina


@dataclass(frozen=True, slots=True)
class Tertahan:
    """An event that is stored but not applied, and why."""

    id: UUID
    jenis: str
    urut: int
    agregat: str
    agregat_id: UUID
    sebab: Pesan
    sejak: datetime


def tertahan() -> list[Tertahan]:
    """Return what is set aside in the village in scope, the oldest first."""
    rows = Karantina.objects.filter(selesai_pada=None).order_by("sejak", "epoch", "urut")
    return [
        Tertahan(r.pk, r.jenis, r.urut, r.agregat, r.agregat_id, Pesan(r.sebab, **r.rincian), r.sejak)
        for r in rows
    ]
