"""The secret key as words: nothing that a person mistypes becomes another key in silence."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.cadangan.rules import bech32, kata
from eoffice.cadangan.rules.kata import KATA
from eoffice.kernel.errors import InvalidInput

KUNCI = st.binary(min_size=32, max_size=32)


def _kode(teks: str) -> str:
    with pytest.raises(InvalidInput) as tolak:
        kata.dari_kata(teks)
    return tolak.value.pesan.kode


def test_every_byte_has_a_word_of_its_own_known_by_four_letters() -> None:
    assert len(KATA) == len(set(KATA)) == len({satu[:4] for satu in KATA}) == 256
    assert all(satu.isascii() and satu.isalpha() and satu.islower() and 3 <= len(satu) <= 9 for satu in KATA)


def test_the_words_never_change_or_sheets_on_paper_would_be_worthless() -> None:
    assert hashlib.sha256(" ".join(KATA).encode()).hexdigest() == (
        "1f6276271de5a79cd7566bed4834f3a3844dfce3465666a032295ccf1b75e2d8"
    )
    assert kata.ke_kata(bytes(range(32)))[:2] == ["abad", "abang"]


@given(KUNCI)
def test_words_lead_back_to_the_key(isi: bytes) -> None:
    semua = kata.ke_kata(isi)
    assert len(semua) == 34
    assert kata.dari_kata(" ".join(semua)) == isi


@given(KUNCI)
def test_people_type_as_they_like(isi: bytes) -> None:
    semua = kata.ke_kata(isi)
    assert kata.dari_kata("\n".join(satu[:4].upper() for satu in semua)) == isi
    assert kata.dari_kata(", ".join(f"{urut}. {satu}" for urut, satu in enumerate(semua, 1))) == isi


@pytest.mark.parametrize("geser", [1, 7, 128, 255])
@pytest.mark.parametrize("tempat", range(34))
def test_one_word_mistaken_for_another_is_noticed(tempat: int, geser: int) -> None:
    semua = kata.ke_kata(bytes(range(100, 132)))
    semua[tempat] = KATA[(KATA.index(semua[tempat]) + geser) % 256]
    assert _kode(" ".join(semua)) == "cadangan.kata_keliru"


def test_an_unknown_word_is_named_by_its_place() -> None:
    semua = kata.ke_kata(bytes(32))
    semua[7] = "xylofon"
    with pytest.raises(InvalidInput) as tolak:
        kata.dari_kata(" ".join(semua))
    assert dict(tolak.value.pesan.params) == {"urut": 8, "kata": "xylofon"}


@pytest.mark.parametrize("potong", [0, 1, 33])
def test_too_few_words_are_counted(potong: int) -> None:
    assert _kode(" ".join(kata.ke_kata(bytes(32))[:potong])) == "cadangan.kata_jumlah"


def test_two_words_exchanged_are_noticed() -> None:
    semua = kata.ke_kata(bytes(range(32)))
    semua[3], semua[4] = semua[4], semua[3]
    assert _kode(" ".join(semua)) == "cadangan.kata_keliru"


@given(KUNCI)
def test_a_key_line_leads_back_to_the_key(isi: bytes) -> None:
    teks = bech32.tulis(isi)
    assert (len(teks), teks.startswith("AGE-SECRET-KEY-1"), teks.isupper()) == (74, True, True)
    assert bech32.baca(teks) == bech32.baca(f"  {teks.lower()}\n") == isi


def test_a_line_of_the_standard_is_read() -> None:
    """A vector of BIP 173, whose data is all ones."""
    vektor = "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw"
    assert bech32.baca(vektor, "abcdef") == bytes.fromhex("00443214c74254b635cf84653a56d7c675be77df")
    assert bech32.tulis(bech32.baca(vektor, "abcdef"), "abcdef") == vektor.upper()


@given(KUNCI, st.integers(16, 73), st.sampled_from("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"))
def test_any_letter_mistyped_is_noticed(isi: bytes, tempat: int, huruf: str) -> None:
    teks = bech32.tulis(isi)
    lain = teks[:tempat] + huruf + teks[tempat + 1 :]
    if lain == teks:
        assert bech32.baca(lain) == isi
        return
    with pytest.raises(InvalidInput):
        bech32.baca(lain)


@pytest.mark.parametrize("teks", ["", "1", "AGE-SECRET-KEY-1", "age1qqqq", "AGE-SECRET-KEY-1O", "é" * 74])
def test_what_is_no_key_is_refused(teks: str) -> None:
    with pytest.raises(InvalidInput) as tolak:
        bech32.baca(teks)
    assert tolak.value.pesan.kode == "cadangan.kunci_salah_ketik"
