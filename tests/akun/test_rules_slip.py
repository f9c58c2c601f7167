"""The typed code of a slip: what it proves, of whom, until when, and what a stranger can do with it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.akun.rules.slip import ALFABET, BANYAK_PEMBEDA, IsiSlip, baca_kode, hari_dari, tulis_kode

DESA, LAIN = "32.07.15.2004", "32.07.15.2005"
ORANG = UUID("01a20c00-0000-7000-8000-000000000001")
RAHASIA = b"r" * 32
KINI = datetime(2026, 4, 14, 3, 0, tzinfo=UTC)
ISI = IsiSlip(DESA, ORANG, hari_dari(KINI + timedelta(days=14)), 7)


def baca(kode: str, kini: datetime = KINI, rahasia: bytes = RAHASIA) -> IsiSlip | None:
    return baca_kode(kode, DESA, ORANG, rahasia, kini)


@given(
    st.uuids(), st.integers(0, 14), st.integers(0, BANYAK_PEMBEDA - 1), st.binary(min_size=32, max_size=32)
)
def test_what_was_written_is_read(orang: UUID, lama: int, pembeda: int, rahasia: bytes) -> None:
    isi = IsiSlip(DESA, orang, hari_dari(KINI) + lama, pembeda)
    kode = tulis_kode(isi, rahasia)
    assert len(kode) == 12
    assert not set(kode) - set(ALFABET)
    assert baca_kode(kode, DESA, orang, rahasia, KINI) == isi


@pytest.mark.parametrize(
    ("geser", "terbaca"),
    [(-5, True), (-6, False), (0, True), (14, True), (15, True), (24, True), (25, False), (400, False)],
)
def test_a_code_is_known_from_some_days_before_until_some_days_after_its_life(
    geser: int, terbaca: bool
) -> None:
    """A village clock up to five days ahead does no harm; ended for more than ten days, it is any wrong code."""
    kini = KINI + timedelta(days=geser)
    assert (baca(tulis_kode(ISI, RAHASIA), kini) == ISI) is terbaca


def test_it_lasts_until_the_end_of_its_last_day() -> None:
    assert ISI.kedaluwarsa == datetime(2026, 4, 29, tzinfo=UTC)


@pytest.mark.parametrize(
    "lain",
    [
        replace(ISI, penduduk_id=UUID(int=ORANG.int + 1)),
        replace(ISI, desa=LAIN),
        replace(ISI, hari=ISI.hari + 30),
        replace(ISI, pembeda=8),
    ],
    ids=["neighbour", "village", "month", "number"],
)
def test_the_code_of_something_else_proves_nothing(lain: IsiSlip) -> None:
    kode = tulis_kode(lain, RAHASIA)
    assert baca(kode) != ISI
    assert lain.jti(RAHASIA) != ISI.jti(RAHASIA)
    if lain.pembeda == ISI.pembeda:
        assert baca(kode) is None


def test_without_the_secret_nothing_is_proved() -> None:
    assert baca(tulis_kode(ISI, b"x" * 32)) is None
    assert ISI.jti(b"x" * 32) != ISI.jti(RAHASIA)


@given(st.integers(0, 11), st.sampled_from(ALFABET))
def test_a_code_with_one_letter_changed_proves_nothing(letak: int, huruf: str) -> None:
    kode = tulis_kode(ISI, RAHASIA)
    ubah = kode[:letak] + huruf + kode[letak + 1 :]
    assert (baca(ubah) is None) is (ubah != kode)


@pytest.mark.parametrize("kode", ["", "A" * 11, "A" * 13, "O" * 12, "é" * 12, "abcdefghjkmn", "\x00" * 12])
def test_what_is_no_code_proves_nothing(kode: str) -> None:
    assert baca(kode) is None


def test_nine_letters_are_more_than_forty_bits() -> None:
    assert len(ALFABET) ** 9 > 2**44
