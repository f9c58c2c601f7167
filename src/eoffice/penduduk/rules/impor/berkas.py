"""Bytes of an uploaded file to sheets of rows, whatever the bytes are."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan
from eoffice.penduduk.rules.impor.batas import MAKS_BARIS, MAKS_BITA, MAKS_KOLOM
from eoffice.penduduk.rules.impor.buku import baca_buku
from eoffice.penduduk.rules.impor.sel import Sel

_ZIP, _XLS, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
_BOM_16 = (b"\xff\xfe", b"\xfe\xff")
_SEP = re.compile(r'"?sep=([,;\t|])"?', re.IGNORECASE)
AKHIR = "###"  # in the second column: OpenSID's sign that the data end here


@dataclass(frozen=True, slots=True)
class Lembar:
    """One sheet: its name ("" for a CSV file) and its rows with the row numbers a person sees."""

    nama: str
    baris: list[tuple[int, list[Sel]]]


def baca_berkas(isi: bytes) -> list[Lembar]:
    """Read an XLSX or CSV file; blank rows are left out, data end at a ``###`` in the second column.

    Raises:
        InvalidInput: empty, too large, cut, hostile, or no spreadsheet at all.
    """
    periksa_awal(isi)
    if isi.startswith(_ZIP):
        return [Lembar(name, list(_isi_saja(rows))) for name, rows in baca_buku(isi)]
    return [Lembar("", list(_isi_saja(_baca_csv(_teks(isi)))))]


def periksa_awal(isi: bytes) -> None:
    """Look at what costs nothing to look at: the size, and what the first bytes say.

    Raises:
        InvalidInput: empty, too large, or plainly no spreadsheet we read.
    """
    if not isi.strip():
        raise InvalidInput(Pesan("penduduk.berkas_kosong"))
    if len(isi) > MAKS_BITA:
        raise InvalidInput(Pesan("penduduk.berkas_besar", batas=MAKS_BITA // 1024**2))
    if isi.startswith(_XLS):
        raise InvalidInput(Pesan("penduduk.berkas_xls_lama"))
    if isi.startswith(_PDF):
        raise InvalidInput(Pesan("penduduk.berkas_bukan_lembar"))


def _isi_saja(rows: Iterator[tuple[int, list[Sel]]]) -> Iterator[tuple[int, list[Sel]]]:
    for number, row in rows:
        if len(row) > 1 and isinstance(row[1], str) and row[1].strip() == AKHIR:
            return
        if any(cell != "" for cell in row):
            yield number, row


def _teks(isi: bytes) -> str:
    """Decode a CSV file: UTF-8 with or without a byte order mark, or UTF-16 with one (Excel)."""
    encoding = "utf-16" if isi.startswith(_BOM_16) else "utf-8-sig"
    try:
        text = isi.decode(encoding)
    except UnicodeDecodeError as error:
        row = isi.count(b"\n", 0, error.start) + 1
        raise InvalidInput(Pesan("penduduk.berkas_bukan_utf8", baris=row)) from None
    if "\0" in text:
        raise InvalidInput(Pesan("penduduk.berkas_bukan_lembar"))
    return text


def _tanda_excel(text: str) -> tuple[str, int, str]:
    """Return a CSV without the line ``sep=;`` of Excel, the number of its first line, and that sign or ""."""
    line, _, rest = text.partition("\n")
    match = _SEP.fullmatch(line.strip())
    return (rest, 2, match[1]) if match else (text, 1, "")


def _baca_csv(text: str) -> Iterator[tuple[int, list[Sel]]]:
    """Yield rows with the number of their first line."""
    text, start, told = _tanda_excel(text)
    first = text[: text.find("\n") if "\n" in text else len(text)]
    delimiter = told or max(",;\t", key=first.count)
    if first.count(delimiter) >= MAKS_KOLOM:
        raise InvalidInput(Pesan("penduduk.berkas_kolom", batas=MAKS_KOLOM))
    if not first.count(delimiter):
        raise InvalidInput(Pesan("penduduk.berkas_bukan_lembar"))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = start - 1
    try:
        for count, row in enumerate(reader):
            if count > MAKS_BARIS:
                raise InvalidInput(Pesan("penduduk.berkas_baris", batas=MAKS_BARIS))
            yield start, list(row)
            start = before + reader.line_num + 1
    except csv.Error:
        raise InvalidInput(Pesan("penduduk.csv_rusak", baris=start)) from None
