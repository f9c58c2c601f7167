"""The life of a thread beside the worker's rounds: started, watched, started again after a defect."""

import random
import threading
from abc import ABC, abstractmethod
from typing import ClassVar, Final

import structlog
from django.db import connection

log = structlog.get_logger(__name__)
INTIP_DETIK: Final = 1.0
"""So often a step is taken; each asks by itself whether there is something to do."""


class UtasPekerja(ABC):
    """Takes one step after another for a village until the worker stops.

    What a step has to remember survives its thread: it stands here, not there.
    """

    nama: ClassVar[str]
    """Of the thread, and of the alarm when it died."""

    def __init__(self, desa: str, berhenti: threading.Event) -> None:
        self.desa, self.berhenti = desa, berhenti
        self._utas: threading.Thread | None = None

    def pastikan_jalan(self) -> None:
        """Start the thread, also when a defect ended the one before."""
        if self._utas is not None and self._utas.is_alive():
            return
        if self._utas is not None:
            log.critical("utas_mati", utas=self.nama, desa=self.desa)
            self.tunda()
        self._utas = threading.Thread(target=self._ulangi, name=self.nama, daemon=True)
        self._utas.start()

    @abstractmethod
    def langkah(self) -> None:
        """Do what is due; nothing when it is not yet time."""

    @abstractmethod
    def tunda(self) -> None:
        """Take longer until the next try: what ended a thread is not tried again at once."""

    def _ulangi(self) -> None:
        try:
            while not self.berhenti.wait(INTIP_DETIK):
                self.langkah()
        finally:
            connection.close()


def acak() -> float:
    """Return a number from 0 to 1; it only parts villages from each other that started together."""
    return random.random()  # noqa: S311  nobody gains anything by guessing it
