"""Second and third wall: what the database itself refuses, whoever asks it, and the check that the walls stand."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from tools import pg_uji

from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import ModelDesa, lingkup
from eoffice.wilayah.tenancy.walls import tenant_keys
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


@tiap_tabel
def test_no_table_has_an_index_of_the_village_alone(model: Model, db: object) -> None:
    """PostgreSQL would prove composite keys with it, reading all rows of a village for each."""
    assert ["desa_id"] not in _indeks(model._meta.db_table)


def _indeks(tabel: str) -> list[list[str]]:
    """Return the columns of each index that is not unique; Django's own reading stumbles over a raw CHECK on SQLite."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            semua = connection.introspection.get_constraints(cursor, tabel).values()
            return [isi["columns"] for isi in semua if isi["index"] and not isi["unique"]]
        cursor.execute('SELECT name FROM pragma_index_list(%s) WHERE NOT "unique"', [tabel])
        hasil = []
        for (nama,) in cursor.fetchall():
            cursor.execute("SELECT name FROM pragma_index_info(%s) ORDER BY seqno", [nama])
            hasil.append([kolom for (kolom,) in cursor.fetchall()])
        return hasil
