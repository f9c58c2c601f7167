"""The trial's home: filled once, by one process, never mixed with a real office."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

DAFTAR = "demo-akun.json"
TANDA = "demo-belum-selesai"


@contextmanager
def mengisi(rumah: Path, basis_data: Path) -> Iterator[None]:
    """Hold the home while it is filled; what an interrupted filling left in the database is thrown away.

    Raises:
        click.ClickException: the home belongs to something else, or somebody fills it at this moment.
    """
    tanda = rumah / TANDA
    if basis_data.exists() and not tanda.exists():
        raise click.ClickException(
            f"{rumah} sudah berisi basis data yang bukan percobaan, jadi tidak disentuh. "
            "Pakai rumah lain, misalnya: EOFFICE_HOME=var-coba make demo"
        )
    with tanda.open("a") as pegangan:
        _kunci(pegangan.fileno(), rumah)
        for akhiran in ("", "-wal", "-shm"):
            Path(f"{basis_data}{akhiran}").unlink(missing_ok=True)
        yield
        tanda.unlink()


def _kunci(berkas: int, rumah: Path) -> None:
    try:
        fcntl.flock(berkas, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise click.ClickException(
            f"Percobaan di {rumah} sedang disiapkan oleh jendela lain. Tunggu sampai selesai."
        ) from None
