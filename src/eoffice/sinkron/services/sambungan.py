"""One kept HTTP(S) connection with limits on time and size. Every failure is one of the few typed errors."""

import http.client
import json
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from eoffice.kernel.errors import EofficeError, InvalidInput, NotFound, ServiceDown
from eoffice.kernel.messages import Pesan

MACET_DETIK: Final = 60
"""Without progress for so long the connection is given up: a new one starts with a fresh back-off."""
MAKS_JAWABAN: Final = 40 * 1024 * 1024
_MAKS_KATA: Final = 300
_MAKS_TUNGGU: Final = 24 * 3600


@dataclass(frozen=True, slots=True)
class Jawaban:
    """What came back, when it was no refusal."""

    status: int
    isi: bytes
    tanda: str

    def json(self) -> dict[str, Any]:
        """Return the body as an object.

        Raises:
            ServiceDown: it is none: somebody else answers at this address.
        """
        try:
            isi = json.loads(self.isi)
        except ValueError:
            isi = None
        if not isinstance(isi, dict):
            raise ServiceDown(Pesan("sinkron.jawaban_aneh"))
        return isi


class Sambungan:
    """The way to one address."""

    def __init__(self, alamat: str) -> None:
        bagian = urlsplit(alamat)
        jenis = http.client.HTTPSConnection if bagian.scheme == "https" else http.client.HTTPConnection
        self._sambungan = jenis(bagian.hostname or "", bagian.port, timeout=MACET_DETIK)
        self.awalan = f"{bagian.path.rstrip('/')}/sinkron"

    def tutup(self) -> None:
        """Close it; the next call opens it again."""
        self._sambungan.close()

    def minta(
        self, metode: str, jalur: str, badan: bytes = b"", tajuk: dict[str, str] | None = None
    ) -> Jawaban:
        """Ask, and read the answer.

        Raises:
            ServiceDown: the line broke, or the other side is out of order; ``coba_lagi`` if it says for how long.
            NotFound: it does not know us.
            InvalidInput: it refuses what it was told.
        """
        dipakai_lagi = self._sambungan.sock is not None
        try:
            return self._sekali(metode, jalur, badan, tajuk or {})
        except (ConnectionError, http.client.HTTPException, OSError) as galat:
            self.tutup()
            if not dipakai_lagi or not isinstance(galat, ConnectionError):
                raise _putus(galat) from galat
        try:  # a kept connection that the other side closed meanwhile: every call may be repeated
            return self._sekali(metode, jalur, badan, tajuk or {})
        except (http.client.HTTPException, OSError) as galat:
            self.tutup()
            raise _putus(galat) from galat

    def _sekali(self, metode: str, jalur: str, badan: bytes, tajuk: dict[str, str]) -> Jawaban:
        self._sambungan.request(metode, jalur, badan, tajuk)
        jawab = self._sambungan.getresponse()
        isi = jawab.read(MAKS_JAWABAN)
        if jawab.status >= http.HTTPStatus.BAD_REQUEST:
            raise _ditolak(jawab.status, isi, jawab.headers.get("Retry-After", ""))
        return Jawaban(jawab.status, isi, jawab.headers.get("X-Eoffice-Tanda", ""))


def _putus(galat: Exception) -> ServiceDown:
    return ServiceDown(Pesan("sinkron.garis_putus", sebab=type(galat).__name__))


def _ditolak(status: int, isi: bytes, tunggu: str) -> EofficeError:
    """Return the other side's refusal as what it is here, with its own sentence: its version may be newer."""
    try:
        kata = json.loads(isi)
        pesan = Pesan(
            "sinkron.kata_kabupaten", kode=str(kata["kode"]), kata=str(kata["kalimat"])[:_MAKS_KATA]
        )
    except (ValueError, TypeError, KeyError):
        return ServiceDown(Pesan("sinkron.ditolak_sana", sebab=str(status)))
    if status == http.HTTPStatus.NOT_FOUND:
        return NotFound(pesan)
    if status == http.HTTPStatus.UNPROCESSABLE_ENTITY:
        return InvalidInput(pesan)
    detik = int(tunggu) if tunggu.isascii() and tunggu.isdigit() else None
    return ServiceDown(pesan, None if detik is None else min(detik, _MAKS_TUNGGU))
