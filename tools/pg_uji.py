"""A throw-away PostgreSQL for tests: Debian's binaries, a temp folder, a free port, and proof that it is ours.

Used by ``tests/basis_data.py`` (``EOFFICE_TEST_DB=postgres``) and by the benchmarks. A fixed port once reached a
stranger's server, so the port is the kernel's choice and ``data_directory`` is compared before any statement.
"""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

SUPERUSER, OWNER, SERVING = "postgres", "eoffice_pemilik", "eoffice_layanan"
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


def binaries() -> Path:
    """Return the newest folder of PostgreSQL binaries.

    Raises:
        FileNotFoundError: PostgreSQL is not installed.
    """
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path is None:
        raise FileNotFoundError("PostgreSQL is missing: apt install postgresql")
    return Path(on_path).parent


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _unprivileged(folder: Path) -> list[str]:
    """Return the prefix that runs a command as a user PostgreSQL accepts, and hand him the folder."""
    if os.geteuid() != 0:
        return []
    user = next(name for name in ("postgres", "nobody") if _exists(name))
    shutil.chown(folder, user)
    return ["runuser", "-u", user, "--"]


def _exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


@contextlib.contextmanager
def cluster() -> Iterator[Cluster]:
    """Run a server with the owner and the serving role until the block ends."""
    folder = Path(tempfile.mkdtemp(prefix="eoffice-pg-"))
    prefix, port, data = _unprivileged(folder), _free_port(), folder / "data"
    bin_folder = binaries()
    run = [
        *prefix,
        str(bin_folder / "initdb"),
        "-D",
        str(data),
        "-A",
        "trust",
        "-U",
        SUPERUSER,
        "-E",
        "UTF8",
    ]
    subprocess.run([*run, "--locale=C.UTF-8"], check=True, capture_output=True, cwd=folder)
    options = " ".join(["-h 127.0.0.1", f"-p {port}", f"-k {folder}", *(f"-c {item}" for item in SETTINGS)])
    control = [*prefix, str(bin_folder / "pg_ctl"), "-D", str(data), "-l", str(folder / "log"), "-w"]
    subprocess.run([*control, "-o", options, "start"], check=True, capture_output=True, cwd=folder)
    try:
        _make_roles(port, data)
        yield Cluster(port, folder)
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=False, capture_output=True, cwd=folder)
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
