"""The worker's files, in a thread of their own beside the line of events: a large file never holds up an event."""

import threading
import time
from typing import Final

import structlog
from django.db import DatabaseError

from config.utas import UtasPekerja, acak
from eoffice.kernel import clock
from eoffice.kernel.errors import EofficeError
from eoffice.sinkron.selectors import belum_dikonfirmasi, berkas_belum_terkirim, berkas_ditunggu
from eoffice.sinkron.services.diari import catat_antar
from eoffice.sinkron.services.kunci import kabupaten
from eoffice.sinkron.services.temu import antarkan
from eoffice.wilayah.tenancy import lingkup

log = structlog.get_logger(__name__)
AWAL_DETIK: Final = 2.0
MAKS_DETIK: Final = 300.0
"""So often it is asked at least: a hub that was set back awaits again what it had."""


class Pengantar(UtasPekerja):
    """Moves files when some wait and no event does; asks less and less often while nothing moves."""

    nama = "pengantar"

    def __init__(self, desa: str, berhenti: threading.Event) -> None:
        super().__init__(desa, berhenti)
        self._menunggu = (0, 0)
        self._jeda, self._berikut = AWAL_DETIK, 0.0

    def langkah(self) -> None:
        """Move files if it is time."""
        try:
            if kabupaten() is None:
                return
            with lingkup(self.desa):
                self._satu_giliran()
        except (EofficeError, DatabaseError, OSError) as galat:
            log.warning("sinkron.berkas_gagal", desa=self.desa, sebab=str(galat))
            self.tunda()

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
        self.tunda()

    def _mengalah(self) -> bool:
        return self.berhenti.is_set() or belum_dikonfirmasi() > 0

    def tunda(self) -> None:
        """Wait; twice as long the next time. Villages that started together part by chance."""
        self._berikut = time.monotonic() + self._jeda * (0.5 + acak() / 2)
        self._jeda = min(self._jeda * 2, MAKS_DETIK)
