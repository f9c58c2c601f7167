"""Who works behind the scenes: consumers of the stream, and chores by the clock. The only list of both."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import structlog
from django.core.management import call_command

from eoffice.dokumen.services import berkas_bermasalah, buang_sisa, buang_titipan_basi
from eoffice.jejak.cursors import BatchConsumer, Consumer
from eoffice.penduduk.workers import terapkan_yang_diminta
from eoffice.surat.selectors.hilang import berkas_hilang
from eoffice.surat.services import buang_berkas_lepas, buang_draf_lama
from eoffice.surat.workers import GambarTumpukan
from eoffice.wilayah.selectors import semua_desa
from eoffice.wilayah.tenancy import lingkup

log = structlog.get_logger(__name__)

CONSUMERS: tuple[Consumer | BatchConsumer, ...] = (GambarTumpukan(),)


@dataclass(frozen=True, slots=True)
class Tugas:
    """A chore that may be repeated at any time; ``jeda`` is how long to wait between two runs."""

    nama: str
    jeda: timedelta
    jalankan: Callable[[], None]


def _buang_sesi_lama() -> None:
    call_command("clearsessions")


def _buang_draf_lama() -> None:
    for desa in semua_desa():
        with lingkup(desa.kode):
            jumlah = buang_draf_lama()
        if jumlah:
            log.info("draf_lama_dibuang", desa=desa.kode, jumlah=jumlah)
    if berkas := buang_berkas_lepas():
        log.info("berkas_lepas_dibuang", jumlah=berkas)


def _buang_titipan() -> None:
    buang_titipan_basi()


def _terapkan_impor() -> None:
    for desa in semua_desa():
        with lingkup(desa.kode):
            terapkan_yang_diminta()


def _periksa_berkas() -> None:
    """Walk the store; each damaged or lost file raises an alarm in the log (nothing is ever made again silently)."""
    for sha256 in berkas_bermasalah():
        log.critical("berkas_rusak", sidik=sha256)
    for desa in semua_desa():
        with lingkup(desa.kode):
            for surat_id, sha256 in berkas_hilang():
                log.critical("berkas_hilang", desa=desa.kode, surat_id=str(surat_id), sidik=sha256)
    if sisa := buang_sisa():
        log.info("berkas_sisa_dibuang", jumlah=sisa)


TUGAS = (
    Tugas("impor", timedelta(seconds=1), _terapkan_impor),
    Tugas("sesi", timedelta(hours=6), _buang_sesi_lama),
    Tugas("titipan", timedelta(hours=1), _buang_titipan),
    Tugas("draf", timedelta(hours=1), _buang_draf_lama),
    Tugas("berkas", timedelta(days=1), _periksa_berkas),
)
