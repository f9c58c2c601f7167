"""Where a whole village is written: on a server of its own, or at the regency. Each move raises its owner epoch.

``serahkan_desa`` belongs to the use of an enrolment code (``pendaftaran``), ``ambil_alih_desa`` to a person at the
regency. What a former writer still tells is set aside (``sinkron.desa_pindah``), kept, and taken over by a person.
"""

import structlog
from django.conf import settings
from django.db import transaction

from eoffice.jejak.aliran import semua_ujung, ujung
from eoffice.jejak.cursors import tahan
from eoffice.jejak.desa import lepaskan_desa, pindahkan_wewenang
from eoffice.jejak.kepemilikan import epoch_berikut, pernah_ditulis_di_sini
from eoffice.jejak.selectors import PeristiwaTercatat, sejauh
from eoffice.jejak.services import catat
from eoffice.kernel.errors import RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.events import WEWENANG
from eoffice.sinkron.models import Node, StatusNode
from eoffice.sinkron.rules.tanda_terima import KONSUMEN
from eoffice.sinkron.services.cocok import kunci_aliran_sendiri
from eoffice.sinkron.services.muat import sedang_memuat
from eoffice.sinkron.services.perbaikan import sudah_mengikuti
from eoffice.sinkron.services.serah import WEWENANG_DESA, agregat_wewenang
from eoffice.wilayah.selectors import wewenang
from eoffice.wilayah.tenancy import desa_aktif

log = structlog.get_logger(__name__)


@transaction.atomic
def serahkan_desa(*, pelaku: str) -> bool:
    """Let the server that just registered write the village in scope; ``False``: one of its own does already.

    A village of which nothing was written here needs no event: there is nothing its server would have to know.
    """
    if not wewenang().di_sini:
        return False
    if not pernah_ditulis_di_sini():
        lepaskan_desa()
        return True
    _pindah("desa", pelaku)
    return True


@transaction.atomic
def ambil_alih_desa(*, pelaku: str, paksa: bool = False) -> int:
    """Write the village in scope here from now on; return how many of its events are known to be missing here.

    ``paksa``: also while something of it may still be on its way; what arrives late is set aside for a person.

    Raises:
        RuleRefused: it is written here already, not everything received is applied, or its server may hold more.
    """
    if wewenang().di_sini:
        raise RuleRefused(Pesan("sinkron.desa_sudah_di_sini"))
    tahan(KONSUMEN)
    if not paksa and not sudah_mengikuti():
        raise RuleRefused(Pesan("sinkron.belum_semua_dipakai"))
    kurang = _belum_tiba()
    if kurang and not paksa:
        raise RuleRefused(Pesan("sinkron.desa_masih_menyimpan", jumlah=kurang))
    _pindah("kabupaten", pelaku)
    return kurang


def _belum_tiba() -> int:
    """Return how many events the village's active server reported that are not stored here."""
    node = Node.objects.filter(status=StatusNode.AKTIF).first()
    if node is None:
        return 0
    if node.epoch is None:
        return 0 if node.terlihat_pada else 1  # it never said how far it is
    di_sini = ujung(node.epoch)
    return max(0, node.urut - (di_sini.urut if di_sini else 0))


def _pindah(penulis: str, pelaku: str) -> None:
    """Move the village, and tell it: nobody writes between the two, because the head of the stream is held."""
    kunci_aliran_sendiri()
    epoch = epoch_berikut()
    pindahkan_wewenang(epoch=epoch, di_sini=penulis == settings.EOFFICE_PERAN)
    catat(
        jenis=WEWENANG,
        agregat=WEWENANG_DESA,
        agregat_id=agregat_wewenang(),
        revisi=epoch,
        publik={"penulis": penulis, "sampai": _sampai()},
        pribadi={},
        pelaku=pelaku,
        macam="cmd",
    )
    log.warning("sinkron.desa_pindah", desa=desa_aktif(), penulis=penulis, epoch=epoch, pelaku=pelaku)


def _sampai() -> dict[str, int]:
    """Return how much of each received stream is applied here."""
    return {str(satu.epoch): sejauh(KONSUMEN, satu.epoch) for satu in semua_ujung() if not satu.lokal}


def terapkan_wewenang(peristiwa: PeristiwaTercatat) -> None:
    """Follow a move of the village in scope; heard again, or after a later one, it moves nothing."""
    di_sini = peristiwa.publik["penulis"] == settings.EOFFICE_PERAN
    pindahkan_wewenang(  # a new server writes when all of its past is here
        epoch=peristiwa.epoch_pemilik, di_sini=di_sini and not sedang_memuat()
    )
