"""The check that the walls stand: after a table rebuild, after a change by the owner, word by word."""

from typing import Any

import psycopg
import pytest
from django.core.checks import CheckMessage
from django.db import DatabaseError, connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from tools import pg_uji

from eoffice.wilayah.checks import tenant_managers, tenant_walls
from eoffice.wilayah.tenancy import ModelDesa
from eoffice.wilayah.tenancy.migrations import LowerWalls, SecureTenantTable
from eoffice.wilayah.tenancy.walls import Wall, tenant_keys, walls
from tests.wilayah.baris import label, tabel_desa
from tests.wilayah.test_tenancy_dinding import jalankan

TABEL = tabel_desa()
Model = type[ModelDesa]
tiap_tabel = pytest.mark.parametrize("model", TABEL, ids=label)
postgres, sqlite = pytest.mark.hanya_postgres, pytest.mark.hanya_sqlite


def _galat(messages: list[CheckMessage]) -> set[str]:
    assert {satu.id for satu in messages} <= {"eoffice.E102"}
    return {satu.msg for satu in messages}


def _kata(wall: Wall) -> str:
    return f"Wall {wall.nama} of {wall.tabel} is missing."


def test_every_wall_stands(db: None) -> None:
    assert tenant_walls(databases=["default"]) == []
    assert tenant_walls(databases=None) == []
    assert tenant_managers() == []


@tiap_tabel
def test_every_table_has_walls_of_its_own_on_both_databases(model: Model) -> None:
    for vendor, paling_sedikit in (("postgresql", 2), ("sqlite", 2)):
        mine = list(walls(vendor, model))
        assert len({wall.nama for wall in mine}) == len(mine) >= paling_sedikit
        assert {wall.tabel for wall in mine} == {model._meta.db_table}
        for field in tenant_keys(model):
            assert any(f'"{field.column}"' in wall.sql for wall in mine), field


def test_no_two_walls_have_one_name_where_names_are_shared() -> None:
    """Triggers of SQLite share one space of names, cut at 63 characters by PostgreSQL."""
    names = [wall.nama for model in TABEL for wall in walls("sqlite", model)]
    assert len(set(names)) == len(names)
    assert [wall.nama for model in TABEL for wall in walls("postgresql", model) if len(wall.nama) > 63] == []


@sqlite
@pytest.mark.serentak
@tiap_tabel
def test_a_table_rebuild_drops_the_walls_and_the_check_names_each(model: Model) -> None:
    """What one AlterField of a migration does on SQLite, without a word."""
    ubah = _ubah_kolom(model)
    _jalankan(model, LowerWalls(model.__name__), ubah)
    runtuh = _galat(tenant_walls(databases=["default"]))
    assert runtuh >= {_kata(wall) for wall in walls("sqlite", model)}
    menengok = {m for m in TABEL if any(f.related_model is model for f in tenant_keys(m))}
    assert runtuh == {_kata(wall) for m in {model, *menengok} for wall in walls("sqlite", m)}
    _jalankan(model, SecureTenantTable(model.__name__))
    assert tenant_walls(databases=["default"]) == []


@sqlite
@pytest.mark.serentak
def test_a_rebuild_under_the_eyes_of_another_tables_wall_is_refused_by_the_engine() -> None:
    orang = next(m for m in TABEL if label(m) == "penduduk.Penduduk")
    # which of the walls that look at the table is named first is the engine's own choice
    with pytest.raises(DatabaseError, match=r"penduduk_(?!penduduk_)\w+_penduduk_id_desa_tambah"):
        _jalankan(orang, _ubah_kolom(orang))
    assert tenant_walls(databases=["default"]) == []


@sqlite
@pytest.mark.serentak
def test_a_change_of_a_column_can_be_taken_back_with_its_walls() -> None:
    orang = next(m for m in TABEL if label(m) == "penduduk.Penduduk")
    langkah = (LowerWalls("Penduduk"), _ubah_kolom(orang), SecureTenantTable("Penduduk"))
    _jalankan(orang, *langkah)
    assert tenant_walls(databases=["default"]) == []
    _jalankan(orang, *reversed(langkah), mundur=True)
    assert tenant_walls(databases=["default"]) == []


@pytest.mark.serentak
def test_raising_walls_that_stand_raises_nothing_twice() -> None:
    state = MigrationLoader(connection).project_state()
    with connection.schema_editor(collect_sql=True, atomic=False) as editor:
        for model in TABEL:
            SecureTenantTable(model.__name__).database_forwards(model._meta.app_label, editor, state, state)
    assert editor.collected_sql == []


