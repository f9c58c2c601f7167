"""One kept HTTP(S) connection with limits on time and size. Every failure is one of the few typed errors."""

import hashlib
import http.client
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from eoffice.kernel.errors import EofficeError, InvalidInput, NotFound, ServiceDown
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.services import soket

MACET_DETIK: Final = 60
"""Without progress for so long the connection is given up: a new one starts with a fresh back-off."""
_SEPOTONG: Final = 4 * 1024
"""The limit of time holds for each piece of what is sent: a slow line is no dead line."""
MAKS_JAWABAN: Final = 40 * 1024 * 1024
Tampung = Callable[[bytes], None]
"""Gets the body of an answer piece by piece as it arrives, also what arrives before a cut."""
Kepala = Callable[[str], str]
"""Returns one line of an answer's head, empty when there is none."""
Mulai = Callable[[Kepala], None]
"""Gets the head of such an answer before its body."""
_SALUR: Final = 64 * 1024
_JEDA_SALUR_DETIK: Final = 1.0
"""On a slow line a piece is given on at least so often: more is never lost by a kill."""
_MAKS_KATA: Final = 300
GARIS_PUTUS: Final = "sinkron.garis_putus"
_MAKS_TUNGGU: Final = 24 * 3600


@dataclass(frozen=True, slots=True)
class Jawaban:
    """What came back, when it was no refusal; ``sidik``: the SHA-256 of a body that was given on as it arrived."""

    status: int
    isi: bytes
    tanda: str
    sidik: str = ""

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
        jenis: Any = http.client.HTTPSConnection if bagian.scheme == "https" else http.client.HTTPConnection
        self._sambungan: Any = jenis(bagian.hostname or "", bagian.port, timeout=MACET_DETIK)
        self._sambungan._create_connection = soket.buka  # noqa: SLF001  under TLS, if there is any
        self._sabar = soket.DIAM_DETIK
        self.awalan = f"{bagian.path.rstrip('/')}/sinkron"

    def tutup(self) -> None:
        """Close it; the next call opens it again."""
        self._sambungan.close()

    def minta(
        self,
        metode: str,
        jalur: str,
        badan: bytes = b"",
        tajuk: dict[str, str] | None = None,
        tampung: Tampung | None = None,
        mulai: Mulai | None = None,
    ) -> Jawaban:
        """Ask, and read the answer; ``tampung`` gets the body of a partial content as it arrives, ``mulai`` its head.

        Raises:
            ServiceDown: the line broke, or the other side is out of order; ``coba_lagi`` if it says for how long.
            NotFound: it does not know us.
            InvalidInput: it refuses what it was told.
        """
        dipakai_lagi = self._sambungan.sock is not None
        try:
            return self._sekali(metode, jalur, badan, tajuk or {}, tampung, mulai)
        except (ConnectionError, http.client.HTTPException, OSError) as galat:
            self._putuskan()
            if not dipakai_lagi or not isinstance(galat, ConnectionError) or metode == "PATCH":
                raise _putus(galat) from galat  # of a PATCH something may have arrived: it goes on after that
        try:  # a kept connection that the other side closed meanwhile: every other call may be repeated
            return self._sekali(metode, jalur, badan, tajuk or {}, tampung, mulai)
        except (http.client.HTTPException, OSError) as galat:
            self._putuskan()
            raise _putus(galat) from galat

    def _sekali(
        self,
        metode: str,
        jalur: str,
        badan: bytes,
        tajuk: dict[str, str],
        tampung: Tampung | None,
        mulai: Mulai | None,
    ) -> Jawaban:
        self._sambungkan()
        panjang = {"Content-Length": str(len(badan))} if badan else {}
        self._sambungan.request(metode, jalur, _potong(badan) if badan else None, tajuk | panjang)
        jawab = self._sambungan.getresponse()
        tanda = jawab.headers.get("X-Eoffice-Tanda", "")
        if tampung is not None and jawab.status == http.HTTPStatus.PARTIAL_CONTENT:
            return Jawaban(jawab.status, b"", tanda, self._salurkan(jawab, tampung, mulai))
        isi = jawab.read(MAKS_JAWABAN)
        if jawab.status >= http.HTTPStatus.BAD_REQUEST:
            raise _ditolak(jawab.status, isi, jawab.headers.get("Retry-After", ""))
        return Jawaban(jawab.status, isi, tanda)

    def _sambungkan(self) -> None:
        """Connect if need be, so that a line on which nothing moves shows soon, also while the kernel still sends."""
        if not self._sambungan.sock:
            self._sambungan.connect()
            soket.siapkan(self._sambungan.sock, self._sabar)

    def bersabar(self, detik: int = soket.DIAM_DETIK) -> None:
        """Give a line up on which nothing was confirmed for so long, where the kernel itself does not hurry."""
        self._sabar = min(detik, soket.DIAM_DETIK)
        if self._sambungan.sock is not None:
            soket.siapkan(self._sambungan.sock, self._sabar)

    def _putuskan(self) -> None:
        """Hang up on a broken line."""
        if self._sambungan.sock is not None:
            soket.putuskan(self._sambungan.sock)
        self.tutup()

    def _salurkan(self, jawab: http.client.HTTPResponse, tampung: Tampung, mulai: Mulai | None = None) -> str:
        """Give a body on as it arrives and return its SHA-256.

        Raises:
            IncompleteRead: it ended too early; what arrived was given on, so the same call must not be made again.
        """
        sidik, wadah = hashlib.sha256(), _Wadah(tampung)
        try:
            if mulai is not None:
                mulai(lambda nama: jawab.headers.get(nama, ""))
            try:
                while isi := jawab.read1(_SALUR):
                    sidik.update(isi)
                    wadah.isi(isi)
            except OSError as galat:
                wadah.kosongkan()
                raise http.client.IncompleteRead(b"") from galat
            wadah.kosongkan()
        except EofficeError:  # whoever takes it takes no more
            self.tutup()
            raise
        if jawab.length:
            raise http.client.IncompleteRead(b"")
        jawab.close()  # the answer, not the line: the next call goes over it
        return sidik.hexdigest()


class _Wadah:
    """Collects what arrives, and gives it on when it is much, or when it has waited for long enough."""

    def __init__(self, tampung: Tampung) -> None:
        self.tampung, self._isi, self._sejak = tampung, bytearray(), time.monotonic()

    def isi(self, isi: bytes) -> None:
        self._isi += isi
        if len(self._isi) >= _SALUR or time.monotonic() - self._sejak > _JEDA_SALUR_DETIK:
            self.kosongkan()

    def kosongkan(self) -> None:
        isi, self._isi, self._sejak = bytes(self._isi), bytearray(), time.monotonic()
        if isi:
            self.tampung(isi)


def _potong(badan: bytes) -> Iterator[bytes]:
    return (badan[awal : awal + _SEPOTONG] for awal in range(0, len(badan), _SEPOTONG))


def _putus(galat: Exception) -> ServiceDown:
    return ServiceDown(Pesan(GARIS_PUTUS, sebab=type(galat).__name__))


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
