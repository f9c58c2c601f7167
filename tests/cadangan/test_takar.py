"""Bytes on their way: counted and digested as they pass, and what others left is told from what is ours."""

import hashlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.cadangan.adapters.takar import Takar, baris_sidik, nama_samping, sisa_mati

NAMA = "eoffice-32.07.15.2004-20261124T140000Z.age"


@given(st.lists(st.binary(max_size=500)))
def test_what_passes_is_counted_digested_and_unchanged(potongan: list[bytes]) -> None:
    keluar = io.BytesIO()
    takar = Takar(keluar)
    for satu in potongan:
        assert takar.write(satu) == len(satu)
    takar.flush()
    semua = b"".join(potongan)
    assert (keluar.getvalue(), takar.ukuran) == (semua, len(semua))
    assert takar.sidik == hashlib.sha256(semua).hexdigest()


def test_a_name_beside_is_hidden_and_never_the_same() -> None:
    satu, dua = nama_samping(NAMA), nama_samping(NAMA)
    assert satu != dua
    assert satu.startswith(f".{NAMA}.")
    assert sisa_mati([satu, dua], NAMA) == [satu, dua]


@pytest.mark.parametrize(
    "nama",
    [
        NAMA,
        f"{NAMA}.sha256",
        f".{NAMA}.0a.tmp".replace("2004", "2005"),
        f".{NAMA}.0a.tmp".replace("eoffice", "kantor"),
        ".eoffice-32.07.15.2004.tmp",
        "surat.tmp",
        "",
    ],
)
def test_what_is_not_ours_is_left_alone(nama: str) -> None:
    assert sisa_mati([nama], NAMA) == []


def test_an_older_leftover_of_ours_is_found() -> None:
    lama = nama_samping(NAMA.replace("20261124", "20250101"))
    assert sisa_mati([lama], NAMA) == [lama]


def test_the_line_beside_is_that_of_sha256sum() -> None:
    assert baris_sidik(NAMA, "ab" * 32) == f"{'ab' * 32}  {NAMA}\n".encode()
