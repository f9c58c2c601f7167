"""``eoffice migrate``: the one act that runs as the owner of the tables."""

import click
from django.conf import settings
from django.core.management import call_command

from config.commands.desa import layani
from config.commands.kemajuan import berjalan
from config.commands.statik import segarkan_statik


@click.command()
def migrate() -> None:
    """Menyiapkan atau memperbarui basis data dan berkas tampilan. Aman diulang.

    Di PostgreSQL perintah ini masuk sebagai pemilik tabel (EOFFICE_DATABASE_OWNER_URL); server web tidak pernah.
    Pada peran desa, desa EOFFICE_DESA didaftarkan dari daftar wilayah nasional, dan kunci simpul dibuat bila belum ada.
    """
    settings.EOFFICE_HOME.mkdir(parents=True, exist_ok=True, mode=0o700)
    with berjalan("Memperbarui basis data"):
        call_command("migrate", verbosity=0, interactive=False)
    if settings.EOFFICE_DESA:
        layani(settings.EOFFICE_DESA, "migrate")
    segarkan_statik()
