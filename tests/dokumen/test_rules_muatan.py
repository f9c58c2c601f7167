"""What gives way in a QR: words are cut at a space near the end, the purpose before the name, always alike."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.dokumen.rules.hasil import Klaim
from eoffice.dokumen.rules.muatan import MAKS_MUATAN, MAKS_NAMA, potong, ringkas_klaim

KLAIM = Klaim(
    desa="32.07.15.2004",
    kode=bytes(range(16)),
    jenis="SKTM",
    nama="Euis Komariah",
    keperluan="beasiswa sekolah menengah",
    terbit=date(2026, 4, 14),
    berlaku=None,
)
KATA = st.text("abc ", max_size=80)


def ukur(klaim: Klaim) -> int:
    """As long as what is written by hand: name and purpose."""
    return len(klaim.nama) + len(klaim.keperluan)


@pytest.mark.parametrize(
    ("teks", "panjang", "hasil"),
    [
        ("beasiswa", 8, "beasiswa"),
        ("beasiswa", 7, "beasis…"),
        ("", 3, ""),
        ("abcdef ghijk", 9, "abcdef…"),
        ("abcde fghijk", 9, "abcde fg…"),
        ("abcdef, ghijk", 10, "abcdef…"),
        ("abcdefgh. ijk", 10, "abcdefgh…"),
        ("abcdefg - hijk", 10, "abcdefg…"),
    ],
)
def test_a_word_is_spared_where_a_space_lies_near_the_end(teks: str, panjang: int, hasil: str) -> None:
    assert potong(teks, panjang) == hasil


@given(KATA, st.integers(8, 60))
def test_a_cut_text_is_the_beginning_of_the_whole(teks: str, panjang: int) -> None:
    pendek = potong(teks, panjang)
    assert len(pendek) <= panjang
    assert pendek == teks or teks.startswith(pendek.removesuffix("…"))
    assert (pendek == teks) is (len(teks) <= panjang)


def test_what_fits_is_left_as_it_is() -> None:
    assert ringkas_klaim(KLAIM, ukur, ukur(KLAIM)) == KLAIM
    assert ringkas_klaim(KLAIM, ukur) == KLAIM
    assert MAKS_MUATAN == 318


def test_the_purpose_gives_way_first_and_no_more_than_it_must() -> None:
    satu = ringkas_klaim(KLAIM, ukur, ukur(KLAIM) - 1)
    assert satu == replace(KLAIM, keperluan="beasiswa sekolah…")
    assert ringkas_klaim(replace(KLAIM, keperluan="x" * 25), ukur, 37).keperluan == "x" * 23 + "…"


def test_then_the_name_down_to_eight_letters() -> None:
    satu = ringkas_klaim(KLAIM, ukur, 18)
    assert (satu.keperluan, satu.nama) == ("beasisw…", "Euis Komar"[:9] + "…")
    assert ukur(satu) == 18
    terpendek = ringkas_klaim(KLAIM, ukur, 0)
    assert (terpendek.keperluan, terpendek.nama) == ("beasisw…", "Euis Ko…"), (
        "no reader is left without a name"
    )


def test_nothing_else_of_a_letter_is_touched() -> None:
    satu = ringkas_klaim(KLAIM, ukur, 0)
    assert replace(satu, nama=KLAIM.nama, keperluan=KLAIM.keperluan) == KLAIM


@pytest.mark.parametrize(("panjang", "sisa"), [(47, 47), (48, 48), (49, 48), (80, 48)])
def test_a_name_is_kept_up_to_48_letters_also_where_there_is_room(panjang: int, sisa: int) -> None:
    satu = ringkas_klaim(replace(KLAIM, nama="N" * panjang), ukur)
    assert len(satu.nama) == sisa
    assert satu.nama.endswith("…") is (panjang > MAKS_NAMA)


@given(KATA, KATA, st.integers(16, 120))
def test_whatever_can_be_shortened_fits(nama: str, keperluan: str, maks: int) -> None:
    satu = ringkas_klaim(replace(KLAIM, nama=nama, keperluan=keperluan), ukur, maks)
    assert ukur(satu) <= maks
