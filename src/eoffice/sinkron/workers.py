"""Background work of synchronisation: the tables follow the streams."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import structlog

from eoffice.jejak.aliran import ujung
from eoffice.jejak.proyeksi import Proyeksi
from eoffice.jejak.registry import JenisTidakSah, dikenal
from eoffice.jejak.selectors import PeristiwaTercatat
from eoffice.jejak.versi import mutakhir
from eoffice.sinkron.rules.tanda_terima import KONSUMEN
from eoffice.sinkron.services.berkas import catat_sebutan
from eoffice.sinkron.services.keadaan import tandai_basi
from eoffice.sinkron.services.terapkan import MENANTI_YANG_LAIN, Penerap

log = structlog.get_logger(__name__)


class TerapkanAliran:
    """Applies every stream of a village, also what a restored installation took back of its own."""

    name = KONSUMEN
    hanya_sendiri = False

    def __init__(self, proyeksi: Iterable[Proyeksi]) -> None:
        self._penerap = Penerap(proyeksi)

    def handle_batch(self, events: Sequence[PeristiwaTercatat], /) -> None:
        """Apply some events, then whatever waited for them."""
        self._penerap.terapkan(events)
        self._penerap.coba_lagi(MENANTI_YANG_LAIN)
        tandai_basi()

    def coba_lagi(self) -> int:
        """Try again everything that is set aside in the village in scope: its cause may be gone."""
        return self._penerap.coba_lagi()


class CatatBerkas:
    """Notes the files that events name, so that they travel after them; ``penyebut``: which, by type of event."""

    name = "sinkron.berkas"
    hanya_sendiri = False

    def __init__(self, penyebut: Mapping[str, Callable[[PeristiwaTercatat], Collection[str]]]) -> None:
        self._penyebut = penyebut

    def handle(self, event: PeristiwaTercatat, /) -> None:
        """Note the files of one event; one that cannot be read is set aside by whoever applies it."""
        penyebut = self._penyebut.get(event.jenis)
        if penyebut is None or not dikenal(event.jenis, event.versi):
            return
        try:
            semua = penyebut(mutakhir(event))
        except (JenisTidakSah, KeyError, TypeError, IndexError):
            log.warning("sinkron.berkas_tidak_terbaca", jenis=event.jenis, urut=event.urut)
            return
        if semua:
            aliran = ujung(event.epoch)
            catat_sebutan(semua, sendiri=aliran is not None and aliran.lokal)
