"""The line to the hub with files on it: the same signed calls over the same kept connection."""

import hashlib
import json
from typing import Any, Final

from eoffice.kernel.canonical import canonical_json
from eoffice.kernel.errors import ServiceDown
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.services.berkas import Jawab, Tanya
from eoffice.sinkron.services.garis import Garis
from eoffice.sinkron.services.kuota import Tempat, bita
from eoffice.sinkron.services.sambungan import Tampung

KOSONG: Final = hashlib.sha256(b"").hexdigest()
_ANEH: Final = Pesan("sinkron.jawaban_aneh")


class GarisBerkas(Garis):
    """The hub as ``antar.LawanBerkas``, beside all that ``Garis`` is."""

    def tanya_berkas(self, tanya: Tanya) -> Jawab:
        """Ask what the hub awaits, has, and gives."""
        isi = self._json("POST", "berkas/", tulis_tanya(tanya))
        try:
            return baca_jawab(isi)
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
    isi = {"kirim": list(tanya.kirim), "minta": list(tanya.minta), "ukuran": dict(tanya.ukuran)}
    return canonical_json(isi)


def baca_tanya(isi: bytes) -> Tanya:
    """Read a question.

    Raises:
        ValueError, KeyError, TypeError: it is none.
    """
    kata = json.loads(isi)
    kirim, minta = ([str(satu) for satu in kata[nama]] for nama in ("kirim", "minta"))
    return Tanya(kirim, minta, _ukuran(kata.get("ukuran") or {}))


def isi_jawab(jawab: Jawab) -> dict[str, Any]:
    """Return an answer as it travels."""
    return {
        "ditunggu": dict(jawab.ditunggu),
        "tiba": list(jawab.tiba),
        "ada": dict(jawab.ada),
        "ditolak": jawab.ditolak,
        "kuota": jawab.tempat.kuota,
        "terpakai": jawab.tempat.terpakai,
    }


def baca_jawab(isi: dict[str, Any]) -> Jawab:
    """Read an answer; a hub of an earlier version says nothing of room.

    Raises:
        ValueError, KeyError, TypeError, AttributeError: it is none.
    """
    kuota = isi.get("kuota")
    return Jawab(
        _ukuran(isi["ditunggu"]),
        [str(satu) for satu in isi["tiba"]],
        _ukuran(isi["ada"]),
        bita(isi.get("ditolak", 0)),
        Tempat(None if kuota is None else bita(kuota), bita(isi.get("terpakai", 0))),
    )


def _ukuran(isi: dict[str, Any]) -> dict[str, int]:
    return {str(sha256): bita(byte) for sha256, byte in isi.items()}
