"""``eoffice replicate``: let a second copy of the village's database follow it, until it is stopped."""

import os
import sys
from pathlib import Path
from typing import NoReturn

import click
from django.conf import settings
from django.db import connection, connections

from eoffice.cadangan import services as cadangan
from eoffice.kernel.errors import RuleRefused
from eoffice.kernel.messages import Pesan


@click.command()
def replicate() -> None:
    """Menyalin basis data desa terus-menerus ke EOFFICE_SALINAN sampai dihentikan (Ctrl-C).

    Salinan tertinggal kira-kira satu detik. Isinya basis data saja dan tidak bersegel: pilih disk atau server milik
    pemerintah. Berkas dan kunci tetap ada di cadangan harian. `eoffice restore --susulkan` memakainya.
    """
    perintah = cadangan.perintah_salin(basis_desa(), tujuan_salinan())
    connections.close_all()
    jadi_penyalin(perintah)


def jadi_penyalin(perintah: list[str]) -> NoReturn:
    """Replace this process by the program that copies."""
    sys.stdout.flush()
    os.execv(perintah[0], perintah)  # noqa: S606


def basis_desa() -> Path:
    """Return the file of the village's database.

    Raises:
        RuleRefused: this office keeps its data in PostgreSQL, which has its own ways.
    """
    if connection.vendor != "sqlite":
        raise RuleRefused(Pesan("cadangan.salinan_postgres"))
    return Path(connection.settings_dict["NAME"])


def tujuan_salinan() -> str:
    """Return where the copy is.

    Raises:
        RuleRefused: nowhere.
        InvalidInput: it cannot be understood.
    """
    if not settings.EOFFICE_SALINAN:
        raise RuleRefused(Pesan("cadangan.tanpa_salinan"))
    return cadangan.baca_salinan(settings.EOFFICE_SALINAN)
