"""System checks of the stream."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from eoffice.jejak.guards import GUARDS, ISI_FUNGSI, Guard

_STANDING = {
    "sqlite": "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'",
    # what a trigger does is its kind of event (pg_trigger.tgtype) and the body of its function
    "postgresql": (
        "SELECT t.tgname, t.tgrelid::regclass::text, t.tgtype || p.prosrc "
        "FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
        "WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND t.tgqual IS NULL"
    ),
}
_KEJADIAN = {"BEFORE": 2, "DELETE": 8, "UPDATE": 16, "TRUNCATE": 32}


@register(Tags.database)
def stream_guards(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """E201: a trigger that keeps the stream append-only is missing or not as built (a table rebuild on SQLite)."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        with connection.cursor() as cursor:
            cursor.execute(_STANDING[connection.vendor])
            standing = {(nama, tabel.strip('"')): does for nama, tabel, does in cursor.fetchall()}
            existing = set(connection.introspection.table_names(cursor))
        found += [
            Error(f"Guard {guard.nama} of {guard.tabel} is missing.", id="eoffice.E201")
            for guard in GUARDS[connection.vendor]
            if guard.tabel in existing
            and standing.get((guard.nama, guard.tabel)) != _berbuat(connection.vendor, guard)
        ]
    return found


def _berbuat(vendor: str, guard: Guard) -> str:
    """Return what a guard does, as the database tells it."""
    if vendor == "sqlite":
        return guard.sql
    return f"{sum(bit for word, bit in _KEJADIAN.items() if f'{word} ' in guard.sql)}{ISI_FUNGSI}"
