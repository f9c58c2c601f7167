"""Reading an XLSX workbook that may have been made to do harm.

An XLSX is a zip of XML. Every part is first unpacked in small pieces and counted, and every sheet is walked by
a streaming XML parser that measures the area its cells span: the reader proper (calamine) allocates that area
at once, and a cell at the far corner (XFD1048576) would ask for hundreds of gigabytes. Formulas are found on
the same walk, because their cached value proves nothing.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath
from xml.parsers import expat

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan
from eoffice.penduduk.rules.impor.batas import MAKS_BARIS, MAKS_KOLOM, MAKS_LEMBAR, MAKS_SEL, MAKS_TERURAI
from eoffice.penduduk.rules.impor.bungkus import (
    BUKU,
    HUBUNGAN,
    Acuan,
    Hubungan,
    Pengurai,
    akhir_wajar,
    bagian,
    rusak,
)
from eoffice.penduduk.rules.impor.sel import Sel
from eoffice.penduduk.rules.teks import bersihkan

_RUJUKAN = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_ANGKA_BARIS = re.compile(r"[0-9]{1,7}")
_KEPINGAN = 1 << 16
_BERISI = frozenset({"v", "is", "f"})
LEMBAR_KODE = "kodedata"  # the sheet of code tables in OpenSID's template

Baris = Iterator[tuple[int, list[Sel]]]


def baca_buku(isi: bytes) -> Iterator[tuple[str, Baris]]:
    """Yield the sheets of a workbook, each with its numbered rows.

    Raises:
        InvalidInput: cut, hostile, too large, with formulas, or not a workbook.
    """
    _periksa(isi)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(isi))
        for name in book.sheet_names:
            if bersihkan(name).replace(" ", "").casefold() != LEMBAR_KODE:
                yield name[:40], _baris(book.get_sheet_by_name(name))
    except CalamineError:
        raise rusak() from None


def _baris(sheet: CalamineSheet) -> Baris:
    for number, row in enumerate(sheet.to_python(skip_empty_area=False), 1):
        yield number, [cell if isinstance(cell, str | int | float | date) else str(cell) for cell in row]


def _periksa(isi: bytes) -> None:
    """Unpack everything in pieces; measure the sheets."""
    if not akhir_wajar(isi):
        raise rusak()
    try:
        with zipfile.ZipFile(io.BytesIO(isi)) as book:
            _periksa_bagian(book, bagian(book))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, expat.ExpatError):
        raise rusak() from None


def _periksa_bagian(book: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> None:
    left, hubungan = MAKS_TERURAI, Hubungan()
    for name in (BUKU, HUBUNGAN):
        left = _urai(book, parts[name], left, Acuan(hubungan))
    sheets = hubungan.lembar(parts)
    if len(sheets) > 2 * MAKS_LEMBAR:
        raise InvalidInput(Pesan("penduduk.berkas_lembar", batas=MAKS_LEMBAR))
    for name, info in parts.items():
        if name in sheets or name not in (BUKU, HUBUNGAN):
            left = _urai(book, info, left, _Ukur(PurePosixPath(name).stem) if name in sheets else None)


def _urai(book: zipfile.ZipFile, info: zipfile.ZipInfo, left: int, pengurai: Pengurai | None) -> int:
    """Unpack one part; return how many bytes may still come."""
    with book.open(info) as part:
        while piece := part.read(_KEPINGAN):
            left -= len(piece)
            if left < 0:
                raise InvalidInput(Pesan("penduduk.berkas_bom", batas=MAKS_TERURAI // 1024**2))
            if pengurai is not None:
                pengurai.lanjut(piece)
    if pengurai is not None:
        pengurai.lanjut(b"", akhir=True)
    return left


class _Ukur(Pengurai):
    """Measures the cells of one sheet while its XML streams by."""

    def __init__(self, lembar: str) -> None:
        super().__init__()
        self.lembar = lembar
        self.baris = self.kolom = self.sel = 0
        self._tinggi = self._lebar = 0

    def elemen(self, tag: str, atribut: dict[str, str]) -> None:
        """Take a row, a cell, or what a cell holds."""
        if tag == "row":
            self.baris = self._nomor_baris(atribut.get("r"))
            self.kolom = 0
        elif tag == "c":
            self._letak(atribut.get("r"))
        elif tag in _BERISI and self.kolom:
            self._isi(tag)

    def _nomor_baris(self, nomor: str | None) -> int:
        if nomor is None:
            return self.baris + 1
        if not _ANGKA_BARIS.fullmatch(nomor):
            raise rusak()
        return int(nomor)

    def _letak(self, rujukan: str | None) -> None:
        """Note where the current cell stands; without a reference it follows the one before."""
        if rujukan is None:
            self.kolom += 1
            return
        match = _RUJUKAN.fullmatch(rujukan)
        if match is None:
            raise rusak()
        self.kolom = nomor_kolom(match[1])
        self.baris = int(match[2])

    def _isi(self, tag: str) -> None:
        """Count a cell that holds something."""
        if tag == "f":
            raise InvalidInput(
                Pesan(
                    "penduduk.berkas_rumus", sel=f"{nama_kolom(self.kolom)}{self.baris}", lembar=self.lembar
                )
            )
        self.sel += 1
        self._tinggi, self._lebar = max(self._tinggi, self.baris), max(self._lebar, self.kolom)
        if self._lebar > MAKS_KOLOM:
            raise InvalidInput(Pesan("penduduk.berkas_kolom", batas=MAKS_KOLOM))
        if self._tinggi > MAKS_BARIS or self.sel > MAKS_SEL or self._tinggi * self._lebar > 2 * MAKS_SEL:
            raise InvalidInput(Pesan("penduduk.berkas_baris", batas=MAKS_BARIS))


def nomor_kolom(huruf: str) -> int:
    """Return the number of a column: ``A`` is 1, ``AA`` is 27."""
    number = 0
    for letter in huruf.upper():
        number = number * 26 + ord(letter) - 64
    return number


def nama_kolom(nomor: int) -> str:
    """Return the letters of a column number from 1."""
    letters = ""
    while nomor > 0:
        nomor, rest = divmod(nomor - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
