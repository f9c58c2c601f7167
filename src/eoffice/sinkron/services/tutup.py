"""Closing what is held for one aggregate, because a person decided about it."""

from typing import Final
from uuid import UUID

from eoffice.kernel import clock
from eoffice.sinkron.models import Karantina

DUA_CABANG: Final = "sinkron.dua_cabang"


def tutup(agregat_id: UUID, pelaku: str) -> int:
    """Close everything that is held for an aggregate, in whatever stream, and return how much it was."""
    terbuka = Karantina.objects.filter(agregat_id=agregat_id, selesai_pada=None)
    return terbuka.update(selesai_pada=clock.now(), diputuskan_oleh=pelaku)
