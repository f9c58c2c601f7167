"""With what a village's activation slips are proved here: the keys both sides know since enrolment, nothing is sent.

The village's server signs with the key of its installation; for the typed code both sides work out the same secret.
"""

from collections.abc import Mapping, Sequence

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from eoffice.akun.services import KunciSlip
from eoffice.sinkron.models import Node, StatusNode
from eoffice.sinkron.services.kunci import diri, kabupaten
from eoffice.sinkron.services.segel import rahasia_bersama
from eoffice.wilayah.tenancy import desa_aktif


def kunci_slip() -> KunciSlip:
    """Return the keys of the village in scope.

    A server that was replaced may have been stolen: what it signed is not believed any more.
    """
    sendiri, pusat = diri().kunci, kabupaten()
    server = _kunci_server()
    aktif, dulu = server[StatusNode.AKTIF], server[StatusNode.DICABUT]
    lawan = aktif if pusat is None else [pusat.kunci]
    untuk = f"slip {desa_aktif()}".encode()
    return KunciSlip(
        tanda=sendiri,
        periksa=(sendiri.public_key(), *aktif),
        dulu=dulu,
        rahasia=[rahasia_bersama(sendiri, satu, untuk) for satu in lawan],
    )


def _kunci_server() -> Mapping[str, Sequence[Ed25519PublicKey]]:
    """Return the keys of the village's installations as its hub knows them; at the village itself there are none."""
    hasil: dict[str, list[Ed25519PublicKey]] = {status: [] for status in StatusNode}
    for status, kunci in Node.objects.values_list("status", "kunci"):
        hasil[status].append(Ed25519PublicKey.from_public_bytes(bytes(kunci)))
    return hasil
