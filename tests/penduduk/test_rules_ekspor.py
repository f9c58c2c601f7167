"""Files we write: nothing a spreadsheet program would run, and nothing lost on the way there and back."""

import csv
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.kernel.messages import Pesan
from eoffice.penduduk.rules.impor.berkas import baca_berkas
from eoffice.penduduk.rules.impor.ekspor import ke_csv, ke_xlsx, tabel_ditolak
from eoffice.penduduk.rules.impor.hasil import RincianBaris
from eoffice.penduduk.rules.impor.kolom import KOLOM_BANTU, petakan
from eoffice.penduduk.rules.masalah import ingatkan, tolak

RUMUS = ["=1+1", "+1", "@SUM(A1)", "-cmd", "\t=1", "\r=1", "-2+3", '=HYPERLINK("http://x","y")', "＝1+1"]
sel = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
tabel = st.lists(st.lists(sel, min_size=2, max_size=4), min_size=1, max_size=5)


def baca_csv(isi: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(isi.decode("utf-8-sig"), newline="")))


@given(tabel)
def test_no_cell_of_a_csv_begins_what_a_program_would_run(rows: list[list[str]]) -> None:
    for row in baca_csv(ke_csv(rows)):
        for cell in row:
            assert not cell.startswith(("=", "+", "@"))


@pytest.mark.parametrize("rumus", RUMUS)
def test_what_looks_like_a_formula_is_written_as_text(rumus: str) -> None:
    (row,) = baca_csv(ke_csv([["aman", rumus]]))
    assert row[1] in (f"'{rumus}", rumus)
    assert row[1].startswith("'") or rumus.startswith("＝")
    with zipfile.ZipFile(io.BytesIO(ke_xlsx([["aman", rumus]]))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b't="s"' in sheet


@given(tabel)
def test_a_csv_gives_back_what_was_put_in_but_for_the_apostrophe(rows: list[list[str]]) -> None:
    back = baca_csv(ke_csv(rows))
    assert [[cell.removeprefix("'") for cell in row] for row in back] == [
        [cell.removeprefix("'") for cell in row] for row in rows
    ]


@given(st.lists(st.lists(sel.filter(str.strip), min_size=2, max_size=4), min_size=1, max_size=4))
def test_a_workbook_gives_back_exactly_what_was_put_in(rows: list[list[str]]) -> None:
    (sheet,) = baca_berkas(ke_xlsx([["nik", "nama"], *rows]))
    lebar = max(2, *map(len, rows))
    back = [cells for _, cells in sheet.baris[1:]]
    ends = next((n for n, row in enumerate(rows) if row[1] == "###"), len(rows))
    assert back == [[*row, *[""] * (lebar - len(row))] for row in rows[:ends]]


def test_long_numbers_stay_whole_in_a_workbook() -> None:
    (sheet,) = baca_berkas(ke_xlsx([["nik", "nama"], ["3207154506859001", "007"]]))
    assert sheet.baris[1][1] == ["3207154506859001", "007"]


# ---- the file of refused rows ----


def ditolak(baris: int, asli: tuple[str, ...], *masalah: tuple[str, str]) -> RincianBaris:
    problems = tuple(tolak(kolom, Pesan(f"penduduk.{kode}")) for kolom, kode in masalah)
    return RincianBaris(
        "Data", baris, "ditolak", "ASEP", (*problems, ingatkan("rt", Pesan("penduduk.hanya"))), asli
    )


def test_the_table_of_refused_rows_says_where_from_and_why() -> None:
    rows = [
        ditolak(7, ("1", "A"), ("nik", "satu"), ("", "dua")),
        ditolak(9, ("2", "B", "lebih"), ("", "tiga")),
    ]
    table = list(tabel_ditolak(["nik", "nama"], rows, lambda pesan: f"<{pesan.kode}>"))
    assert table == [
        ["nik", "nama", "lembar_asal", "baris_asal", "masalah"],
        ["1", "A", "Data", "7", "nik: <penduduk.satu>; <penduduk.dua>"],
        ["2", "B", "Data", "9", "<penduduk.tiga>"],
    ]


@pytest.mark.parametrize("asli", [(), ("1",), ("1", "A"), ("1", "A", "x", "y")])
def test_rows_of_any_width_fit_under_their_headings(asli: tuple[str, ...]) -> None:
    _, row = tabel_ditolak(["nik", "nama"], [ditolak(2, asli, ("nik", "satu"))], str)
    assert len(row) == 5
    assert row[:2] == [*asli[:2], "", ""][:2]


def test_the_added_columns_are_known_when_the_file_comes_back() -> None:
    heads = next(tabel_ditolak(["nik", "nama"], [], str))
    assert set(heads[2:]) == KOLOM_BANTU
    peta, problems = petakan(heads)
    assert peta is not None
    assert problems == []
    assert peta.tajuk() == {"nik", "nama"}
