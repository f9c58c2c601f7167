"""Triggers refuse to change what was written, on both engines, also for a program that is not ours."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.checks import Error
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from eoffice.jejak import services
from eoffice.jejak.checks import stream_guards
from eoffice.jejak.guards import GUARDS, Guard
from eoffice.jejak.models import Akses, MuatanPribadi, Peristiwa
from eoffice.kernel.ids import new_id
from eoffice.wilayah.models import Desa
from tests import basis_data

from .conftest import tulis
from .rusak import paksa, pemilik


@contextmanager
def ditolak() -> Iterator[None]:
    """Expect the database to refuse, and keep the test's transaction usable."""
    with pytest.raises(DatabaseError), transaction.atomic():
        yield


def jalankan(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.fixture
def terisi(di_cisontrol: Desa) -> None:
    for _ in range(3):
        tulis()
    services.catat_akses(pengguna_id=new_id(), sasaran="surat", sasaran_id=new_id(), tindakan="buka")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE jejak_peristiwa SET publik = '{}'",
        "UPDATE jejak_peristiwa SET pelaku = 'lain' WHERE urut = 2",
        "DELETE FROM jejak_peristiwa",
        "DELETE FROM jejak_peristiwa WHERE urut = 3",
        "UPDATE jejak_akses SET alasan = 'lain'",
        "DELETE FROM jejak_akses",
        "UPDATE jejak_muatanpribadi SET isi = '{}'",
        "UPDATE jejak_muatanpribadi SET garam = garam",
    ],
)
def test_a_written_row_cannot_be_changed_or_deleted(terisi: None, sql: str) -> None:
    with ditolak():
        jalankan(sql)
    assert Peristiwa.objects.count() == 3
    assert MuatanPribadi.objects.count() == 3
    assert Akses.objects.count() == 1


@pytest.mark.parametrize("tabel", ["jejak_peristiwa", "jejak_akses", "jejak_muatanpribadi"])
@pytest.mark.hanya_postgres  # SQLite has no TRUNCATE
def test_a_table_cannot_be_emptied_in_one_stroke(terisi: None, tabel: str) -> None:
    with ditolak():
        jalankan(f"TRUNCATE {tabel} CASCADE")


def test_bulk_changes_through_the_orm_are_refused_too(terisi: None) -> None:
    with ditolak():
        Peristiwa.objects.update(pelaku="lain")
    with ditolak():
        Peristiwa.objects.filter(urut=1).delete()


def test_a_second_event_with_the_same_number_is_refused(terisi: None) -> None:
    satu = Peristiwa.objects.get(urut=2)
    satu.pk, satu._state.adding = new_id(), True
    with ditolak():
        satu.save(force_insert=True)


def _salin(tabel: str, kata: str, ganti: str) -> str:
    """Return a statement that inserts a copy of each row, with one column replaced."""
    kolom = [satu.column for satu in Peristiwa._meta.concrete_fields]
    pilih = ", ".join(ganti if satu == "publik" else satu for satu in kolom)
    return f"{kata} INTO {tabel} ({', '.join(kolom)}) SELECT {pilih} FROM {tabel}"


@pytest.mark.hanya_sqlite  # a word of SQLite
def test_insert_or_replace_is_refused(terisi: None) -> None:
    with ditolak():
        jalankan(_salin("jejak_peristiwa", "INSERT OR REPLACE", "'{}'"))
    with ditolak():
        jalankan(_salin("jejak_peristiwa", "REPLACE", "'{}'"))


@pytest.mark.hanya_postgres  # on SQLite the insert itself is refused
def test_an_upsert_is_refused(terisi: None) -> None:
    with ditolak():
        jalankan(
            _salin("jejak_peristiwa", "INSERT", "publik") + " ON CONFLICT (id) DO UPDATE SET publik = '{}'"
        )


@pytest.mark.serentak
@pytest.mark.hanya_sqlite  # a word of SQLite
def test_a_foreign_program_without_recursive_triggers_cannot_replace(terisi: None) -> None:
    asing = sqlite3.connect(basis_data.HOME / "kerja.sqlite3", isolation_level=None)
    assert asing.execute("PRAGMA recursive_triggers").fetchone() == (0,)
    for sql in (
        _salin("jejak_peristiwa", "INSERT OR REPLACE", "'{}'"),
        """INSERT OR REPLACE INTO jejak_muatanpribadi (desa_id, peristiwa_id, garam, isi)
           SELECT desa_id, peristiwa_id, garam, '{}' FROM jejak_muatanpribadi""",
        "INSERT OR REPLACE INTO jejak_akses SELECT * FROM jejak_akses",
    ):
        with pytest.raises(sqlite3.Error, match="hanya ditambah"):
            asing.execute(sql)
    asing.close()


