"""What a hub offers for a first load: large files of events, each named by its SHA-256. Pure."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from eoffice.kernel.canonical import canonical_json
from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan

MAKS_SEGMEN: Final = 20_000
MAKS_UKURAN: Final = 8 * 1024 * 1024
MAKS_ALIRAN: Final = 10_000
_SIDIK: Final = re.compile(r"[0-9a-f]{64}")
_RUSAK: Final = Pesan("sinkron.jawaban_aneh")


@dataclass(frozen=True, slots=True)
class Segmen:
    """A file with the events ``dari`` to ``sampai`` of one stream: one signed batch, and never another one."""

    epoch: UUID
    dari: int
    sampai: int
    ukuran: int
    sha256: str


@dataclass(frozen=True, slots=True)
class DaftarSegmen:
    """The files of a first load; ``per`` is how far each stream reached when it was made.

    ``lanjut``: the hub has not finished making them; ask again when these are taken in.
    """

    per: Mapping[UUID, int]
    segmen: tuple[Segmen, ...] = ()
    lanjut: bool = False

    @property
    def ukuran(self) -> int:
        """How many bytes all files have."""
        return sum(satu.ukuran for satu in self.segmen)


@dataclass(frozen=True, slots=True)
class KemajuanMuat:
    """How far a first load is: bytes that are here of all, then events applied of all."""

    bita: int
    semua_bita: int
    diterapkan: int
    semua: int

    @property
    def mengunduh(self) -> bool:
        """Tell whether files are still on their way."""
        return self.bita < self.semua_bita

    @property
    def persen(self) -> int:
        """How much of the present step is done, never 100 before it is."""
        sudah, semua = (self.bita, self.semua_bita) if self.mengunduh else (self.diterapkan, self.semua)
        return 100 if sudah >= semua else sudah * 100 // semua


def tulis(daftar: DaftarSegmen) -> bytes:
    """Return the list as it travels and is kept."""
    return canonical_json(
        {
            "per": {str(epoch): urut for epoch, urut in daftar.per.items()},
            "segmen": [[str(s.epoch), s.dari, s.sampai, s.ukuran, s.sha256] for s in daftar.segmen],
            "lanjut": daftar.lanjut,
        }
    )


def baca(isi: bytes) -> DaftarSegmen:
    """Read a list.

    Raises:
        InvalidInput: it is none, or names what no first load has.
    """
    try:
        kata = json.loads(isi)
        per = baca_per(kata["per"])
        segmen = tuple(_segmen(*satu) for satu in kata["segmen"])
        lanjut = kata["lanjut"]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise InvalidInput(_RUSAK) from None
    if len(segmen) > MAKS_SEGMEN or type(lanjut) is not bool:
        raise InvalidInput(_RUSAK)
    return DaftarSegmen(per, segmen, lanjut)


def baca_per(isi: Any) -> dict[UUID, int]:
    """Read how far streams reach.

    Raises:
        ValueError, TypeError, AttributeError: it does not say so.
    """
    per = {UUID(epoch): urut for epoch, urut in isi.items()}
    if len(per) > MAKS_ALIRAN or not all(type(urut) is int and 0 <= urut < 2**63 for urut in per.values()):
        raise ValueError
    return per


def _segmen(epoch: str, dari: int, sampai: int, ukuran: int, sha256: str) -> Segmen:
    if not all(type(satu) is int for satu in (dari, sampai, ukuran)) or not _SIDIK.fullmatch(sha256):
        raise ValueError
    if not 1 <= dari <= sampai < 2**63 or not 0 < ukuran <= MAKS_UKURAN:
        raise ValueError
    return Segmen(UUID(epoch), dari, sampai, ukuran, sha256)
