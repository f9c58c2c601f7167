"""The trial's home: filled once, by one process, never mixed with a real office."""

import fcntl
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

DAFTAR = "demo-akun.json"
TANDA = "demo-belum-selesai"
BASIS = "eoffice.sqlite3"


def tolak_rumah_lain(rumah: Path, bagian: Sequence[Path]) -> None:
    """Refuse a home that holds an office, or a trial of the time when it had one server only.

    Raises:
        click.ClickException: it does.
    """
    if (rumah / BASIS).exists() and (rumah / DAFTAR).exists():
        raise click.ClickException(
            f"{rumah} berisi percobaan dari versi lama. Hapus folder itu, lalu ulangi."
        )
    isi = any(satu.exists() for satu in bagian) and not (rumah / TANDA).exists()
    if isi or (rumah / BASIS).exists():
        raise click.ClickException(
            f"{rumah} sudah berisi data yang bukan percobaan, jadi tidak disentuh. "
            "Pakai rumah lain, misalnya: EOFFICE_HOME=var-coba make demo"
        )


@contextmanager
def mengisi(rumah: Path, bagian: Sequence[Path]) -> Iterator[None]:
    """Hold the home while it is filled; what an interrupted filling left in its parts is thrown away.

    Raises:
        click.ClickException: the home belongs to something else, or somebody fills it at this moment.
    """
    tolak_rumah_lain(rumah, bagian)
    tanda = rumah / TANDA
    with tanda.open("a") as pegangan:
        _kunci(pegangan.fileno(), rumah)
        for satu in bagian:
            shutil.rmtree(satu, ignore_errors=True)
        yield
        tanda.unlink()


def _kunci(berkas: int, rumah: Path) -> None:
    try:
        fcntl.flock(berkas, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise click.ClickException(
            f"Percobaan di {rumah} sedang disiapkan oleh jendela lain. Tunggu sampai selesai."
        ) from None
