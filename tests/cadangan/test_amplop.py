"""The envelope: read by its keys alone, and by nobody once a byte of it is not what it was."""

import errno
import io
import os
import resource
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.cadangan.adapters import amplop
from eoffice.cadangan.adapters.amplop import KunciLain, Rusak
from eoffice.kernel.errors import InvalidInput

RAHASIA, PUBLIK = amplop.kunci_baru()
ISI = bytes(range(256)) * 800  # four pieces of 64 KiB, the last not full


def segel(isi: bytes = ISI, *kunci: str) -> bytes:
    keluar = io.BytesIO()
    amplop.segel(lambda pipa: _tulis(pipa, isi), keluar, kunci or [PUBLIK])
    return keluar.getvalue()


def _tulis(pipa: BinaryIO, isi: bytes) -> None:
    pipa.write(isi)


def buka(bita: bytes, rahasia: str = RAHASIA) -> bytes:
    return amplop.buka(io.BytesIO(bita), rahasia, lambda pipa: pipa.read())


TERSEGEL = segel()


@given(st.binary(max_size=200_000))
def test_what_was_sealed_comes_out_again(isi: bytes) -> None:
    assert buka(segel(isi)) == isi


def test_what_is_inside_cannot_be_seen_from_outside() -> None:
    bita = segel(b"3207150101909001 Asep Sunandar" * 1000)
    assert b"3207150101909001" not in bita
    assert b"Asep" not in bita


def test_the_same_content_never_looks_the_same() -> None:
    assert segel() != segel()


@given(st.integers(0, len(TERSEGEL) - 1), st.integers(1, 255))
def test_a_change_of_any_byte_is_refused(tempat: int, ubah: int) -> None:
    rusak = bytearray(TERSEGEL)
    rusak[tempat] ^= ubah
    with pytest.raises((Rusak, KunciLain)):
        buka(bytes(rusak))


@pytest.mark.parametrize("tempat", range(220))
def test_a_change_of_any_byte_of_the_header_is_refused(tempat: int) -> None:
    rusak = bytearray(TERSEGEL)
    rusak[tempat] ^= 0x20
    with pytest.raises((Rusak, KunciLain)):
        buka(bytes(rusak))


@given(st.integers(0, len(TERSEGEL) - 1))
def test_whatever_is_cut_off_is_missed(panjang: int) -> None:
    with pytest.raises((Rusak, KunciLain)):
        buka(TERSEGEL[:panjang])


@pytest.mark.parametrize("potong", [1, 2, 3])
def test_a_cut_between_two_pieces_is_missed(potong: int) -> None:
    kepala = len(TERSEGEL) - len(ISI) - 16 * 4
    with pytest.raises(Rusak):
        buka(TERSEGEL[: kepala + potong * (65536 + 16)])


@pytest.mark.parametrize("tambahan", [b"\0", b"x" * 70_000, TERSEGEL], ids=["nol", "panjang", "arsip"])
def test_nothing_may_follow(tambahan: bytes) -> None:
    with pytest.raises(Rusak):
        buka(TERSEGEL + tambahan)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(KunciLain):
        buka(TERSEGEL, amplop.kunci_baru()[0])


def test_each_of_several_keys_opens_it() -> None:
    lain, publik = amplop.kunci_baru()
    bita = segel(ISI, PUBLIK, publik)
    assert buka(bita) == buka(bita, lain) == ISI


@pytest.mark.parametrize("bita", [b"", b"x", b"PK\x03\x04" * 100, b"age-encryption.org/v1\n"])
def test_another_file_is_no_archive(bita: bytes) -> None:
    with pytest.raises(Rusak):
        buka(bita)


def test_a_reader_that_finds_nonsense_hears_that_the_envelope_is_cut() -> None:
    """Why the inside ends early is known outside: the reader's own complaint would lead astray."""

    def membaca(pipa: BinaryIO) -> bytes:
        if len(isi := pipa.read()) < len(ISI):
            raise Rusak
        return isi

    with pytest.raises(KunciLain):
        amplop.buka(io.BytesIO(TERSEGEL), amplop.kunci_baru()[0], membaca)


def test_a_reader_whose_disk_is_full_says_so_and_nobody_waits_for_ever() -> None:
    def membaca(pipa: BinaryIO) -> bytes:
        pipa.read(10)
        raise OSError(errno.ENOSPC, "penuh")

    with pytest.raises(OSError, match="penuh"):
        amplop.buka(io.BytesIO(TERSEGEL), RAHASIA, membaca)


def test_what_is_not_read_is_checked_all_the_same() -> None:
    rusak = TERSEGEL[:-1] + bytes([TERSEGEL[-1] ^ 1])
    with pytest.raises(Rusak):
        amplop.buka(io.BytesIO(rusak), RAHASIA, lambda pipa: pipa.read(10))


class Penuh(io.BytesIO):
    def write(self, bita: object) -> int:
        if self.tell() > 100_000:
            raise OSError(errno.ENOSPC, "penuh")
        return super().write(bita)  # type: ignore[arg-type]


def test_a_full_target_says_so_while_much_is_still_to_come() -> None:
    with pytest.raises(OSError, match="penuh") as galat:
        amplop.segel(lambda pipa: _tulis(pipa, ISI * 50), Penuh(), [PUBLIK])
    assert galat.value.errno == errno.ENOSPC


def test_a_source_that_fails_is_heard_of() -> None:
    def menulis(pipa: BinaryIO) -> None:
        pipa.write(ISI)
        raise OSError(errno.EIO, "rusak")

    with pytest.raises(OSError, match="rusak"):
        amplop.segel(menulis, io.BytesIO(), [PUBLIK])


def test_half_a_gigabyte_passes_through_a_little_memory() -> None:
    """Neither side holds more than a few pieces of it."""
    potong, kali = os.urandom(1024 * 1024), 512

    def menulis(pipa: BinaryIO) -> None:
        pipa.writelines(potong for _ in range(kali))

    class Hitung(io.RawIOBase):
        banyak = 0

        def write(self, bita: object) -> int:
            self.banyak += len(bita)  # type: ignore[arg-type]
            return len(bita)  # type: ignore[arg-type]

    sebelum = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    hitung = Hitung()
    amplop.segel(menulis, hitung, [PUBLIK])
    assert hitung.banyak > kali * len(potong)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - sebelum < 40 * 1024


@pytest.mark.parametrize(
    "kunci",
    ["", "age1x", RAHASIA, "ssh-ed25519 AAAA", PUBLIK[:-1] + ("q" if PUBLIK[-1] != "q" else "p")],
    ids=["kosong", "pendek", "rahasia", "jenis lain", "salah ketik"],
)
def test_what_is_no_public_key_is_refused(kunci: str) -> None:
    with pytest.raises(InvalidInput):
        amplop.periksa_publik(kunci)


def test_a_public_key_belongs_to_its_secret_one() -> None:
    assert amplop.periksa_publik(f" {PUBLIK}\n") == amplop.kunci_publik(RAHASIA) == PUBLIK
