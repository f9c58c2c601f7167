"""Who is on the other side of the village in scope: at a village its hub, at the hub the village's installation."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.models import Node, StatusNode
from eoffice.sinkron.services.kunci import kabupaten
from eoffice.sinkron.services.kurir import Pihak


def pihak_seberang() -> Pihak:
    """Return the other side as it is known here.

    Raises:
        InvalidInput: nobody is: not enrolled, or revoked.
    """
    pusat = kabupaten()
    if pusat is not None:
        return Pihak(pusat.node, pusat.kunci, kabupaten=True)
    node = Node.objects.filter(status=StatusNode.AKTIF).first()
    if node is None:
        raise InvalidInput(Pesan("sinkron.seberang_belum_ada"))
    return Pihak(node.pk, Ed25519PublicKey.from_public_bytes(bytes(node.kunci)), kabupaten=False)
