"""The witness as a value: what it writes it reads, it never moves back, and damage is never taken for a witness."""

import json
from dataclasses import fields, replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.arsip.rules.saksi import Saksi, Sebab, baca, baca_nama, dari_cadangan, nama_buku

SINI, SANA = UUID(int=1), UUID(int=2)
PENUH = Saksi(
    epoch=SINI,
    urut=41,
    digest="d" * 64,
    mesin="komputer-satu",
    buku={"2026|semua": 7, "2026|jenis:sku": 3},
    pulih=Sebab.TERTINGGAL.value,
    jumpa=5,
    seri="K7QX",
    tanggal="2026-11-25",
)
TEKS = st.text(max_size=12)
SAKSI = st.builds(
    Saksi,
    epoch=st.none() | st.uuids(),
    urut=st.integers(0, 10**9),
    digest=TEKS,
    mesin=TEKS,
    buku=st.dictionaries(TEKS, st.integers(0, 10**6), max_size=4),
    pulih=st.just("") | st.sampled_from([satu.value for satu in Sebab]),
    jumpa=st.integers(0, 10**6),
    seri=TEKS,
    tanggal=TEKS,
)


@given(SAKSI)
def test_what_is_written_is_read_again(saksi: Saksi) -> None:
    assert baca(saksi.tulis()) == saksi


def test_every_field_of_a_full_witness_survives_the_file() -> None:
    """A field that fell back to its default would go unnoticed in a nearly empty witness."""
    kosong, lagi = Saksi(), baca(PENUH.tulis())
    assert all(getattr(PENUH, satu.name) != getattr(kosong, satu.name) for satu in fields(Saksi))
    assert lagi == PENUH


@pytest.mark.parametrize("nama", [satu.name for satu in fields(Saksi)])
def test_a_file_without_one_of_its_fields_is_damaged(nama: str) -> None:
    isi: dict[str, Any] = json.loads(PENUH.tulis())
    del isi[nama]
    assert baca(json.dumps(isi).encode()) is None


@pytest.mark.parametrize(
    "ubah",
    [
        {"epoch": "bukan-uuid"},
        {"epoch": 7},
        {"buku": []},
        {"buku": {"2026|semua": "tujuh"}},
        {"buku": {"2026|semua": None}},
        {"pulih": "entah"},
        {"urut": "x"},
        {"jumpa": None},
    ],
)
def test_a_field_that_cannot_be_is_damage(ubah: dict[str, Any]) -> None:
    isi = json.loads(PENUH.tulis()) | ubah
    assert baca(json.dumps(isi).encode()) is None


@pytest.mark.parametrize("isi", [b"", b"{", b"[]", b"null", b"3", b'"x"', b"\xff\xfe", PENUH.tulis()[:-1]])
def test_a_file_cut_short_or_of_something_else_is_no_witness(isi: bytes) -> None:
    assert baca(isi) is None


def test_a_number_moves_the_witness_to_its_place() -> None:
    baru = PENUH.mencatat(SINI, 42, "e" * 64, {"2026|semua": 8})
    assert (baru.epoch, baru.urut, baru.digest) == (SINI, 42, "e" * 64)
    assert baru.buku == {"2026|semua": 8, "2026|jenis:sku": 3}
    assert replace(baru, epoch=PENUH.epoch, urut=41, digest=PENUH.digest, buku=PENUH.buku) == PENUH


def test_a_late_witness_of_an_earlier_place_moves_nothing_back() -> None:
    """Two processes commit one after the other and reach the file the other way round."""
    baru = PENUH.mencatat(SINI, 40, "a" * 64, {"2026|semua": 6, "2026|jenis:sku": 4})
    assert (baru.urut, baru.digest) == (41, "d" * 64)
    assert baru.buku == {"2026|semua": 7, "2026|jenis:sku": 4}, (
        "the book that went further is noted all the same"
    )


def test_the_same_place_again_is_written_again() -> None:
    assert PENUH.mencatat(SINI, 41, "b" * 64, {}).digest == "b" * 64


def test_another_branch_of_the_stream_begins_low_and_counts() -> None:
    baru = PENUH.mencatat(SANA, 1, "c" * 64, {"2027|semua": 1})
    assert (baru.epoch, baru.urut, baru.digest) == (SANA, 1, "c" * 64)
    assert baru.buku["2027|semua"] == 1
    assert baru.buku["2026|semua"] == 7


@given(st.permutations([(n, n * 2) for n in range(1, 7)]))
def test_in_whatever_order_numbers_arrive_the_last_one_stands(urutan: list[tuple[int, int]]) -> None:
    saksi = Saksi(epoch=SINI)
    for urut, nomor in urutan:
        saksi = saksi.mencatat(SINI, urut, str(urut), {"2026|semua": nomor})
    assert (saksi.urut, saksi.digest, saksi.buku) == (6, "6", {"2026|semua": 12})


def test_a_backup_put_back_makes_nothing_certain_and_forgets_no_book() -> None:
    baru = dari_cadangan(PENUH, 9)
    assert (baru.pulih, baru.jumpa, baru.seri, baru.tanggal) == (Sebab.CADANGAN.value, 9, "", "")
    assert (baru.epoch, baru.urut, baru.digest, baru.mesin) == (SINI, 41, "d" * 64, "komputer-satu")
    assert baru.buku == PENUH.buku


def test_a_backup_without_a_witness_is_in_doubt_too() -> None:
    assert dari_cadangan(None, 2) == Saksi(pulih=Sebab.CADANGAN.value, jumpa=2)


@pytest.mark.parametrize("kunci", ["semua", "jenis:sku", "sementara:K7QX", "buku|dengan|garis", ""])
def test_a_book_is_known_by_its_name_again(kunci: str) -> None:
    assert baca_nama(nama_buku(2026, kunci)) == (2026, kunci)


def test_books_of_two_years_have_two_names() -> None:
    assert nama_buku(2026, "semua") != nama_buku(2027, "semua")
