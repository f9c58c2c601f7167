"""The line to the hub over HTTP(S): one kept connection, limits on time and size, no retry of its own.

A call that fails ends the meeting; the next one begins with the hub's own cursors and loses nothing.
"""

import http.client
import json
from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from eoffice.kernel.errors import InvalidInput, NotFound, ServiceDown
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.rules.salam import Penerimaan, Ujung
from eoffice.sinkron.services.kunci import Kabupaten
from eoffice.sinkron.services.panggilan import Panggilan, tandai
from eoffice.sinkron.services.sesi import Diri, UjungLawan
from eoffice.sinkron.services.terima import Diterima
from eoffice.wilayah.tenancy import desa_aktif

MACET_DETIK: Final = 60
"""Without progress for so long the connection is given up: a new one starts with a fresh back-off."""
MAKS_JAWABAN: Final = 40 * 1024 * 1024


class Garis:
    """The hub as ``sesi.Lawan``."""

    def __init__(self, kabupaten: Kabupaten, diri: Diri) -> None:
        self.kabupaten, self.diri = kabupaten, diri
        self.kunci = kabupaten.kunci
        alamat = urlsplit(kabupaten.alamat)
        jenis = http.client.HTTPSConnection if alamat.scheme == "https" else http.client.HTTPConnection
        self._sambungan = jenis(alamat.hostname or "", alamat.port, timeout=MACET_DETIK)
        self._awalan = f"{alamat.path.rstrip('/')}/sinkron"
        self._nonce = ""

    def salam(self) -> Sequence[UjungLawan]:
        """Ask how far every stream reaches there."""
        isi = self._json("POST", "salam/", b"")
        return [
            UjungLawan(Ujung(UUID(s["epoch"]), s["urut"], s["digest"]), ditulisnya=s["ditulisnya"])
            for s in isi["aliran"]
        ]

    def digest(self, epoch: UUID, urut: int) -> str | None:
        """Ask for the digest at one position."""
        jawab: str | None = self._json("GET", f"digest/?epoch={epoch}&urut={urut}", b"")["digest"]
        return jawab

    def dorong(self, paket: bytes) -> Diterima:
        """Hand over a batch."""
        isi = self._json("POST", "dorong/", paket)
        ujung = Ujung(UUID(isi["epoch"]), isi["urut"], isi["digest"])
        return Diterima(Penerimaan(isi["penerimaan"]), ujung)

    def tarik(self, epoch: UUID, sesudah: int) -> bytes | None:
        """Fetch the next batch of a stream."""
        return self._panggil("GET", f"tarik/?epoch={epoch}&sesudah={sesudah}", b"") or None

    def _json(self, metode: str, jalur: str, badan: bytes) -> dict[str, Any]:
        try:
            isi: dict[str, Any] = json.loads(self._panggil(metode, jalur, badan))
        except ValueError:
            raise ServiceDown(Pesan("sinkron.jawaban_aneh")) from None
        return isi

    def _panggil(self, metode: str, jalur: str, badan: bytes) -> bytes:
        self._nonce = (
            self._nonce or json.loads(self._minta("GET", f"{self._awalan}/nonce/", b"", {}))["nonce"]
        )
        penuh = f"{self._awalan}/{desa_aktif()}/{jalur}"
        panggilan = Panggilan(metode, penuh, badan, self._nonce)
        tajuk = {
            "X-Eoffice-Node": str(self.diri.node),
            "X-Eoffice-Nonce": self._nonce,
            "X-Eoffice-Tanda": tandai(panggilan, self.diri),
        }
        return self._minta(metode, penuh, badan, tajuk)

    def _minta(self, metode: str, jalur: str, badan: bytes, tajuk: dict[str, str]) -> bytes:
        try:
            self._sambungan.request(metode, jalur, badan, tajuk)
            jawab = self._sambungan.getresponse()
            isi = jawab.read(MAKS_JAWABAN)
        except (OSError, http.client.HTTPException) as galat:
            self._sambungan.close()
            raise ServiceDown(Pesan("sinkron.garis_putus", sebab=type(galat).__name__)) from galat
        if jawab.status >= 400:
            raise _ditolak(jawab.status, isi)
        return isi


def _ditolak(status: int, isi: bytes) -> NotFound | InvalidInput | ServiceDown:
    """Return the hub's refusal as what it is here."""
    try:
        kata = json.loads(isi)
        pesan = Pesan(str(kata["kode"]), **kata["params"])
    except (ValueError, TypeError, KeyError):
        return ServiceDown(Pesan("sinkron.ditolak_sana", sebab=str(status)))
    if status == 404:
        return NotFound(pesan)
    return InvalidInput(pesan) if status == 422 else ServiceDown(pesan)
