"""The age envelope (X25519, ChaCha20-Poly1305): sealed to public keys, opened with a secret one, never held whole.

The format is that of the program ``age``: whoever holds the recovery sheet opens an archive without us, too. Every
byte is covered: the header by a MAC, each 64 KiB of the rest by a tag, the end by a mark in the last one.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import BinaryIO, Final, Protocol, TypeVar

import pyrage
from pyrage import x25519

from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan

T = TypeVar("T")
_POTONG: Final = 1024 * 1024


class Rusak(InvalidInput):
    """Damaged, cut, or no archive of ours."""

    def __init__(self) -> None:
        super().__init__(Pesan("cadangan.rusak"))


class KunciLain(InvalidInput):
    """Sealed to another key."""

    def __init__(self) -> None:
        super().__init__(Pesan("cadangan.kunci_lain"))


class Penerima(Protocol):
    """Where sealed bytes go."""

    def write(self, bita: bytes, /) -> int:
        """Take some bytes."""
        ...

    def flush(self) -> None:
        """Let nothing wait."""
        ...


class _Ingat:
    """Passes bytes on and remembers what went wrong there: the sealer tells it only as words."""

    def __init__(self, tujuan: Penerima) -> None:
        self.tujuan = tujuan
        self.galat: OSError | None = None

    def write(self, bita: bytes) -> int:
        try:
            return self.tujuan.write(bita)
        except OSError as galat:
            self.galat = galat
            raise

    def flush(self) -> None:
        self.tujuan.flush()


def kunci_baru() -> tuple[str, str]:
    """Return a new pair: the secret key, and the public one to seal to."""
    rahasia = x25519.Identity.generate()
    return str(rahasia), str(rahasia.to_public())


def kunci_publik(rahasia: str) -> str:
    """Return the public key that belongs to a secret one."""
    return str(x25519.Identity.from_str(rahasia).to_public())


def periksa_publik(kunci: str) -> str:
    """Return a public key as it is written.

    Raises:
        InvalidInput: it is none.
    """
    try:
        return str(x25519.Recipient.from_str(kunci.strip()))
    except pyrage.RecipientError:
        raise InvalidInput(Pesan("cadangan.penerima_salah")) from None


def segel(isi: Callable[[BinaryIO], None], tujuan: Penerima, kunci: Sequence[str]) -> None:
    """Seal what ``isi`` writes, while it writes; it runs in a thread of its own.

    Raises:
        OSError: what ``isi`` or ``tujuan`` met. Anything else that ``isi`` raises comes out as well.
    """
    keluar = _Ingat(tujuan)
    baca, tulis = os.pipe()
    with ThreadPoolExecutor(1) as utas, os.fdopen(baca, "rb") as pipa:
        kerja = utas.submit(_tulis, isi, tulis)
        try:
            pyrage.encrypt_io(pipa, keluar, [x25519.Recipient.from_str(satu) for satu in kunci])
        except (pyrage.EncryptError, OSError):
            pipa.close()  # who writes into it would wait for ever
            raise keluar.galat or OSError("age") from None
        kerja.result()


def _tulis(isi: Callable[[BinaryIO], None], ujung: int) -> None:
    with os.fdopen(ujung, "wb") as pipa:
        isi(pipa)


def buka(sumber: BinaryIO, rahasia: str, baca: Callable[[BinaryIO], T]) -> T:
    """Open an envelope and let ``baca`` read it to its end; what it returns is true only now.

    Raises:
        KunciLain: sealed to another key.
        Rusak: a byte was changed, something is missing, or something was put behind it.
    """
    ujung, tulis = os.pipe()
    with ThreadPoolExecutor(1) as utas, os.fdopen(ujung, "rb") as pipa:
        kerja = utas.submit(_buka, sumber, rahasia, tulis)
        try:
            hasil = baca(pipa)
            _habiskan(pipa)
        except Rusak:
            _habiskan(pipa)
            kerja.result()  # why it could not be read: the envelope knows better
            raise
        except OSError:
            pipa.close()
            raise
        kerja.result()
        return hasil


def _habiskan(pipa: BinaryIO) -> None:
    while pipa.read(_POTONG):
        pass


def _buka(sumber: BinaryIO, rahasia: str, ujung: int) -> None:
    with suppress(BrokenPipeError), os.fdopen(ujung, "wb") as pipa:
        try:
            pyrage.decrypt_io(sumber, pipa, [x25519.Identity.from_str(rahasia)])
        except pyrage.DecryptError as galat:
            raise (KunciLain if "No matching keys" in str(galat) else Rusak) from None
        except OSError as galat:
            raise Rusak from galat
