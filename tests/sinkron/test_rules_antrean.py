"""Large files that are sent wait for the night, none for ever, and a day allows so many bytes."""

from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.sinkron.rules.antrean import LAMA_MENANTI, TAK_TERBATAS, Aturan

WIB: Final = ZoneInfo("Asia/Jakarta")
SIANG: Final = datetime(2026, 11, 24, 10, 0, tzinfo=WIB)
BIASA: Final = Aturan(besar=1000, malam=(19, 5), sehari=5000)
JAM: Final = st.integers(0, 23)


def pukul(jam: int, menit: int = 0) -> datetime:
    return SIANG.replace(hour=jam, minute=menit)


@pytest.mark.parametrize(
    ("malam", "jam", "benar"),
    [
        ((19, 5), 18, False),
        ((19, 5), 19, True),
        ((19, 5), 23, True),
        ((19, 5), 0, True),
        ((19, 5), 4, True),
        ((19, 5), 5, False),
        ((0, 6), 23, False),
        ((0, 6), 0, True),
        ((0, 6), 5, True),
        ((0, 6), 6, False),
        ((12, 13), 12, True),
        ((12, 13), 13, False),
        ((8, 8), 8, True),
        ((8, 8), 7, True),
    ],
)
def test_the_night_is_what_the_village_says_also_across_midnight(
    malam: tuple[int, int], jam: int, *, benar: bool
) -> None:
    assert Aturan(1000, malam, 0).sedang_malam(pukul(jam, 59)) is benar


@given(mulai=JAM, selesai=JAM)
def test_a_night_has_as_many_hours_as_lie_between(mulai: int, selesai: int) -> None:
    aturan = Aturan(1, (mulai, selesai), 0)
    assert sum(aturan.sedang_malam(pukul(jam)) for jam in range(24)) == ((selesai - mulai) % 24 or 24)


@pytest.mark.parametrize(
    ("ukuran", "jam", "menanti"),
    [(999, 10, False), (1000, 10, True), (10**9, 10, True), (1000, 20, False), (10**9, 3, False)],
)
def test_small_files_go_at_once_and_large_ones_at_night(ukuran: int, jam: int, *, menanti: bool) -> None:
    assert BIASA.menanti_malam(ukuran, pukul(jam) - timedelta(hours=1), pukul(jam)) is menanti


def test_without_a_limit_no_file_is_large() -> None:
    aturan = Aturan(0, (19, 5), 0)
    assert not aturan.menanti_malam(10**12, SIANG, SIANG)
    assert aturan.batas_besar(SIANG) == TAK_TERBATAS


@pytest.mark.parametrize("lebih", [timedelta(0), timedelta(days=100)])
def test_what_waited_for_days_goes_in_the_day_a_computer_may_be_off_at_night(lebih: timedelta) -> None:
    assert BIASA.menanti_malam(5000, SIANG - LAMA_MENANTI + timedelta(seconds=1), SIANG)
    assert not BIASA.menanti_malam(5000, SIANG - LAMA_MENANTI - lebih, SIANG)


@pytest.mark.parametrize("tahun", [1970, 2099])
def test_a_clock_that_is_wrong_holds_a_file_up_till_its_night_at_most(tahun: int) -> None:
    disebut = datetime(2026, 11, 24, tzinfo=UTC)
    semua = [SIANG.replace(year=tahun, hour=jam) for jam in range(24)]
    assert not all(BIASA.menanti_malam(5000, disebut, kini) for kini in semua)


@given(sehari=st.integers(1, 10**12), terpakai=st.integers(0, 10**13))
def test_a_day_never_allows_more_than_was_set(sehari: int, terpakai: int) -> None:
    sisa = Aturan(0, (0, 0), sehari).sisa(terpakai)
    assert 0 <= sisa <= sehari
    assert sisa + terpakai >= sehari or sisa == sehari - terpakai


def test_without_a_limit_of_the_day_everything_may_move() -> None:
    assert Aturan(0, (0, 0), 0).sisa(10**15) == TAK_TERBATAS
