"""The one clock: aware, in UTC; it stands still only where the trial tells it to."""

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
import time_machine

from eoffice.kernel import clock

DULU = datetime(2026, 11, 3, 1, 0, tzinfo=UTC)
KINI = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def test_the_time_is_that_of_the_machine() -> None:
    with time_machine.travel(KINI, tick=False):
        assert clock.now() == KINI
        assert clock.now().tzinfo is UTC


def test_a_pinned_clock_stands_and_is_let_go() -> None:
    with time_machine.travel(KINI, tick=False):
        with clock.pada(DULU):
            assert clock.now() == DULU
            assert clock.now() == DULU
        assert clock.now() == KINI


def test_a_pin_inside_a_pin_gives_way_to_the_outer_one() -> None:
    with clock.pada(DULU):
        with clock.pada(DULU + timedelta(days=1)):
            assert clock.now().day == 4
        assert clock.now() == DULU


def test_an_instant_of_another_zone_is_the_same_instant() -> None:
    wib = timezone(timedelta(hours=7))
    with clock.pada(datetime(2026, 11, 3, 8, 0, tzinfo=wib)):
        assert clock.now() == DULU
        assert clock.now().tzinfo is UTC


def test_a_pin_is_let_go_also_after_an_error() -> None:
    with time_machine.travel(KINI, tick=False):
        with pytest.raises(ZeroDivisionError), clock.pada(DULU):
            raise ZeroDivisionError
        assert clock.now() == KINI


def test_a_pin_holds_for_its_own_thread_only() -> None:
    """A request served meanwhile must not get the trial's past."""
    dilihat: list[datetime] = []
    with time_machine.travel(KINI, tick=False), clock.pada(DULU):
        thread = threading.Thread(target=lambda: dilihat.append(clock.now()))
        thread.start()
        thread.join()
    assert dilihat == [KINI]
