"""Who calls: every call is signed with the installation's key over method, path, body and a nonce of the hub.

A nonce and not a time stamp, so that a dead clock battery does not lock a village out. A call that is repeated within
the life of its nonce changes nothing: batches are idempotent.
"""

import hashlib
import secrets
from contextlib import suppress
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

KEPALA_NODE: Final = "X-Eoffice-Node"
KEPALA_NONCE: Final = "X-Eoffice-Nonce"
KEPALA_TANDA: Final = "X-Eoffice-Tanda"
KEPALA_SIDIK: Final = "X-Eoffice-Sidik"
UMUR_NONCE: Final = timedelta(minutes=10)
_PENANDA: Final = signing.TimestampSigner(salt="eoffice.sinkron.nonce")


@dataclass(frozen=True, slots=True)
class Panggilan:
    """What a call consists of, as far as its signature covers it."""

    metode: str
    jalur: str
    badan: bytes
    nonce: str
    sidik: str = ""
    """The SHA-256 of the body as the caller names it, for a body that may arrive in part."""

    def ditandatangani(self) -> bytes:
        """Return the bytes that are signed."""
        sidik = self.sidik or _sidik(self.badan)
        return "\n".join(("eoffice-panggilan", self.metode, self.jalur, sidik, self.nonce)).encode()


def nonce_baru() -> str:
    """Return a fresh nonce; nothing about it is stored."""
    return _PENANDA.sign(secrets.token_urlsafe(12))


def tandai(panggilan: Panggilan, diri: Diri) -> str:
    """Return the signature of a call, in hex."""
    return diri.kunci.sign(panggilan.ditandatangani()).hex()


def tandai_jawaban(panggilan: Panggilan, status: int, isi: bytes, diri: Diri) -> str:
    """Return the signature of the answer to a call, in hex: nobody on the way can put another in its place."""
    return diri.kunci.sign(_jawaban(panggilan, status, _sidik(isi))).hex()


def jawaban_sah(
    panggilan: Panggilan, status: int, isi: bytes, tanda_tangan: str, kunci: Ed25519PublicKey, sidik: str = ""
) -> bool:
    """Tell whether an answer to this call was signed with this key; ``sidik``: SHA-256 of a body not kept whole."""
    with suppress(ValueError, InvalidSignature):
        kunci.verify(bytes.fromhex(tanda_tangan), _jawaban(panggilan, status, sidik or _sidik(isi)))
        return True
    return False


def _jawaban(panggilan: Panggilan, status: int, sidik: str) -> bytes:
    ekor = "\n".join(("", "eoffice-jawaban", str(status), sidik))
    return panggilan.ditandatangani() + ekor.encode()


def _sidik(isi: bytes) -> str:
    return hashlib.sha256(isi).hexdigest()


def bukti_sah(panggilan: Panggilan, kunci: bytes, tanda_tangan: str) -> bool:
    """Tell whether a call with a fresh nonce was signed with this key: whoever made it holds the key."""
    with suppress(ValueError, signing.BadSignature, InvalidSignature):
        _PENANDA.unsign(panggilan.nonce, max_age=UMUR_NONCE)
        terbuka = Ed25519PublicKey.from_public_bytes(kunci)
        terbuka.verify(bytes.fromhex(tanda_tangan), panggilan.ditandatangani())
        return True
    return False


def kenali(panggilan: Panggilan, node: str, tanda_tangan: str) -> Node:
    """Return the active installation of the village in scope that made this call.

    Raises:
        NotFound: unknown, revoked, of another village, a wrong signature or an old nonce: all the same to a stranger.
    """
    try:
        row = Node.objects.get(pk=UUID(node), status=StatusNode.AKTIF)
    except (Node.DoesNotExist, ValueError):
        row = None
    if row is None or not bukti_sah(panggilan, bytes(row.kunci), tanda_tangan):
        raise NotFound(Pesan("sinkron.node_tidak_dikenal"))
    return row
