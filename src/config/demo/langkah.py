"""What ``eoffice demo`` lets a process of its own do in one installation: fill it, or make it known to the other.

Each installation has settings of its own, and a process has one set of settings.
"""

import sys
from pathlib import Path

import click
import django
from django.conf import settings


def isi(nama: str) -> None:
    """Fill the village, or the regency, which also gets to know the village that has a server of its own."""
    from config.demo import isi as pengisi  # noqa: PLC0415  rooms load only after Django is set up
    from eoffice.jejak.desa import kenali_desa  # noqa: PLC0415

    cisontrol, situmandala = pengisi.DESA
    daftar: Path = settings.EOFFICE_HOME / "demo-akun.json"
    if nama == "desa":
        pengisi.siapkan(daftar, [cisontrol])
    else:
        pengisi.siapkan(daftar, [situmandala], petugas=True)
        kenali_desa(kode=cisontrol.rencana.kode)


def undang(alamat: str) -> None:
    """Write the line by which the village's server enrols at the regency, which it reaches at ``alamat``."""
    from config.demo.penduduk import CISONTROL  # noqa: PLC0415
    from eoffice.sinkron.rules.undangan import Undangan, sidik_kunci  # noqa: PLC0415
    from eoffice.sinkron.services.kunci import diri  # noqa: PLC0415
    from eoffice.sinkron.services.pendaftaran import buat_kode  # noqa: PLC0415
    from eoffice.wilayah.tenancy import lingkup  # noqa: PLC0415

    with lingkup(CISONTROL.kode):
        kode = buat_kode(oleh="demo").teks
    click.echo(
        Undangan(
            alamat, CISONTROL.kode, kode, sidik_kunci(diri().kunci.public_key().public_bytes_raw())
        ).tulis()
    )


if __name__ == "__main__":
    django.setup()
    {"isi": isi, "undang": undang}[sys.argv[1]](sys.argv[2])
