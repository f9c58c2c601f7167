"""Show that long work goes on."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click


@contextmanager
def berjalan(kerja: str) -> Iterator[None]:
    """Tell on stderr what is being done; on a terminal also for how many seconds, at the end how long it took."""
    selesai = threading.Event()
    awal = time.monotonic()
    click.echo(f"{kerja} ...", err=True)
    detak = threading.Thread(target=_detak, args=(kerja, awal, selesai), daemon=True)
    if sys.stderr.isatty():
        detak.start()
    try:
        yield
    finally:
        selesai.set()
        if detak.is_alive():
            detak.join()
    click.echo(f"{kerja}: selesai dalam {time.monotonic() - awal:.1f} detik.", err=True)


def _detak(kerja: str, awal: float, selesai: threading.Event) -> None:
    while not selesai.wait(1):
        click.echo(f"\r{kerja} ... {time.monotonic() - awal:.0f} detik", nl=False, err=True)
    click.echo("\r", nl=False, err=True)
