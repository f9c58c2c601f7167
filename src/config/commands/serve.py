"""``eoffice serve``: gunicorn with threads, started from our own settings."""

import gc
from pathlib import Path
from typing import Any

import click
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connections
from gunicorn.app.base import BaseApplication

from config.commands.periksa import temuan
from config.commands.porta import tolak_porta
from config.commands.statik import segarkan_statik
from config.memori import hemat_memori

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108  heartbeat files of the server's own processes, not ours


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn is untyped
    """The web server with our values instead of a configuration file."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.values.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return get_wsgi_application()


@click.command()
@click.option("--alamat", default="0.0.0.0", show_default=True, help="Alamat jaringan yang didengarkan.")  # noqa: S104
@click.option("--porta", type=click.IntRange(1, 65535), help="Bawaan: EOFFICE_PORT.")
@click.option("--proses", type=click.IntRange(1, 64), default=2, show_default=True, help="Banyak proses.")
@click.option("--utas", type=click.IntRange(1, 64), default=4, show_default=True, help="Utas tiap proses.")
def serve(alamat: str, porta: int | None, proses: int, utas: int) -> None:
    """Menjalankan server web sampai dihentikan (Ctrl-C).

    Server menolak berjalan bila pemasangan tidak benar, misalnya migrasi belum dijalankan atau server masuk
    sebagai pemilik tabel. `eoffice doctor` menyebut semuanya.
    """
    hemat_memori()
    tolak_porta(alamat, porta or settings.EOFFICE_PORT)
    tolak_pemasangan_salah()
    segarkan_statik()
    connections.close_all()  # a connection must not be shared by forked processes
    Server(nilai(f"{alamat}:{porta or settings.EOFFICE_PORT}", proses, utas)).run()


def tolak_pemasangan_salah() -> None:
    """Stop with the grave findings of the system checks.

    Raises:
        click.ClickException: there are some.
    """
    berat = [satu for satu in temuan() if satu.berat]
    if berat:
        baris = [f"- [{satu.id}] {satu.apa} {satu.lalu}".rstrip() for satu in berat]
        raise click.ClickException(
            "\n".join(["Server tidak dijalankan karena pemasangan belum benar.", *baris])
        )


def nilai(bind: str, proses: int, utas: int) -> dict[str, Any]:
    """Return the settings of gunicorn. The application is loaded before the fork, so its memory is shared."""
    return {
        "bind": bind,
        "workers": proses,
        "threads": utas,
        "worker_class": "gthread",
        "preload_app": True,
        "when_ready": lambda _server: (
            gc.freeze()
        ),  # the collector would touch, and so copy, every shared page
        "timeout": 120,
        "graceful_timeout": 30,
        "keepalive": 15,
        "control_socket_disable": True,
        "loglevel": "warning",
        "worker_tmp_dir": str(SHARED_MEMORY) if SHARED_MEMORY.is_dir() else None,
        "proc_name": "eoffice",
    }
