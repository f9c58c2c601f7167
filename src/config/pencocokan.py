"""Comparing the village's tables with those at the regency now, by command or at a person's request on a page."""

import time
from dataclasses import dataclass

from config.proyeksi import PROYEKSI
from eoffice.jejak.cursors import run_once
from eoffice.sinkron.services.cocok import Titik, catat_titik
from eoffice.sinkron.services.garis_cocok import GarisCocok
from eoffice.sinkron.services.kemajuan import Kerja, berjalan
from eoffice.sinkron.services.kunci import diri, kabupaten
from eoffice.sinkron.services.perbaikan import Temuan, perbaiki, periksa
from eoffice.sinkron.services.temu import temui
from eoffice.sinkron.workers import TerapkanAliran
from eoffice.wilayah.tenancy import lingkup

TUNGGU_DETIK = 60


@dataclass(frozen=True, slots=True)
class HasilCocok:
    """The rows that differed, and those that still do after the repair; ``None``: the regency is not so far yet."""

    temuan: list[Temuan] | None
    sisa: list[Temuan] | None


def cocokkan(desa: str, *, pelaku: str) -> HasilCocok:
    """Compare, repair what differs from the village, and compare again.

    Raises:
        ServiceDown: no line.
    """
    with berjalan(desa, Kerja.COCOK):
        temuan = _banding(desa, pelaku)
        if not temuan:
            return HasilCocok(temuan, temuan)
        with lingkup(desa):
            _terapkan()
            perbaiki(temuan, PROYEKSI, pelaku=pelaku)
        return HasilCocok(temuan, _banding(desa, pelaku))


def _banding(desa: str, pelaku: str) -> list[Temuan] | None:
    with lingkup(desa):
        _terapkan()
        titik = catat_titik(PROYEKSI, pelaku=pelaku)
    with lingkup(desa):
        temui()
        return _tunggu(titik)


def _terapkan() -> None:
    """Do the worker's part now: a village must know its own rows before it tells the other side about them."""
    while run_once(TerapkanAliran(PROYEKSI)).dikerjakan:
        pass


def _tunggu(titik: Titik) -> list[Temuan] | None:
    """Ask until the hub has applied what was sent, for a minute at most."""
    lawan = kabupaten()
    if lawan is None:  # ``temui`` has refused before
        return None
    garis = GarisCocok(lawan, diri())
    try:
        sampai = time.monotonic() + TUNGGU_DETIK
        while (temuan := periksa(garis, titik, PROYEKSI)) is None and time.monotonic() < sampai:
            time.sleep(1)
    finally:
        garis.tutup()
    return temuan
