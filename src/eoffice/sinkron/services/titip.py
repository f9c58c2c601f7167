"""A batch that arrives piece by piece: a line that is cut goes on where it was cut, however short it holds.

Each installation has a drawer of its own with one batch in it. It stays there until the next one begins: when the
answer with the receipt was lost on its way, the sender finds the whole, and asks for the receipt again. A second drawer
holds the last batch that the installation fetched, for when that was cut.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from time import monotonic
from typing import Final
from uuid import UUID

from eoffice.dokumen import services as dokumen
from eoffice.kernel.errors import InvalidInput, StorageFull
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.rules.takaran import MAKS_BITA

MAKS_PAKET: Final = 2 * MAKS_BITA
"""A batch of a single event may be larger than what a call should carry."""
_SIDIK: Final = re.compile(r"[0-9a-f]{64}")
_SEKALI: Final = 64 * 1024
_JEDA_DETIK: Final = 1.0
"""What arrives on a slow line is on the disk at least so often."""


def sampai(node: UUID, sidik: str) -> int:
    """Return how far a batch reaches here."""
    return dokumen.sampai_mana(sidik, str(node))


def tambah(node: UUID, sidik: str, dari: int, panjang: int, aliran: Iterable[bytes]) -> bytes | None:
    """Append to a batch of ``panjang`` bytes what arrives, and return it when it is whole.

    Raises:
        SalahTempat: it does not follow what is here.
        InvalidInput: too large, or the whole is not what its name says: then it is thrown away.
        StorageFull: no space; what is here stays.
    """
    if not 0 < panjang <= MAKS_PAKET or not 0 <= dari <= panjang:
        raise InvalidInput(Pesan("sinkron.permintaan_rusak"))
    laci = str(node)
    if dari == 0:
        dokumen.kosongkan_laci(laci, kecuali=sidik)
    for isi in _bergantian(aliran):
        if dari + len(isi) > panjang:
            raise InvalidInput(Pesan("sinkron.permintaan_rusak"))
        dari = dokumen.tambah_potongan(sidik, dari, isi, laci)
    if dari != panjang:
        return None
    return dokumen.baca_potongan(sidik, laci)


def _bergantian(aliran: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what arrives, several pieces in one when they come quickly: each costs a flush of the disk."""
    wadah, sejak = bytearray(), monotonic()
    for isi in aliran:
        wadah += isi
        if len(wadah) >= _SEKALI or monotonic() - sejak > _JEDA_DETIK:
            yield bytes(wadah)
            wadah, sejak = bytearray(), monotonic()
    if wadah:
        yield bytes(wadah)


def keluarkan(node: UUID, paket: bytes) -> str:
    """Keep a batch that is given out until the next one is, and return its name; without room it goes all the same."""
    sidik, laci = hashlib.sha256(paket).hexdigest(), _laci_keluar(node)
    with suppress(StorageFull, dokumen.SalahTempat):
        dokumen.kosongkan_laci(laci, kecuali=sidik)
        dokumen.tambah_potongan(sidik, 0, paket, laci)
    return sidik


def yang_keluar(node: UUID, sidik: str) -> bytes | None:
    """Return the batch of that name, if it is the one that was given out last and nothing was erased since."""
    laci = _laci_keluar(node)
    if not _SIDIK.fullmatch(sidik) or not dokumen.sampai_mana(sidik, laci):
        return None
    with suppress(InvalidInput, FileNotFoundError):
        return dokumen.baca_potongan(sidik, laci)
    return None


def _laci_keluar(node: UUID) -> str:
    return f"{node}-keluar"
