"""System checks: each wrong deployment has its number, in words a person can act on."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import time_machine
from django.conf import LazySettings
from django.core.checks import CheckMessage
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from config import checks
from eoffice.akun.services import buat_aparat
from eoffice.jejak import selectors
from eoffice.kernel import clock
from eoffice.wilayah.models import Desa


def _ids(found: Iterator[CheckMessage]) -> set[str]:
    return {str(satu.id) for satu in found}


@pytest.fixture(autouse=True)
def _rumah(rumah: Path, settings: LazySettings) -> None:
    settings.EOFFICE_ALAMAT_PUBLIK = "https://surat.contoh.test"


def test_a_right_deployment_has_no_finding() -> None:
    assert _ids(checks.deployment()) == set()


def test_debug_is_refused(settings: LazySettings) -> None:
    settings.DEBUG = True
    assert _ids(checks.deployment()) == {"eoffice.E001"}


@pytest.mark.parametrize(("peran", "id_"), [("desa", "eoffice.W019"), ("kabupaten", "eoffice.E010")])
def test_a_clock_before_the_release_stops_the_regency_and_warns_a_village(
    settings: LazySettings, peran: str, id_: str
) -> None:
    settings.EOFFICE_PERAN, settings.EOFFICE_DESA = peran, "32.07.15.2004"
    with time_machine.travel(checks.RILIS - timedelta(days=365), tick=False):
        assert _ids(checks.deployment()) == {id_, "eoffice.W016"}


def test_a_clock_after_the_release_is_believed() -> None:
    with time_machine.travel(checks.RILIS + timedelta(days=1), tick=False):
        assert "eoffice.E010" not in _ids(checks.deployment())


class Sisa(NamedTuple):
    total: int
    used: int
    free: int


@pytest.mark.parametrize(
    ("sisa", "id_"),
    [
        (checks.SISA_PENUH - 1, {"eoffice.E012"}),
        (checks.SISA_PENUH, {"eoffice.W012"}),
        (checks.SISA_SEDIKIT - 1, {"eoffice.W012"}),
        (checks.SISA_SEDIKIT, set()),
    ],
)
def test_the_disk_is_watched(sisa: int, id_: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks.shutil, "disk_usage", lambda _path: Sisa(10**12, 10**12 - sisa, sisa))
    assert _ids(checks.deployment()) == id_


def test_a_missing_home_is_told(settings: LazySettings, tmp_path: Path) -> None:
    settings.EOFFICE_HOME = tmp_path / "belum-ada"
    assert "eoffice.W011" in _ids(checks.deployment())


@pytest.mark.parametrize("nama", ["django.rahasia", "lada.rahasia", "pejabat/12.p12", "ca/kunci-simpul.pem"])
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_key_that_others_can_read_is_refused(rumah: Path, nama: str, mode: int) -> None:
    path = rumah / "kunci" / nama
    path.parent.mkdir(exist_ok=True)
    path.touch()
    path.chmod(mode)
    found = list(checks.deployment())
    assert _ids(iter(found)) == {"eoffice.E013"}
    assert path.name in found[0].msg


@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_a_closed_key_is_fine(rumah: Path, mode: int) -> None:
    path = rumah / "kunci" / "django.rahasia"
    path.touch()
    path.chmod(mode)
    assert _ids(checks.deployment()) == set()


def test_the_real_secrets_are_closed(rumah: Path) -> None:
    from config import env

    env.secret(rumah / "kunci" / "baru.rahasia")
    assert _ids(checks.deployment()) == set()


def test_a_node_without_keys_is_told(rumah: Path) -> None:
    (rumah / "kunci" / "ca" / "simpul.pem").unlink()
    assert _ids(checks.deployment()) == {"eoffice.W013"}


def test_a_village_installation_needs_its_village(settings: LazySettings) -> None:
    settings.EOFFICE_PERAN, settings.EOFFICE_DESA = "desa", ""
    assert _ids(checks.deployment()) == {"eoffice.E014"}


def test_a_village_installation_with_its_village_is_fine(settings: LazySettings) -> None:
    settings.EOFFICE_PERAN, settings.EOFFICE_DESA = "desa", "32.07.15.2004"
    assert _ids(checks.deployment()) == set()


@pytest.mark.parametrize("alamat", ["http://localhost:8000", "https://localhost"])
def test_a_public_address_nobody_can_open_is_told(settings: LazySettings, alamat: str) -> None:
    settings.EOFFICE_ALAMAT_PUBLIK = alamat
    assert _ids(checks.deployment()) == {"eoffice.W015"}


def test_a_year_without_collective_leave_is_told() -> None:
    with time_machine.travel(checks.RILIS + timedelta(days=10 * 365), tick=False):
        assert "eoffice.W016" in _ids(checks.deployment())


class SqlitePalsu:
    """A connection that answers pragmas with given values."""

    vendor = "sqlite"

    def __init__(self, mode: str, **pragma: int) -> None:
        self.transaction_mode = mode
        self.pragma = {"recursive_triggers": 1, "foreign_keys": 1, "synchronous": 2} | pragma
        self.jawab = 0

    def cursor(self) -> "SqlitePalsu":
        return self

    def __enter__(self) -> "SqlitePalsu":
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def execute(self, sql: str) -> None:
        self.jawab = self.pragma[sql.removeprefix("PRAGMA ")]

    def fetchone(self) -> tuple[int]:
        return (self.jawab,)


def _sqlite(palsu: Any) -> set[str]:
    return _ids(checks._sqlite(palsu))


def test_sqlite_with_our_pragmas_is_fine() -> None:
    assert _sqlite(SqlitePalsu("IMMEDIATE")) == set()


@pytest.mark.parametrize(
    ("pragma", "id_"),
    [
        ({"recursive_triggers": 0}, "eoffice.E003"),
        ({"foreign_keys": 0}, "eoffice.E004"),
        ({"synchronous": 1}, "eoffice.E005"),
        ({"synchronous": 0}, "eoffice.E005"),
    ],
)
def test_each_missing_pragma_is_refused(pragma: dict[str, int], id_: str) -> None:
    assert _sqlite(SqlitePalsu("IMMEDIATE", **pragma)) == {id_}


@pytest.mark.parametrize("mode", ["DEFERRED", "EXCLUSIVE", ""])
def test_sqlite_without_immediate_is_refused(mode: str) -> None:
    assert _sqlite(SqlitePalsu(mode)) == {"eoffice.E006"}


@given(st.integers(2, 3))
def test_extra_synchronous_is_as_good_as_full(nilai: int) -> None:
    assert _sqlite(SqlitePalsu("IMMEDIATE", synchronous=nilai)) == set()


@pytest.mark.django_db
def test_the_database_of_the_tests_passes() -> None:
    assert _ids(checks.database(databases=["default"])) == set()


@pytest.mark.django_db
def test_the_owner_of_the_tables_is_refused_on_postgres() -> None:
    """The query is real on PostgreSQL; SQLite has no owners."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            assert cursor.fetchone()[0] == "eoffice_layanan"
            cursor.execute(checks.OWNER)
            assert cursor.fetchone()[0] is False
            cursor.execute(checks.OWNER.replace("current_user", "'eoffice_pemilik'"))
            assert cursor.fetchone()[0] is True


