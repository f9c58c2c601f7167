"""System checks of the stream."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from eoffice.jejak.guards import GUARDS

_STANDING = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    ),
}


@register(Tags.database)
def stream_guards(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """E201: a trigger that keeps the stream append-only is missing (SQLite drops it in a table rebuild)."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        with connection.cursor() as cursor:
            cursor.execute(_STANDING[connection.vendor])
            standing = {(nama, tabel.strip('"')) for nama, tabel in cursor.fetchall()}
            existing = set(connection.introspection.table_names(cursor))
        found += [
            Error(f"Guard {guard.nama} of {guard.tabel} is missing.", id="eoffice.E201")
            for guard in GUARDS[connection.vendor]
            if guard.tabel in existing and (guard.nama, guard.tabel) not in standing
        ]
    return found
