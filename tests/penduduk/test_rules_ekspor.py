"""Workbooks we write: nothing a spreadsheet program would run, and nothing lost on the way there and back."""

import io
import re
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.kernel.messages import Pesan
from eoffice.penduduk.rules.impor.berkas import baca_berkas
from eoffice.penduduk.rules.impor.ekspor import BarisPerbaikan, buku_ditolak, ke_xlsx, tabel_ditolak
from eoffice.penduduk.rules.impor.hasil import RincianBaris
from eoffice.penduduk.rules.impor.kolom import petakan
from eoffice.penduduk.rules.masalah import ingatkan, tolak

RUMUS = ["=1+1", "+1", "@SUM(A1)", "-cmd", "\t=1", "\r=1", "-2+3", '=HYPERLINK("http://x","y")', "＝1+1"]
sel = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)


def lembar(book: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        return parts.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize("rumus", RUMUS)
def test_what_looks_like_a_formula_is_written_as_text(rumus: str) -> None:
    plain = ke_xlsx([["aman", rumus]])
    mended = buku_ditolak([BarisPerbaikan(("aman", rumus)), BarisPerbaikan((rumus, rumus), frozenset({0}))])
    for sheet in (lembar(plain), lembar(mended)):
        assert "<f>" not in sheet
        assert 't="s"' in sheet


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


def test_the_table_of_refused_rows_says_where_from_why_and_in_which_cell() -> None:
    rows = [
        ditolak(7, ("1", "A"), ("nik", "satu"), ("", "dua")),
        ditolak(9, ("2", "B", "lebih"), ("", "tiga")),
    ]
    table = list(tabel_ditolak(["nik", "nama"], rows, lambda pesan: f"<{pesan.kode}>"))
    assert table == [
        BarisPerbaikan(("nik", "nama", "Alasan")),
        BarisPerbaikan(("1", "A", "Data, baris 7. nik: <penduduk.satu> <penduduk.dua>"), frozenset({0})),
        BarisPerbaikan(("2", "B", "Data, baris 9. <penduduk.tiga>")),
    ]


def test_a_reason_names_the_column_as_the_file_calls_it() -> None:
    rows = [ditolak(2, ("X", "1"), ("jenis_kelamin", "asing"))]
    _, row = tabel_ditolak(["Sex", "NIK"], rows, lambda _: "kata.")
    assert row == BarisPerbaikan(("X", "1", "Data, baris 2. Sex: kata."), frozenset({0}))


@pytest.mark.parametrize("asli", [(), ("1",), ("1", "A"), ("1", "A", "x", "y")])
def test_rows_of_any_width_fit_under_their_headings(asli: tuple[str, ...]) -> None:
    _, row = tabel_ditolak(["nik", "nama"], [ditolak(2, asli, ("nik", "satu"))], str)
    assert len(row.sel) == 3
    assert list(row.sel[:2]) == [*asli[:2], "", ""][:2]


def test_the_added_column_is_known_when_the_file_comes_back_and_tells_that_it_is_a_part() -> None:
    heads = next(tabel_ditolak(["nik", "nama"], [], str)).sel
    peta, problems = petakan(heads)
    assert peta is not None
    assert problems == []
    assert peta.tajuk() == {"nik", "nama"}
    assert peta.perbaikan


def test_a_file_sent_again_and_again_keeps_one_column_of_reasons() -> None:
    heads = ["nik", "Alasan", "nama", "masalah"]
    first, row = tabel_ditolak(heads, [ditolak(2, ("1", "lama", "A", "lama"), ("nama", "satu"))], str)
    assert first.sel == ("nik", "nama", "Alasan")
    assert row.sel[:2] == ("1", "A")
    assert row.salah == {1}


def test_a_wrong_cell_is_coloured_also_when_it_is_empty_and_a_typed_number_stays_text() -> None:
    rows = [BarisPerbaikan(("nik", "nama", "Alasan")), BarisPerbaikan(("", "A", "sebab"), frozenset({0}))]
    book = buku_ditolak(rows)
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        styles = parts.read("xl/styles.xml").decode()
    look = re.search(r'<c r="A2" s="(\d+)"/>', lembar(book))
    assert look is not None
    formats = re.findall(r"<xf [^>]*>", styles.partition("<cellXfs")[2])
    assert 'applyFill="1"' in formats[int(look[1])]
    assert all(
        'numFmtId="49"' in formats[int(style)]
        for style in re.findall(r'<col [^>]*style="(\d+)"', lembar(book))
    )
    assert re.findall(r'<col [^>]*style="(\d+)"', lembar(book))
