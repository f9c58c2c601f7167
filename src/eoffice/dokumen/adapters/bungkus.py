"""Files locked each with a key of its own: who forgets the key has erased the file, wherever its bytes still lie."""

import secrets
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

_NONCE: Final = bytes(12)  # a key locks one file and never another


class KunciSalah(RuntimeError):
    """The key does not open these bytes: one of both was damaged or exchanged."""


def bungkus(isi: bytes) -> tuple[bytes, bytes]:
    """Lock a file; return its key (32 bytes) and the locked bytes."""
    kunci = secrets.token_bytes(32)
    return kunci, ChaCha20Poly1305(kunci).encrypt(_NONCE, isi, None)


def buka_bungkus(kunci: bytes, terkunci: bytes) -> bytes:
    """Open a locked file.

    Raises:
        KunciSalah: it is not what was locked with this key.
    """
    try:
        return ChaCha20Poly1305(kunci).decrypt(_NONCE, terkunci, None)
    except InvalidTag:
        raise KunciSalah from None
