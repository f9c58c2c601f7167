"""One meeting with the hub this village is enrolled at; never two at once from one installation."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from eoffice.kernel.errors import InvalidInput, ServiceDown
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.selectors import belum_dikonfirmasi
from eoffice.sinkron.services.antar import HasilAntar, antar
from eoffice.sinkron.services.garis_berkas import GarisBerkas
from eoffice.sinkron.services.jumpa import catat_jumpa
from eoffice.sinkron.services.kemajuan import Kerja, berjalan
from eoffice.sinkron.services.kunci import berkas_kunci, diri, kabupaten
from eoffice.sinkron.services.sesi import HasilSesi, Kabar, jalankan
from eoffice.wilayah.tenancy import desa_aktif

SEDANG_BERTEMU: Final = "sinkron.sedang_bertemu"


@dataclass(frozen=True, slots=True)
class HasilTemu:
    """What a meeting moved, and how many seconds our clock is ahead of the hub's."""

    sesi: HasilSesi
    selisih_jam: int
    berkas: HasilAntar = field(default_factory=HasilAntar)


def temui(kabar: Kabar | None = None) -> HasilTemu:
    """Meet the hub now; the village's scope must be open. ``kabar`` hears of progress.

    Raises:
        InvalidInput: this installation is not enrolled.
        ServiceDown: no line, or another meeting is going on here.
    """
    lawan = kabupaten()
    if lawan is None:
        raise InvalidInput(Pesan("sinkron.belum_terdaftar"))
    with _sendirian(), berjalan(desa_aktif(), Kerja.TEMU, belum_dikonfirmasi()) as maju:

        def kabarkan(sejauh_ini: HasilSesi) -> None:
            maju(sejauh_ini.dikirim, sejauh_ini.diambil)
            if kabar is not None:
                kabar(sejauh_ini)

        garis = GarisBerkas(lawan, diri())
        try:
            sesi = jalankan(garis, garis.diri, kabarkan)
            catat_jumpa(garis.selisih_jam)
            return HasilTemu(sesi, garis.selisih_jam, antar(garis))
        finally:
            garis.tutup()


@contextmanager
def _sendirian() -> Iterator[None]:
    """Hold the lock of meetings; the system gives it back when a process dies."""
    with berkas_kunci("temu.kunci").open("a") as berkas:
        try:
            fcntl.flock(berkas, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ServiceDown(Pesan(SEDANG_BERTEMU)) from None
        yield
