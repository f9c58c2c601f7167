"""A small part of Markdown, as the handbooks use it: headings, paragraphs, lists, tables, code.

A heading may be followed by ``<!-- halaman: name name -->``: the section is the help of the pages with these names of
addresses. What the handbooks do not use is refused, not guessed, so that a book looks alike on a screen and on paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from django.utils.text import slugify

Rupa = Literal["", "tebal", "miring", "kode"]
Jenis = Literal["alinea", "daftar", "urut", "tabel", "kode"]

_KEPALA: Final = re.compile(r"(#{1,3}) (.+)")
_HALAMAN: Final = re.compile(r"<!-- halaman: ([a-z_: ]+) -->")
_BUTIR: Final = re.compile(r"(?:-|\d+\.) +(.*)")
_GARIS: Final = re.compile(r"\|[-:| ]+\|")
_RUNTUN: Final = re.compile(r"\*\*(.+?)\*\*|\*(.+?)\*|`(.+?)`|\[(.+?)\]\((.+?)\)")
_PAGAR: Final = "```"


@dataclass(frozen=True, slots=True)
class Runtun:
    """A piece of a line that looks alike; ``ke``: where it leads."""

    teks: str
    rupa: Rupa = ""
    ke: str = ""


Kalimat = tuple[Runtun, ...]


@dataclass(frozen=True, slots=True)
class Blok:
    """A block: rows of cells. Only a table has more than one cell in a row; its first row is the head."""

    jenis: Jenis
    baris: tuple[tuple[Kalimat, ...], ...]


@dataclass(frozen=True, slots=True)
class Bagian:
    """A heading with what stands under it, up to the next heading of any level."""

    tingkat: int
    judul: str
    halaman: tuple[str, ...]
    blok: tuple[Blok, ...]

    @property
    def jangkar(self) -> str:
        """Return the name of the section in an address."""
        return slugify(self.judul)


@dataclass(frozen=True, slots=True)
class Naskah:
    """A handbook: its title, and its sections in order; the first stands before the first chapter."""

    judul: str
    bagian: tuple[Bagian, ...]


def baca(teks: str) -> Naskah:
    """Read a handbook.

    Raises:
        ValueError: it does not begin with its title, or uses what is not understood.
    """
    bagian = tuple(_bagian(satu) for satu in _potong(teks.splitlines()))
    if not bagian or bagian[0].tingkat != 1 or any(satu.tingkat == 1 for satu in bagian[1:]):
        raise ValueError("a handbook has one title, on its first line")
    return Naskah(bagian[0].judul, bagian)


def _potong(baris: list[str]) -> Iterator[list[str]]:
    """Cut a text before each heading."""
    kini: list[str] = []
    dalam_kode = False
    for satu in baris:
        dalam_kode ^= satu.startswith(_PAGAR)
        if not dalam_kode and _KEPALA.fullmatch(satu) and kini:
            yield kini
            kini = []
        kini.append(satu)
    if kini:
        yield kini


def _bagian(baris: list[str]) -> Bagian:
    kepala = _KEPALA.fullmatch(baris[0])
    if kepala is None:
        raise ValueError(f"text before the title: {baris[0]!r}")
    isi: list[str] = []
    halaman: list[str] = []
    for satu in baris[1:]:
        tanda = _HALAMAN.fullmatch(satu)
        if tanda:
            halaman += tanda[1].split()
        else:
            isi.append(satu)
    return Bagian(len(kepala[1]), kepala[2], tuple(halaman), tuple(_blok(satu) for satu in _kelompok(isi)))


def _kelompok(baris: list[str]) -> Iterator[list[str]]:
    """Give the lines of each block: what stands between blank lines, or between fences."""
    kini: list[str] = []
    dalam_kode = False
    for satu in [*baris, ""]:
        dalam_kode ^= satu.startswith(_PAGAR)
        if satu or dalam_kode:
            kini.append(satu)
        elif kini:
            yield kini
            kini = []
    if kini:
        raise ValueError("a fence is not closed")


def _blok(baris: list[str]) -> Blok:
    awal = baris[0]
    if awal.startswith(_PAGAR):
        return Blok("kode", tuple(((Runtun(satu),),) for satu in baris[1:-1]))
    if awal.startswith("|"):
        return Blok("tabel", tuple(_sel(satu) for satu in baris if not _GARIS.fullmatch(satu)))
    if _BUTIR.match(awal):
        return Blok("daftar" if awal.startswith("-") else "urut", tuple(_butir(baris)))
    if awal.startswith(("<", ">", " ", "#")) or any(_BUTIR.match(satu) for satu in baris):
        raise ValueError(f"not understood: {awal!r}")
    return Blok("alinea", ((runtun(" ".join(baris)),),))


def _sel(baris: str) -> tuple[Kalimat, ...]:
    return tuple(runtun(satu.strip()) for satu in baris.strip("|").split("|"))


def _butir(baris: list[str]) -> Iterator[tuple[Kalimat, ...]]:
    kini: list[str] = []
    for satu in baris:
        baru = _BUTIR.fullmatch(satu)
        if not baru and _BUTIR.match(satu.strip()):
            raise ValueError(f"a list in a list: {satu!r}")
        if baru and kini:
            yield (runtun(" ".join(kini)),)
            kini = []
        kini.append(baru[1] if baru else satu.strip())
    yield (runtun(" ".join(kini)),)


def runtun(teks: str) -> Kalimat:
    """Read bold, italic, code and links in a line; everything else is taken literally."""
    hasil, akhir = [], 0
    for satu in _RUNTUN.finditer(teks):
        hasil += [Runtun(teks[akhir : satu.start()]), _satu(satu)]
        akhir = satu.end()
    return tuple(satu for satu in (*hasil, Runtun(teks[akhir:])) if satu.teks)


def _satu(cocok: re.Match[str]) -> Runtun:
    tebal, miring, kode, tautan, ke = cocok.groups()
    if tautan:
        return Runtun(tautan, ke=ke)
    rupa: Rupa = "tebal" if tebal else "miring" if miring else "kode"
    return Runtun(tebal or miring or kode, rupa)
