"""``eoffice kata``: count the words of names anew, by which a search finds another spelling or a slip."""

import click

from config.commands.desa import cari_desa
from eoffice.penduduk.services import hitung_kata
from eoffice.wilayah.selectors import semua_desa
from eoffice.wilayah.tenancy import lingkup


@click.command()
@click.option("--desa", "kode", help="Hanya desa ini, misalnya 32.07.15.2004. Tanpa ini semua desa di sini.")
def kata(kode: str | None) -> None:
    """Menghitung ulang kata-kata nama penduduk, yang dipakai pencarian saat ejaan berbeda.

    Pekerja di belakang layar sudah melakukannya sendiri; perintah ini untuk memulihkan. Aman diulang.
    """
    for desa in [cari_desa(kode)] if kode else semua_desa():
        with lingkup(desa.kode):
            jumlah = hitung_kata(paksa=True) or 0
        click.echo(f"{desa.lengkap}: {jumlah} kata berubah.")
