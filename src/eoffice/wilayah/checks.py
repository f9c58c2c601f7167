"""System checks of tenancy: every village-owned table is scoped, and its walls stand in the database."""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from eoffice.wilayah.tenancy.models import ManajerDesa
from eoffice.wilayah.tenancy.walls import tenant_models, walls

_STANDING = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT policyname, tablename FROM pg_policies WHERE schemaname = current_schema() "
        "UNION SELECT conname, conrelid::regclass::text FROM pg_constraint"
    ),
}


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
    """E102: a wall between villages is missing in the database (a table rebuild drops SQLite's silently)."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        with connection.cursor() as cursor:
            cursor.execute(_STANDING[connection.vendor])
            standing = {(nama, tabel.strip('"')) for nama, tabel in cursor.fetchall()}
            existing = set(connection.introspection.table_names(cursor))
        found += [
            Error(f"Wall {wall.nama} of {wall.tabel} is missing.", id="eoffice.E102")
            for model in tenant_models(apps)
            for wall in walls(connection.vendor, model)
            if wall.tabel in existing and (wall.nama, wall.tabel) not in standing
        ]
    return found
