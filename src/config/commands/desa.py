"""``eoffice desa``: the villages served from here."""

import click

from eoffice.dokumen.services import pastikan_otoritas
from eoffice.jejak.desa import daftarkan_desa
from eoffice.wilayah import rujukan
from eoffice.wilayah.selectors import IdentitasDesa, semua_desa

SEBUT = 10  # villages named in a message


def cari_desa(kode: str) -> IdentitasDesa:
    """Return a village served here by its code, also typed without dots.

    Raises:
        click.ClickException: it is not served here; the message names those that are.
    """
    ada = semua_desa()
    for satu in ada:
        if satu.kode.replace(".", "") == kode.strip().replace(".", ""):
            return satu
    nama = ", ".join(f"{satu.kode} {satu.nama}" for satu in ada[:SEBUT]) or "belum ada"
    lagi = f", dan {len(ada) - SEBUT} lainnya (`eoffice desa daftar`)" if len(ada) > SEBUT else ""
    raise click.ClickException(f"Desa {kode} tidak dilayani di sini. Yang dilayani: {nama}{lagi}.")


def layani(kode: str, pelaku: str) -> bool:
    """Serve a village from here, with a node that can issue letters; tell whether the village is new.

    The first village gives the node its certificate authority, unless one was brought from elsewhere.
    """
    baru = daftarkan_desa(kode=kode, pelaku=pelaku)
    pastikan_otoritas(kabupaten=cari_desa(kode).kabupaten)
    return baru


@click.group()
def desa() -> None:
    """Desa yang dilayani oleh pemasangan ini."""


@desa.command()
@click.argument("kode")
def tambah(kode: str) -> None:
    """Mendaftarkan desa dengan KODE Kemendagri, misalnya 32.07.15.2004."""
    baru = layani(kode, "perintah desa tambah")
    click.echo(f"{rujukan.nama_lengkap(kode)}: {'terdaftar' if baru else 'sudah terdaftar'}.")


@desa.command()
def daftar() -> None:
    """Menampilkan desa yang dilayani di sini."""
    for satu in semua_desa():
        click.echo(f"{satu.kode}  {satu.lengkap}, Kecamatan {satu.kecamatan}, {satu.kabupaten}")
