"""Who calls: every call is signed with the installation's key over method, path, body and a nonce of the hub.

A nonce and not a time stamp, so that a dead clock battery does not lock a village out. A call that is repeated within
the life of its nonce changes nothing: batches are idempotent.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.core import signing

from eoffice.kernel.errors import NotFound
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.models import Node, StatusNode
from eoffice.sinkron.services.sesi import Diri

UMUR_NONCE: Final = timedelta(minutes=10)
_PENANDA: Final = signing.TimestampSigner(salt="eoffice.sinkron.nonce")


@dataclass(frozen=True, slots=True)
class Panggilan:
    """What a call consists of, as far as its signature covers it."""

    metode: str
    jalur: str
    badan: bytes
    nonce: str

    def ditandatangani(self) -> bytes:
        """Return the bytes that are signed."""
        sidik = hashlib.sha256(self.badan).hexdigest()
        return "\n".join(("eoffice-panggilan", self.metode, self.jalur, sidik, self.nonce)).encode()


def nonce_baru() -> str:
    """Return a fresh nonce; nothing about it is stored."""
    return _PENANDA.sign(secrets.token_urlsafe(12))


def tandai(panggilan: Panggilan, diri: Diri) -> str:
    """Return the signature of a call, in hex."""
    return diri.kunci.sign(panggilan.ditandatangani()).hex()


def kenali(panggilan: Panggilan, node: str, tanda_tangan: str) -> Node:
    """Return the active installation of the village in scope that made this call.

    Raises:
        NotFound: unknown, revoked, of another village, a wrong signature or an old nonce: all the same to a stranger.
    """
    try:
        row = Node.objects.get(pk=UUID(node), status=StatusNode.AKTIF)
        _PENANDA.unsign(panggilan.nonce, max_age=UMUR_NONCE)
        kunci = Ed25519PublicKey.from_public_bytes(bytes(row.kunci))
        kunci.verify(bytes.fromhex(tanda_tangan), panggilan.ditandatangani())
    except (Node.DoesNotExist, ValueError, signing.BadSignature, InvalidSignature):
        raise NotFound(Pesan("sinkron.node_tidak_dikenal")) from None
    return row
