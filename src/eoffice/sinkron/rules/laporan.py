"""What an installation says of itself when it greets the hub. Pure."""

import json
from dataclasses import asdict, dataclass
from typing import Any, Final
from uuid import UUID

from eoffice.kernel.canonical import canonical_json
from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan

_SETAHUN: Final = 366 * 24 * 3600
MAKS_SELISIH: Final = 60 * _SETAHUN
"""A dead clock battery shows 1970."""
_MAKS_URUT: Final = 2**62


@dataclass(frozen=True, slots=True)
class Laporan:
    """Version, clock offset against the hub in seconds (positive: fast), and the head of the stream it writes."""

    versi: str
    selisih_jam: int
    epoch: UUID | None
    urut: int

    def tulis(self) -> bytes:
        """Return the body of a greeting."""
        return canonical_json(asdict(self) | {"epoch": str(self.epoch) if self.epoch else None})


def baca(isi: bytes) -> Laporan:
    """Read a greeting; more than is known here may stand in it.

    Raises:
        InvalidInput: something is missing or of another kind.
    """
    try:
        kata: dict[str, Any] = json.loads(isi)
        laporan = Laporan(
            versi=str(kata["versi"])[:20],
            selisih_jam=max(-MAKS_SELISIH, min(MAKS_SELISIH, int(kata["selisih_jam"]))),
            epoch=UUID(kata["epoch"]) if kata["epoch"] else None,
            urut=int(kata["urut"]),
        )
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        raise InvalidInput(Pesan("sinkron.permintaan_rusak")) from None
    if not 0 <= laporan.urut <= _MAKS_URUT or "\0" in laporan.versi:
        raise InvalidInput(Pesan("sinkron.permintaan_rusak"))
    return laporan
