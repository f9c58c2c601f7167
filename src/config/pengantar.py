"""The worker's files, in a thread of their own beside the line of events: a large file never holds up an event."""

import random
import threading
import time
from typing import Final

import structlog
from django.db import DatabaseError, connection

from eoffice.kernel import clock
from eoffice.kernel.errors import EofficeError
from eoffice.sinkron.selectors import belum_dikonfirmasi, berkas_belum_terkirim, berkas_ditunggu
from eoffice.sinkron.services.diari import catat_antar
from eoffice.sinkron.services.kunci import kabupaten
from eoffice.sinkron.services.temu import antarkan
from eoffice.wilayah.tenancy import lingkup

log = structlog.get_logger(__name__)
INTIP_DETIK: Final = 1.0
AWAL_DETIK: Final = 2.0
MAKS_DETIK: Final = 300.0
"""So often it is asked at least: a hub that was set back awaits again what it had."""


class Pengantar:
    """Moves files when some wait and no event does; asks less and less often while nothing moves."""

    def __init__(self, desa: str, berhenti: threading.Event) -> None:
        self.desa, self.berhenti = desa, berhenti
        self._menunggu = (0, 0)
        self._jeda, self._berikut = AWAL_DETIK, 0.0
        self._utas: threading.Thread | None = None

    def pastikan_jalan(self) -> None:
        """Start the thread, also when a defect ended the one before."""
        if self._utas is not None and self._utas.is_alive():
            return
        if self._utas is not None:
            log.critical("pengantar_mati", desa=self.desa)
            self._tunda()
        self._utas = threading.Thread(target=self._ulangi, name="pengantar", daemon=True)
        self._utas.start()

    def _ulangi(self) -> None:
        try:
            while not self.berhenti.wait(INTIP_DETIK):
                self.langkah()
        finally:
            connection.close()

    def langkah(self) -> None:
        """Move files if it is time."""
        try:
            if kabupaten() is None:
                return
            with lingkup(self.desa):
                self._satu_giliran()
        except (EofficeError, DatabaseError, OSError) as galat:
            log.warning("sinkron.berkas_gagal", desa=self.desa, sebab=str(galat))
            self._tunda()

    def _satu_giliran(self) -> None:
        menunggu = berkas_belum_terkirim(), len(berkas_ditunggu())
        if menunggu != self._menunggu:
            self._menunggu, self._jeda, self._berikut = menunggu, AWAL_DETIK, 0.0
        if time.monotonic() < self._berikut or self._mengalah():
            return
        mulai = clock.now()
        hasil = antarkan(self._mengalah)
        catat_antar(mulai, hasil)
        if hasil.mengalah:
            return
        if hasil.bergerak:
            log.info("sinkron.berkas_diantar", desa=self.desa, dikirim=hasil.dikirim, diambil=hasil.diambil)
            self._jeda = AWAL_DETIK
        self._tunda()

    def _mengalah(self) -> bool:
        return self.berhenti.is_set() or belum_dikonfirmasi() > 0

    def _tunda(self) -> None:
        """Wait; twice as long the next time. Villages that started together part by chance."""
        self._berikut = time.monotonic() + self._jeda * (0.5 + _acak() / 2)
        self._jeda = min(self._jeda * 2, MAKS_DETIK)


def _acak() -> float:
    return random.random()  # noqa: S311  only to part villages from each other
