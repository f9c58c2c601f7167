"""``eoffice serve``: check the installation, then become the web server."""

import os
import sys
from typing import Final

import click
from django.conf import settings
from django.db import connections

from config.commands.periksa import temuan
from config.commands.porta import tolak_porta
from config.commands.statik import segarkan_statik

TETAP_MELAYANI: Final = frozenset({"eoffice.E012"})
"""A disk that is nearly full: what is there can be read, and what needs room is refused with a word, one by one."""


@click.command()
@click.option("--alamat", default="0.0.0.0", show_default=True, help="Alamat jaringan yang didengarkan.")  # noqa: S104
@click.option("--porta", type=click.IntRange(1, 65535), help="Bawaan: EOFFICE_PORT.")
@click.option("--proses", type=click.IntRange(1, 64), default=2, show_default=True, help="Banyak proses.")
@click.option("--utas", type=click.IntRange(1, 64), default=4, show_default=True, help="Utas tiap proses.")
def serve(alamat: str, porta: int | None, proses: int, utas: int) -> None:
    """Menjalankan server web sampai dihentikan (Ctrl-C).

    Server menolak berjalan bila pemasangan tidak benar, misalnya migrasi belum dijalankan atau server masuk
    sebagai pemilik tabel. `eoffice doctor` menyebut semuanya. Ruang simpan yang hampir habis hanya diperingatkan:
    data tetap dapat dibaca, dan yang memerlukan ruang ditolak dengan kalimat yang jelas.
    """
    tolak_porta(alamat, porta or settings.EOFFICE_PORT)
    tolak_pemasangan_salah()
    segarkan_statik()
    connections.close_all()
    jadi_server(f"{alamat}:{porta or settings.EOFFICE_PORT}", proses, utas)


def jadi_server(alamat: str, proses: int, utas: int) -> None:
    """Replace this process, which has loaded everything to check it, by the server, which has not."""
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "config.server", alamat, str(proses), str(utas)])  # noqa: S606


def tolak_pemasangan_salah() -> None:
    """Stop with the grave findings of the system checks; of those that leave reading possible, warn.

    Raises:
        click.ClickException: there are some.
    """
    semua = [satu for satu in temuan() if satu.berat]
    for satu in semua:
        if satu.id in TETAP_MELAYANI:
            click.echo(f"Peringatan [{satu.id}] {satu.apa} {satu.lalu}".rstrip(), err=True)
    berat = [satu for satu in semua if satu.id not in TETAP_MELAYANI]
    if berat:
        baris = [f"- [{satu.id}] {satu.apa} {satu.lalu}".rstrip() for satu in berat]
        raise click.ClickException(
            "\n".join(["Server tidak dijalankan karena pemasangan belum benar.", *baris])
        )
