"""Old and Sundanese spellings, and slips of the finger."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.penduduk.rules.ejaan import (
    PADANAN_MAKSIMUM,
    Kata,
    bunyi,
    jarak,
    kata_nama,
    padanan,
    peringkat_mirip,
)
from eoffice.penduduk.rules.teks import kunci_cari

words = st.text(string.ascii_uppercase, min_size=1, max_size=12)
few = st.text("ABC", max_size=6)


def kosakata(*teks: str, **banyak: int) -> list[Kata]:
    return [(word, bunyi(word), banyak.get(word, 1)) for word in (*teks, *banyak)]


@pytest.mark.parametrize(
    ("lama", "baru"),
    [
        ("DJOEWITA", "JUWITA"),
        ("TJETJEP", "CECEP"),
        ("JUSUF", "YUSUF"),
        ("JUSUP", "YUSUF"),
        ("SJARIF", "SYARIF"),
        ("SARIP", "SYARIF"),
        ("SOEKARNO", "SUKARNO"),
        ("ACHMAD", "AHMAD"),
        ("AKHMAD", "AHMAD"),
        ("CHOTIJAH", "KHOTIYAH"),
        ("MUHAMMAD", "MUHAMAD"),
        ("ZAENAL", "SAENAL"),
        ("IRFAN", "IRPAN"),
        ("NOVI", "NOPI"),
        ("FATHIMAH", "FATIMA"),
        ("RIDHO", "RIDO"),
        ("ABDULLAH", "ABDULA"),
        ("HOTIB", "KHOTIB"),
        ("SHOLEH", "SOLEH"),
        ("CEUCEU", "CECE"),
        ("NJAI", "NYAI"),
    ],
)
def test_old_and_new_spelling_sound_the_same(lama: str, baru: str) -> None:
    assert bunyi(lama) == bunyi(baru)


@pytest.mark.parametrize(
    ("satu", "lain"),
    [
        ("ASEP", "ACEP"),
        ("DEDI", "DADI"),
        ("EUIS", "IIS"),
        ("YANTO", "WANTO"),
        ("SITI", "SITA"),
        ("BUDI", "PUDI"),
    ],
)
def test_different_names_stay_different(satu: str, lain: str) -> None:
    assert bunyi(satu) != bunyi(lain)


@given(words)
def test_a_sound_is_never_longer_than_its_column_and_never_empty(kata: str) -> None:
    sound = bunyi(kata)
    assert 0 < len(sound) <= 2 * len(kata)


@given(st.text(max_size=40))
def test_words_of_a_name_have_no_digits_and_more_than_a_letter(nama: str) -> None:
    kata = kata_nama(kunci_cari(f"{nama} KOMARIAH 7 B", "3207150101809001"))
    assert "KOMARIAH" in kata
    assert [word for word in kata if not (1 < len(word) <= 40 and word.isalpha())] == []


def sebenarnya(a: str, b: str) -> int:
    """Return the distance by the book: the whole table, no bounds."""
    table = {(i, 0): i for i in range(len(a) + 1)} | {(0, j): j for j in range(len(b) + 1)}
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            table[i, j] = min(
                table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (a[i - 1] != b[j - 1])
            )
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return table[len(a), len(b)]


@given(few, few, st.integers(0, 3))
def test_the_bounded_distance_is_the_one_by_the_book_or_none_beyond_its_bound(
    a: str, b: str, batas: int
) -> None:
    true = sebenarnya(a, b)
    assert jarak(a, b, batas) == (true if true <= batas else None)


@pytest.mark.parametrize(
    ("a", "b", "slips"),
    [
        ("KOMARIAH", "KOMARIAH", 0),
        ("KOMARIAH", "KOMRIAH", 1),
        ("KOMARIAH", "KOMMARIAH", 1),
        ("KOMARIAH", "KOMERIAH", 1),
        ("KOMARIAH", "KOMAIRAH", 1),
        ("KOMARIAH", "KMOARIHA", 2),
        ("KOMARIAH", "SUKARIAH", None),
        ("", "A", 1),
        ("", "", 0),
    ],
)
def test_slips_are_counted(a: str, b: str, slips: int | None) -> None:
    assert jarak(a, b, 2) == slips
    assert jarak(b, a, 2) == slips


def test_a_piece_means_itself_then_its_sound_then_what_begins_so_then_slips() -> None:
    known = kosakata("JUWITA", "JUWITASARI", "JUWIT", "SUTISNA")
    assert padanan("DJOEWITA", known) == ("DJOEWITA", "JUWITA", "JUWITASARI")
    assert padanan("JUWITE", known) == ("JUWITE", "JUWIT", "JUWITA")


def test_among_equals_the_more_common_comes_first() -> None:
    assert padanan("ASEB", kosakata(ASEM=2, ASEP=40, ASER=7)) == ("ASEB", "ASEP", "ASER", "ASEM")


def test_two_slips_only_in_long_words_and_none_in_short_ones() -> None:
    assert padanan("KMOARIHA", kosakata("KOMARIAH")) == ("KMOARIHA", "KOMARIAH")
    assert padanan("KMOARI", kosakata("OKMRAI")) == ("KMOARI",)
    assert padanan("ADI", kosakata("EDI", "ADE", "UDI")) == ("ADI",)


def test_numbers_are_never_guessed_at() -> None:
    assert padanan("3207150101809001", kosakata("ASEP")) == ("3207150101809001",)
    assert padanan("RT01", kosakata("RTOI")) == ("RT01",)


@given(words, st.lists(words, max_size=30, unique=True))
def test_there_are_at_most_twelve_each_once_and_the_piece_is_first(potong: str, teks: list[str]) -> None:
    found = padanan(potong, kosakata(*teks))
    assert found[0] == potong
    assert len(found) == len(set(found)) <= PADANAN_MAKSIMUM
    assert set(found[1:]) <= set(teks)


def test_keys_are_ranked_by_how_near_their_words_are() -> None:
    choices = [("DJOEWITA", "JUWITA", "JUWITASARI"), ("ASEB", "ASEP")]
    keys = ["ASEP JUWITASARI 1", "JUWITA ASEP 2", "ASEB JUWITA 3"]
    far = [peringkat_mirip(key, choices) for key in keys]
    assert far == [2 + 3, 2 + 2, 0 + 2]


def test_what_only_may_be_meant_must_begin_a_word_and_what_was_typed_need_not() -> None:
    assert peringkat_mirip("KOMARIAH 1", [("SARI", "ARI")]) is None
    assert peringkat_mirip("KOMARIAH 1", [("ARIA", "ARIN")]) == 4
    assert peringkat_mirip("ARI KOMARIAH 1", [("SARI", "ARI"), ("KOMRIAH", "KOMARIAH")]) == 4
    assert peringkat_mirip("ARI SUTISNA 1", [("SARI", "ARI"), ("KOMRIAH", "KOMARIAH")]) is None
