"""Opening hours as a village writes them for its visitors, read so that the service clock goes by them.

One text, for example ``Senin sampai Kamis, 08.00-15.00; Jumat, 08.00-11.30 WIB``: what the public reads and
what promises are counted in cannot part.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import time
from functools import cache
from types import MappingProxyType
from typing import Final

JamBuka = Mapping[int, tuple[time, time]]
"""Weekday (Monday = 0) -> opens, closes."""

BAKU: Final[JamBuka] = MappingProxyType(dict.fromkeys(range(5), (time(8), time(15))))
"""A village that wrote nothing: Monday to Friday, 08.00-15.00."""

_NAMA = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
_SAMPAI = r"\s*(?:sampai dengan|sampai|hingga|s\.?/?d\.?|-)\s*"
_PISAH = r"\s*(?:,\s*dan\b|,|;|&|\bdan\b)\s*"
_SATU = rf"(?:{'|'.join(_NAMA)})"
_RENTANG = rf"{_SATU}(?:{_SAMPAI}{_SATU})?"
_JAM = r"[0-9]{1,2}[.:][0-9]{2}"
_BAGIAN = re.compile(
    rf"(?P<hari>{_RENTANG}(?:{_PISAH}{_RENTANG})*)\s*[,:]?\s*(?:pukul|jam)?\s*"
    rf"(?P<buka>{_JAM}){_SAMPAI}(?P<tutup>{_JAM})\s*(?:wib|wita|wit)?"
)
_AKHIR = re.compile(rf"(?:{_PISAH}|\.)?")


@cache
def baca_jam_buka(teks: str) -> JamBuka | None:
    """Return the hours of a text, ``BAKU`` for an empty one, ``None`` when it cannot be read beyond doubt.

    Also none: a day that is named twice, a day that closes before it opens.
    """
    rapi = _rapikan(teks)
    hasil: dict[int, tuple[time, time]] = {}
    letak = 0
    while letak < len(rapi):
        bagian = _BAGIAN.match(rapi, letak)
        jam = bagian and (_jam(bagian["buka"]), _jam(bagian["tutup"]))
        if not bagian or not jam or jam[0] is None or jam[1] is None or jam[0] >= jam[1]:
            return None
        for hari in _hari(bagian["hari"]):
            if hari in hasil:
                return None
            hasil[hari] = (jam[0], jam[1])
        pisah = _AKHIR.match(rapi, bagian.end())
        letak = pisah.end() if pisah else len(rapi)
    return MappingProxyType(hasil) if hasil else BAKU


def _rapikan(teks: str) -> str:
    """Return the text in small letters with plain dashes, apostrophes and spaces."""
    biasa = re.sub("[\u2010-\u2015\u2212]", "-", teks.casefold())
    biasa = re.sub("['\u2018\u2019`]", "", biasa).replace("ahad", "minggu")
    return " ".join(biasa.split())


def _hari(teks: str) -> Iterator[int]:
    """Yield the weekdays of ``senin sampai kamis dan sabtu``; a span may run over the week's end."""
    for rentang in re.finditer(rf"({_SATU})(?:{_SAMPAI}({_SATU}))?", teks):
        awal = _NAMA.index(rentang[1])
        akhir = _NAMA.index(rentang[2]) if rentang[2] else awal
        yield from ((awal + n) % 7 for n in range((akhir - awal) % 7 + 1))


def _jam(teks: str) -> time | None:
    jam, menit = (int(angka) for angka in re.split("[.:]", teks))
    return time(jam, menit) if jam < 24 and menit < 60 else None
