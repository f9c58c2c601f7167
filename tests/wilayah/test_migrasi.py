"""The way back: every migration can be taken back and put again, and the walls stand as before."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from tools import pg_uji

from eoffice.jejak.checks import stream_guards
from eoffice.jejak.desa import daftarkan_desa
from eoffice.jejak.verify import periksa_rantai
from eoffice.wilayah.checks import tenant_walls
from eoffice.wilayah.tenancy.walls import tenant_models

pytestmark = pytest.mark.serentak
KODE = "32.07.15.2004"


@contextmanager
def sebagai_pemilik() -> Iterator[None]:
    """Migrate as the owner of the tables, as the command does; be the serving role again afterwards."""
    layanan = connection.settings_dict["USER"]
    connection.close()
    if connection.vendor == "postgresql":
        connection.settings_dict["USER"] = pg_uji.OWNER
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["USER"] = layanan


def _tabel() -> set[str]:
    with connection.cursor() as cursor:
        return set(connection.introspection.table_names(cursor))


def _pemicu() -> list[tuple[str, ...]]:
    """Return every trigger, policy and key of the database."""
    sql = {
        "sqlite": "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY 1, 2",
        "postgresql": (
            "SELECT policyname, tablename, qual FROM pg_policies UNION ALL "
            "SELECT conname, conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE connamespace = 'public'::regnamespace UNION ALL "
            "SELECT tgname, tgrelid::regclass::text, tgtype::text FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2"
        ),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def test_everything_can_be_taken_back_and_put_again() -> None:
    """And what was granted to the serving role on tables that exist or come holds for those that came again."""
    tables, guards = _tabel(), _pemicu()
    with sebagai_pemilik():
        call_command("migrate", "wilayah", "zero", verbosity=0)
    mine = {model._meta.db_table for model in apps.get_models() if model.__module__.startswith("eoffice.")}
    assert _tabel() & mine == set()
    assert not any(tabel in mine for _, tabel, *_ in _pemicu())
    with sebagai_pemilik():
        call_command("migrate", verbosity=0)
    assert _tabel() == tables
    assert _pemicu() == guards
    assert tenant_walls(databases=["default"]) == stream_guards(databases=["default"]) == []
    assert daftarkan_desa(kode=KODE, pelaku="uji")
    assert periksa_rantai(KODE).peristiwa == 1


def test_migrating_again_changes_nothing() -> None:
    guards = _pemicu()
    with sebagai_pemilik():
        call_command("migrate", verbosity=0)
    assert _pemicu() == guards


def test_every_village_table_is_secured_by_a_migration() -> None:
    """Else its walls would stand only where somebody raised them by hand."""
    guarded = {tabel for _, tabel, *_ in _pemicu()}
    assert {model._meta.db_table for model in tenant_models(apps)} <= guarded
