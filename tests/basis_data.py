"""Pytest plugin: the home and the database of a test run, chosen before Django reads its settings.

SQLite is the default. ``EOFFICE_TEST_DB=postgres`` starts a throw-away PostgreSQL, migrates as the owner and runs
every test as the serving role, or row-level security would never be exercised. A test that really commits
(threads, processes, kill -9) is marked ``serentak``: append-only triggers refuse the usual flush, so its database
is thrown away afterwards and copied anew from the migrated template.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tools import pg_uji

RAM = Path("/dev/shm")  # noqa: S108  a folder of our own is made in it
RUANG = 4 * 1024**3
if RAM.is_dir() and os.access(RAM, os.W_OK) and shutil.disk_usage(RAM).free > RUANG:
    os.environ["TMPDIR"] = tempfile.tempdir = str(
        RAM
    )  # thousands of flushes to a disk prove nothing in most tests
POSTGRES = os.environ.get("EOFFICE_TEST_DB") == "postgres"
HOME = Path(tempfile.mkdtemp(prefix="eoffice-uji-"))
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "utama")
ASKS_A_DATABASE = frozenset({"db", "transactional_db", "salin_templat", "cisontrol", "situmandala"})
"""The fixtures that every test with a database comes to; the villages choose theirs when they run."""
_PORT = "EOFFICE_UJI_PG_PORT"  # set by the process that starts the server; xdist's workers inherit it


def _clean_up(stack: ExitStack) -> None:
    stack.close()
    shutil.rmtree(HOME, ignore_errors=True)


def _prepare() -> None:
    stack = ExitStack()
    atexit.register(_clean_up, stack)
    os.environ["EOFFICE_HOME"] = str(HOME)
    (HOME / "static").mkdir()  # WhiteNoise warns about a missing folder
    os.environ["EOFFICE_DATABASE_URL"] = f"sqlite:///{HOME}/kerja.sqlite3"
    if POSTGRES:
        if _PORT not in os.environ:
            os.environ[_PORT] = str(stack.enter_context(pg_uji.cluster()).port)
        os.environ["EOFFICE_DATABASE_URL"] = _url(pg_uji.SERVING, f"kerja_{WORKER}")


def _url(role: str, database: str) -> str:
    return f"postgresql://{role}@127.0.0.1:{os.environ[_PORT]}/{database}"


_prepare()


@pytest.fixture(scope="session")
def salin_templat(django_db_blocker: Any) -> Callable[[], None]:
    """Migrate the template once; return the function that replaces the working database by a copy of it."""
    from django.db import connections

    with django_db_blocker.unblock():
        renew = _postgres_template() if POSTGRES else _sqlite_template()

        def fresh() -> None:
            connections.close_all()
            renew()

        fresh()
    return fresh


def _sqlite_template() -> Callable[[], None]:
    from django.core.management import call_command
    from django.db import connection

    working, template = Path(connection.settings_dict["NAME"]), HOME / "templat.sqlite3"
    call_command("migrate", verbosity=0, interactive=False)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    shutil.copy(working, template)

    def renew() -> None:
        for suffix in ("", "-wal", "-shm"):  # a new file: connections still open keep the old one
            Path(f"{working}{suffix}").unlink(missing_ok=True)
        shutil.copy(template, working)

    return renew


def _postgres_template() -> Callable[[], None]:
    from django.core.management import call_command
    from django.db import connection

    working, template = f"kerja_{WORKER}", f"templat_{WORKER}"
    _as_superuser(f'CREATE DATABASE "{template}" OWNER {pg_uji.OWNER}')
    connection.settings_dict.update(USER=pg_uji.OWNER, NAME=template)
    call_command("migrate", verbosity=0, interactive=False)
    connection.close()
    connection.settings_dict.update(USER=pg_uji.SERVING, NAME=working)

    def renew() -> None:
        _as_superuser(f'DROP DATABASE IF EXISTS "{working}" WITH (FORCE)')
        _as_superuser(f'CREATE DATABASE "{working}" TEMPLATE "{template}" OWNER {pg_uji.OWNER}')

    return renew


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is about something the other database has, and on PostgreSQL what asks no database.

    Nothing is skipped: what is left out here is proved by the run on the other one.
    """
    kept = [item for item in items if _is_for_this_database(item)]
    if len(kept) < len(items):
        config.hook.pytest_deselected(items=[item for item in items if not _is_for_this_database(item)])
    items[:] = kept


def _is_for_this_database(item: pytest.Item) -> bool:
    if not POSTGRES:
        return item.get_closest_marker("hanya_postgres") is None
    if any(item.get_closest_marker(name) for name in ("hanya_postgres", "serentak", "django_db")):
        return item.get_closest_marker("hanya_sqlite") is None
    asks = ASKS_A_DATABASE.intersection(getattr(item, "fixturenames", ()))
    return bool(asks) and item.get_closest_marker("hanya_sqlite") is None


def _as_superuser(statement: str) -> None:
    # a backend whose connection was closed may still be leaving: only a superuser may end another role's backend
    with psycopg.connect(_url(pg_uji.SUPERUSER, "postgres"), autocommit=True) as superuser:
        superuser.execute(statement)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def _serentak(request: pytest.FixtureRequest) -> Iterator[None]:
    """Give a test marked ``serentak`` a database of its own, really committed to."""
    if request.node.get_closest_marker("serentak") is None:
        yield
        return
    fresh = request.getfixturevalue("salin_templat")
    blocker = request.getfixturevalue("django_db_blocker")
    request.getfixturevalue("django_db_setup")
    with blocker.unblock():
        yield
        fresh()
