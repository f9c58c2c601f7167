"""The web server: gunicorn with threads, set up from our own values instead of a configuration file.

This module loads none of the product: each process that answers loads the application by itself. Loaded before the
fork it would be copied page by page anyway, because Python writes a reference count into everything it reads
(measured with two processes and eight clerks: the same memory, and 5 % less CPU a letter without it).
"""

import sys
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.util import import_app

from config.memori import hemat_memori, jarang_memungut

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108  heartbeat files of the server's own processes, not ours


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn is untyped
    """The web server with these settings of gunicorn."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.values.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Return the application: called in each process that answers, never in the one that watches."""
        application = import_app("config.wsgi:application")
        jarang_memungut()
        return application


def nilai(bind: str, proses: int, utas: int) -> dict[str, Any]:
    """Return the settings of gunicorn."""
    return {
        "bind": bind,
        "workers": proses,
        "threads": utas,
        "worker_class": "gthread",
        "timeout": 120,
        "graceful_timeout": 30,
        "keepalive": 15,
        "control_socket_disable": True,
        "loglevel": "warning",
        "worker_tmp_dir": str(SHARED_MEMORY) if SHARED_MEMORY.is_dir() else None,
        "proc_name": "eoffice",
    }


def main(alamat: str, proses: str, utas: str) -> None:
    """Serve until stopped."""
    hemat_memori()
    Server(nilai(alamat, int(proses), int(utas))).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
