"""The receipt: what one side signs about how much of a stream it holds. Pure."""

import json
from dataclasses import asdict, dataclass
from typing import Any, Final
from uuid import UUID

from eoffice.kernel.canonical import canonical_json
from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan

KONSUMEN: Final = "sinkron.terapkan"
"""Whose cursor tells how much of a stream is applied."""
_VERSI: Final = 1


@dataclass(frozen=True, slots=True)
class IsiTandaTerima:
    """``urut`` events up to ``digest`` are stored by ``penerima``, ``diterapkan`` of them are in its tables.

    ``disisihkan`` could not be applied and wait for a person; ``pada`` is the receiver's time.
    """

    desa: str
    penerima: UUID
    epoch: UUID
    urut: int
    digest: str
    diterapkan: int
    disisihkan: int
    pada: str

    def tulis(self) -> bytes:
        """Return what is signed."""
        isi = asdict(self) | {"v": _VERSI, "penerima": str(self.penerima), "epoch": str(self.epoch)}
        return canonical_json(isi)


def baca(teks: bytes) -> IsiTandaTerima:
    """Read a receipt.

    Raises:
        InvalidInput: it is none of this version.
    """
    try:
        isi: dict[str, Any] = json.loads(teks)
        if isi.pop("v") != _VERSI:
            raise InvalidInput(Pesan("sinkron.tanda_terima_rusak"))
        isi |= {"penerima": UUID(isi["penerima"]), "epoch": UUID(isi["epoch"])}
        return IsiTandaTerima(**isi)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise InvalidInput(Pesan("sinkron.tanda_terima_rusak")) from None
