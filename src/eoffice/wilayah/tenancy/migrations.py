"""Migration operations that raise the walls of a village's table."""

from typing import Any

from django.conf import settings
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from eoffice.wilayah.tenancy.walls import walls


class SecureTenantTable(Operation):
    """Raise the walls of one village-owned table; put it after the table's ``CreateModel``."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, model: str) -> None:
        self.model = model

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Walls are invisible to Django's model state."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        model = to_state.apps.get_model(app_label, self.model)
        for wall in walls(schema_editor.connection.vendor, model):
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
            for wall in walls("sqlite", from_state.apps.get_model(app_label, self.model)):
                schema_editor.execute(f'DROP TRIGGER IF EXISTS "{wall.nama}"')

    def describe(self) -> str:
        return f"Raise the walls between villages around {self.model}"


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
