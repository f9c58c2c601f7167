"""Numbers as few bytes: every number comes back, and what is cut or endless is no number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.sinkron.rules.bita import Pembaca, angka, selisih


@given(st.lists(st.integers(0, 2**63 - 1)), st.binary(max_size=5))
def test_numbers_come_back_one_after_the_other(semua: list[int], sesudah: bytes) -> None:
    pembaca = Pembaca(b"".join(map(angka, semua)) + sesudah)
    assert [pembaca.angka() for _ in semua] == semua
    assert pembaca.ambil(len(sesudah)) == sesudah
    assert pembaca.habis


@given(st.lists(st.integers(-(2**62), 2**62 - 1)))
def test_differences_come_back_with_their_sign(semua: list[int]) -> None:
    pembaca = Pembaca(b"".join(map(selisih, semua)))
    assert [pembaca.selisih() for _ in semua] == semua
    assert pembaca.habis


@pytest.mark.parametrize(("nilai", "panjang"), [(0, 1), (127, 1), (128, 2), (2**14 - 1, 2), (2**14, 3)])
def test_a_small_number_is_short(nilai: int, panjang: int) -> None:
    assert len(angka(nilai)) == panjang


@pytest.mark.parametrize(("nilai", "panjang"), [(0, 1), (63, 1), (-64, 1), (64, 2), (-65, 2)])
def test_a_small_difference_is_short_whatever_its_sign(nilai: int, panjang: int) -> None:
    assert len(selisih(nilai)) == panjang


@pytest.mark.parametrize("isi", [b"", b"\x80", b"\xff\xff"])
def test_a_number_that_is_cut_is_none(isi: bytes) -> None:
    with pytest.raises(IndexError):
        Pembaca(isi).angka()


def test_a_number_without_end_is_none() -> None:
    with pytest.raises(ValueError, match=r"^$"):
        Pembaca(b"\xff" * 200 + b"\x01").angka()


def test_no_more_is_taken_than_there_is() -> None:
    pembaca = Pembaca(b"abc", 1)
    assert not pembaca.habis
    with pytest.raises(IndexError):
        pembaca.ambil(3)
    assert pembaca.ambil(2) == b"bc"
    assert pembaca.habis
