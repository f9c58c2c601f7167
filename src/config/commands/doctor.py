"""``eoffice doctor``."""

import click
from django.conf import settings

from config.commands.periksa import Temuan, temuan


@click.command()
@click.pass_context
def doctor(ctx: click.Context) -> None:
    """Memeriksa pemasangan ini dan menyebut setiap masalah dengan kalimat biasa.

    Kode keluar 1 bila ada masalah yang menghalangi server; peringatan saja tidak.
    """
    click.echo(f"Rumah data: {settings.EOFFICE_HOME} (peran {settings.EOFFICE_PERAN})")
    semua = temuan()
    for satu in semua:
        _tulis(satu)
    berat = sum(satu.berat for satu in semua)
    if not semua:
        click.echo("Semua baik. Tidak ada masalah.")
    else:
        click.echo(f"{berat} masalah, {len(semua) - berat} peringatan.")
    ctx.exit(1 if berat else 0)


def _tulis(satu: Temuan) -> None:
    click.echo(f"{'MASALAH' if satu.berat else 'Peringatan'} [{satu.id}] {satu.apa}")
    if satu.lalu:
        click.echo(f"    Lakukan: {satu.lalu}")
