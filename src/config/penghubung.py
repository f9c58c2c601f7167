"""The worker's line to the hub, in a thread of its own: a slow or broken line never holds up other work."""

import threading
import time
from collections.abc import Sequence
from typing import Final

import structlog
from django.db import DatabaseError

from config.pencocokan import cocokkan
from config.utas import UtasPekerja, acak
from config.workers import TUGAS_GARIS, Tugas
from eoffice.kernel.errors import EofficeError, ServiceDown
from eoffice.sinkron.rules.jadwal import Jadwal
from eoffice.sinkron.selectors import belum_dikonfirmasi
from eoffice.sinkron.services.diari import bertemu
from eoffice.sinkron.services.kemajuan import Kerja, ambil
from eoffice.sinkron.services.kunci import kabupaten
from eoffice.wilayah.tenancy import lingkup

log = structlog.get_logger(__name__)
OLEH: Final = "halaman sinkronisasi"


class Penghubung(UtasPekerja):
    """Meets the hub when there is something new, when somebody asks, and regularly.

    Remembers failures across its own threads.
    """

    nama = "penghubung"

    def __init__(self, desa: str, berhenti: threading.Event) -> None:
        super().__init__(desa, berhenti)
        self.jadwal = Jadwal()
        self._giliran = dict.fromkeys((tugas.nama for tugas in TUGAS_GARIS), 0.0)

    def langkah(self) -> None:
        """Meet the hub if it is time."""
        try:
            if kabupaten() is None:
                return
            cocok = ambil(self.desa, Kerja.COCOK)
            if not (ambil(self.desa, Kerja.TEMU) or cocok or self._waktunya()):
                return
            hasil = bertemu(self.desa)
            if cocok:
                cocokkan(self.desa, pelaku=OLEH)
            self._kerjakan([tugas for tugas in TUGAS_GARIS if time.monotonic() >= self._giliran[tugas.nama]])
        except (EofficeError, DatabaseError, OSError) as galat:
            log.warning("sinkron.gagal", desa=self.desa, sebab=str(galat), kali=self.jadwal.gagal + 1)
            self.tunda(galat.coba_lagi if isinstance(galat, ServiceDown) else None)
            return
        sesi = hasil.sesi
        log.info("sinkron.bertemu", desa=self.desa, dikirim=sesi.dikirim, diambil=sesi.diambil)
        self.jadwal = self.jadwal.berhasil(time.monotonic(), acak())

    def _waktunya(self) -> bool:
        with lingkup(self.desa):
            baru = belum_dikonfirmasi() > 0
        return self.jadwal.boleh(time.monotonic(), ada_yang_baru=baru)

    def _kerjakan(self, tugas: Sequence[Tugas]) -> None:
        for satu in tugas:
            self._giliran[satu.nama] = time.monotonic() + satu.jeda.total_seconds()
            satu.jalankan()

    def tunda(self, paling_cepat: int | None = None) -> None:
        """Count a failure; ``paling_cepat``: the seconds the hub asked for."""
        self.jadwal = self.jadwal.gagal_lagi(time.monotonic(), acak(), paling_cepat)
