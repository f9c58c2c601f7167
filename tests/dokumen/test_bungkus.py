"""Files locked each with a key of its own: the right key opens, nothing else does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.dokumen.adapters.bungkus import KunciSalah, buka_bungkus, bungkus


@given(st.binary(max_size=5000))
def test_what_was_locked_opens_with_its_key(isi: bytes) -> None:
    kunci, terkunci = bungkus(isi)
    assert buka_bungkus(kunci, terkunci) == isi
    assert len(kunci) == 32
    assert len(terkunci) == len(isi) + 16


def test_the_same_file_twice_is_two_keys_and_two_noises() -> None:
    isi = b"KTP" * 100
    satu, dua = bungkus(isi), bungkus(isi)
    assert satu[0] != dua[0]
    assert satu[1] != dua[1]
    assert isi[:30] not in satu[1]


@pytest.mark.parametrize("rusak", [0, 7, -1])
def test_a_changed_byte_is_noticed(rusak: int) -> None:
    kunci, terkunci = bungkus(b"isi berkas yang panjang")
    berubah = bytearray(terkunci)
    berubah[rusak] ^= 1
    with pytest.raises(KunciSalah):
        buka_bungkus(kunci, bytes(berubah))


def test_another_key_opens_nothing() -> None:
    _, terkunci = bungkus(b"isi")
    lain, _ = bungkus(b"isi")
    with pytest.raises(KunciSalah):
        buka_bungkus(lain, terkunci)


@pytest.mark.parametrize("potong", [0, 1, 15])
def test_a_file_cut_short_is_no_file(potong: int) -> None:
    kunci, terkunci = bungkus(b"isi")
    with pytest.raises(KunciSalah):
        buka_bungkus(kunci, terkunci[:potong])
