"""``eoffice migrate``: the one act that runs as the owner of the tables."""

import click
from django.conf import settings
from django.core.management import call_command

from config.commands.kemajuan import berjalan
from config.commands.statik import segarkan_statik
from eoffice.jejak.desa import daftarkan_desa


@click.command()
def migrate() -> None:
    """Menyiapkan atau memperbarui basis data dan berkas tampilan. Aman diulang.

    Di PostgreSQL perintah ini masuk sebagai pemilik tabel (EOFFICE_DATABASE_OWNER_URL); server web tidak pernah.
    Pada peran desa, desa EOFFICE_DESA didaftarkan dari daftar wilayah nasional.
    """
    settings.EOFFICE_HOME.mkdir(parents=True, exist_ok=True, mode=0o700)
    with berjalan("Memperbarui basis data"):
        call_command("migrate", verbosity=0, interactive=False)
    if settings.EOFFICE_DESA:
        daftarkan_desa(kode=settings.EOFFICE_DESA, pelaku="migrate")
    segarkan_statik()
