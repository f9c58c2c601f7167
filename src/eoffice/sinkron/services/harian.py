"""The daily comparison, one small step at a time: a checkpoint, what the other side found there, a repair, once."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import structlog

from eoffice.jejak.milik import terakhir_ditulis
from eoffice.jejak.proyeksi import Proyeksi
from eoffice.kernel import clock
from eoffice.sinkron.events import TITIK_COCOK
from eoffice.sinkron.models import Pencocokan
from eoffice.sinkron.services.cocok import Titik, catat_titik
from eoffice.sinkron.services.perbaikan import Pembanding, perbaiki, periksa, sudah_diterapkan

log = structlog.get_logger(__name__)
JEDA: Final = timedelta(hours=20)
PELAKU: Final = "pencocokan harian"


def langkah(pembanding: Pembanding, proyeksi: Sequence[Proyeksi]) -> None:
    """Do the next step that is due; may be called at any time, as often as one likes.

    Until a checkpoint is answered there is no other: weeks without a line cost one event.

    What still differs after a repair is an alarm and left alone until the next day: a repair that does not help must
    not fill the stream.

    Raises:
        ServiceDown: the other side cannot be asked now.
    """
    akhir = terakhir_ditulis(TITIK_COCOK.nama)
    titik = Titik(akhir.epoch, akhir.urut) if akhir else None
    terjawab = _terjawab(titik) if titik else None
    if titik is None or (terjawab and abs(clock.now() - terjawab) > JEDA):
        catat_titik(proyeksi, pelaku=PELAKU)
        return
    if terjawab or not sudah_diterapkan():
        return
    temuan = periksa(pembanding, titik, proyeksi)
    if not temuan:
        return
    if _baru_diperbaiki(titik):
        log.critical("sinkron.tetap_tidak_cocok", baris=len(temuan))
        return
    perbaiki(temuan, proyeksi, pelaku=PELAKU)
    catat_titik(proyeksi, pelaku=PELAKU)


def _terjawab(titik: Titik) -> datetime | None:
    """Return when the answer came, by the clock as it stood: the time of an event never goes back, a clock does."""
    rows = Pencocokan.objects.filter(epoch=titik.epoch, urut=titik.urut)
    return rows.values_list("pada", flat=True).first()


def _baru_diperbaiki(titik: Titik) -> bool:
    lain = Pencocokan.objects.filter(pada__gt=clock.now() - JEDA).exclude(berbeda=[])
    return lain.exclude(epoch=titik.epoch, urut=titik.urut).exists()
