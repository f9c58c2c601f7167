"""When the date of the computer has to be confirmed by a person before it stands on a letter. Pure."""

from datetime import UTC, datetime, timedelta
from typing import Final

SELISIH_BOLEH: Final = timedelta(days=1)
MUNDUR_BOLEH: Final = timedelta(hours=1)
LOMPAT_BOLEH: Final = timedelta(days=31)
"""An office that gave no sign of life for so long may have been closed, or its clock has run away."""
TERAWAL: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""Nobody worked with this before: a computer whose battery is empty begins in 1970 or in the year it was built."""
SELISIH: Final = "arsip.jam_selisih"
MUNDUR: Final = "arsip.jam_mundur"
MELOMPAT: Final = "arsip.jam_melompat"


def meragukan(kini: datetime, terakhir: datetime | None, selisih: int) -> str:
    """Return why the clock is in doubt (a message code), empty when it is not.

    ``terakhir``: when the last event of the village happened. ``selisih``: seconds the clock was ahead of the
    regency's at the last meeting.
    """
    if abs(selisih) > SELISIH_BOLEH.total_seconds():
        return SELISIH
    if kini < TERAWAL or (terakhir is not None and kini < terakhir - MUNDUR_BOLEH):
        return MUNDUR
    if terakhir is not None and kini > terakhir + LOMPAT_BOLEH:
        return MELOMPAT
    return ""