@pytest.mark.hanya_postgres  # roles are PostgreSQL's
def test_the_serving_role_has_no_right_to_change_the_stream(terisi: None) -> None:
    with connection.cursor() as cursor:
        for tabel, hak, boleh in (
            ("jejak_peristiwa", "UPDATE", False),
            ("jejak_peristiwa", "DELETE", False),
            ("jejak_peristiwa", "TRUNCATE", False),
            ("jejak_peristiwa", "INSERT", True),
            ("jejak_akses", "DELETE", False),
            ("jejak_muatanpribadi", "UPDATE", False),
            ("jejak_muatanpribadi", "DELETE", True),
            ("jejak_kepala", "UPDATE", True),
        ):
            cursor.execute("SELECT has_table_privilege(current_user, %s, %s)", [tabel, hak])
            assert cursor.fetchone() == (boleh,), (tabel, hak)


def test_the_check_finds_every_guard_standing(db: None) -> None:
    assert stream_guards(databases=["default"]) == []


def test_the_check_asks_no_database_it_was_not_given() -> None:
    assert stream_guards(databases=None) == []


@pytest.mark.hanya_sqlite  # only the owner may drop triggers on PostgreSQL
def test_the_check_names_each_guard_that_a_table_rebuild_dropped(db: None) -> None:
    for guard in GUARDS["sqlite"]:
        jalankan(f"DROP TRIGGER {guard.nama}")
    galat = stream_guards(databases=["default"])
    assert {satu.msg for satu in galat} == {
        f"Guard {guard.nama} of {guard.tabel} is missing." for guard in GUARDS["sqlite"]
    }
    assert all(isinstance(satu, Error) and satu.id == "eoffice.E201" for satu in galat)


@pytest.mark.hanya_sqlite  # only the owner may drop triggers on PostgreSQL
@pytest.mark.parametrize("guard", GUARDS["sqlite"], ids=lambda guard: guard.nama)
def test_a_guard_of_the_same_name_that_lets_everything_pass_is_no_guard(db: None, guard: Guard) -> None:
    jalankan(f"DROP TRIGGER {guard.nama}")
    jalankan(guard.sql.replace("RAISE(ABORT, 'jejak hanya ditambah')", "1"))
    assert [satu.msg for satu in stream_guards(databases=["default"])] == [
        f"Guard {guard.nama} of {guard.tabel} is missing."
    ]


LEMAH = {
    "gone": "DROP TRIGGER jejak_akses_tetap ON jejak_akses",
    "off": "ALTER TABLE jejak_akses DISABLE TRIGGER jejak_akses_tetap",
    "for one event only": (
        "DROP TRIGGER jejak_akses_tetap ON jejak_akses; CREATE TRIGGER jejak_akses_tetap BEFORE UPDATE "
        "ON jejak_akses FOR EACH STATEMENT EXECUTE FUNCTION jejak_tolak()"
    ),
    "sometimes": (
        "DROP TRIGGER jejak_akses_tetap ON jejak_akses; CREATE TRIGGER jejak_akses_tetap BEFORE UPDATE OR DELETE "
        "OR TRUNCATE ON jejak_akses FOR EACH STATEMENT WHEN (false) EXECUTE FUNCTION jejak_tolak()"
    ),
}


@pytest.mark.hanya_postgres
@pytest.mark.serentak
@pytest.mark.parametrize("cara", LEMAH)
def test_a_guard_the_owner_made_weak_is_named(cara: str) -> None:
    pemilik(LEMAH[cara])
    assert [satu.msg for satu in stream_guards(databases=["default"])] == [
        "Guard jejak_akses_tetap of jejak_akses is missing."
    ]


@pytest.mark.hanya_postgres
@pytest.mark.serentak
def test_a_function_that_refuses_nothing_makes_every_guard_weak() -> None:
    pemilik(
        "CREATE OR REPLACE FUNCTION jejak_tolak() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RETURN NULL; END $$"
    )
    assert len(stream_guards(databases=["default"])) == len(GUARDS["postgresql"])


@pytest.mark.serentak
def test_the_check_sees_disabled_triggers(cisontrol: Desa) -> None:
    paksa("UPDATE jejak_kepala SET urut = urut")
    assert {satu.id for satu in stream_guards(databases=["default"])} == {"eoffice.E201"}


@pytest.mark.serentak
@pytest.mark.hanya_sqlite  # only the owner migrates on PostgreSQL
def test_the_migration_can_be_taken_back_and_put_again() -> None:
    for tujuan in ("zero", "0001"):
        call_command("migrate", "jejak", tujuan, verbosity=0)
    assert stream_guards(databases=["default"]) == []
