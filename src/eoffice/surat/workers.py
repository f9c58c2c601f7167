"""Background work of letters: pages of the signer's pile are drawn before he opens it. Nothing is signed here."""

import structlog

from eoffice.jejak.selectors import PeristiwaTercatat
from eoffice.kernel.errors import EofficeError
from eoffice.surat.events import SURAT
from eoffice.surat.rules.alur import Status
from eoffice.surat.services import gambar_tumpukan, hari_ini

log = structlog.get_logger(__name__)

DIGAMBAR = frozenset({Status.TERVERIFIKASI.value, Status.DIPARAF.value})


class GambarTumpukan:
    """Draws the first page of every letter that goes up, and keeps the picture.

    A letter that cannot be drawn stops nobody: the page says so when it is opened.
    """

    name = "surat.gambar_tumpukan"
    hanya_sendiri = True
    jenis = frozenset({SURAT.nama})

    def handle(self, event: PeristiwaTercatat, /) -> None:
        """Draw the page of one letter; drawn before, it is only looked up."""
        if event.publik["status"] not in DIGAMBAR:
            return
        try:
            gambar_tumpukan(event.agregat_id, hari_ini())
        except EofficeError as error:
            log.warning("surat.gambar_gagal", surat_id=str(event.agregat_id), pesan=error.pesan.kode)
