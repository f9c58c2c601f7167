"""System checks of tenancy: every village-owned table is scoped, and its walls stand in the database."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from eoffice.wilayah.tenancy.models import ManajerDesa
from eoffice.wilayah.tenancy.walls import Wall, tenant_models, walls

_TRIGGERS = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
_CONSTRAINTS = (
    "SELECT conname, conrelid::regclass::text FROM pg_constraint "
    "WHERE convalidated AND connamespace = current_schema()::regnamespace"
)
# a policy guards only where row-level security is on, and any second policy would open what the first closes
_POLICIES = """
SELECT c.relname, c.relrowsecurity, p.policyname, p.permissive, p.roles::text, p.cmd, p.qual, p.with_check
FROM pg_class c LEFT JOIN pg_policies p ON p.tablename = c.relname AND p.schemaname = current_schema()
WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
"""
_MINE = "((desa_id)::text = current_setting('eoffice.desa'::text, true))"
_POLICY = (True, "desa_aktif", "PERMISSIVE", "{public}", "ALL", _MINE, _MINE)


@register(Tags.models)
def tenant_managers(**_: Any) -> list[CheckMessage]:
    """E101: a village-owned table has a manager that does not fail closed."""
    return [
        Error("A village's table needs the fail-closed manager.", obj=model, id="eoffice.E101")
        for model in tenant_models(apps)
        if not all(isinstance(m, ManajerDesa) for m in (model._base_manager, model._default_manager))
    ]


@register(Tags.database)
def tenant_walls(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """E102: a wall between villages is missing or not as built (a table rebuild drops SQLite's silently)."""
    return [
        Error(f"Wall {wall.nama} of {wall.tabel} is missing.", id="eoffice.E102")
        for alias in databases or ()
        for wall in _fallen(connections[alias])
    ]


def _fallen(connection: BaseDatabaseWrapper) -> Iterator[Wall]:
    with connection.cursor() as cursor:
        existing = set(connection.introspection.table_names(cursor))
        here = [model for model in tenant_models(apps) if model._meta.db_table in existing]
        yield from _VENDOR[connection.vendor](cursor, here)


def _fallen_sqlite(cursor: CursorWrapper, here: list[type[models.Model]]) -> Iterator[Wall]:
    cursor.execute(_TRIGGERS)
    standing = {(nama, tabel): sql for nama, tabel, sql in cursor.fetchall()}
    for wall in (wall for model in here for wall in walls("sqlite", model)):
        if standing.get((wall.nama, wall.tabel)) != wall.sql:
            yield wall


def _fallen_postgres(cursor: CursorWrapper, here: list[type[models.Model]]) -> Iterator[Wall]:
    cursor.execute(_CONSTRAINTS)
    standing = {(nama, tabel.strip('"')) for nama, tabel in cursor.fetchall()}
    cursor.execute(_POLICIES)
    policies: dict[str, list[tuple[Any, ...]]] = {}
    for tabel, *policy in cursor.fetchall():
        policies.setdefault(tabel, []).append(tuple(policy))
    for wall in (wall for model in here for wall in walls("postgresql", model)):
        whole = (
            policies.get(wall.tabel) == [_POLICY]
            if wall.nama == _POLICY[1]
            else (wall.nama, wall.tabel) in standing
        )
        if not whole:
            yield wall


_VENDOR = {"sqlite": _fallen_sqlite, "postgresql": _fallen_postgres}
