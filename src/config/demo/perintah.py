"""``eoffice demo``: prepare once, run everything in the foreground, stop everything with Ctrl-C."""

import importlib
import os
import sys
from collections.abc import Sequence

import click
from django.conf import settings
from django.core.management import call_command

from config.commands.grup import siapkan_django
from config.demo.peraga import AkunPeraga
from config.demo.proses import Parts, addresses, refuse_taken_port, wait_until_listening


@click.command()
def demo() -> None:
    """Menjalankan kantor percobaan dengan dua desa sampai Ctrl-C. Data tersimpan di EOFFICE_HOME."""
    os.environ.setdefault("EOFFICE_PERAN", "kabupaten")
    siapkan_django()
    refuse_taken_port(settings.EOFFICE_PORT)
    call_command("migrate", verbosity=0, interactive=False)
    isi = importlib.import_module("config.demo.isi")  # rooms load only after Django is set up
    peraga = isi.siapkan(settings.EOFFICE_HOME / "demo-akun.json")
    bagian = Parts()
    bagian.start("web", ["serve"], {})
    bagian.start("pekerja", ["worker"], {})
    if wait_until_listening(settings.EOFFICE_PORT):
        _sambut(peraga)
    sys.exit(bagian.wait())


def _sambut(peraga: Sequence[AkunPeraga]) -> None:
    """Print the addresses and the people."""
    click.echo("\ne-Office Desa berjalan. Buka:")
    for alamat in addresses(settings.EOFFICE_PORT):
        click.echo(f"  {alamat}")
    click.echo("\nAkun peraga (semua orang rekaan):")
    for satu in peraga:
        click.echo("  " + kalimat_peraga(satu))
    click.echo(f"\nDaftar yang sama ada di {settings.EOFFICE_HOME / 'demo-akun.json'}. Berhenti: Ctrl-C.\n")


def kalimat_peraga(satu: AkunPeraga) -> str:
    """Return one person of the trial as a line: who, where, and the secrets."""
    rahasia = [satu.masuk, satu.sandi]
    rahasia += [f"kunci TOTP {satu.totp}"] if satu.totp else []
    rahasia += [f"frasa tanda tangan: {satu.frasa}"] if satu.frasa else []
    return f"{satu.desa}  {satu.peran:<16} {satu.nama:<24} {' | '.join(rahasia)}"
