"""Answers to the installation that meets us: what we hold, digests, batches. The same code at hub and village."""

from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from eoffice.jejak.aliran import digest_pada, kiriman, semua_ujung, ujung
from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.models import Node, StatusNode
from eoffice.sinkron.rules.paket import Induk
from eoffice.sinkron.rules.salam import Ujung
from eoffice.sinkron.services.kemas import Asal, intip, kemas
from eoffice.sinkron.services.sesi import SEPAKET, Diri, UjungLawan
from eoffice.sinkron.services.terima import Diterima, terima


def salam() -> list[UjungLawan]:
    """Return every stream of the village in scope that this installation holds."""
    return [UjungLawan(Ujung(a.epoch, a.urut, a.digest), ditulisnya=a.lokal) for a in semua_ujung()]


def dorong(isi: bytes, diri: Diri) -> Diterima:
    """Take in a batch: signed by the village's active installation, or our own that comes back after a restore.

    Raises:
        InvalidInput: damaged, from an unknown or revoked installation, or of a stream written here by somebody else.
    """
    node = intip(isi).node
    if node == diri.node:
        return terima(isi, diri.kunci.public_key(), milik_sendiri=True)
    return terima(isi, _kunci_node(node))


def _kunci_node(node: UUID) -> Ed25519PublicKey:
    row = Node.objects.filter(pk=node, status=StatusNode.AKTIF).first()
    if row is None:
        raise InvalidInput(Pesan("sinkron.node_tidak_dikenal"))
    return Ed25519PublicKey.from_public_bytes(bytes(row.kunci))


def tarik(epoch: UUID, sesudah: int, diri: Diri) -> bytes | None:
    """Return the next batch of a stream, ``None`` when there is no more or the stream is not known here."""
    semua = kiriman(epoch, sesudah, SEPAKET)
    if not semua:
        return None
    aliran = ujung(epoch)
    induk = Induk(*aliran.induk) if aliran and aliran.induk else None
    return kemas(semua, Asal(diri.node, induk, digest_pada(epoch, sesudah) or ""), diri.kunci)
