"""The typed code: readable by people, mended where it is safe, refused where it is mistyped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.surat.rules.kode import ABJAD, baca_kode, kode_pendek, tampilkan_kode

KODE = st.binary(min_size=16, max_size=16)


@given(KODE)
def test_what_is_printed_can_be_typed(kode: bytes) -> None:
    pendek = kode_pendek(kode)
    assert len(pendek) == 10
    assert baca_kode(tampilkan_kode(pendek)) == pendek
    assert baca_kode(f"  {tampilkan_kode(pendek).lower().replace('-', ' ')} ") == pendek


@given(KODE)
def test_look_alike_letters_are_mended(kode: bytes) -> None:
    pendek = kode_pendek(kode)
    assert baca_kode(pendek.replace("1", "I").replace("0", "O")) == pendek
    assert baca_kode(pendek.replace("1", "l").replace("0", "o")) == pendek


@given(KODE, st.integers(0, 9), st.sampled_from(ABJAD))
def test_one_wrong_letter_is_always_noticed(kode: bytes, letak: int, huruf: str) -> None:
    pendek = kode_pendek(kode)
    salah = pendek[:letak] + huruf + pendek[letak + 1 :]
    assert (baca_kode(salah) is None) is (salah != pendek)


@given(KODE, st.integers(0, 8))
def test_swapped_neighbours_are_noticed(kode: bytes, letak: int) -> None:
    pendek = kode_pendek(kode)
    a, b = pendek[letak], pendek[letak + 1]
    salah = pendek[:letak] + b + a + pendek[letak + 2 :]
    if {a, b} != {"0", "Z"}:  # the one pair that Luhn's sum cannot tell apart
        assert (baca_kode(salah) is None) is (a != b)


@pytest.mark.parametrize(
    "ketikan", ["", "K7QF", "K7QF-2M9D-PXX", "UUUU-UUUU-UU", "K7QF 2M9D P?", "😀" * 10, "-" * 40]
)
def test_other_things_are_not_codes(ketikan: str) -> None:
    assert baca_kode(ketikan) is None


def test_a_code_has_128_bits() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        kode_pendek(b"short")


def test_different_codes_differ_in_their_first_45_bits() -> None:
    assert kode_pendek(bytes(16)) == "0000000000"
    assert kode_pendek(b"\xff" * 16)[:9] == "Z" * 9
