"""A sealed file: only its receiver can open it, any change or cut is noticed, and no size needs memory.

The receiver's X25519 key is derived from the Ed25519 key by which the other side knows it already (RFC 7748, 4.1), so
no second key has to be handed over. Each file has an ephemeral key of its own; its pieces are numbered and the last
one is marked, so that none can be left out, doubled or moved.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from eoffice.kernel.canonical import canonical_json
from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan

TANDA: Final = b"EODS1\0"
POTONG: Final = 64 * 1024
_TAG: Final = 16
_MAKS_KEPALA: Final = 1024
_PRIMA: Final = 2**255 - 19


@dataclass(frozen=True, slots=True)
class KepalaBerkas:
    """What anybody may read of a sealed file: whose village, from which installation, to which."""

    desa: str
    dari: UUID
    untuk: UUID


def segel(keluar: BinaryIO, kepala: KepalaBerkas, penerima: Ed25519PublicKey, isi: Iterable[bytes]) -> None:
    """Write ``isi`` sealed to ``penerima``."""
    sekali = X25519PrivateKey.generate()
    teks = _tulis_kepala(kepala, sekali.public_key().public_bytes_raw())
    sandi = ChaCha20Poly1305(_kunci(sekali.exchange(_kunci_tukar(penerima)), teks))
    keluar.write(TANDA + len(teks).to_bytes(2, "big") + teks)
    nomor, sisa = 0, bytearray()
    for bagian in isi:
        sisa += bagian
        while len(sisa) > POTONG:  # a piece is written when it is known not to be the last
            keluar.write(sandi.encrypt(_nonce(nomor, akhir=False), bytes(sisa[:POTONG]), None))
            del sisa[:POTONG]
            nomor += 1
    keluar.write(sandi.encrypt(_nonce(nomor, akhir=True), bytes(sisa), None))


def baca_kepala(masuk: BinaryIO) -> KepalaBerkas:
    """Read for whom a file is; nothing of it is believed before it is opened.

    Raises:
        InvalidInput: not a sealed file.
    """
    return _baca_kepala(masuk)[0]


def buka_segel(masuk: BinaryIO, kunci: Ed25519PrivateKey) -> Iterator[bytes]:
    """Yield the pieces of a sealed file; only after the last one is it known to be whole.

    Raises:
        InvalidInput: not a sealed file, sealed to somebody else, changed, or cut.
    """
    _, tukar, teks = _baca_kepala(masuk)
    try:
        sandi = ChaCha20Poly1305(_kunci(_kunci_sendiri(kunci).exchange(tukar), teks))
        nomor, potong = 0, masuk.read(POTONG + _TAG)
        while True:
            lanjut = masuk.read(POTONG + _TAG)
            yield sandi.decrypt(_nonce(nomor, akhir=not lanjut), potong, None)
            if not lanjut:
                return
            nomor, potong = nomor + 1, lanjut
    except (InvalidTag, ValueError):
        raise InvalidInput(Pesan("sinkron.berkas_rusak")) from None


def rahasia_bersama(sendiri: Ed25519PrivateKey, lawan: Ed25519PublicKey, untuk: bytes) -> bytes:
    """Return what two installations that know each other's keys both hold, for one purpose; nothing is sent for it."""
    bersama = _kunci_sendiri(sendiri).exchange(_kunci_tukar(lawan))
    return HKDF(SHA256(), 32, salt=None, info=b"eoffice-bersama\0" + untuk).derive(bersama)


def _tulis_kepala(kepala: KepalaBerkas, tukar: bytes) -> bytes:
    isi = {
        "v": 1,
        "desa": kepala.desa,
        "dari": str(kepala.dari),
        "untuk": str(kepala.untuk),
        "kunci": tukar.hex(),
    }
    return canonical_json(isi)


def _baca_kepala(masuk: BinaryIO) -> tuple[KepalaBerkas, X25519PublicKey, bytes]:
    if masuk.read(len(TANDA)) != TANDA:
        raise InvalidInput(Pesan("sinkron.bukan_berkas_antar"))
    panjang = int.from_bytes(masuk.read(2), "big")
    teks = masuk.read(min(panjang, _MAKS_KEPALA))
    try:
        isi: dict[str, Any] = json.loads(teks)
        kepala = KepalaBerkas(str(isi["desa"]), UUID(isi["dari"]), UUID(isi["untuk"]))
        tukar = X25519PublicKey.from_public_bytes(bytes.fromhex(isi["kunci"]))
        sah = len(teks) == panjang and isi["v"] == 1
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        sah = False
    if not sah:
        raise InvalidInput(Pesan("sinkron.berkas_rusak"))
    return kepala, tukar, teks


def _nonce(nomor: int, *, akhir: bool) -> bytes:
    return nomor.to_bytes(11, "big") + bytes([akhir])


def _kunci(bersama: bytes, kepala: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"eoffice-eod\0" + kepala).derive(bersama)


def _kunci_tukar(kunci: Ed25519PublicKey) -> X25519PublicKey:
    """Return the X25519 key of an Ed25519 key: u = (1 + y) / (1 - y)."""
    y = int.from_bytes(kunci.public_bytes_raw(), "little") & (2**255 - 1)
    u = (1 + y) * pow(1 - y, -1, _PRIMA) % _PRIMA
    return X25519PublicKey.from_public_bytes(u.to_bytes(32, "little"))


def _kunci_sendiri(kunci: Ed25519PrivateKey) -> X25519PrivateKey:
    return X25519PrivateKey.from_private_bytes(hashlib.sha512(kunci.private_bytes_raw()).digest()[:32])
