"""SQL that keeps the stream append-only, for both engines, and the migration operation that installs it.

A table rebuild on SQLite drops triggers without a word; ``checks`` compares what stands with this list.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

_PESAN = "jejak hanya ditambah"


@dataclass(frozen=True, slots=True)
class Guard:
    """One trigger: its name, its table, the SQL that raises it."""

    nama: str
    tabel: str
    sql: str


def _sqlite(tabel: str, verbs: tuple[str, ...], keys: tuple[str, ...] = ()) -> tuple[Guard, ...]:
    """Refuse ``verbs``; ``keys`` are conditions on which an insert would replace a row that stands.

    INSERT OR REPLACE fires delete triggers only where recursive_triggers is on, which a foreign program need
    not do; so an insert that meets an existing key is refused by itself.
    """
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_PESAN}'); END"
    found = [
        Guard(f"{tabel}_tetap_{verb.lower()}", tabel, f"BEFORE {verb} ON {tabel} {refuse}") for verb in verbs
    ]
    if keys:
        twice = " OR ".join(f"EXISTS (SELECT 1 FROM {tabel} WHERE {key})" for key in keys)  # noqa: S608  our own names
        found.append(Guard(f"{tabel}_tetap_ganti", tabel, f"BEFORE INSERT ON {tabel} WHEN {twice} {refuse}"))
    return tuple(Guard(g.nama, g.tabel, f"CREATE TRIGGER {g.nama} {g.sql}") for g in found)


def _postgres(tabel: str, verbs: str) -> Guard:
    nama = f"{tabel}_tetap"
    return Guard(
        nama,
        tabel,
        f"CREATE TRIGGER {nama} BEFORE {verbs} ON {tabel} FOR EACH STATEMENT EXECUTE FUNCTION jejak_tolak()",
    )


GUARDS: dict[str, tuple[Guard, ...]] = {
    "sqlite": (
        *_sqlite(
            "jejak_peristiwa",
            ("UPDATE", "DELETE"),
            (
                "id = NEW.id",
                "desa_id = NEW.desa_id AND epoch = NEW.epoch AND urut = NEW.urut",
            ),
        ),
        *_sqlite("jejak_akses", ("UPDATE", "DELETE"), ("id = NEW.id",)),
        *_sqlite("jejak_muatanpribadi", ("UPDATE",), ("peristiwa_id = NEW.peristiwa_id",)),
    ),
    "postgresql": (
        _postgres("jejak_peristiwa", "UPDATE OR DELETE OR TRUNCATE"),
        _postgres("jejak_akses", "UPDATE OR DELETE OR TRUNCATE"),
        _postgres("jejak_muatanpribadi", "UPDATE OR TRUNCATE"),
    ),
}

ISI_FUNGSI = f" BEGIN RAISE EXCEPTION '{_PESAN}' USING ERRCODE = 'integrity_constraint_violation'; END "
_FUNCTION = f"CREATE OR REPLACE FUNCTION jejak_tolak() RETURNS trigger LANGUAGE plpgsql AS $${ISI_FUNGSI}$$"
_NO_CHANGE = {
    "jejak_peristiwa": "UPDATE, DELETE, TRUNCATE",
    "jejak_akses": "UPDATE, DELETE, TRUNCATE",
    "jejak_muatanpribadi": "UPDATE, TRUNCATE",
}


class GuardStream(Operation):
    """Install the guards; on PostgreSQL also take the rights away from the serving role."""

    reversible = True
    reduces_to_sql = True

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Triggers are invisible to Django's model state."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *_: Any, **__: Any
    ) -> None:
        vendor = schema_editor.connection.vendor
        if vendor == "postgresql":
            schema_editor.execute(_FUNCTION)
        for guard in GUARDS[vendor]:
            schema_editor.execute(guard.sql)
        if vendor == "postgresql":
            role = schema_editor.quote_name(settings.EOFFICE_PERAN_LAYANAN_PG)
            for tabel, rights in _NO_CHANGE.items():
                schema_editor.execute(f"REVOKE {rights} ON {tabel} FROM {role}")

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *_: Any, **__: Any
    ) -> None:
        vendor = schema_editor.connection.vendor
        for guard in GUARDS[vendor]:
            on = f" ON {guard.tabel}" if vendor == "postgresql" else ""
            schema_editor.execute(f"DROP TRIGGER {guard.nama}{on}")
        if vendor == "postgresql":
            schema_editor.execute("DROP FUNCTION jejak_tolak()")
            role = schema_editor.quote_name(settings.EOFFICE_PERAN_LAYANAN_PG)
            for tabel, rights in _NO_CHANGE.items():
                schema_editor.execute(f"GRANT {rights} ON {tabel} TO {role}")

    def describe(self) -> str:
        return "Keep the stream append-only"
