"""What a room offers so that its tables can be made from a stream, and compared with it: one projection a table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from eoffice.jejak.registry import JenisPeristiwa
from eoffice.jejak.selectors import PeristiwaTercatat


@dataclass(frozen=True, slots=True)
class Gambaran:
    """A row as the event that tells it would: equal rows on both sides give equal pictures."""

    agregat_id: UUID
    revisi: int
    publik: Mapping[str, Any]
    pribadi: Mapping[str, Any]


class IndukBelumAda(Exception):
    """The row an event points to has not arrived yet: the event waits for it."""


class Proyeksi(Protocol):
    """One table of the village in scope, between its rows and the events that tell them."""

    jenis: JenisPeristiwa
    """The event that carries a row in full, in the newest version."""
    agregat: str

    def revisi(self, agregat_id: UUID, /) -> int | None:
        """Return the revision of the row here, ``None`` when there is none."""

    def terapkan(self, peristiwa: PeristiwaTercatat, /) -> None:
        """Write the row as an event of ``jenis`` tells it, over whatever stands; no new event is written.

        Raises:
            IndukBelumAda: a row it points to is not here yet.
            InvalidInput, DatabaseError: it cannot be written; the event is set aside for a person.
        """

    def gambaran(self) -> Iterator[Gambaran]:
        """Yield every row, in any order, without holding them all in memory."""
