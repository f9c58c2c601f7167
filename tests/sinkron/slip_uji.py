"""Enrolment of a village's server at its hub as files and rows, without a call."""

from eoffice.kernel import clock
from eoffice.sinkron.models import Node
from eoffice.sinkron.services import kunci
from eoffice.sinkron.services.kunci import Kabupaten
from eoffice.wilayah.models import Desa
from tests.conftest import CISONTROL
from tests.sinkron.mesin import Mesin


def daftarkan(node: Mesin, hub: Mesin) -> None:
    """Let both know each other's keys, as they stand in their homes; the hub no longer writes for the village."""
    node.diri, hub.diri = node.di_sini(kunci.diri), hub.di_sini(kunci.diri)
    pusat = Kabupaten("http://hub", hub.diri.node, hub.diri.kunci.public_key())
    node.di_sini(kunci.ingat_kabupaten, pusat)

    def kenal() -> None:
        Node.objects.all().delete()
        terbuka = node.diri.kunci.public_key().public_bytes_raw()
        Node(id=node.diri.node, kunci=terbuka, terdaftar_pada=clock.now()).save(force_insert=True)
        Desa.objects.filter(pk=CISONTROL).update(dilayani_di_sini=False)

    hub.di_sini(kenal)
