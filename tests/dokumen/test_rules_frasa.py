"""Passphrases of signing keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.dokumen.rules.frasa import MAKS_FRASA, MIN_FRASA, bentuk_baku, periksa_frasa


@pytest.mark.parametrize("frasa", ["kopi pagi di saung", "Gunung-Sawal2026!", "sawah luas milik aki"])
def test_good(frasa: str) -> None:
    assert periksa_frasa(frasa, "Dadang Suhendar") is None


@pytest.mark.parametrize("frasa", ["", "pendek", "x" * (MAKS_FRASA + 1), " " * 30])
def test_length(frasa: str) -> None:
    pesan = periksa_frasa(frasa)
    assert pesan is not None
    assert pesan.kode == "dokumen.frasa_panjang"


@pytest.mark.parametrize(
    "frasa",
    [
        "aaaaaaaaaaaaaa",
        "123456789012345",
        "KataSandi Saya",
        "dadangsuhendar",
        "Dadang Suhendar",
        "ababababababab",
    ],
)
def test_easy_to_guess(frasa: str) -> None:
    pesan = periksa_frasa(frasa, "Dadang Suhendar")
    assert pesan is not None
    assert pesan.kode == "dokumen.frasa_mudah_ditebak"


@given(st.text(max_size=40))
def test_one_form_whatever_the_keyboard_sends(frasa: str) -> None:
    assert bentuk_baku(bentuk_baku(frasa)) == bentuk_baku(frasa)
    assert periksa_frasa(frasa) == periksa_frasa(f" {frasa} ")


@given(st.text(max_size=MIN_FRASA - 1))
def test_short_ones_never_pass(frasa: str) -> None:
    if len(bentuk_baku(frasa)) < MIN_FRASA:
        assert periksa_frasa(frasa) is not None
