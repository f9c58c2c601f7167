"""The walls the database itself holds: SQL that builds them and SQL that finds out whether they stand.

PostgreSQL: a row-level policy and composite foreign keys. SQLite (a village, or a trial hub): triggers that
do the work of composite foreign keys, and keep a row in its village. A table rebuild on SQLite drops triggers
without a word, so a system check compares what stands with what ``walls`` lists.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps.registry import Apps
from django.db import models

from eoffice.wilayah.tenancy.fields import DesaKey


@dataclass(frozen=True, slots=True)
class Wall:
    """One named database object that guards ``tabel``, with the SQL that raises it."""

    nama: str
    tabel: str
    sql: str


def tenant_keys(model: type[models.Model]) -> Iterator[models.ForeignKey[models.Model, models.Model]]:
    """Yield the foreign keys of a village's table that point to a village's table."""
    for field in model._meta.concrete_fields:
        if not isinstance(field, models.ForeignKey) or isinstance(field, DesaKey):
            continue
        if is_tenant(field.related_model):
            yield field


def is_tenant(model: type[models.Model] | str) -> bool:
    """Tell whether rows of ``model`` belong to a village, also for a migration's bare models."""
    if isinstance(model, str):
        return False
    return any(isinstance(field, DesaKey) for field in model._meta.concrete_fields)


def tenant_models(registry: Apps) -> list[type[models.Model]]:
    """Return every concrete model whose rows belong to a village."""
    return [model for model in registry.get_models() if is_tenant(model) and not model._meta.proxy]


def walls(vendor: str, model: type[models.Model]) -> Iterator[Wall]:
    """Yield the walls one table must have on this database."""
    if vendor == "postgresql":
        yield from _postgres_walls(model)
    else:
        yield from _sqlite_walls(model)


def _key(model: type[models.Model]) -> str:
    """Return the column of a table's primary key."""
    return str(model._meta.pk.column)


def _postgres_walls(model: type[models.Model]) -> Iterator[Wall]:
    tabel = model._meta.db_table
    mine = "desa_id = current_setting('eoffice.desa', true)"
    yield Wall(
        "desa_aktif",
        tabel,
        f'ALTER TABLE "{tabel}" ENABLE ROW LEVEL SECURITY;'
        f'CREATE POLICY desa_aktif ON "{tabel}" USING ({mine}) WITH CHECK ({mine})',
    )
    kunci = f"{tabel}_desa_kunci"
    unique = f'ALTER TABLE "{tabel}" ADD CONSTRAINT "{kunci}" UNIQUE (desa_id, "{_key(model)}")'
    yield Wall(kunci, tabel, unique)
    for field in tenant_keys(model):
        target = field.related_model._meta.db_table
        nama = f"{tabel}_{field.column}_desa"
        yield Wall(
            nama,
            tabel,
            f'ALTER TABLE "{tabel}" ADD CONSTRAINT "{nama}" FOREIGN KEY (desa_id, "{field.column}") '
            f'REFERENCES "{target}" (desa_id, "{_key(field.related_model)}") DEFERRABLE INITIALLY DEFERRED',
        )


def _trigger(nama: str, tabel: str, event: str, when: str) -> Wall:
    return Wall(
        nama,
        tabel,
        f'CREATE TRIGGER "{nama}" BEFORE {event} ON "{tabel}" WHEN {when} '
        f"BEGIN SELECT RAISE(ABORT, 'baris desa lain'); END",
    )


def _sqlite_walls(model: type[models.Model]) -> Iterator[Wall]:
    tabel = model._meta.db_table
    yield _trigger(f"{tabel}_desa_tetap", tabel, "UPDATE OF desa_id", "NEW.desa_id <> OLD.desa_id")
    # an upsert or INSERT OR REPLACE would write over the row of another village that has this key
    taken = f'SELECT 1 FROM "{tabel}" WHERE "{_key(model)}" = NEW."{_key(model)}" AND desa_id <> NEW.desa_id'  # noqa: S608
    yield _trigger(f"{tabel}_desa_kunci", tabel, "INSERT", f"EXISTS ({taken})")
    for field in tenant_keys(model):
        target = field.related_model._meta.db_table
        stranger = (
            f'NEW."{field.column}" IS NOT NULL AND EXISTS (SELECT 1 FROM "{target}" '  # noqa: S608  names of our own tables
            f'WHERE "{_key(field.related_model)}" = NEW."{field.column}" AND desa_id <> NEW.desa_id)'
        )
        for verb, event in (("tambah", "INSERT"), ("ubah", f'UPDATE OF desa_id, "{field.column}"')):
            yield _trigger(f"{tabel}_{field.column}_desa_{verb}", tabel, event, stranger)
