"""Files we write: safe to open in a spreadsheet program, whatever somebody typed into a cell."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence

import xlsxwriter

from eoffice.kernel.messages import Pesan
from eoffice.penduduk.rules.impor.hasil import RincianBaris
from eoffice.penduduk.rules.teks import sel_aman

_TAMBAHAN = ("lembar_asal", "baris_asal", "masalah")


def tabel_ditolak(
    judul: Sequence[str], baris: Iterable[RincianBaris], kalimat: Callable[[Pesan], str]
) -> Iterator[list[str]]:
    """Yield heading and rows of the file of refused rows: the cells as they were, where from, and why.

    Mended and uploaded again, the three added columns are skipped.
    """
    yield [*judul, *_TAMBAHAN]
    for row in baris:
        cells = [*row.asli[: len(judul)], *[""] * (len(judul) - len(row.asli))]
        reasons = "; ".join(
            f"{problem.kolom}: {kalimat(problem.pesan)}" if problem.kolom else kalimat(problem.pesan)
            for problem in row.masalah
            if problem.menolak
        )
        yield [*cells, row.lembar, str(row.baris), reasons]


def ke_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as CSV in UTF-8 with a byte order mark; what looks like a formula gets an apostrophe."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([sel_aman(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def ke_xlsx(rows: Iterable[Sequence[str]], lembar: str = "penduduk") -> bytes:
    """Return rows as XLSX in which every cell is text: long numbers stay whole and nothing is a formula."""
    packed = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(packed, options)
    sheet = book.add_worksheet(lembar)
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if cell:
                sheet.write_string(number, place, cell)
    book.close()
    return packed.getvalue()
