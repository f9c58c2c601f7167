"""Delays after failures: growing, bounded, never for ever; and what counts as a fresh proof."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.akun.rules.percobaan import (
    BATAS,
    LUPA,
    PALING_BANYAK_SATU_SUMBER,
    SEGAR,
    Hitungan,
    segar,
    sisa,
    tertahan_sampai,
)

KINI = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
MENIT = timedelta(minutes=1)
_hitungan = st.sampled_from(Hitungan)
_saat = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("gagal", "menit"), [(0, 0), (4, 0), (5, 1), (6, 2), (7, 4), (8, 8), (10, 32), (11, 60), (500, 60)]
)
def test_the_pair_waits_from_the_fifth_failure_on_and_twice_as_long_each_time(gagal: int, menit: int) -> None:
    assert sisa(Hitungan.PASANGAN, gagal, KINI, KINI) == menit * MENIT


def test_the_wait_runs_off() -> None:
    assert sisa(Hitungan.PASANGAN, 6, KINI, KINI + MENIT) == MENIT
    assert sisa(Hitungan.PASANGAN, 6, KINI, KINI + 2 * MENIT) == timedelta(0)
    assert sisa(Hitungan.PASANGAN, 6, KINI, KINI + timedelta(days=9)) == timedelta(0)


@given(_hitungan, st.integers(0, 10_000), _saat)
def test_more_failures_never_wait_less(hitungan: Hitungan, gagal: int, terakhir: datetime) -> None:
    assert tertahan_sampai(hitungan, gagal, terakhir) <= tertahan_sampai(hitungan, gagal + 1, terakhir)


@given(_hitungan, st.integers(0, 10_000), _saat, _saat)
def test_no_wait_is_negative_or_longer_than_the_rule_says(
    hitungan: Hitungan, gagal: int, terakhir: datetime, kini: datetime
) -> None:
    """Whatever the clock did in between: set back by years, or forward."""
    assert timedelta(0) <= sisa(hitungan, gagal, terakhir, kini) <= BATAS[hitungan].paling_lama


@given(_hitungan, st.integers(0, 100), _saat, _saat)
def test_below_the_limit_nobody_waits_whatever_the_clock_did(
    hitungan: Hitungan, gagal: int, terakhir: datetime, kini: datetime
) -> None:
    """Also when the last failure seems to lie in the future: a dead battery must not lock the office."""
    assert sisa(hitungan, min(gagal, BATAS[hitungan].gagal - 1), terakhir, kini) == timedelta(0)


def test_the_longest_wait_is_shorter_than_forgetting() -> None:
    assert all(batas.paling_lama < LUPA for batas in BATAS.values())


def test_one_source_alone_can_never_close_an_account() -> None:
    assert BATAS[Hitungan.AKUN].gagal > 2 * PALING_BANYAK_SATU_SUMBER
    assert BATAS[Hitungan.PASANGAN].gagal < PALING_BANYAK_SATU_SUMBER


def test_guessing_a_pin_from_many_places_stays_hopeless() -> None:
    """Once an account is held, each further try costs hours: far below 1 in 1000 a day."""
    batas = BATAS[Hitungan.AKUN]
    sehari = batas.gagal + timedelta(days=1) / batas.mulai
    assert sehari / 1_000_000 < 1 / 1000


@pytest.mark.parametrize(
    ("lalu", "hasil"),
    [
        (timedelta(0), True),
        (timedelta(minutes=4, seconds=59), True),
        (SEGAR, True),
        (timedelta(minutes=5, seconds=1), False),
        (timedelta(days=1), False),
        (timedelta(seconds=-1), False),
        (timedelta(days=-365), False),
    ],
)
def test_a_proof_is_fresh_for_five_minutes_and_never_from_the_future(lalu: timedelta, *, hasil: bool) -> None:
    assert segar(KINI - lalu, KINI) is hasil


def test_no_proof_is_not_fresh() -> None:
    assert not segar(None, KINI)
