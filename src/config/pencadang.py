"""The worker's backups: each day at its hour, and when somebody asks; each in a process of its own.

A process of its own connects as the owner of the tables (the worker does not), and takes its memory with it.
"""

import subprocess
import sys
import threading
from datetime import datetime, timedelta
from typing import Final

import structlog
from django.conf import settings
from django.utils.timezone import localtime

from eoffice.cadangan import services as cadangan
from eoffice.cadangan.rules.simpanan import jatuh_tempo
from eoffice.kernel import clock
from eoffice.kernel.errors import EofficeError

log = structlog.get_logger(__name__)
OLEH: Final = "jadwal"
INTIP_DETIK: Final = 5.0
SELESAI_DETIK: Final = 10.0
ULANGI: Final = timedelta(minutes=30)
"""A stick that is not plugged in is asked for again after this long, and at once when somebody presses the button."""


class Pencadang:
    """Makes backups when they are due; ``perintah`` is what makes one."""

    def __init__(self, berhenti: threading.Event, perintah: tuple[str, ...] = ()) -> None:
        self.berhenti = berhenti
        self.perintah = perintah or (sys.executable, "-m", "config.commands", "backup")
        self._utas: threading.Thread | None = None

    def pastikan_jalan(self) -> None:
        """Start the thread, also when a defect ended the one before."""
        if self._utas is not None and self._utas.is_alive():
            return
        if self._utas is not None:
            log.critical("pencadang_mati")
        self._utas = threading.Thread(target=self._ulangi, name="pencadang", daemon=True)
        self._utas.start()

    def _ulangi(self) -> None:
        while not self.berhenti.wait(INTIP_DETIK):
            self.langkah(localtime(clock.now()))

    def langkah(self, kini: datetime) -> bool:
        """Make a backup if one is asked for or due; return whether one was tried."""
        try:
            oleh = cadangan.ambil_permintaan()
            if oleh is None and not self._waktunya(kini):
                return False
            self._jalankan(oleh or OLEH)
        except (EofficeError, OSError) as galat:
            log.warning("cadangan.gagal", sebab=str(galat))
            return False
        return True

    def tunggu(self) -> None:
        """Wait until the backup that is being made has heard that the worker ends."""
        if self._utas is not None:
            self._utas.join(SELESAI_DETIK)

    def _waktunya(self, kini: datetime) -> bool:
        if not settings.EOFFICE_CADANGAN or not cadangan.penerima():
            return False
        coba = cadangan.percobaan_terakhir()
        baru_saja = coba is not None and timedelta(0) <= kini - coba < ULANGI
        return not baru_saja and jatuh_tempo(
            kini, cadangan.cadangan_terakhir(), settings.EOFFICE_CADANGAN_JAM
        )

    def _jalankan(self, oleh: str) -> None:
        """Run it to its end, or until the worker ends: what is half done leaves nothing."""
        with subprocess.Popen(  # noqa: S603  ourselves
            [*self.perintah, f"--oleh={oleh}"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        ) as proses:
            while True:
                try:
                    _, galat = proses.communicate(timeout=1)
                    break
                except subprocess.TimeoutExpired:
                    if self.berhenti.is_set():
                        proses.terminate()
        if proses.returncode:
            log.warning("cadangan.gagal", sebab=galat.strip()[-300:], kode=proses.returncode)
        else:
            log.info("cadangan.dibuat", oleh=oleh)
