"""The wire form of an event: what the chain covers and what will travel. Frozen by golden files."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final, Protocol
from uuid import UUID

_TEKS: Final = ("desa", "macam", "jenis", "agregat", "pelaku", "digest_pribadi")
_ANGKA: Final = ("urut", "versi", "revisi", "epoch_pemilik")
_ID: Final = ("id_peristiwa", "epoch", "agregat_id")
_KOLOM: Final = {*_TEKS, *_ANGKA, *_ID, "waktu", "publik"}
_MAKS: Final = 2**31
"""What a column of a number holds at most; 2^63 for ``urut``, which is compared with the head anyway."""
_UUID: Final = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_WAKTU: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-2][0-9]:[0-9]{2}:[0-9]{2}\.[0-9]{6}\+00:00")


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
        "waktu": tulis_waktu(event.waktu),
        "pelaku": event.pelaku,
        "publik": event.publik,
        "digest_pribadi": event.digest_pribadi,
    }


def baca_waktu(isi: Mapping[str, Any]) -> datetime:
    """Return the time of an event that came from elsewhere, after looking whether it has this very form.

    Raises:
        KeyError, TypeError, ValueError: a column is missing or unknown, of another type, or written another way.
    """
    if (
        isi.keys() != _KOLOM
        or {type(isi[nama]) for nama in _TEKS} != {str}
        or {type(isi[nama]) for nama in _ANGKA} != {int}
        or not 0 <= min(isi[nama] for nama in _ANGKA) <= max(isi[nama] for nama in _ANGKA) < _MAKS
        or not all(map(_UUID.fullmatch, [isi[nama] for nama in _ID]))
        or not _WAKTU.fullmatch(isi["waktu"])
    ):
        raise ValueError("not the wire form")
    return datetime.fromisoformat(isi["waktu"])


def tulis_waktu(waktu: datetime) -> str:
    """Return a time as the chain covers it."""
    return waktu.astimezone(UTC).isoformat(timespec="microseconds")
