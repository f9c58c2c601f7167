"""PostgreSQL of a trial's own: Debian's binaries, a folder of ours, a port on loopback; tests use its parts as well."""

import contextlib
import os
import pwd
import secrets
import shutil
import socket
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql

SUPERUSER: Final = "postgres"
OWNER: Final = "eoffice_pemilik"
SERVING: Final = "eoffice_layanan"
DATABASE: Final = "eoffice"


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


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def unprivileged(folder: Path) -> list[str]:
    """Return the prefix that runs a command as a user PostgreSQL accepts (never root), and hand him the folder."""
    if os.geteuid() != 0:
        return []
    user = next(name for name in (SUPERUSER, "nobody") if _exists(name))
    shutil.chown(folder, user)
    return ["runuser", "-u", user, "--"]


def _exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def run(command: Sequence[str], folder: Path) -> None:
    """Run one of PostgreSQL's programs.

    Raises:
        CalledProcessError: it failed; ``stderr`` says why.
    """
    subprocess.run([*command], check=True, capture_output=True, cwd=folder)  # noqa: S603  Debian's own programs


def initdb(prefix: Sequence[str], data: Path, *access: str) -> None:
    """Make a cluster."""
    words = ["-D", str(data), "-U", SUPERUSER, "-E", "UTF8", "--locale=C.UTF-8", *access]
    run([*prefix, str(binaries() / "initdb"), *words], data.parent)


def control(prefix: Sequence[str], data: Path) -> list[str]:
    """Return the command that starts and stops the server of a cluster."""
    return [*prefix, str(binaries() / "pg_ctl"), "-D", str(data), "-l", str(data.parent / "log"), "-w"]


@dataclass(frozen=True, slots=True)
class Basis:
    """The addresses of a trial's database, as the product's settings take them."""

    layanan: str
    pemilik: str


def alasan_tidak(rumah: Path, folder: Path) -> str:
    """Return why PostgreSQL cannot be had in a folder of this home, or an empty text."""
    try:
        binaries()
    except FileNotFoundError:
        return "PostgreSQL belum terpasang di komputer ini"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    prefix = unprivileged(folder)
    if prefix:
        rumah.chmod(0o711)  # to pass through; what lies beside is closed by itself
    if prefix and subprocess.run([*prefix, "test", "-w", str(folder)], check=False).returncode:  # noqa: S603
        return (
            "PostgreSQL tidak boleh berjalan sebagai root, dan pengguna lain tidak dapat membuka folder ini"
        )
    return ""


@contextlib.contextmanager
def berjalan(folder: Path) -> Iterator[Basis]:
    """Run the cluster of a folder, made at the first start, until the block ends.

    Raises:
        OSError, CalledProcessError: it does not start.
    """
    prefix, data = unprivileged(folder), folder / "data"
    sandi = _sandi(folder / "sandi", prefix)
    if not (data / "PG_VERSION").exists():
        initdb(prefix, data, "-A", "scram-sha-256", f"--pwfile={folder / 'sandi'}")
    perintah, port = control(prefix, data), free_port()
    if (data / "postmaster.pid").exists():  # whoever started it was killed
        with contextlib.suppress(subprocess.CalledProcessError):
            run([*perintah, "-m", "immediate", "stop"], folder)
    run([*perintah, "-o", f"-h 127.0.0.1 -p {port} -k {folder}", "start"], folder)
    try:
        _siapkan(port, sandi)
        alamat = f"postgresql://{{}}:{sandi}@127.0.0.1:{port}/{DATABASE}"
        yield Basis(alamat.format(SERVING), alamat.format(OWNER))
    finally:
        with contextlib.suppress(subprocess.CalledProcessError):  # it may have been killed meanwhile
            run([*perintah, "-m", "fast", "stop"], folder)


def _sandi(berkas: Path, prefix: Sequence[str]) -> str:
    """Return the password of the cluster's roles, made at the first start."""
    if not berkas.exists():
        berkas.touch(mode=0o600)
        berkas.write_text(secrets.token_urlsafe(24))
        if prefix:
            shutil.chown(berkas, prefix[2])
    return berkas.read_text()


def _siapkan(port: int, sandi: str) -> None:
    """Make the roles and the database that are missing."""
    alamat = f"postgresql://{SUPERUSER}:{sandi}@127.0.0.1:{port}/postgres"
    with psycopg.connect(alamat, autocommit=True) as hubungan:
        ada = {nama for (nama,) in hubungan.execute("SELECT rolname FROM pg_roles")}
        for nama in {OWNER, SERVING} - ada:
            buat = sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(nama), sandi)
            hubungan.execute(buat)
        if not hubungan.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            hubungan.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
