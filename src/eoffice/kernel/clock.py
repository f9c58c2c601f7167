"""The one source of the time of day, so that tests and a wrong CMOS clock have one place to meet it."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the current instant, aware, in UTC. The office's local time is a matter of the face."""
    return datetime.now(UTC)
