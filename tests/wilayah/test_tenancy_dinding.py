"""Second and third wall: what the database itself refuses, whoever asks it, and the check that the walls stand."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg
import pytest
from django.core.checks import CheckMessage
from django.db import DatabaseError, IntegrityError, connection, migrations, models, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from tools import pg_uji

from eoffice.wilayah.checks import tenant_managers, tenant_walls
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import ModelDesa, lingkup
from eoffice.wilayah.tenancy.migrations import LowerWalls, SecureTenantTable
from eoffice.wilayah.tenancy.walls import Wall, tenant_keys, walls
from tests import basis_data
from tests.wilayah.baris import baris, label, simpan, tabel_desa
from tests.wilayah.conftest import Berdua

TABEL = tabel_desa()
KAITAN = [(model, field.name) for model in TABEL for field in tenant_keys(model)]
Model = type[ModelDesa]
tiap_tabel = pytest.mark.parametrize("model", TABEL, ids=label)
tiap_kaitan = pytest.mark.parametrize(
    ("model", "kolom"), KAITAN, ids=lambda x: x if isinstance(x, str) else label(x)
)


def jalankan(sql: str, *isi: object) -> int:
    """Run a statement of our own past every manager; return how many rows it touched or returned."""
    with connection.cursor() as cursor:
        cursor.execute(sql, list(isi))
        return len(cursor.fetchall()) if cursor.description else cursor.rowcount


@contextmanager
def ditolak(*galat: type[Exception]) -> Iterator[None]:
    """Expect the database to refuse; keys are asked at once, not at the end of the transaction."""
    with pytest.raises(galat or DatabaseError), transaction.atomic():
        yield
        if connection.vendor == "postgresql":
            jalankan("SET CONSTRAINTS ALL IMMEDIATE")


def sisipkan(row: ModelDesa, desa: str) -> None:
    """Insert a row by raw SQL, as of a village."""
    row.desa_id = desa
    fields = row._meta.concrete_fields
    values = [f.get_db_prep_save(getattr(row, f.attname), connection) for f in fields]
    names = ", ".join(f'"{f.column}"' for f in fields)
    places = ", ".join(["%s"] * len(fields))
    jalankan(f'INSERT INTO "{row._meta.db_table}" ({names}) VALUES ({places})', *values)


def kunci(row: ModelDesa) -> object:
    pk = row._meta.pk
    return pk.get_db_prep_save(row.pk, connection)


# ---- PostgreSQL: row-level security, as the serving role ----

postgres = pytest.mark.hanya_postgres


@postgres
@tiap_tabel
def test_raw_sql_sees_one_village(model: Model, berdua: Berdua, cisontrol: Desa, situmandala: Desa) -> None:
    berdua(model)
    tabel = model._meta.db_table
    for desa in (cisontrol, situmandala):
        with lingkup(desa.kode):
            assert jalankan(f'SELECT 1 FROM "{tabel}"') == 1
            assert jalankan(f'SELECT 1 FROM "{tabel}" WHERE desa_id <> %s', desa.kode) == 0
            assert jalankan(f'SELECT 1 FROM "{tabel}" a, "{tabel}" b') == 1
            assert jalankan(f'SELECT 1 FROM (SELECT count(*) AS n FROM "{tabel}") x WHERE n = 1') == 1


@postgres
@tiap_tabel
def test_raw_sql_without_a_village_sees_and_writes_nothing(
    model: Model, berdua: Berdua, cisontrol: Desa
) -> None:
    kita, _ = berdua(model)
    assert jalankan(f'SELECT 1 FROM "{model._meta.db_table}"') == 0
    with lingkup(cisontrol.kode):
        baru = baris(model)
    with ditolak():
        sisipkan(baru, cisontrol.kode)
    with ditolak():
        sisipkan(baru, "")
    with lingkup(cisontrol.kode):
        assert model.objects.get(pk=kita.pk) == kita


@postgres
@tiap_tabel
def test_raw_sql_changes_and_deletes_nothing_of_the_neighbour(
    model: Model, berdua: Berdua, cisontrol: Desa, situmandala: Desa
) -> None:
    _, mereka = berdua(model)
    tabel, pk = model._meta.db_table, model._meta.pk.column
    with lingkup(cisontrol.kode):
        for sql in (f'UPDATE "{tabel}" SET desa_id = desa_id', f'DELETE FROM "{tabel}"'):
            try:
                with transaction.atomic():
                    assert jalankan(f'{sql} WHERE "{pk}" = %s', kunci(mereka)) == 0
            except DatabaseError as galat:
                assert "permission denied" in str(galat)  # noqa: PT017  the stream's tables refuse the act itself
    with lingkup(situmandala.kode):
        assert model.objects.filter(pk=mereka.pk).exists()


@postgres
@tiap_tabel
def test_raw_sql_writes_no_row_for_the_neighbour_and_moves_none(
    model: Model, berdua: Berdua, cisontrol: Desa, situmandala: Desa
) -> None:
    kita, _ = berdua(model)
    with lingkup(cisontrol.kode):
        with ditolak():
            sisipkan(baris(model), situmandala.kode)
        with ditolak():
            jalankan(f'UPDATE "{model._meta.db_table}" SET desa_id = %s', situmandala.kode)
        assert model.objects.get(pk=kita.pk) == kita


@postgres
def test_the_village_of_a_transaction_is_forgotten_at_its_end(cisontrol: Desa, situmandala: Desa) -> None:
    keluarga = next(m for m in TABEL if label(m) == "penduduk.Keluarga")
    with lingkup(cisontrol.kode):
        simpan(keluarga)
    assert jalankan('SELECT 1 FROM "penduduk_keluarga"') == 0
    with pytest.raises(ZeroDivisionError), lingkup(cisontrol.kode):
        raise ZeroDivisionError
    assert jalankan('SELECT 1 FROM "penduduk_keluarga"') == 0
    with lingkup(situmandala.kode):
        assert jalankan('SELECT 1 FROM "penduduk_keluarga"') == 0


@postgres
@pytest.mark.parametrize("isi", ["", "%", "32.07.15.200_", "' OR '1'='1", "32.07.15.2004 "])
def test_a_village_is_named_exactly(cisontrol: Desa, isi: str) -> None:
    keluarga = next(m for m in TABEL if label(m) == "penduduk.Keluarga")
    with lingkup(cisontrol.kode):
        simpan(keluarga)
    with transaction.atomic():
        jalankan("SELECT set_config('eoffice.desa', %s, true)", isi)
        assert jalankan('SELECT 1 FROM "penduduk_keluarga"') == 0


@postgres
def test_the_serving_role_can_take_no_wall_down(db: None) -> None:
    for sql in (
        'ALTER TABLE "penduduk_penduduk" DISABLE ROW LEVEL SECURITY',
        'DROP POLICY desa_aktif ON "penduduk_penduduk"',
        'CREATE POLICY semua ON "penduduk_penduduk" USING (true)',
        'ALTER TABLE "penduduk_penduduk" DROP CONSTRAINT "penduduk_penduduk_keluarga_id_desa"',
        'TRUNCATE "penduduk_penduduk" CASCADE',
        f"SET ROLE {pg_uji.OWNER}",
        "SET row_security = off; SELECT 1 FROM penduduk_penduduk",
        "SET session_replication_role = replica",
    ):
        with ditolak():
            jalankan(sql)


# ---- both: keys that know their village ----


@tiap_kaitan
def test_no_row_points_to_a_row_of_the_neighbour(
    model: Model, kolom: str, cisontrol: Desa, situmandala: Desa
) -> None:
    """By raw SQL, past the managers: a new row and a changed one."""
    field = model._meta.get_field(kolom)
    with lingkup(situmandala.kode):
        asing: Any = simpan(field.related_model)  # type: ignore[type-var]
    with lingkup(cisontrol.kode):
        row = baris(model)
        setattr(row, field.attname, asing.pk)
        with ditolak(IntegrityError):
            sisipkan(row, cisontrol.kode)
        kita = simpan(model)
        with ditolak():
            jalankan(f'UPDATE "{model._meta.db_table}" SET "{field.column}" = %s', kunci(asing))
        assert getattr(model.objects.get(pk=kita.pk), field.attname) != asing.pk


@tiap_kaitan
def test_a_row_may_point_to_a_row_of_its_own_village(model: Model, kolom: str, cisontrol: Desa) -> None:
    """So that the test above cannot pass because every insert of it fails."""
    field = model._meta.get_field(kolom)
    with lingkup(cisontrol.kode):
        row = baris(model, **{kolom: simpan(field.related_model)})  # type: ignore[type-var]
        with transaction.atomic():
            sisipkan(row, cisontrol.kode)
        assert model.objects.filter(pk=row.pk).exists()


# ---- SQLite: triggers do the same work ----

sqlite = pytest.mark.hanya_sqlite


@sqlite
@tiap_tabel
def test_no_statement_moves_a_row_to_the_neighbour(model: Model, berdua: Berdua, cisontrol: Desa) -> None:
    berdua(model)
    with ditolak(IntegrityError):
        jalankan(f'UPDATE "{model._meta.db_table}" SET desa_id = %s', cisontrol.kode)


@sqlite
@tiap_tabel
@pytest.mark.parametrize("kata", ["INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE"])
def test_no_insert_takes_the_place_of_a_neighbours_row(
    model: Model, kata: str, berdua: Berdua, cisontrol: Desa, situmandala: Desa
) -> None:
    _, mereka = berdua(model)
    names = [f'"{f.column}"' for f in model._meta.concrete_fields]
    copied = ", ".join("%s" if name == '"desa_id"' else name for name in names)
    tabel = model._meta.db_table
    sql = f'{kata} INTO "{tabel}" ({", ".join(names)}) SELECT {copied} FROM "{tabel}" WHERE desa_id = %s'
    with ditolak(IntegrityError):
        jalankan(sql, cisontrol.kode, situmandala.kode)
    with lingkup(situmandala.kode):
        assert model.objects.get() == mereka


@sqlite
@pytest.mark.serentak
def test_a_foreign_program_meets_the_same_walls(cisontrol: Desa, situmandala: Desa) -> None:
    orang = next(m for m in TABEL if label(m) == "penduduk.Penduduk")
    keluarga = next(m for m in TABEL if label(m) == "penduduk.Keluarga")
    with lingkup(situmandala.kode):
        asing = simpan(keluarga)
    with lingkup(cisontrol.kode):
        simpan(orang)
    with closing(sqlite3.connect(basis_data.HOME / "kerja.sqlite3", isolation_level=None)) as program:
        for sql, isi in (
            ("UPDATE penduduk_penduduk SET keluarga_id = ?", asing.pk.hex),
            ("UPDATE penduduk_penduduk SET desa_id = ?", situmandala.kode),
            ("UPDATE penduduk_keluarga SET desa_id = ?", cisontrol.kode),
        ):
            with pytest.raises(sqlite3.IntegrityError, match="baris desa lain"):
                program.execute(sql, [isi])


# ---- the check ----


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
    with pytest.raises(DatabaseError, match="penduduk_barisimpor_penduduk_id_desa_tambah"):
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
    kolom = next(f for f in model._meta.concrete_fields if isinstance(f, models.CharField | models.JSONField))
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
    wall = next(w for w in walls("sqlite", TABEL[-1]) if w.nama.endswith("_ubah"))
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
