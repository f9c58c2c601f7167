"""``eoffice restore``: an empty home becomes the one an archive was made of. All of it, or nothing.

Everything happens in a folder beside the home: only when every table and every file was found equal does the folder
get the home's name. A power cut before that leaves the home as empty as it was. Unpacking and proving are processes of
their own, since settings read secrets from a home when they load, and would make new ones where there are none.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Final

import click

from config.commands.grup import siapkan_django

ARSIP = click.Path(exists=True, dir_okay=False, path_type=Path)
KERJA: Final = "kerja"
"""The home of the process that unpacks: what its settings make there is thrown away."""
RUMAH: Final = "rumah"


@click.command()
@click.option("--lembar", type=ARSIP, help="Foto lembar pemulihan; tanpa ini kunci ditanyakan.")
@click.option(
    "--susulkan", is_flag=True, help="Susulkan yang lebih baru dari salinan berjalan EOFFICE_SALINAN."
)
@click.option("--tahap", type=click.Choice(["uraikan", "pastikan", "susulkan"]), hidden=True)
@click.argument("arsip", type=ARSIP)
def restore(arsip: Path, lembar: Path | None, tahap: str | None, *, susulkan: bool) -> None:
    """Memasang kembali ARSIP (.age) ke EOFFICE_HOME yang masih kosong.

    Kunci rahasia lembar pemulihan ditanyakan dan tidak disimpan. Cadangan yang rusak, terpotong, atau milik desa lain
    ditolak sebelum apa pun berubah.
    """
    rumah = Path(os.environ.get("EOFFICE_HOME") or "var").resolve()
    if tahap is not None:
        siapkan_django()
        import_module("config.pemasangan").TAHAP[tahap](arsip, lembar, rumah.parent)
        return
    pastikan_kosong(rumah)
    with di_samping(rumah) as samping:
        foto = ["--lembar", str(lembar.resolve())] if lembar else []
        jalankan("uraikan", samping / KERJA, [*foto, str(arsip.resolve())])
        jalankan("pastikan", samping / RUMAH, [str(arsip.resolve())])
        if susulkan:
            jalankan("susulkan", samping / RUMAH, [str(arsip.resolve())])
        (samping / RUMAH).rename(rumah)  # an empty folder of that name gives way
        _sinkronkan(rumah.parent)
    click.echo(f"Terpasang di {rumah}.")


def pastikan_kosong(rumah: Path) -> None:
    """Refuse a home that holds anything, and one whose place cannot be given to another folder.

    Raises:
        click.ClickException: so it is.
    """
    if rumah.is_mount():
        raise click.ClickException(
            f"{rumah} adalah titik kait disk. Setel EOFFICE_HOME ke folder di dalamnya, lalu ulangi."
        )
    if rumah.exists() and (not rumah.is_dir() or any(rumah.iterdir())):
        raise click.ClickException(
            f"{rumah} tidak kosong. Pindahkan isinya, atau setel EOFFICE_HOME ke folder lain. Tidak ada yang ditimpa."
        )
    if os.environ.get("EOFFICE_DATABASE_URL", "").startswith("sqlite"):
        raise click.ClickException(
            "Kosongkan EOFFICE_DATABASE_URL: basis data desa dipasang di EOFFICE_HOME."
        )


@contextmanager
def di_samping(rumah: Path) -> Iterator[Path]:
    """Lend a folder beside the home; what is still in it at the end, or was left by a cut, is thrown away."""
    samping = rumah.parent / f".{rumah.name}.pemulihan"
    shutil.rmtree(samping, ignore_errors=True)
    samping.mkdir(parents=True, mode=0o700)
    try:
        yield samping
    finally:
        shutil.rmtree(samping, ignore_errors=True)


def jalankan(tahap: str, rumah: Path, kata: list[str]) -> None:
    """Do one part in a process of its own, with ``rumah`` for a home.

    Raises:
        SystemExit: it failed, and has said why.
    """
    lingkungan = os.environ | {"EOFFICE_HOME": str(rumah), "EOFFICE_SEBAGAI_PEMILIK": "1"}
    perintah = [sys.executable, "-m", "config.commands", "restore", "--tahap", tahap, *kata]
    sys.stdout.flush()
    kode = subprocess.run(perintah, env=lingkungan, check=False).returncode  # noqa: S603  ourselves
    if kode:
        raise SystemExit(kode)


def _sinkronkan(folder: Path) -> None:
    deskriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(deskriptor)
    finally:
        os.close(deskriptor)
