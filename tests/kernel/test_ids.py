"""Identifiers are UUIDv7: unique, and ordered by the clock."""

import datetime as dt

import time_machine

from eoffice.kernel.clock import now
from eoffice.kernel.ids import new_id


def test_is_a_version_7_uuid_of_the_rfc_variant() -> None:
    made = new_id()
    assert made.version == 7
    assert made.variant == "specified in RFC 4122"


def test_many_in_the_same_millisecond_differ() -> None:
    with time_machine.travel(dt.datetime(2026, 11, 24, tzinfo=dt.UTC), tick=False):
        assert len({new_id() for _ in range(10_000)}) == 10_000


def test_a_later_one_is_greater() -> None:
    with time_machine.travel(dt.datetime(2026, 11, 24, tzinfo=dt.UTC), tick=False) as clock:
        earlier = new_id()
        clock.shift(dt.timedelta(milliseconds=1))
        assert new_id() > earlier


def test_carries_the_unix_milliseconds() -> None:
    moment = dt.datetime(2026, 11, 24, 1, 2, 3, 456_000, tzinfo=dt.UTC)
    with time_machine.travel(moment, tick=False):
        assert new_id().int >> 80 == round(moment.timestamp() * 1000)


def test_now_is_aware_and_utc() -> None:
    assert now().utcoffset() == dt.timedelta(0)
