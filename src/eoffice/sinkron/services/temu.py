"""One meeting with the hub this village is enrolled at; never two at once from one installation.

Files go on a line and under a lock of their own, so that no event ever waits for one.
"""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from eoffice.kernel.errors import InvalidInput, ServiceDown
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.selectors import belum_dikonfirmasi
from eoffice.sinkron.services.antar import HasilAntar, antar, tidak_mengalah
from eoffice.sinkron.services.garis_berkas import GarisBerkas
from eoffice.sinkron.services.garis_muat import GarisMuat
from eoffice.sinkron.services.jumpa import catat_jumpa
from eoffice.sinkron.services.kemajuan import Kerja, berjalan
from eoffice.sinkron.services.kunci import Kabupaten, berkas_kunci, diri, kabupaten
from eoffice.sinkron.services.laju import laju_garis
from eoffice.sinkron.services.muat import Kabar as KabarMuat
from eoffice.sinkron.services.muat import muat
from eoffice.sinkron.services.sesi import HasilSesi, Kabar, jalankan
from eoffice.wilayah.tenancy import desa_aktif

SEDANG_BERTEMU: Final = "sinkron.sedang_bertemu"


@dataclass(frozen=True, slots=True)
class HasilTemu:
    """What a meeting moved (``dimuat``: in files of a first load), how many seconds our clock is ahead of the hub's."""

    sesi: HasilSesi
    selisih_jam: int
    dimuat: int = 0


def temui(kabar: Kabar | None = None, kabar_muat: KabarMuat | None = None) -> HasilTemu:
    """Meet the hub now; the village's scope must be open. ``kabar`` hears of progress.

    Raises:
        InvalidInput: this installation is not enrolled.
        ServiceDown: no line, or another meeting is going on here.
    """
    lawan = _kabupaten()
    with _sendirian("temu"), berjalan(desa_aktif(), Kerja.TEMU, belum_dikonfirmasi()) as maju:

        def kabarkan(sejauh_ini: HasilSesi) -> None:
            maju(sejauh_ini.dikirim, sejauh_ini.diambil)
            if kabar is not None:
                kabar(sejauh_ini)

        garis = GarisMuat(lawan, diri())
        try:
            dimuat = muat(garis, kabar_muat)
            sesi = jalankan(garis, garis.diri, kabarkan, laju_garis())
            catat_jumpa(garis.selisih_jam)
            return HasilTemu(sesi, garis.selisih_jam, dimuat)
        finally:
            garis.tutup()


def antarkan(mengalah: Callable[[], bool] = tidak_mengalah, *, besar_juga: bool = False) -> HasilAntar:
    """Send and fetch files now; the village's scope must be open. ``mengalah`` tells whether events wait.

    ``besar_juga``: large ones too, whatever the hour.

    Raises:
        InvalidInput: this installation is not enrolled.
        ServiceDown: no line, or files are on their way already.
    """
    lawan = _kabupaten()
    with _sendirian("berkas"):
        garis = GarisBerkas(lawan, diri())
        try:
            return antar(garis, mengalah, besar_juga=besar_juga)
        finally:
            garis.tutup()


def _kabupaten() -> Kabupaten:
    lawan = kabupaten()
    if lawan is None:
        raise InvalidInput(Pesan("sinkron.belum_terdaftar"))
    return lawan


@contextmanager
def _sendirian(nama: str) -> Iterator[None]:
    """Hold a lock of the line; the system gives it back when a process dies."""
    with berkas_kunci(f"{nama}.kunci").open("a") as berkas:
        try:
            fcntl.flock(berkas, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ServiceDown(Pesan(SEDANG_BERTEMU)) from None
        yield
