"""Indonesian sentences for message codes.

Each module of this package holds the sentences of one room in a dict `KALIMAT`: code -> sentence with
`{parameter}` places.  They are merged here once, at import; a code given by two modules is an error.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module

from eoffice.kernel.messages import Pesan


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

    Parameters are put in literally (never as a format string), so a value like "{x}" stays what it is.
    """
    return KALIMAT[pesan.kode].format_map(dict(pesan.params))
