"""Which text may stand in a letter. Call at input, so that a person hears of it while he can still mend it."""

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final

from eoffice.dokumen.rules.aksara import DAPAT_DICETAK
from eoffice.kernel.messages import Pesan

MAKS_TANDA_BERTUMPUK: Final = 2
"""Combining marks on one letter; a taller pile would be drawn over the lines above it."""

_GANTI_BARIS: Final = frozenset("\n\r\x0b\x0c\x85\u2028\u2029")
_PEMBALIK_ARAH: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def _sebutan(aksara: str) -> str:
    """Describe a character nobody can see, in Indonesian."""
    if aksara in _GANTI_BARIS:
        return "ganti baris"
    if aksara == "\t":
        return "tabulasi"
    if aksara in _PEMBALIK_ARAH:
        return "pembalik arah tulisan"
    return "aksara tak terlihat"


def _tak_terlihat(aksara: str) -> bool:
    return unicodedata.category(aksara) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def _tercetak(aksara: str) -> bool:
    """Titles and posts are printed in capitals, so the capital form must exist as well."""
    return all(ord(bentuk) in DAPAT_DICETAK for bentuk in aksara + aksara.upper())


def _keluhan(aksara: str, posisi: int) -> Pesan:
    kode = f"U+{ord(aksara):04X}"
    if _tak_terlihat(aksara):
        return Pesan("dokumen.aksara_tak_terlihat", sebutan=_sebutan(aksara), kode=kode, posisi=posisi)
    return Pesan("dokumen.aksara_tanpa_huruf", aksara=aksara, kode=kode, posisi=posisi)


def periksa_teks(teks: str) -> Pesan | None:
    """Return the first reason why ``teks`` cannot be printed on one line of a letter, or None.

    The message names the character, its code and its position (counted from 1) in the normalised text.
    """
    tumpukan = 0
    for posisi, aksara in enumerate(rapikan(teks), start=1):
        if not _tercetak(aksara):
            return _keluhan(aksara, posisi)
        tumpukan = tumpukan + 1 if unicodedata.combining(aksara) else 0
        if tumpukan > MAKS_TANDA_BERTUMPUK:
            return Pesan("dokumen.aksara_bertumpuk", posisi=posisi)
    return None


def rapikan(teks: str) -> str:
    """Compose accents (NFC), so that one letter is one character wherever a font has it."""
    return unicodedata.normalize("NFC", teks)


def jelajahi(data: object, jalur: str = "") -> Iterator[tuple[str, str]]:
    """Yield ``(path, text)`` for every string inside JSON-like data, values only."""
    if isinstance(data, str):
        yield jalur, data
    elif isinstance(data, Mapping):
        for kunci, nilai in data.items():
            yield from jelajahi(nilai, f"{jalur}.{kunci}" if jalur else str(kunci))
    elif isinstance(data, (list, tuple)):
        for nomor, nilai in enumerate(data):
            yield from jelajahi(nilai, f"{jalur}.{nomor}")


def rapikan_semua(data: object) -> object:
    """Return JSON-like data with every string composed (NFC)."""
    if isinstance(data, str):
        return rapikan(data)
    if isinstance(data, Mapping):
        return {kunci: rapikan_semua(nilai) for kunci, nilai in data.items()}
    if isinstance(data, (list, tuple)):
        return [rapikan_semua(nilai) for nilai in data]
    return data
