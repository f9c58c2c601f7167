"""Asking a person for the secret key of backups. It stays in memory, and on no command line."""

from pathlib import Path

import click

from eoffice.cadangan.services import baca_foto, baca_rahasia


def tanya_kunci(lembar: Path | None) -> str:
    """Return the secret key: from a photo of the sheet, or typed (its line, or its words).

    Raises:
        InvalidInput: it cannot be read.
    """
    if lembar is not None:
        return baca_foto(lembar.read_bytes())
    return baca_rahasia(click.prompt("Kunci rahasia dari lembar pemulihan", hide_input=True))
