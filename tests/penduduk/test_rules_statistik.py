"""What residents are counted by: the list, the edges of ages, and tables made of counts."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.penduduk.models import Penduduk
from eoffice.penduduk.rules.ringkas import umur
from eoffice.penduduk.rules.statistik import (
    BELUM,
    KELOMPOK,
    LAINNYA,
    MENURUT_NAMA,
    SEMUA,
    TERBANYAK,
    Baris,
    Hasil,
    Statistik,
    Wilayah,
    lahir_antara,
    mundur,
    susun,
)

HARI = date(2026, 11, 24)
AGAMA, SUKU, UMUR = (MENURUT_NAMA[n] for n in ("agama", "suku", "umur-lima-tahunan"))


def tabel(statistik: Statistik, hitung: dict[tuple[object, str], int]) -> Hasil:
    return susun(statistik, Wilayah(), HARI, hitung)


def test_there_are_at_least_25_and_each_has_a_name_and_a_column_of_its_own() -> None:
    assert len(SEMUA) >= 25
    assert len(MENURUT_NAMA) == len({satu.judul for satu in SEMUA}) == len(SEMUA)
    kolom = {field.name for field in Penduduk._meta.get_fields()} | {"dusun", "rw", "rt"}
    assert {satu.kolom for satu in SEMUA} <= kolom


def test_each_stands_in_one_group_of_the_page() -> None:
    semua = [nama for _, isi in KELOMPOK for nama in isi.split()]
    assert sorted(semua) == sorted(MENURUT_NAMA)


@pytest.mark.parametrize("satu", SEMUA, ids=[satu.nama for satu in SEMUA])
def test_each_says_how_it_names_its_lines(satu: Statistik) -> None:
    assert bool(satu.rentang) == (satu.cara == "umur")
    assert bool(satu.kata) == (satu.cara in ("kode", "isi", "kartu"))
    assert satu.nama == satu.nama.lower().replace(" ", "-")


@pytest.mark.parametrize("satu", [s for s in SEMUA if s.rentang], ids=lambda s: s.nama)
def test_age_groups_begin_at_birth_and_leave_no_gap(satu: Statistik) -> None:
    awal = [tahun for _, tahun in satu.rentang]
    assert awal[0] == 0
    assert awal == sorted(set(awal))
    for nomor in range(1, len(awal)):
        sampai, _ = lahir_antara(satu.rentang, nomor, HARI)
        assert lahir_antara(satu.rentang, nomor - 1, HARI)[1] == sampai
    assert lahir_antara(satu.rentang, len(awal) - 1, HARI)[1] is None


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(0, 36500))
def test_everybody_is_in_the_group_of_his_full_years(hari: date, hidup: int) -> None:
    lahir = hari - timedelta(days=hidup)
    if lahir.year < 1900:
        return
    tahun = umur(lahir, hari)
    assert tahun is not None
    assert lahir <= mundur(hari, tahun)
    assert lahir > mundur(hari, tahun + 1)


@pytest.mark.parametrize(
    ("hari", "tahun", "lahir"),
    [
        (date(2026, 11, 24), 17, date(2009, 11, 24)),
        (date(2024, 2, 29), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 4, date(2020, 2, 29)),
        (date(2026, 11, 24), 0, date(2026, 11, 24)),
    ],
)
def test_the_last_birthday_that_makes_one_old_enough(hari: date, tahun: int, lahir: date) -> None:
    assert mundur(hari, tahun) == lahir


def test_a_table_has_every_word_of_the_code_and_whoever_has_none() -> None:
    hasil = tabel(AGAMA, {(1, "L"): 3, (1, "P"): 2, (3, "P"): 1, (None, "L"): 4, (88, "P"): 1})
    assert [satu.label for satu in hasil.baris] == [*AGAMA.kata.values(), BELUM]
    assert hasil.baris[0] == Baris("Islam", 3, 2)
    assert hasil.baris[-1] == Baris(BELUM, 4, 1), "a code without words is not known either"
    assert hasil.semua == Baris("Jumlah", 7, 4)


def test_percents_are_of_all_of_them() -> None:
    hasil = tabel(AGAMA, {(1, "L"): 1, (2, "P"): 1, (None, "P"): 2})
    assert [hasil.persen(satu) for satu in hasil.baris if satu.jumlah] == [25.0, 25.0, 50.0]
    assert hasil.persen(hasil.semua) == 100.0


def test_nobody_is_nought_percent() -> None:
    hasil = tabel(AGAMA, {})
    assert hasil.semua.jumlah == 0
    assert {hasil.persen(satu) for satu in hasil.baris} == {0.0}


def test_of_a_long_code_table_only_what_occurs_is_told_the_most_frequent_first() -> None:
    hasil = tabel(MENURUT_NAMA["pekerjaan"], {(9, "L"): 2, (5, "P"): 7, (1, "L"): 3})
    assert [(satu.label, satu.jumlah) for satu in hasil.baris[:-1]] == [
        ("Pegawai Negeri Sipil (PNS)", 7),
        ("Belum/Tidak Bekerja", 3),
        ("Petani/Pekebun", 2),
    ]


def test_free_words_stand_by_how_many_have_them() -> None:
    hasil = tabel(SUKU, {("JAWA", "L"): 1, ("SUNDA", "P"): 5, ("SUNDA", "L"): 4, ("", "L"): 2})
    assert [(satu.label, satu.jumlah) for satu in hasil.baris] == [("Sunda", 9), ("Jawa", 1), (BELUM, 2)]


def test_words_without_end_do_not_make_a_table_without_end() -> None:
    hasil = tabel(SUKU, {(f"SUKU {nomor:03}", "L"): 1 for nomor in range(TERBANYAK + 30)})
    assert len(hasil.baris) == TERBANYAK + 1
    assert hasil.baris[-1] == Baris(LAINNYA, 30, 0)
    assert hasil.semua.jumlah == TERBANYAK + 30, "nobody is lost"


def test_parts_of_the_village_stand_in_their_order() -> None:
    hasil = tabel(
        MENURUT_NAMA["rw"], {("Dusun B, RW 001", "L"): 9, ("Dusun A, RW 002", "L"): 1, ("", "P"): 1}
    )
    assert [satu.label for satu in hasil.baris] == ["Dusun A, RW 002", "Dusun B, RW 001", BELUM]


@pytest.mark.parametrize(
    ("wilayah", "sebutan"),
    [
        (Wilayah(), ""),
        (Wilayah("CIKUPA"), "Dusun Cikupa"),
        (Wilayah("CIKUPA", "001"), "Dusun Cikupa, RW 001"),
        (Wilayah("CIKUPA", "001", "004"), "Dusun Cikupa, RW 001, RT 004"),
        (Wilayah("", "001"), "RW 001"),
    ],
)
def test_a_part_of_the_village_in_words(wilayah: Wilayah, sebutan: str) -> None:
    assert wilayah.sebutan == sebutan


def test_an_age_group_nobody_is_in_keeps_its_line() -> None:
    hasil = tabel(UMUR, {(0, "L"): 1, (15, "P"): 2, (-1, "L"): 3})
    assert len(hasil.baris) == 17
    assert (hasil.baris[0], hasil.baris[15]) == (Baris("0-4 tahun", 1, 0), Baris("75 tahun ke atas", 0, 2))
    assert hasil.baris[-1] == Baris(BELUM, 3, 0)
