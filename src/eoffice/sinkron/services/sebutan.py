"""Which files the events name: noted as they come, so that the files can follow."""

from collections.abc import Callable, Collection, Mapping, Sequence
from uuid import UUID

import structlog

from eoffice.jejak.aliran import ujung
from eoffice.jejak.registry import JenisTidakSah, dikenal
from eoffice.jejak.selectors import PeristiwaTercatat
from eoffice.jejak.versi import mutakhir
from eoffice.sinkron.services.berkas import catat_sebutan

log = structlog.get_logger(__name__)


class CatatBerkas:
    """Notes the files that events name, so that they travel after them; ``penyebut``: which, by type of event."""

    name = "sinkron.berkas"
    hanya_sendiri = False

    def __init__(self, penyebut: Mapping[str, Callable[[PeristiwaTercatat], Collection[str]]]) -> None:
        self._penyebut = penyebut
        self.jenis = penyebut.keys()

    def handle_batch(self, events: Sequence[PeristiwaTercatat], /) -> None:
        """Note the files of some events, stream by stream."""
        disebut: dict[UUID, set[str]] = {}
        for event in events:
            disebut.setdefault(event.epoch, set()).update(self._berkas(event))
        for epoch, semua in disebut.items():
            if semua:
                aliran = ujung(epoch)
                catat_sebutan(semua, sendiri=aliran is not None and aliran.lokal)

    def _berkas(self, event: PeristiwaTercatat) -> Collection[str]:
        """Return the files an event names; one that cannot be read is set aside by whoever applies it."""
        if not dikenal(event.jenis, event.versi):
            return ()
        try:
            return self._penyebut[event.jenis](mutakhir(event))
        except (JenisTidakSah, KeyError, TypeError, IndexError):
            log.warning("sinkron.berkas_tidak_terbaca", jenis=event.jenis, urut=event.urut)
            return ()
