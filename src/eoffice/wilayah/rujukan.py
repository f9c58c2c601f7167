"""Every region of Indonesia by its Kemendagri code (Kepmendagri 300.2.2-2138/2025), as package data.

Nothing is keyed by a name: nineteen village names occur twice in Kabupaten Ciamis alone. The tables are read
on first use: 7,837 regions above the village at once, villages one province at a time.
"""

import csv
import gzip
import io
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Literal

JenisWilayah = Literal[
    "provinsi", "kabupaten", "kota", "kecamatan", "distrik", "kelurahan", "desa", "desa_adat"
]

_PANJANG = (2, 4, 6, 10)  # digits of a code, by level
_TITIK = (2, 4, 6)
_PAPUA = ("91", "92", "93", "94", "95", "96")


class Tingkat(IntEnum):
    """The four levels of the region tree."""

    PROVINSI = 1
    KABUPATEN = 2
    KECAMATAN = 3
    DESA = 4


@dataclass(frozen=True, slots=True)
class Wilayah:
    """One region. ``kode`` is dotted (``32.07.15.2004``); ``kode_pos`` is a hint, some are outdated."""

    kode: str
    nama: str
    kode_pos: str = ""

    @property
    def tingkat(self) -> Tingkat:
        """The level in the tree."""
        return Tingkat(self.kode.count(".") + 1)

    @property
    def jenis(self) -> JenisWilayah:
        """What the law calls it; a fourth part from 1000 is a kelurahan, from 3000 a desa adat."""
        match self.tingkat:
            case Tingkat.PROVINSI:
                return "provinsi"
            case Tingkat.KABUPATEN:
                return "kota" if self.nama.startswith("Kota ") else "kabupaten"
            case Tingkat.KECAMATAN:
                return "distrik" if self.kode[:2] in _PAPUA else "kecamatan"
        return _JENIS_DESA.get(self.kode[9], "desa")

    @property
    def kode_rapat(self) -> str:
        """The code without dots, as NIK, KK and letter numbers carry it."""
        return self.kode.replace(".", "")

    @property
    def sebutan(self) -> str:
        """The name with what it is: ``Desa Cisontrol``, ``Kecamatan Rancah``, ``Kabupaten Ciamis``."""
        if self.tingkat is Tingkat.KABUPATEN:  # the table already says Kabupaten or Kota
            return self.nama
        return f"{self.kata} {self.nama_saja}"

    @property
    def kata(self) -> str:
        """What stands before the name: ``Desa``, ``Kelurahan``, ``Kecamatan``; "" for kabupaten and kota."""
        return _SEBUTAN.get(self.jenis, "")

    @property
    def nama_saja(self) -> str:
        """The name without what it is: the table calls every desa adat ``Desa Adat ...``, other villages not."""
        return self.nama.removeprefix("Desa Adat ") if self.jenis == "desa_adat" else self.nama


_JENIS_DESA: dict[str, JenisWilayah] = {"1": "kelurahan", "2": "desa", "3": "desa_adat"}
_SEBUTAN: dict[JenisWilayah, str] = {
    "provinsi": "Provinsi",
    "kecamatan": "Kecamatan",
    "distrik": "Distrik",
    "kelurahan": "Kelurahan",
    "desa": "Desa",
    "desa_adat": "Desa Adat",
}


def bentuk_kode(kode: str) -> str:
    """Return the dotted form of a code: ``3207152004`` or ``32.07.15.2004``; "" when it is no code."""
    digits = kode.strip().replace(".", "")
    if len(digits) not in _PANJANG or not (digits.isascii() and digits.isdigit()):
        return ""
    edges = [0, *(edge for edge in _TITIK if edge < len(digits)), len(digits)]
    return ".".join(digits[start:end] for start, end in pairwise(edges))


def cari(kode: str) -> Wilayah | None:
    """Return the region with this code, dotted or not."""
    dotted = bentuk_kode(kode)
    return _tabel(dotted).get(dotted) if dotted else None


def kecamatan_ada(kode6: str) -> bool:
    """Tell whether six digits (the head of a NIK or KK) are a kecamatan of today.

    Older numbers carry codes that have been divided or abolished since, so "no" is a hint, never a verdict.
    """
    return len(kode6) == _PANJANG[2] and cari(kode6) is not None


