"""An announcement: plain words in paragraphs, shown from a day to a day; what it may hold and where it stands."""

import re
import unicodedata
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from eoffice.kernel.messages import Pesan

PANJANG_JUDUL: Final = 100
PANJANG_ISI: Final = 3000
_NIK: Final = re.compile(r"(?<!\d)(?:\d[ .\-]?){15}\d(?!\d)")
_BARIS_KOSONG: Final = re.compile(r"\n{3,}")


class Keadaan(StrEnum):
    """Where an announcement stands."""

    DRAF = "draf"
    TAYANG = "tayang"
    DITARIK = "ditarik"


ALUR: Final = MappingProxyType(
    {
        Keadaan.TAYANG: frozenset({Keadaan.DRAF, Keadaan.DITARIK}),
        Keadaan.DITARIK: frozenset({Keadaan.TAYANG}),
    }
)
"""What it may become, and from what. What hung once is withdrawn, never a draft again."""


def rapikan_baris(mentah: str) -> str:
    """Return one line: composed characters, nothing invisible, single spaces."""
    return " ".join(_tampak(mentah).split())


def rapikan_isi(mentah: str) -> str:
    """Return paragraphs, parted by one empty line; the lines of each stay as they were typed."""
    baris = (rapikan_baris(satu) for satu in mentah.splitlines())
    return _BARIS_KOSONG.sub("\n\n", "\n".join(baris)).strip()


def _tampak(mentah: str) -> str:
    """Drop what is not seen: it would let words read otherwise than they were checked (UAX 9)."""
    teks = unicodedata.normalize("NFC", mentah)
    return "".join(
        " " if h.isspace() else h for h in teks if h.isspace() or unicodedata.category(h)[0] != "C"
    )


def alinea(isi: str) -> tuple[tuple[str, ...], ...]:
    """Return the paragraphs of a tidy text, each as its lines."""
    return tuple(tuple(satu.split("\n")) for satu in isi.split("\n\n") if satu)


def keluhan(judul: str, isi: str, mulai: date, sampai: date | None) -> dict[str, Pesan]:
    """Return by field what cannot be hung up so; the words are tidy already."""
    galat = {}
    for nama, teks, maks in (("judul", judul, PANJANG_JUDUL), ("isi", isi, PANJANG_ISI)):
        if not teks:
            galat[nama] = Pesan("papan.kosong")
        elif len(teks) > maks:
            galat[nama] = Pesan("papan.panjang", maks=maks, panjang=len(teks))
        elif _NIK.search(teks):
            galat[nama] = Pesan("papan.mirip_nik")
    if sampai is not None and sampai < mulai:
        galat["sampai"] = Pesan("papan.tanggal_terbalik")
    return galat
