"""May the server listen here? Asked before it starts, so that the answer is a sentence."""

import errno
import socket

import click

HAK_ROOT = 1024  # ports below need root


def tolak_porta(alamat: str, porta: int) -> None:
    """Stop with a sentence when nobody can listen on this address and port.

    Raises:
        click.ClickException: the port is taken or needs root, or the address is not one of this machine.
    """
    keluarga = socket.AF_INET6 if ":" in alamat else socket.AF_INET
    with socket.socket(keluarga) as percobaan:
        percobaan.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            percobaan.bind((alamat, porta))
        except OSError as galat:
            raise click.ClickException(_sebab(galat, alamat, porta)) from None


def _sebab(galat: OSError, alamat: str, porta: int) -> str:
    if galat.errno == errno.EADDRINUSE:
        lain = porta + 10 if porta + 10 <= 65535 else porta - 10
        return (
            f"Porta {porta} sudah dipakai program lain. Hentikan program itu, "
            f"atau pilih porta lain, misalnya dengan EOFFICE_PORT={lain} di depan perintah."
        )
    if galat.errno == errno.EACCES and porta < HAK_ROOT:
        return (
            f"Porta {porta} hanya untuk root. Pilih porta mulai dari {HAK_ROOT}, misalnya EOFFICE_PORT=8000."
        )
    return f"Server tidak dapat mendengarkan di {alamat}: alamat itu bukan milik komputer ini."
