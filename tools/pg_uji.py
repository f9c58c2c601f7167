"""A throw-away PostgreSQL for tests: Debian's binaries, a temp folder, a free port, and proof that it is ours.

Used by ``tests/basis_data.py`` (``EOFFICE_TEST_DB=postgres``) and by the benchmarks. A fixed port once reached a
stranger's server, so the port is the kernel's choice and ``data_directory`` is compared before any statement.
"""

import contextlib
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from config.demo.pg import OWNER, SERVING, SUPERUSER, binaries, control, free_port, initdb, run, unprivileged

__all__ = ["OWNER", "SERVING", "SUPERUSER", "Cluster", "binaries", "cluster"]
SETTINGS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",  # its worker in a database would stand in the way of dropping or copying it
    "max_connections=120",
    "shared_buffers=128MB",
)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where the server listens; ``url`` gives an address for one of its roles."""

    port: int
    folder: Path

    def url(self, role: str, database: str) -> str:
        """Return a connection address (trust authentication on loopback, test data only)."""
        return f"postgresql://{role}@127.0.0.1:{self.port}/{database}"


@contextlib.contextmanager
def cluster() -> Iterator[Cluster]:
    """Run a server with the owner and the serving role until the block ends."""
    folder = Path(tempfile.mkdtemp(prefix="eoffice-pg-"))
    prefix, port, data = unprivileged(folder), free_port(), folder / "data"
    initdb(prefix, data, "-A", "trust")
    options = " ".join(["-h 127.0.0.1", f"-p {port}", f"-k {folder}", *(f"-c {item}" for item in SETTINGS)])
    perintah = control(prefix, data)
    run([*perintah, "-o", options, "start"], folder)
    try:
        _make_roles(port, data)
        yield Cluster(port, folder)
    finally:
        with contextlib.suppress(subprocess.CalledProcessError):
            run([*perintah, "-m", "immediate", "stop"], folder)
        shutil.rmtree(folder, ignore_errors=True)


def _make_roles(port: int, data: Path) -> None:
    with psycopg.connect(
        f"postgresql://{SUPERUSER}@127.0.0.1:{port}/postgres", autocommit=True
    ) as connection:
        row = connection.execute("SHOW data_directory").fetchone()
        if row is None or Path(row[0]) != data:
            raise RuntimeError("another PostgreSQL server answered on our port")
        connection.execute(f"CREATE ROLE {OWNER} LOGIN CREATEDB")
        connection.execute(f"CREATE ROLE {SERVING} LOGIN")
