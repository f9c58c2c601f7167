"""``eoffice demo``: prepare once, run everything in the foreground, stop everything with Ctrl-C."""

import importlib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import click
import pyotp
from django.conf import settings
from django.core.management import call_command

from config.commands.grup import siapkan_django
from config.commands.porta import tolak_porta
from config.demo.peraga import AkunPeraga
from config.demo.proses import Parts, addresses, is_listening
from config.demo.rumah import DAFTAR, mengisi


@click.command()
@click.option("--kode", is_flag=True, help="Sebut kode enam angka akun peraga saat ini, lalu selesai.")
def demo(*, kode: bool) -> None:
    """Menjalankan kantor percobaan dengan dua desa sampai Ctrl-C. Data tersimpan di EOFFICE_HOME."""
    os.environ.setdefault("EOFFICE_PERAN", "kabupaten")
    siapkan_django()
    daftar = settings.EOFFICE_HOME / DAFTAR
    if kode:
        _sebut_kode(daftar)
        return
    tolak_porta("0.0.0.0", settings.EOFFICE_PORT)  # noqa: S104  the trial is meant to be reached from the LAN
    peraga = _siapkan(daftar)
    with Parts() as bagian:
        bagian.start("web", ["serve"], {})
        bagian.start("pekerja", ["worker"], {})
        if bagian.until(lambda: is_listening(settings.EOFFICE_PORT)):
            _sambut(peraga)
        keluar = bagian.wait()
    sys.exit(keluar)


def _siapkan(daftar: Path) -> list[AkunPeraga]:
    """Return the people of the trial, which is made at the first start."""
    if daftar.exists():
        call_command("migrate", verbosity=0, interactive=False)
        return baca(daftar)
    click.echo("Menyiapkan kantor percobaan, sekali saja. Ini memakan waktu sekitar satu menit.")
    with mengisi(settings.EOFFICE_HOME, Path(str(settings.DATABASES["default"]["NAME"]))):
        call_command("migrate", verbosity=0, interactive=False)
        isi = importlib.import_module("config.demo.isi")  # rooms load only after Django is set up
        isi.siapkan(daftar)
    return baca(daftar)


def baca(daftar: Path) -> list[AkunPeraga]:
    """Return the people written down when the trial was made.

    Raises:
        click.ClickException: there is no such list, or it was damaged.
    """
    try:
        return [AkunPeraga(**isi) for isi in json.loads(daftar.read_text(encoding="utf-8"))]
    except FileNotFoundError:
        raise click.ClickException(f"Belum ada percobaan di {daftar.parent}. Jalankan: make demo") from None
    except (ValueError, TypeError):
        raise click.ClickException(
            f"{daftar} rusak. Hapus folder {daftar.parent} untuk mulai dari awal."
        ) from None


def _sebut_kode(daftar: Path) -> None:
    for satu in baca(daftar):
        if satu.totp:
            click.echo(f"{pyotp.TOTP(satu.totp).now()}  {satu.masuk}")


def _sambut(peraga: Sequence[AkunPeraga]) -> None:
    """Print the addresses and the people."""
    click.echo("\ne-Office Desa berjalan. Buka:")
    for alamat in addresses(settings.EOFFICE_PORT):
        click.echo(f"  {alamat}   petugas desa: {alamat}/aparat/")
    click.echo("\nAkun peraga (semua orang rekaan):")
    for baris in kalimat_peraga(peraga):
        click.echo(baris)
    click.echo("\nKode enam angka kepala desa: `.venv/bin/eoffice demo --kode`, atau aplikasi autentikator.")
    click.echo(f"Daftar yang sama ada di {settings.EOFFICE_HOME / DAFTAR}. Berhenti: Ctrl-C.\n")


def kalimat_peraga(peraga: Sequence[AkunPeraga]) -> Iterator[str]:
    """Yield the people of the trial as lines, village by village: who, and with which secrets."""
    for desa, orang in groupby(peraga, key=lambda satu: satu.desa):
        yield f"\n  Desa {desa}"
        for satu in orang:
            peran = satu.peran.replace("_", " ")
            yield f"    {peran:<16} {satu.nama:<24} {satu.masuk}  {satu.sandi}"
            if satu.totp:
                yield f"    {'':<16} kunci TOTP {satu.totp}  frasa tanda tangan: {satu.frasa}"
