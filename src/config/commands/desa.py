"""``eoffice desa``: the villages served from here."""

import click

from eoffice.jejak.desa import daftarkan_desa
from eoffice.wilayah import rujukan
from eoffice.wilayah.selectors import semua_desa


@click.group()
def desa() -> None:
    """Desa yang dilayani oleh pemasangan ini."""


@desa.command()
@click.argument("kode")
def tambah(kode: str) -> None:
    """Mendaftarkan desa dengan KODE Kemendagri, misalnya 32.07.15.2004."""
    baru = daftarkan_desa(kode=kode, pelaku="perintah desa tambah")
    click.echo(f"{rujukan.nama_lengkap(kode)}: {'terdaftar' if baru else 'sudah terdaftar'}.")


@desa.command()
def daftar() -> None:
    """Menampilkan desa yang dilayani di sini."""
    for satu in semua_desa():
        click.echo(f"{satu.kode}  {satu.lengkap}, Kecamatan {satu.kecamatan}, {satu.kabupaten}")
