"""Indonesian sentences for message codes.

Each module of this package holds the sentences of one room in a dict `KALIMAT`: code -> sentence with
`{parameter}` places.  They are merged here once, at import; a code given by two modules is an error.
"""

from __future__ import annotations

import pkgutil
import re
from datetime import date
from importlib import import_module
from typing import Final

from eoffice.kernel.messages import Pesan
from eoffice.web.komponen.angka import ribuan
from eoffice.web.komponen.waktu import tanggal

HARI: Final = frozenset({"mulai", "sampai", "pada"})
"""Parameters that hold a day, as a room writes it (2026-11-24)."""
SEPULUH_RIBU: Final = 10_000


def _gabung() -> dict[str, str]:
    semua: dict[str, str] = {}
    for modul in pkgutil.iter_modules(__path__):
        isi: dict[str, str] = import_module(f"{__name__}.{modul.name}").KALIMAT
        ganda = semua.keys() & isi.keys()
        if ganda:
            raise RuntimeError(f"sentences given twice: {', '.join(sorted(ganda))}")
        semua |= isi
    return semua


KALIMAT: dict[str, str] = _gabung()


def kalimat(pesan: Pesan) -> str:
    """The sentence a person reads.  Raises LookupError for a code, or a parameter, without a sentence.

    Parameters are put in literally (never as a format string), so a value like "{x}" stays what it is.  Only days
    and large numbers are written as people write them.
    """
    return KALIMAT[pesan.kode].format_map({nama: _tulis(nama, isi) for nama, isi in pesan.params.items()})


def _tulis(nama: str, isi: str | int) -> str | int:
    if isinstance(isi, int):
        return ribuan(isi) if abs(isi) >= SEPULUH_RIBU else isi  # a year has no dots
    if nama in HARI and re.fullmatch(r"\d{4}-\d\d-\d\d", isi):
        return tanggal(date.fromisoformat(isi))
    return isi
