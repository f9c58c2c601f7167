"""The one source of the time of day, so that tests and a wrong CMOS clock have one place to meet it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_pinned: ContextVar[datetime | None] = ContextVar("jam_dipasang", default=None)


def now() -> datetime:
    """Return the current instant, aware, in UTC. The office's local time is a matter of the face."""
    return _pinned.get() or datetime.now(UTC)


def dipasang() -> bool:
    """Tell whether the clock stands at an instant of the trial's past."""
    return _pinned.get() is not None


@contextmanager
def pada(saat: datetime) -> Iterator[None]:
    """Let the clock stand at an instant: how the trial gives its invented letters a past.

    Only ``config.demo`` may do this (a test watches); in an office it would be forgery.
    """
    token = _pinned.set(saat.astimezone(UTC))
    try:
        yield
    finally:
        _pinned.reset(token)
