"""Background work of synchronisation: the tables follow the streams."""

from collections.abc import Iterable, Sequence

from eoffice.jejak.proyeksi import Proyeksi
from eoffice.jejak.selectors import PeristiwaTercatat
from eoffice.sinkron.rules.tanda_terima import KONSUMEN
from eoffice.sinkron.services.keadaan import tandai_basi
from eoffice.sinkron.services.sebutan import CatatBerkas
from eoffice.sinkron.services.terapkan import MENANTI_YANG_LAIN, Penerap

__all__ = ["CatatBerkas", "TerapkanAliran"]


class TerapkanAliran:
    """Applies every stream of a village, also what a restored installation took back of its own."""

    name = KONSUMEN
    hanya_sendiri = False
    jenis = None

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
