"""Addresses in words, ages, titles, masked numbers, pages, and the order of search results."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.penduduk.rules.pencarian import KUNCI_TERAKHIR, peringkat, potongan
from eoffice.penduduk.rules.ringkas import HalamanPenduduk, HasilCari, TempatTinggal, judul, umur

CISONTROL = ("Desa Cisontrol", "Rancah", "Kabupaten Ciamis")
EKOR = "Desa Cisontrol, Kecamatan Rancah, Kabupaten Ciamis"


@pytest.mark.parametrize(
    ("rumah", "kalimat"),
    [
        (TempatTinggal("DUSUN JETAK", "JETAK", "002", "003"), f"Dusun Jetak RT 003 RW 002, {EKOR}"),
        (TempatTinggal("", "JETAK", "002", "003"), f"Dusun Jetak RT 003 RW 002, {EKOR}"),
        (
            TempatTinggal("JL. RAYA RANCAH NO. 5", "JETAK", "002", "003"),
            f"Jl. Raya Rancah No. 5, Dusun Jetak RT 003 RW 002, {EKOR}",
        ),
        (TempatTinggal("Kp. Cikupa", "", "", "003"), f"Kp. Cikupa, RT 003, {EKOR}"),
        (TempatTinggal(), EKOR),
    ],
)
def test_an_address_is_a_sentence_without_gaps(rumah: TempatTinggal, kalimat: str) -> None:
    assert rumah.kalimat(*CISONTROL) == kalimat


@pytest.mark.parametrize(
    ("besar", "biasa"),
    [("JL. RAYA", "Jl. Raya"), ("SUKAMAJU II", "Sukamaju II"), ("Kp. Cikupa", "Kp. Cikupa"), ("", "")],
)
def test_capitals_become_titles(besar: str, biasa: str) -> None:
    assert judul(besar) == biasa


@pytest.mark.parametrize(
    ("lahir", "pada", "tahun"),
    [
        (date(1985, 6, 5), date(2026, 6, 4), 40),
        (date(1985, 6, 5), date(2026, 6, 5), 41),
        (date(2000, 2, 29), date(2026, 2, 28), 25),
        (date(2000, 2, 29), date(2026, 3, 1), 26),
        (date(2026, 6, 30), date(2026, 6, 30), 0),
    ],
)
def test_age_counts_full_years(lahir: date, pada: date, tahun: int) -> None:
    assert umur(lahir, pada) == tahun


def test_age_of_an_unknown_birth_date_is_unknown() -> None:
    assert umur(None, date(2026, 1, 1)) is None


def test_a_result_masks_its_number() -> None:
    hit = HasilCari(
        UUID(int=1), "EUIS", "3207154506859001", "", "P", date(1985, 6, 5), "", "", "", True, "Hidup", False
    )
    assert hit.nik_samar == "320715••••••••01"
    assert hit.umur(date(2026, 1, 1)) == 40


@pytest.mark.parametrize(("jumlah", "halaman"), [(0, 1), (1, 1), (25, 1), (26, 2), (4496, 180)])
def test_pages_are_counted(jumlah: int, halaman: int) -> None:
    assert HalamanPenduduk((), 1, 25, jumlah).jumlah_halaman == halaman


@pytest.mark.parametrize(
    ("teks", "kata"),
    [
        ("Asep Sutisna", ("ASEP", "SUTISNA")),
        ("3207 1545 0685 9001", ("3207154506859001",)),
        ("asep 3207 15", ("ASEP", "320715")),
        ("ma'mun", ("MAMUN",)),
        ("a", ()),
        ("  %_ ", ()),
        ("a b", ("A", "B")),
    ],
)
def test_what_is_typed_becomes_pieces(teks: str, kata: tuple[str, ...]) -> None:
    assert potongan(teks) == kata


@given(st.text(max_size=400))
def test_pieces_are_few_short_and_plain(teks: str) -> None:
    pieces = potongan(teks)
    assert len(pieces) <= 6
    assert all(0 < len(piece) <= 40 and piece.isascii() and piece.isalnum() for piece in pieces)
    assert all(piece < KUNCI_TERAKHIR for piece in pieces)


def test_beginnings_of_words_come_before_their_insides() -> None:
    keys = ["SUTISNA ASEP", "ASEP SUTISNA", "ENTIS SUTISNA", "TISNA WIJAYA"]
    assert min(keys, key=lambda key: peringkat(key, ("TISNA",))) == "TISNA WIJAYA"
    assert sorted(keys, key=lambda key: peringkat(key, ("ASEP",)))[:2] == ["ASEP SUTISNA", "SUTISNA ASEP"]
