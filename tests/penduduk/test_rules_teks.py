"""Cleaning, search keys, and cells that a spreadsheet program would run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.penduduk.rules import teks

FORMULAS = ["=1+1", '=HYPERLINK("x")', "+62", "@SUM(A1)", "-2+3", "-cmd", "\t=1", "\r=1"]


@pytest.mark.parametrize(
    ("mentah", "bersih"),
    [
        ("  EUIS   KOMARIAH ", "EUIS KOMARIAH"),
        ("EUIS\u00a0KOMARIAH", "EUIS KOMARIAH"),
        ("EU\u200bIS\ufeff", "EUIS"),
        ("MA’MUN", "MA'MUN"),
        ("A\tB\nC", "A B C"),
        ("I\u0307", "İ"),
        ("e\u200b\u0301", "é"),
        ("\u1ffd`", "''"),
        ("", ""),
    ],
)
def test_texts_are_cleaned(mentah: str, bersih: str) -> None:
    assert teks.bersihkan(mentah) == bersih


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing_more(mentah: str) -> None:
    once = teks.bersihkan(mentah)
    assert teks.bersihkan(once) == once
    assert once == once.strip()
    assert "  " not in once
    assert "\0" not in once


@given(st.text(st.characters(codec="ascii", min_codepoint=32, max_codepoint=126), max_size=40))
def test_the_quick_way_for_plain_cells_gives_what_the_long_way_gives(mentah: str) -> None:
    assert teks.bersihkan(mentah) == teks.bersihkan(mentah + "\u200b")


def test_a_code_cell_loses_the_apostrophe_of_spreadsheets() -> None:
    assert teks.bersihkan_kode("'001") == "001"
    assert teks.bersihkan_kode(" ' 001 ") == "001"


@pytest.mark.parametrize("nama", ["EUIS KOMARIAH", "H. UUS, S.Pd", "MA'MUN", "JOSÉ", "A/B (ALM)", "SITI-NUR"])
def test_names_as_identity_cards_have_them(nama: str) -> None:
    assert teks.karakter_asing_nama(nama) == ""


@pytest.mark.parametrize(
    ("nama", "asing"), [("<b>X</b>", "<"), ("A=B", "="), ("#panic()", "#"), ('A"B', '"')]
)
def test_marks_that_no_name_has(nama: str, asing: str) -> None:
    assert teks.karakter_asing_nama(nama) == asing


@pytest.mark.parametrize("isi", FORMULAS)
def test_formulas_are_recognised(isi: str) -> None:
    assert teks.mirip_rumus(isi)


@pytest.mark.parametrize("isi", ["-", "-5", "- 12", "JL. RAYA =", "001", "", "A-B"])
def test_plain_cells_stay(isi: str) -> None:
    assert not teks.mirip_rumus(isi)


@pytest.mark.parametrize(
    ("bagian", "kunci"),
    [
        (("Ma'mun", "3207"), "MAMUN 3207"),
        (("Ma’mun",), "MAMUN"),
        (("José  d'Arc",), "JOSE DARC"),
        (("H. UUS, S.Pd",), "H UUS S PD"),
        (("", ""), ""),
    ],
)
def test_search_keys(bagian: tuple[str, ...], kunci: str) -> None:
    assert teks.kunci_cari(*bagian) == kunci


@given(st.lists(st.text(max_size=20), max_size=4))
def test_search_keys_hold_only_capitals_digits_and_single_spaces(bagian: list[str]) -> None:
    key = teks.kunci_cari(*bagian)
    assert all(c == " " or (c.isascii() and (c.isdigit() or c.isupper())) for c in key)
    assert "  " not in key
    assert teks.kunci_cari(key) == key
