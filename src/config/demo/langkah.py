"""What ``eoffice demo`` lets a process of its own do in one installation: fill it, or make it known to the other.

Each installation has settings of its own, and a process has one set of settings.
"""

import click
from django.conf import settings

from config.demo import isi as pengisi
from config.demo.penduduk import CISONTROL
from config.demo.rumah import DAFTAR
from eoffice.jejak.desa import kenali_desa
from eoffice.sinkron.rules.undangan import Undangan, sidik_kunci
from eoffice.sinkron.services.kunci import diri
from eoffice.sinkron.services.pendaftaran import buat_kode
from eoffice.wilayah.tenancy import lingkup


def main(langkah: str, bahan: str) -> None:
    """Do one step."""
    {"isi": isi, "undang": undang}[langkah](bahan)


def isi(nama: str) -> None:
    """Fill the village, or the regency, which also gets to know the village that has a server of its own."""
    cisontrol, situmandala = pengisi.DESA
    if nama == "desa":
        pengisi.siapkan(settings.EOFFICE_HOME / DAFTAR, [cisontrol])
    else:
        pengisi.siapkan(settings.EOFFICE_HOME / DAFTAR, [situmandala], petugas=True)
        kenali_desa(kode=cisontrol.rencana.kode)


def undang(alamat: str) -> None:
    """Write the line by which the village's server enrols at the regency, which it reaches at ``alamat``."""
    with lingkup(CISONTROL.kode):
        kode = buat_kode(oleh="demo").teks
    sidik = sidik_kunci(diri().kunci.public_key().public_bytes_raw())
    click.echo(Undangan(alamat, CISONTROL.kode, kode, sidik).tulis())
