"""The secret key as words that a person can read from paper and type: one word a byte, two more to notice a slip."""

import hashlib
from pathlib import Path
from typing import Final

from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan

KATA: Final = tuple(Path(__file__).with_name("kata.txt").read_text(encoding="ascii").split())
"""256 Indonesian words; the first four letters of each are its own, so that four letters are enough."""

PANJANG: Final = 32
_UJI: Final = 2
_AWAL: Final = 4
_NILAI: Final = {kata[:_AWAL]: nilai for nilai, kata in enumerate(KATA)}


def ke_kata(isi: bytes) -> list[str]:
    """Return the words of 32 bytes."""
    return [KATA[nilai] for nilai in isi + _uji(isi)]


def dari_kata(teks: str) -> bytes:
    """Return the bytes that words stand for, whatever their case and whatever parts them.

    Raises:
        InvalidInput: a word that is not in the list, too few or too many, or one mistaken for another.
    """
    kata = "".join(huruf if huruf.isalpha() else " " for huruf in teks.lower()).split()
    asing = [(urut, satu) for urut, satu in enumerate(kata, 1) if satu[:_AWAL] not in _NILAI]
    if asing:
        raise InvalidInput(Pesan("cadangan.kata_asing", urut=asing[0][0], kata=asing[0][1][:20]))
    if len(kata) != PANJANG + _UJI:
        raise InvalidInput(Pesan("cadangan.kata_jumlah", jumlah=len(kata), perlu=PANJANG + _UJI))
    bita = bytes(_NILAI[satu[:_AWAL]] for satu in kata)
    if _uji(bita[:PANJANG]) != bita[PANJANG:]:
        raise InvalidInput(Pesan("cadangan.kata_keliru"))
    return bita[:PANJANG]


def _uji(isi: bytes) -> bytes:
    return hashlib.sha256(b"eoffice kata" + isi).digest()[:_UJI]
