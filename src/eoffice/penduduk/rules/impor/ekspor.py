"""Workbooks we write: safe to open in a spreadsheet program, whatever somebody typed into a cell."""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import xlsxwriter

from eoffice.kernel.messages import Pesan
from eoffice.penduduk.rules.impor.hasil import RincianBaris
from eoffice.penduduk.rules.impor.kolom import ALASAN, KOLOM_BANTU, letak_kolom, nama_tajuk

_TEKS: Final = 49  # the spreadsheet's own format of text
_LEBAR: Final = 18
_LEBAR_ALASAN: Final = 80
_WARNA_SALAH: Final = "#F9C9C4"


@dataclass(frozen=True, slots=True)
class BarisPerbaikan:
    """One row of the file of refused rows: its cells, and the places of those to be mended."""

    sel: tuple[str, ...]
    salah: frozenset[int] = frozenset()


def tabel_ditolak(
    judul: Sequence[str], baris: Iterable[RincianBaris], kalimat: Callable[[Pesan], str]
) -> Iterator[BarisPerbaikan]:
    """Yield heading and rows of the file of refused rows: the cells as they were, and why they were refused.

    A file that is itself such a file loses its old reasons. Mended and uploaded again, the added column is
    skipped and tells that the file holds only some people.
    """
    kept = [place for place, cell in enumerate(judul) if nama_tajuk(cell) not in KOLOM_BANTU]
    heads = tuple(judul[place] for place in kept)
    where = letak_kolom(heads)
    yield BarisPerbaikan((*heads, ALASAN.capitalize()))
    for row in baris:
        cells = tuple(row.asli[place] if place < len(row.asli) else "" for place in kept)
        wrong = frozenset(where[m.kolom] for m in row.masalah if m.menolak and m.kolom in where)
        yield BarisPerbaikan((*cells, _alasan(row, heads, where, kalimat)), wrong)


def _alasan(
    row: RincianBaris, heads: Sequence[str], where: dict[str, int], kalimat: Callable[[Pesan], str]
) -> str:
    """Return where a row stood and, column by column under the heading of the file, what is wrong."""
    reasons = [
        f"{heads[where[m.kolom]]}: {kalimat(m.pesan)}" if m.kolom in where else kalimat(m.pesan)
        for m in row.masalah
        if m.menolak
    ]
    place = f"{row.lembar}, baris {row.baris}" if row.lembar else f"Baris {row.baris}"
    return f"{place}. {' '.join(reasons)}"


def buku_ditolak(rows: Iterable[BarisPerbaikan]) -> bytes:
    """Return the file of refused rows as XLSX: wrong cells coloured, every column of the kind text.

    In a column of text a number typed in keeps all its sixteen digits.
    """
    packed = io.BytesIO()
    book = _buku(packed)
    sheet = book.add_worksheet("penduduk")
    plain, wrong = (
        book.add_format({"num_format": _TEKS, **look}) for look in ({}, {"bg_color": _WARNA_SALAH})
    )
    head = book.add_format({"num_format": _TEKS, "bold": True})
    wrapped = book.add_format({"num_format": _TEKS, "text_wrap": True})
    for number, row in enumerate(rows):
        last = len(row.sel) - 1
        if number == 0:
            sheet.set_column(0, last - 1, _LEBAR, plain)
            sheet.set_column(last, last, _LEBAR_ALASAN, wrapped)
        for place, cell in enumerate(row.sel):
            look = (
                head if number == 0 else wrong if place in row.salah else wrapped if place == last else plain
            )
            if cell or look is wrong:
                (sheet.write_string if cell else sheet.write_blank)(number, place, cell, look)
    sheet.freeze_panes(1, 0)
    book.close()
    return packed.getvalue()


def ke_xlsx(rows: Iterable[Sequence[str]], lembar: str = "penduduk") -> bytes:
    """Return rows as XLSX in which every cell is text: long numbers stay whole and nothing is a formula."""
    packed = io.BytesIO()
    book = _buku(packed)
    sheet = book.add_worksheet(lembar)
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if cell:
                sheet.write_string(number, place, cell)
    book.close()
    return packed.getvalue()


def _buku(packed: io.BytesIO) -> Any:
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    return xlsxwriter.Workbook(packed, options)
