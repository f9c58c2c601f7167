"""What an installation says of itself when it greets the hub. Pure.

A hub reads reports of older and newer installations: what is missing is unknown, what it does not know is passed over.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final
from uuid import UUID

from eoffice.kernel.canonical import canonical_json
from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.rules.giliran import Giliran, Kartu

_SETAHUN: Final = 366 * 24 * 3600
MAKS_SELISIH: Final = 60 * _SETAHUN
"""A dead clock battery shows 1970."""
_MAKS_URUT: Final = 2**62
BENTUK: Final = 2
"""Number of this form of report: the first one told version, clock and head only."""
_PANJANG_MESIN: Final = 16
_PANJANG_TANDA: Final = 32
_ANGKA: Final = ("umur_tertua", "berkas", "tertahan", "disk_sisa", "disk_semua")


@dataclass(frozen=True, slots=True)
class Laporan:
    """Version, clock offset against the hub in seconds (positive: fast), and the head of the stream it writes.

    ``umur_tertua``: seconds since the oldest event that no receipt covers, by its own clock; 0 when all are covered.
    ``berkas``: files written there that are still to be sent. ``tertahan``: events of the hub that it set aside.
    ``disk_sisa`` and ``disk_semua``: bytes of the disk that holds its data. ``mesin``: a fingerprint of the computer,
    to notice that a copied disk runs in a second one; ``kartu``: its turn, for a copy in one that looks the same.
    ``None`` or empty: an older installation that does not tell.
    """

    versi: str
    selisih_jam: int
    epoch: UUID | None
    urut: int
    umur_tertua: int | None = None
    berkas: int | None = None
    tertahan: int | None = None
    disk_sisa: int | None = None
    disk_semua: int | None = None
    mesin: str = ""
    kartu: Kartu = field(default_factory=Kartu)

    def tulis(self) -> bytes:
        """Return the body of a greeting."""
        isi = asdict(self) | {"epoch": str(self.epoch) if self.epoch else None, "bentuk": BENTUK}
        return canonical_json(isi)


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
            mesin=str(kata.get("mesin") or "")[:_PANJANG_MESIN],
            kartu=_kartu(kata.get("kartu") or {}),
            **{nama: _angka(kata, nama) for nama in _ANGKA},
        )
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        raise InvalidInput(Pesan("sinkron.permintaan_rusak")) from None
    if not 0 <= laporan.urut <= _MAKS_URUT or "\0" in laporan.versi + laporan.mesin + laporan.kartu.usul:
        raise InvalidInput(Pesan("sinkron.permintaan_rusak"))
    return laporan


def _kartu(isi: Mapping[str, Any]) -> Kartu:
    """Return the turn that is shown, none when it is not told."""
    punya = isi.get("punya") or {}
    giliran = Giliran(_angka(punya, "ke") or 0, str(punya.get("tanda") or "")[:_PANJANG_TANDA])
    return Kartu(giliran, str(isi.get("usul") or "")[:_PANJANG_TANDA], isi.get("pasti") is True)


def _angka(kata: Mapping[str, Any], nama: str) -> int | None:
    """Return a count, ``None`` when it is not told; never below nothing and never too large to store."""
    nilai = kata.get(nama)
    return None if nilai is None else max(0, min(_MAKS_URUT, int(nilai)))
