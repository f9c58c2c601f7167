"""Dates and spans as an office writes them."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.web.komponen import waktu

SIANG = datetime(2026, 11, 24, 7, 5, tzinfo=UTC)


def test_a_date_in_words() -> None:
    hari = date(2026, 11, 24)
    assert waktu.tanggal(hari) == "24 November 2026"
    assert waktu.tanggal(hari, hari_nama=True) == "Selasa, 24 November 2026"
    assert waktu.tanggal(hari, tahun=False) == "24 November"


@pytest.mark.parametrize("nomor", range(1, 13))
def test_every_month_has_its_name(nomor: int) -> None:
    assert waktu.tanggal(date(2026, nomor, 1)).split()[1] == waktu.BULAN[nomor - 1]


@pytest.mark.parametrize(
    ("zona", "kata"),
    [("Asia/Jakarta", "14.05 WIB"), ("Asia/Makassar", "15.05 WITA"), ("Asia/Jayapura", "16.05 WIT")],
)
def test_the_hour_on_the_offices_clock(zona: str, kata: str) -> None:
    assert waktu.jam(SIANG, ZoneInfo(zona), singkatan=True) == kata


def test_an_unnamed_zone_has_no_letters() -> None:
    assert waktu.jam(SIANG, timezone(timedelta(hours=5)), singkatan=True) == "12.05"


def test_a_moment_in_full() -> None:
    assert waktu.lengkap(SIANG) == "Selasa, 24 November 2026, 14.05 WIB"


def test_the_date_is_that_of_the_office_not_of_greenwich() -> None:
    malam = datetime(2026, 12, 31, 17, 30, tzinfo=UTC)
    assert waktu.lengkap(malam).startswith("Jumat, 1 Januari 2027, 00.30")


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        waktu.lengkap(datetime(2026, 11, 24, 7, 5))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("beda", "kata"),
    [
        (timedelta(), "hari ini, 14.05"),
        (timedelta(days=-1), "kemarin, 14.05"),
        (timedelta(days=1), "besok, 14.05"),
        (timedelta(days=-3), "Sabtu, 21 November, 14.05"),
        (timedelta(days=-400), "Senin, 20 Oktober 2025, 14.05"),
    ],
)
def test_the_shortest_that_cannot_be_misread(beda: timedelta, kata: str) -> None:
    assert waktu.ringkas(SIANG + beda, SIANG) == kata


@pytest.mark.parametrize(
    ("beda", "kata"),
    [
        (timedelta(seconds=59), "baru saja"),
        (timedelta(minutes=1), "1 menit lalu"),
        (timedelta(minutes=119), "1 jam lalu"),
        (timedelta(hours=2), "2 jam lalu"),
        (timedelta(days=3), "3 hari lalu"),
        (timedelta(days=61), "2 bulan lalu"),
        (timedelta(days=800), "2 tahun lalu"),
        (timedelta(days=-5), "baru saja"),
    ],
)
def test_how_long_ago(beda: timedelta, kata: str) -> None:
    assert waktu.lalu(SIANG - beda, SIANG) == kata


@pytest.mark.parametrize(
    ("menit", "kata"),
    [
        (0, "0 menit"),
        (45, "45 menit"),
        (60, "1 jam"),
        (200, "3 jam 20 menit"),
        (-70, "1 jam 10 menit"),
        (2880, "2 hari"),
    ],
)
def test_a_span(menit: int, kata: str) -> None:
    assert waktu.rentang(menit) == kata


@pytest.mark.parametrize(
    ("menit", "kata"),
    [(839, "13 jam 59 menit"), (840, "2 hari kerja"), (900, "2 hari kerja 1 jam"), (-70, "1 jam 10 menit")],
)
def test_a_span_of_office_hours(menit: int, kata: str) -> None:
    assert waktu.rentang_kerja(menit) == kata


@given(st.integers(-(10**6), 10**6))
def test_a_span_is_never_empty_and_never_negative(menit: int) -> None:
    for kata in (waktu.rentang(menit), waktu.rentang_kerja(menit)):
        assert kata
        assert "-" not in kata


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_words_of_any_moment_name_its_office_day(saat: datetime) -> None:
    di_kantor = saat.astimezone(ZoneInfo("Asia/Jakarta"))
    assert (
        waktu.lengkap(saat).split(", ")[1]
        == f"{di_kantor.day} {waktu.BULAN[di_kantor.month - 1]} {di_kantor.year}"
    )


@pytest.mark.parametrize(
    ("lahir", "umur"), [(date(2000, 11, 24), 26), (date(2000, 11, 25), 25), (date(2000, 2, 29), 26)]
)
def test_age_in_full_years(lahir: date, umur: int) -> None:
    assert waktu.umur(lahir, date(2026, 11, 24)) == umur


def test_minutes_of_a_span() -> None:
    assert waktu.menit(timedelta(hours=1, seconds=59)) == 60
    assert waktu.menit(-timedelta(seconds=90)) == -1


@pytest.mark.parametrize(
    ("teks", "nomor"),
    [
        ("3", 3),
        ("03", 3),
        ("Mar", 3),
        ("maret", 3),
        ("DES.", 12),
        ("13", 13),
        ("", 0),
        ("x", 0),
        ("\u0663", 0),
        ("0003", 0),
    ],
)
def test_a_month_as_it_is_typed(teks: str, nomor: int) -> None:
    assert waktu.nomor_bulan(teks) == nomor