def _ubah_kolom(model: Model) -> migrations.AlterField:
    kolom = next(
        f
        for f in model._meta.concrete_fields
        if isinstance(
            f,
            models.CharField
            | models.TextField
            | models.JSONField
            | models.UUIDField
            | models.BinaryField
            | models.DateField,
        )
        and not f.primary_key
    )
    baru = kolom.clone()
    baru.null = not kolom.null
    return migrations.AlterField(model.__name__, kolom.name, baru)


def _jalankan(model: Model, *langkah: Operation, mundur: bool = False) -> None:
    """Run operations as a migration of this table's room would."""
    room = model._meta.app_label
    for satu in langkah:
        dari = MigrationLoader(connection).project_state()
        ke = dari.clone()
        satu.state_forwards(room, ke)
        with connection.schema_editor() as editor:
            if mundur:
                satu.database_backwards(room, editor, ke, dari)
            else:
                satu.database_forwards(room, editor, dari, ke)


@sqlite
def test_a_wall_of_the_same_name_that_lets_everybody_pass_is_no_wall(db: None) -> None:
    wall = next(w for tabel in TABEL for w in walls("sqlite", tabel) if w.nama.endswith("_ubah"))
    jalankan(f'DROP TRIGGER "{wall.nama}"')
    jalankan(wall.sql.replace(" WHEN ", " WHEN 0 AND "))
    assert _galat(tenant_walls(databases=["default"])) == {_kata(wall)}


@sqlite
def test_a_wall_around_another_table_does_not_count(db: None) -> None:
    wall = next(walls("sqlite", TABEL[0]))
    jalankan(f'DROP TRIGGER "{wall.nama}"')
    jalankan(wall.sql.replace(f'ON "{wall.tabel}"', f'ON "{TABEL[1]._meta.db_table}"'))
    assert _galat(tenant_walls(databases=["default"])) == {_kata(wall)}


RUNTUH = {
    "security off": ('ALTER TABLE "penduduk_penduduk" DISABLE ROW LEVEL SECURITY', "desa_aktif"),
    "policy gone": ('DROP POLICY desa_aktif ON "penduduk_penduduk"', "desa_aktif"),
    "a second policy opens it": ('CREATE POLICY semua ON "penduduk_penduduk" USING (true)', "desa_aktif"),
    "policy says yes": ('ALTER POLICY desa_aktif ON "penduduk_penduduk" USING (true)', "desa_aktif"),
    "policy lets everything in": (
        'ALTER POLICY desa_aktif ON "penduduk_penduduk" WITH CHECK (true)',
        "desa_aktif",
    ),
    "policy for others only": (
        f'ALTER POLICY desa_aktif ON "penduduk_penduduk" TO {pg_uji.OWNER}',
        "desa_aktif",
    ),
    "key gone": (
        'ALTER TABLE "penduduk_penduduk" DROP CONSTRAINT "penduduk_penduduk_keluarga_id_desa"',
        "penduduk_penduduk_keluarga_id_desa",
    ),
    "key never asked": (
        """ALTER TABLE "penduduk_penduduk" DROP CONSTRAINT "penduduk_penduduk_keluarga_id_desa",
        ADD CONSTRAINT "penduduk_penduduk_keluarga_id_desa" FOREIGN KEY (desa_id, keluarga_id)
        REFERENCES "penduduk_keluarga" (desa_id, id) NOT VALID""",
        "penduduk_penduduk_keluarga_id_desa",
    ),
}


@postgres
@pytest.mark.serentak
@pytest.mark.parametrize("cara", RUNTUH)
def test_a_wall_taken_down_by_the_owner_is_named(cara: str) -> None:
    sql, nama = RUNTUH[cara]
    port, database = connection.settings_dict["PORT"], connection.settings_dict["NAME"]
    with psycopg.connect(f"postgresql://{pg_uji.OWNER}@127.0.0.1:{port}/{database}") as owner:
        owner.execute(sql)  # type: ignore[arg-type]
    assert _galat(tenant_walls(databases=["default"])) == {f"Wall {nama} of penduduk_penduduk is missing."}


def test_a_table_whose_manager_does_not_fail_closed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    terbuka: models.Manager[Any] = models.Manager()
    monkeypatch.setitem(TABEL[0]._meta.__dict__, "base_manager", terbuka)
    (galat,) = tenant_managers()
    assert (galat.id, galat.obj) == ("eoffice.E101", TABEL[0])