def jalur(kode: str) -> tuple[Wilayah, ...]:
    """Return a region and its parents, nearest first; empty when the code is unknown."""
    dotted = bentuk_kode(kode)
    if not dotted:
        return ()
    parts = dotted.split(".")
    codes = (".".join(parts[:count]) for count in range(len(parts), 0, -1))
    found = [_tabel(code).get(code) for code in codes]
    return tuple(region for region in found if region is not None) if found[0] is not None else ()


def nama_lengkap(kode: str) -> str:
    """Return ``Desa Cisontrol, Kecamatan Rancah, Kabupaten Ciamis, Provinsi Jawa Barat``; "" when unknown."""
    return ", ".join(region.sebutan for region in jalur(kode))


def anak(kode: str = "") -> tuple[Wilayah, ...]:
    """Return the regions directly below a code, by code; without a code the provinces."""
    if not kode:
        return _anak_induk()[""]
    dotted = bentuk_kode(kode)
    if dotted.count(".") == Tingkat.KECAMATAN - 1:
        return tuple(r for r in _desa(dotted[:2]).values() if r.kode.startswith(f"{dotted}."))
    return _anak_induk().get(dotted, ())


def cari_nama(
    teks: str, *, di: str = "", tingkat: Tingkat | None = None, batas: int = 20
) -> tuple[Wilayah, ...]:
    """Find regions by any words of their name, best first, at most ``batas``.

    Args:
        teks: words in any order, upper or lower case; every one must occur in the name.
        di: code of a region to search in (``32.07``); without it villages of the whole country are read.
        tingkat: only this level.
        batas: how many at most.

    A name that equals the text comes first, then names that begin with it, then the rest; by code within.
    """
    words = _kunci(teks).split()
    if not words:
        return ()
    inside = bentuk_kode(di)
    if di and not inside:
        return ()
    wanted = " ".join(words)
    hits = [
        (key != wanted, not key.startswith(wanted), region.kode, region)
        for key, region in _daftar_nama(inside[:2], tingkat)
        if all(word in key for word in words) and _di_dalam(region.kode, inside)
    ]
    return tuple(hit[3] for hit in sorted(hits, key=lambda hit: hit[:3])[:batas])


def _di_dalam(kode: str, induk: str) -> bool:
    return not induk or kode == induk or kode.startswith(f"{induk}.")


def _daftar_nama(provinsi: str, tingkat: Tingkat | None) -> Iterable[tuple[str, Wilayah]]:
    """Yield name keys with their regions from the tables that can hold what is looked for."""
    if tingkat is not Tingkat.DESA:
        for key, region in _kunci_tabel(""):
            if tingkat is None or region.tingkat is tingkat:
                yield key, region
    if tingkat in (None, Tingkat.DESA):
        for code in [provinsi] if provinsi else [region.kode for region in anak()]:
            yield from _kunci_tabel(code)


def _kunci(nama: str) -> str:
    """Return a name as it is compared: lower case, no accents or punctuation."""
    plain = unicodedata.normalize("NFKD", nama).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c)).split())


@cache
def _kunci_tabel(provinsi: str) -> tuple[tuple[str, Wilayah], ...]:
    table = _desa(provinsi) if provinsi else _induk()
    return tuple((_kunci(region.nama), region) for region in table.values())


def _tabel(dotted: str) -> dict[str, Wilayah]:
    return _desa(dotted[:2]) if dotted.count(".") == Tingkat.DESA - 1 else _induk()


@cache
def _induk() -> dict[str, Wilayah]:
    return _baca("induk")


@cache
def _desa(provinsi: str) -> dict[str, Wilayah]:
    return _baca(f"desa-{provinsi}") if provinsi in _induk() else {}


@cache
def _anak_induk() -> dict[str, tuple[Wilayah, ...]]:
    below: dict[str, list[Wilayah]] = defaultdict(list)
    for region in _induk().values():
        below[region.kode.rpartition(".")[0]].append(region)
    return {code: tuple(regions) for code, regions in below.items()}


def _baca(nama: str) -> dict[str, Wilayah]:
    packed = resources.files("eoffice.wilayah").joinpath(f"data/wilayah/{nama}.csv.gz").read_bytes()
    rows = csv.reader(io.StringIO(gzip.decompress(packed).decode(), newline=""))
    next(rows)
    return {row[0]: Wilayah(*row) for row in rows}
