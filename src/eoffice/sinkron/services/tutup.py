"""Closing what is held for one aggregate, because a person decided about it."""

from typing import Final
from uuid import UUID

from eoffice.kernel import clock
from eoffice.sinkron.models import Karantina
from eoffice.sinkron.services.serah import LEWAT

DUA_CABANG: Final = "sinkron.dua_cabang"


def tutup(agregat_id: UUID, pelaku: str) -> int:
    """Close everything that is held for an aggregate, in whatever stream, and return how much it was.

    What a former owner wrote is another question, asked only at the regency (``tarik``).
    """
    terbuka = Karantina.objects.filter(agregat_id=agregat_id, selesai_pada=None).exclude(sebab__in=LEWAT)
    return terbuka.update(selesai_pada=clock.now(), diputuskan_oleh=pelaku)
