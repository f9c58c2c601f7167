"""Migration operations that raise the walls of a village's table, and lower them around its rebuild.

A migration that changes a column of a village's table reads: ``LowerWalls("X")``, the change,
``SecureTenantTable("X")``. SQLite rebuilds the table for it and drops its triggers, and refuses the rebuild while
a trigger of another table looks into this one.
"""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from eoffice.wilayah.tenancy.walls import Wall, tenant_keys, tenant_models, walls

_STANDING = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT policyname, tablename FROM pg_policies WHERE schemaname = current_schema() "
        "UNION SELECT conname, conrelid::regclass::text FROM pg_constraint"
    ),
}


def _standing(schema_editor: BaseDatabaseSchemaEditor) -> set[tuple[str, str]]:
    """Return names and tables of the walls that stand, and of what looks like one."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(_STANDING[schema_editor.connection.vendor])
        return {(nama, tabel.strip('"')) for nama, tabel in cursor.fetchall()}


def _around(vendor: str, model: type[models.Model]) -> Iterator[Wall]:
    """Yield the walls of a table; on SQLite also those of tables that look into it."""
    yield from walls(vendor, model)
    if vendor == "sqlite":
        for other in tenant_models(model._meta.apps):
            if any(field.related_model is model for field in tenant_keys(other)):
                yield from walls(vendor, other)


class _WallOperation(Operation):
    """What is done to the walls of one table."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, model: str) -> None:
        self.model = model

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Walls are invisible to Django's model state."""


class SecureTenantTable(_WallOperation):
    """Raise the walls of one village-owned table that do not stand; put it after what creates or changes it."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        model = to_state.apps.get_model(app_label, self.model)
        standing = _standing(schema_editor)
        for wall in _around(schema_editor.connection.vendor, model):
            if (wall.nama, wall.tabel) in standing:
                continue
            # constraints wait for the rows' own checks, so statements run now, not deferred
            for statement in wall.sql.split(";") if "TRIGGER" not in wall.sql else [wall.sql]:
                schema_editor.execute(statement)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """On SQLite drop the triggers first: they name tables that the way back rebuilds or drops.

        On PostgreSQL the walls go with their table.
        """
        if schema_editor.connection.vendor == "sqlite":
            for wall in _around("sqlite", from_state.apps.get_model(app_label, self.model)):
                schema_editor.execute(f'DROP TRIGGER IF EXISTS "{wall.nama}"')

    def describe(self) -> str:
        return f"Raise the walls between villages around {self.model}"


class LowerWalls(_WallOperation):
    """Take down, on SQLite, the walls of a table and those that look into it, before the table is rebuilt."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        if schema_editor.connection.vendor == "sqlite":
            for wall in _around("sqlite", from_state.apps.get_model(app_label, self.model)):
                schema_editor.execute(f'DROP TRIGGER IF EXISTS "{wall.nama}"')

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """On the way back the table was rebuilt as well, so here its walls are raised again."""
        SecureTenantTable(self.model).database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Lower the walls between villages around {self.model}"


class GrantServingRole(Operation):
    """Let the serving role use, but never own, every table that exists or comes (PostgreSQL)."""

    reversible = True
    reduces_to_sql = True

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Grants are invisible to Django's model state."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        if schema_editor.connection.vendor != "postgresql":
            return
        role = schema_editor.quote_name(settings.EOFFICE_PERAN_LAYANAN_PG)
        rights = "SELECT, INSERT, UPDATE, DELETE"
        schema_editor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
        schema_editor.execute(f"GRANT {rights} ON ALL TABLES IN SCHEMA public TO {role}")
        schema_editor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}")
        default = "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT"
        schema_editor.execute(f"{default} {rights} ON TABLES TO {role}")
        schema_editor.execute(f"{default} USAGE, SELECT ON SEQUENCES TO {role}")

    def database_backwards(self, *args: Any, **kwargs: Any) -> None:
        """Grants go with the database."""

    def describe(self) -> str:
        return "Grant the serving role its rights"