class PemilikPalsu(SqlitePalsu):
    vendor = "postgresql"

    def __init__(self, *, owner: bool = False, **setelan: str) -> None:
        super().__init__("")
        self.isi: dict[str, Any] = {checks.OWNER: owner, "SHOW fsync": "on", "SHOW synchronous_commit": "on"}
        self.isi |= {f"SHOW {nama}": nilai for nama, nilai in setelan.items()}
        self.ini: Any = None

    def execute(self, sql: str) -> None:
        self.ini = self.isi[sql]

    def fetchone(self) -> tuple[Any]:
        return (self.ini,)


@pytest.mark.parametrize(
    ("setelan", "id_"),
    [
        ({}, set()),
        ({"synchronous_commit": "remote_apply"}, set()),
        ({"synchronous_commit": "local"}, set()),
        ({"synchronous_commit": "off"}, {"eoffice.W024"}),
        ({"fsync": "off"}, {"eoffice.W024"}),
    ],
)
def test_a_postgres_that_confirms_before_it_stores_is_told(setelan: dict[str, str], id_: set[str]) -> None:
    palsu: Any = PemilikPalsu(**setelan)
    assert _ids(checks._longgar(palsu)) == id_


@pytest.mark.django_db
def test_the_throw_away_postgres_of_the_tests_is_told_apart() -> None:
    """It stores nothing safely on purpose; the question is asked of the real database."""
    ada = _ids(checks.power_cut(databases=["default"]))
    assert ada == ({"eoffice.W024"} if connection.vendor == "postgresql" else set())


