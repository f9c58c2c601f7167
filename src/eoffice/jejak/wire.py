"""The wire form of an event: what the chain covers and what will travel. Frozen by golden files."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import UUID


class EventLike(Protocol):
    """The columns of an event."""

    id_peristiwa: UUID
    desa_id: str
    epoch: UUID
    urut: int
    macam: str
    jenis: str
    versi: int
    agregat: str
    agregat_id: UUID
    revisi: int
    epoch_pemilik: int
    waktu: datetime
    pelaku: str
    publik: Any
    digest_pribadi: str


def isi(event: EventLike) -> Mapping[str, object]:
    """Return everything the link covers: all public columns and the salted digest of the private part."""
    return {
        "id_peristiwa": str(event.id_peristiwa),
        "desa": event.desa_id,
        "epoch": str(event.epoch),
        "urut": event.urut,
        "macam": str(event.macam),
        "jenis": event.jenis,
        "versi": event.versi,
        "agregat": event.agregat,
        "agregat_id": str(event.agregat_id),
        "revisi": event.revisi,
        "epoch_pemilik": event.epoch_pemilik,
        "waktu": event.waktu.astimezone(UTC).isoformat(timespec="microseconds"),
        "pelaku": event.pelaku,
        "publik": event.publik,
        "digest_pribadi": event.digest_pribadi,
    }
