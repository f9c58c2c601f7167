"""The two installations of the trial: a village with a server of its own, and its regency."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import click

from config.demo.penduduk import CISONTROL
from config.demo.peraga import AkunPeraga
from config.demo.pg import Basis
from config.demo.proses import TICK_SECONDS
from config.demo.rumah import DAFTAR

KABEL_TERCABUT = "kabel-tercabut"


@dataclass(frozen=True, slots=True)
class Tempat:
    """One installation: its home, its port, and what else its processes find in their environment."""

    nama: str
    rumah: Path
    porta: int
    setelan: Mapping[str, str]

    @property
    def lingkungan(self) -> dict[str, str]:
        """The variables its processes are started with."""
        return {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "EOFFICE_HOME": str(self.rumah),
            "EOFFICE_PORT": str(self.porta),
            **self.setelan,
        }

    @property
    def belum_berdesa(self) -> Self:
        """The same before its village is known: the past of the trial begins with the village, not with today."""
        return replace(self, setelan={**self.setelan, "EOFFICE_DESA": ""})

    @property
    def alamat(self) -> str:
        """Where a browser of this machine finds it."""
        return f"http://localhost:{self.porta}"

    @property
    def terdaftar(self) -> bool:
        """Whether it has met its regency once."""
        return (self.rumah / "kunci" / "sinkron" / "kabupaten.json").exists()

    def peraga(self) -> list[AkunPeraga]:
        """Return the people a newcomer may be here.

        Raises:
            click.ClickException: there is no such list, or it was damaged.
        """
        return baca(self.rumah / DAFTAR)

    def mulai(self, modul: str, *kata: str) -> subprocess.Popen[str]:
        """Start a module of the product here; its words on stdout are kept."""
        return subprocess.Popen(  # noqa: S603  our own program
            [sys.executable, "-m", modul, *kata],
            env={**os.environ, **self.lingkungan},
            stdout=subprocess.PIPE,
            text=True,
        )

    def jalankan(self, modul: str, *kata: str) -> str:
        """Run a module of the product here and return its words.

        Raises:
            click.ClickException: it failed; what it said stands on stderr.
        """
        (keluar,) = serentak([self.mulai(modul, *kata)])
        return keluar


def serentak(langkah: Iterable[subprocess.Popen[str]]) -> list[str]:
    """Wait for steps that run at once and return their words; when one fails the others end too.

    Raises:
        click.ClickException: one failed; what it said stands on stderr.
    """
    semua = list(langkah)
    try:
        while not _gagal(semua) and any(proses.poll() is None for proses in semua):
            time.sleep(TICK_SECONDS)
        berhasil = not _gagal(semua)
    finally:
        for proses in semua:
            proses.kill()
        keluar = [proses.communicate()[0] for proses in semua]
    if not berhasil:
        raise click.ClickException("Percobaan tidak dapat disiapkan. Sebabnya tertulis di atas.")
    return keluar


def _gagal(semua: Iterable[subprocess.Popen[str]]) -> bool:
    return any(proses.poll() for proses in semua)


def desa(rumah: Path, porta: int, kabupaten: Tempat) -> Tempat:
    """Return the village. Its letters carry the address of the regency, where anybody can verify them."""
    setelan = {
        "EOFFICE_PERAN": "desa",
        "EOFFICE_DESA": CISONTROL.kode,
        "EOFFICE_ALAMAT_PUBLIK": kabupaten.alamat,
        "EOFFICE_KABEL": str(rumah / KABEL_TERCABUT),
        "EOFFICE_CADANGAN": str(rumah / "cadangan-desa"),
    }
    return Tempat("desa", rumah / "desa", porta, setelan)


def kabupaten(rumah: Path, porta: int, basis: Basis | None) -> Tempat:
    """Return the regency, on PostgreSQL if there is one."""
    setelan = {"EOFFICE_PERAN": "kabupaten"}
    if basis is not None:
        setelan |= {"EOFFICE_DATABASE_URL": basis.layanan, "EOFFICE_DATABASE_OWNER_URL": basis.pemilik}
    return Tempat("kabupaten", rumah / "kabupaten", porta, setelan)


def baca(daftar: Path) -> list[AkunPeraga]:
    """Return the people written down when the trial was made.

    Raises:
        click.ClickException: there is no such list, or it was damaged.
    """
    try:
        return [AkunPeraga(**isi) for isi in json.loads(daftar.read_text(encoding="utf-8"))]
    except FileNotFoundError:
        raise click.ClickException(f"Belum ada percobaan di {daftar.parent}. Jalankan: make demo") from None
    except (ValueError, TypeError):
        raise click.ClickException(
            f"{daftar} rusak. Hapus folder {daftar.parent} untuk mulai dari awal."
        ) from None