@pytest.mark.parametrize(("owner", "id_"), [(True, {"eoffice.E002"}), (False, set())])
def test_serving_as_owner_is_refused(owner: bool, id_: set[str]) -> None:
    palsu: Any = PemilikPalsu(owner=owner)
    assert _ids(checks._postgres(palsu)) == id_


@pytest.mark.django_db
def test_waiting_migrations_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks.MigrationExecutor, "migration_plan", lambda *_: [("satu", False)])
    assert _ids(checks.database(databases=["default"])) == {"eoffice.E007"}


def test_a_database_that_cannot_be_opened_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    def gagal() -> None:
        raise OperationalError("unable to open database file")

    monkeypatch.setattr(connection, "ensure_connection", gagal)
    found = list(checks.database(databases=["default"]))
    assert [satu.id for satu in found] == ["eoffice.E008"]
    assert found[0].msg == "Berkas basis data tidak dapat dibuka."
    assert "pemilik dan hak berkas" in str(found[0].hint)


def test_without_a_database_nothing_is_asked() -> None:
    assert _ids(checks.database()) == set()


@pytest.mark.parametrize(
    ("lebih", "id_"), [(timedelta(minutes=4), set()), (timedelta(hours=1), {"eoffice.E009"})]
)
def test_a_clock_set_back_is_noticed(
    cisontrol: Desa, monkeypatch: pytest.MonkeyPatch, lebih: timedelta, id_: set[str]
) -> None:
    last = clock.now() + lebih
    monkeypatch.setattr(checks, "waktu_terakhir", lambda: last)
    found = list(checks.database(databases=["default"]))
    assert _ids(iter(found)) == id_
    assert all("Desa Cisontrol" in satu.msg for satu in found)


def test_a_clock_that_was_too_far_ahead_is_said_once_and_the_office_serves(
    cisontrol: Desa, monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    last = clock.now() + timedelta(days=900)
    monkeypatch.setattr(checks, "waktu_terakhir", lambda: last)
    settings.EOFFICE_JAM_PERNAH_MAJU = f"{last + timedelta(days=1):%d-%m-%Y}"
    assert _ids(checks.database(databases=["default"])) == {"eoffice.E009"}
    settings.EOFFICE_JAM_PERNAH_MAJU = f"{last:%d-%m-%Y}"
    assert _ids(checks.database(databases=["default"])) == {"eoffice.W018"}


@pytest.mark.parametrize(("peran", "id_"), [("desa", "eoffice.W018"), ("kabupaten", "eoffice.E009")])
def test_an_empty_battery_locks_no_village_out(
    cisontrol: Desa, monkeypatch: pytest.MonkeyPatch, settings: LazySettings, peran: str, id_: str
) -> None:
    monkeypatch.setattr(checks, "waktu_terakhir", lambda: clock.now() + timedelta(days=9000))
    settings.EOFFICE_PERAN, settings.EOFFICE_DESA = peran, cisontrol.kode
    assert _ids(checks.database(databases=["default"])) == {id_}


def test_the_last_event_is_that_of_the_village(di_cisontrol: Desa) -> None:
    assert selectors.waktu_terakhir() is None
    awal = clock.now()
    buat_aparat(nama_masuk="operator", nama="Udin Contoh", sandi="rahasia panjang", pelaku="uji")
    last = selectors.waktu_terakhir()
    assert last is not None
    assert awal <= last <= clock.now()
