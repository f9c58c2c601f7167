"""Numbers, money and dates in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.surat.rules.terbilang import (
    MAKS,
    rupiah,
    rupiah_terbilang,
    tambah_bulan,
    tanggal_indonesia,
    terbilang,
)


@pytest.mark.parametrize(
    ("angka", "kata"),
    [
        (0, "nol"),
        (3, "tiga"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (17, "tujuh belas"),
        (20, "dua puluh"),
        (99, "sembilan puluh sembilan"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (850_000, "delapan ratus lima puluh ribu"),
        (1_000, "seribu"),
        (1_100, "seribu seratus"),
        (101_000, "seratus satu ribu"),
        (1_001_000, "satu juta seribu"),
        (2_500_000, "dua juta lima ratus ribu"),
        (1_000_000_000, "satu miliar"),
        (12_000_000_000_000, "dua belas triliun"),
    ],
)
def test_words_of_numbers(angka: int, kata: str) -> None:
    assert terbilang(angka) == kata


def baca(kata: str) -> int:
    """Read words back by their grammar, independently of the writer."""
    satuan = {k: n for n, k in enumerate("nol satu dua tiga empat lima enam tujuh delapan sembilan".split())}
    jumlah = bagian = ratusan = 0
    for k in (
        kata.replace("sepuluh", "satu puluh")
        .replace("sebelas", "satu belas")
        .replace("seratus", "satu ratus")
        .replace("seribu", "satu ribu")
        .split()
    ):
        match k:
            case "belas":
                bagian += 10
            case "puluh":
                ratusan, bagian = ratusan + bagian * 10, 0
            case "ratus":
                ratusan, bagian = ratusan + bagian * 100, 0
            case "ribu" | "juta" | "miliar" | "triliun":
                faktor = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}[k]
                jumlah += (ratusan + bagian) * faktor
                ratusan = bagian = 0
            case _:
                bagian = satuan[k]
    return jumlah + ratusan + bagian


@given(st.integers(0, MAKS))
def test_words_read_back_as_the_same_number(angka: int) -> None:
    assert baca(terbilang(angka)) == angka


@pytest.mark.parametrize("angka", [-1, MAKS + 1])
def test_out_of_range_is_refused(angka: int) -> None:
    with pytest.raises(ValueError, match="no words"):
        terbilang(angka)


def test_money_and_dates_as_letters_print_them() -> None:
    assert rupiah(0) == "Rp0"
    assert rupiah(1_234_567) == "Rp1.234.567"
    assert rupiah_terbilang(850_000) == "Rp850.000 (delapan ratus lima puluh ribu rupiah)"
    assert tanggal_indonesia(date(2026, 4, 14)) == "14 April 2026"


@pytest.mark.parametrize(
    ("awal", "bulan", "akhir"),
    [
        ("2026-04-14", 1, "2026-05-14"),
        ("2026-04-21", 6, "2026-10-21"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-11-30", 1, "2026-12-30"),
        ("2026-12-05", 12, "2027-12-05"),
    ],
)
def test_months_later(awal: str, bulan: int, akhir: str) -> None:
    assert tambah_bulan(date.fromisoformat(awal), bulan) == date.fromisoformat(akhir)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 240))
def test_months_later_is_in_that_month_and_never_after_that_day(awal: date, bulan: int) -> None:
    akhir = tambah_bulan(awal, bulan)
    assert (akhir.year * 12 + akhir.month) - (awal.year * 12 + awal.month) == bulan
    assert akhir.day <= awal.day
