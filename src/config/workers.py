"""Who works behind the scenes: consumers of the stream, and chores by the clock. The only list of both."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import structlog
from django.conf import settings
from django.core.management import call_command

from config.muatan import akhiri
from config.proyeksi import PENYEBUT_BERKAS, PROYEKSI
from eoffice.akun.workers import IkutiSlip
from eoffice.arsip.services import coba_akhiri, susulkan
from eoffice.dokumen.services import berkas_bermasalah, buang_potongan_lama, buang_sisa, buang_titipan_basi
from eoffice.jejak.cursors import BatchConsumer, Consumer
from eoffice.kernel.errors import NotFound, ServiceDown
from eoffice.penduduk.services import hitung_kata, hitung_serupa
from eoffice.penduduk.workers import terapkan_yang_diminta
from eoffice.sinkron.services.garis_cocok import GarisCocok
from eoffice.sinkron.services.harian import langkah
from eoffice.sinkron.services.keadaan import segarkan, yang_basi
from eoffice.sinkron.services.kunci import diri, kabupaten, terhubung
from eoffice.sinkron.services.pihak import pihak_seberang
from eoffice.sinkron.services.segmen import buang_segmen_lama
from eoffice.sinkron.services.titipan import masukkan
from eoffice.sinkron.workers import CatatBerkas, TerapkanAliran
from eoffice.surat.selectors.hilang import berkas_hilang
from eoffice.surat.services import buang_berkas_lepas, buang_dompet_lama, buang_draf_lama, laksanakan
from eoffice.surat.workers import GambarTumpukan
from eoffice.wilayah.selectors import semua_desa
from eoffice.wilayah.tenancy import lingkup

log = structlog.get_logger(__name__)

TERAPKAN = TerapkanAliran(PROYEKSI)
CONSUMERS: tuple[Consumer | BatchConsumer, ...] = (
    TERAPKAN,
    CatatBerkas(PENYEBUT_BERKAS),
    IkutiSlip(),
    GambarTumpukan(),
)


@dataclass(frozen=True, slots=True)
class Tugas:
    """A chore that may be repeated at any time; ``jeda`` is how long to wait between two runs."""

    nama: str
    jeda: timedelta
    jalankan: Callable[[], None]


def _coba_yang_tertahan() -> None:
    for desa in semua_desa():
        with lingkup(desa.kode):
            jumlah = TERAPKAN.coba_lagi()
        if jumlah:
            log.info("sinkron.tertahan_diterapkan", desa=desa.kode, jumlah=jumlah)


def _segarkan_papan() -> None:
    """Compute the rows of the regency's board again for villages whose tables moved."""
    for kode in yang_basi():
        with lingkup(kode):
            segarkan()


def _saksikan_nomor() -> None:
    """Let the witness of the last number follow the database; end a recovery once the regency was met."""
    for desa in semua_desa():
        with lingkup(desa.kode):
            coba_akhiri()
            susulkan()


def _buang_sesi_lama() -> None:
    call_command("clearsessions")


def _buang_draf_lama() -> None:
    for desa in semua_desa():
        with lingkup(desa.kode):
            jumlah, dompet = buang_draf_lama(), buang_dompet_lama()
        if dompet:
            log.info("dompet_kedaluwarsa_dihapus", desa=desa.kode, jumlah=dompet)
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


def _hitung_kata() -> None:
    for desa in semua_desa():
        with lingkup(desa.kode):
            hitung_kata()


def _hitung_serupa() -> None:
    for desa in semua_desa():
        with lingkup(desa.kode):
            hitung_serupa()


def _laksanakan_kiriman() -> None:
    """Carry out what citizens asked for at the regency about letters that are written here."""
    for desa in semua_desa():
        with lingkup(desa.kode):
            laksanakan()


def _masukkan_usb() -> None:
    """Take in what people handed over on a page."""
    if settings.EOFFICE_PERAN != "desa" or not terhubung():
        return
    for desa in semua_desa():
        with lingkup(desa.kode):
            selesai = masukkan(pihak_seberang(), diri())
        if selesai is not None:
            log.info("usb_dimasukkan", desa=desa.kode, sebab=selesai.sebab and selesai.sebab.kode)


def _di_desa() -> None:
    if settings.EOFFICE_PERAN == "desa":
        _laksanakan_kiriman()


def _akhiri_muat() -> None:
    """Let a village's server write as soon as its first load is applied."""
    if settings.EOFFICE_PERAN != "desa":
        return
    for desa in semua_desa():
        if akhiri(desa.kode):
            log.info("muat_selesai", desa=desa.kode)


def _buang_segmen() -> None:
    if jumlah := buang_segmen_lama():
        log.info("segmen_lama_dibuang", jumlah=jumlah)


def _periksa_berkas() -> None:
    """Walk the store; each damaged or lost file raises an alarm in the log (nothing is ever made again silently)."""
    for sha256 in berkas_bermasalah():
        log.critical("berkas_rusak", sidik=sha256)
    for desa in semua_desa():
        with lingkup(desa.kode):
            for surat_id, sha256 in berkas_hilang():
                log.critical("berkas_hilang", desa=desa.kode, surat_id=str(surat_id), sidik=sha256)
    if sisa := buang_sisa() + buang_potongan_lama():
        log.info("berkas_sisa_dibuang", jumlah=sisa)


def _cocokkan() -> None:
    """Do the next step of the daily comparison with the regency; without a line it waits for the next turn."""
    lawan = kabupaten() if settings.EOFFICE_PERAN == "desa" else None
    if lawan is None:
        return
    for desa in semua_desa():
        garis = GarisCocok(lawan, diri())
        try:
            with lingkup(desa.kode):
                langkah(garis, PROYEKSI)
        except (ServiceDown, NotFound) as belum:
            log.info("pencocokan_ditunda", desa=desa.kode, sebab=str(belum))
        finally:
            garis.tutup()


TUGAS = (
    Tugas("impor", timedelta(seconds=1), _terapkan_impor),
    Tugas("usb", timedelta(seconds=2), _masukkan_usb),
    Tugas("kata", timedelta(minutes=5), _hitung_kata),
    Tugas("serupa", timedelta(minutes=5), _hitung_serupa),
    Tugas("muat", timedelta(seconds=2), _akhiri_muat),
    Tugas("tertahan", timedelta(hours=1), _coba_yang_tertahan),
    Tugas("papan", timedelta(seconds=5), _segarkan_papan),
    Tugas("saksi", timedelta(seconds=5), _saksikan_nomor),
    Tugas("kiriman", timedelta(seconds=3), _di_desa),
    Tugas("kiriman_semua", timedelta(minutes=5), _laksanakan_kiriman),
    Tugas("sesi", timedelta(hours=6), _buang_sesi_lama),
    Tugas("titipan", timedelta(hours=1), _buang_titipan),
    Tugas("draf", timedelta(hours=1), _buang_draf_lama),
    Tugas("berkas", timedelta(days=1), _periksa_berkas),
    Tugas("segmen", timedelta(days=1), _buang_segmen),
)
TUGAS_GARIS = (Tugas("cocok", timedelta(minutes=10), _cocokkan),)
"""Chores that talk to the regency: done after a meeting, in the thread of the line, where nobody waits for them."""
