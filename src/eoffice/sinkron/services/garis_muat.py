"""The line to the hub with a first load on it: the same signed calls."""

from uuid import UUID

from eoffice.kernel.canonical import canonical_json
from eoffice.kernel.errors import InvalidInput, ServiceDown
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.rules.muat import DaftarSegmen, baca
from eoffice.sinkron.services.garis_berkas import KOSONG, GarisBerkas
from eoffice.sinkron.services.sambungan import Tampung


class GarisMuat(GarisBerkas):
    """The hub as ``muat.LawanMuat``, beside all that ``GarisBerkas`` is."""

    def daftar_segmen(self, punya: dict[UUID, int]) -> DaftarSegmen:
        """Ask for the files with what follows these positions."""
        tanya = canonical_json({"punya": {str(epoch): urut for epoch, urut in punya.items()}})
        jawab = self._panggil("POST", "muat/", tanya)
        try:
            return baca(jawab.isi)
        except InvalidInput as aneh:
            raise ServiceDown(aneh.pesan) from None

    def ambil_segmen(self, sha256: str, dari: int, tampung: Tampung) -> None:
        """Fetch a piece from a byte on."""
        jawab = self._panggil("GET", f"muat/{sha256}/?dari={dari}", b"", tampung)
        if jawab.sidik in {"", KOSONG}:  # no partial content: it would be asked for again and again
            raise ServiceDown(Pesan("sinkron.jawaban_aneh"))
