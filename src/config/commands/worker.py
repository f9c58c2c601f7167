"""``eoffice worker``: one loop over the consumers of the stream and the chores."""

import os
import signal
import threading
import time
from types import FrameType

import click
import structlog
from django.conf import settings
from django.db import OperationalError, close_old_connections

from config.memori import hemat_memori, jarang_memungut
from config.pencadang import Pencadang
from config.pengantar import Pengantar
from config.penghubung import Penghubung
from config.workers import CONSUMERS, TUGAS
from eoffice.jejak.cursors import run_round
from eoffice.kernel.errors import EofficeError
from eoffice.wilayah.selectors import semua_desa

log = structlog.get_logger(__name__)
PELAN = 10  # people at their pages come first, pictures drawn ahead come second
ISTIRAHAT = 2.0  # seconds between two rounds without work


@click.command()
@click.option("--sekali", is_flag=True, help="Kerjakan semua yang menunggu, lalu selesai.")
@click.pass_context
def worker(ctx: click.Context, *, sekali: bool) -> None:
    """Menjalankan pekerjaan di belakang layar sampai dihentikan (Ctrl-C).

    Dengan --sekali kode keluar 1 bila putaran terakhir gagal, misalnya basis data terlalu sibuk.
    """
    hemat_memori()
    jarang_memungut()
    os.nice(PELAN)
    berhenti = threading.Event()

    def minta_berhenti(_nomor: int, _bingkai: FrameType | None) -> None:
        berhenti.set()

    for nomor in (signal.SIGTERM, signal.SIGINT):
        signal.signal(nomor, minta_berhenti)
    click.echo("Pekerja berjalan. Hentikan dengan Ctrl-C.")
    putaran = Putaran()
    sendiri = settings.EOFFICE_PERAN == "desa" and settings.EOFFICE_DESA and not sekali
    garis = [kelas(settings.EOFFICE_DESA, berhenti) for kelas in (Penghubung, Pengantar) if sendiri]
    pencadang = Pencadang(berhenti)
    latar: list[Penghubung | Pengantar | Pencadang] = [*garis, *([] if sekali else [pencadang])]
    while not berhenti.is_set():
        for satu in latar:
            satu.pastikan_jalan()
        sibuk = putaran.jalan()
        if sekali and not sibuk:
            ctx.exit(1 if putaran.gagal else 0)
        if not sibuk:
            berhenti.wait(ISTIRAHAT)
    pencadang.tunggu()


class Putaran:
    """Rounds of work; remembers when each chore is due by a clock that nobody can set back."""

    def __init__(self) -> None:
        self.gagal = False
        self.giliran = dict.fromkeys((tugas.nama for tugas in TUGAS), 0.0)

    def jalan(self) -> bool:
        """Do one round; return whether some event was handled."""
        close_old_connections()
        try:
            self._tugas()
            hasil = run_round(CONSUMERS, [desa.kode for desa in semua_desa()])
        except (
            OperationalError,
            EofficeError,
        ) as error:  # a busy or absent database: the next round comes soon
            log.warning("putaran_gagal", sebab=str(error))
            self.gagal = True
            return False
        self.gagal = False
        return any(satu.dikerjakan for satu in hasil)

    def _tugas(self) -> None:
        for tugas in TUGAS:
            if time.monotonic() >= self.giliran[tugas.nama]:
                self.giliran[tugas.nama] = time.monotonic() + tugas.jeda.total_seconds()
                tugas.jalankan()
