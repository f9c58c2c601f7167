"""The line to the hub with files on it: the same signed calls over the same kept connection."""

import hashlib
import json
from typing import Any, Final

from eoffice.kernel.canonical import canonical_json
from eoffice.kernel.errors import ServiceDown
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.services.berkas import Jawab, Tanya
from eoffice.sinkron.services.garis import Garis
from eoffice.sinkron.services.sambungan import Tampung

KOSONG: Final = hashlib.sha256(b"").hexdigest()
_ANEH: Final = Pesan("sinkron.jawaban_aneh")


class GarisBerkas(Garis):
    """The hub as ``antar.LawanBerkas``, beside all that ``Garis`` is."""

    def tanya_berkas(self, tanya: Tanya) -> Jawab:
        """Ask what the hub awaits, has, and gives."""
        isi = self._json("POST", "berkas/", tulis_tanya(tanya))
        try:
            return Jawab(_ukuran(isi["ditunggu"]), [str(satu) for satu in isi["tiba"]], _ukuran(isi["ada"]))
        except (KeyError, TypeError, ValueError, AttributeError):
            raise ServiceDown(_ANEH) from None

    def tambah_berkas(self, sha256: str, dari: int, panjang: int, isi: bytes) -> int:
        """Hand over a piece; place and length stand in the address, so the signature covers them."""
        jawab = self._json("PATCH", f"berkas/{sha256}/?dari={dari}&panjang={panjang}", isi)
        try:
            kini = int(jawab["sampai"])
        except (KeyError, TypeError, ValueError):
            raise ServiceDown(_ANEH) from None
        if kini < dari + len(isi):  # it would be sent again and again
            raise ServiceDown(_ANEH)
        return kini

    def ambil_berkas(self, sha256: str, dari: int, tampung: Tampung) -> None:
        """Fetch the piece that begins at a byte."""
        jawab = self._panggil("GET", f"berkas/{sha256}/?dari={dari}", b"", tampung)
        if jawab.sidik in {"", KOSONG}:  # no piece: it would be asked for again and again
            raise ServiceDown(_ANEH)


def tulis_tanya(tanya: Tanya) -> bytes:
    """Return a question as it travels."""
    return canonical_json({"kirim": list(tanya.kirim), "minta": list(tanya.minta)})


def baca_tanya(isi: bytes) -> Tanya:
    """Read a question.

    Raises:
        ValueError, KeyError, TypeError: it is none.
    """
    kata = json.loads(isi)
    kirim, minta = ([str(satu) for satu in kata[nama]] for nama in ("kirim", "minta"))
    return Tanya(kirim, minta)


def _ukuran(isi: dict[str, Any]) -> dict[str, int]:
    return {str(sha256): int(byte) for sha256, byte in isi.items()}
