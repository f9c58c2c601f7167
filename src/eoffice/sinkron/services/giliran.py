"""The turn this installation had at its last meeting, in a file beside its key. At the village.

It belongs to the key, not to the data: a restored database goes on with the turn of the disk it is put on. A copy of
the whole disk carries it along, and so does an image that is put back; for that a person vouches (``jamin``).
"""

import json
import secrets
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import structlog
from django.db import transaction

from eoffice.dokumen.services import tulis_atomik
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.rules.giliran import Giliran, Kartu
from eoffice.sinkron.selectors import TemuLalu, diari_temu
from eoffice.sinkron.services.kunci import berkas_kunci, diri
from eoffice.sinkron.services.pusat import Petugas, catat_tindakan
from eoffice.wilayah.tenancy import desa_aktif

log = structlog.get_logger(__name__)
DITOLAK: Final = "sinkron.giliran_lama"


def kartu() -> Kartu:
    """Return what to show at a meeting; what it proposes is on the disk before anybody hears of it."""
    satu = _baca()
    if not satu.usul:
        satu = replace(satu, usul=secrets.token_hex(16))
        _tulis(satu)
    return satu


def diberi(satu: Kartu, ke: int | None) -> None:
    """Remember that the hub took the turn; an older hub does not count them (``None``), and nothing changes."""
    if ke is not None:
        _tulis(Kartu(Giliran(ke, satu.usul)))


@transaction.atomic
def jamin(*, petugas: Petugas) -> None:
    """Let a person vouch for this computer: no other copy of it runs. The next meeting tells the hub."""
    _tulis(replace(kartu(), pasti=True))
    catat_tindakan("salinan", petugas)
    log.warning("sinkron.giliran_dipastikan", desa=desa_aktif(), oleh=petugas.pelaku)


def menunggu_kepastian(diari: Sequence[TemuLalu] | None = None) -> bool:
    """Tell whether the hub refused this copy at the last meeting, and nobody vouched for it since.

    ``diari``: the last meetings, the newest first, where they were read already.
    """
    akhir = diari_temu(1) if diari is None else diari
    return bool(akhir) and _ditolak(akhir[0].sebab) and not _baca().pasti


def _ditolak(sebab: Pesan | None) -> bool:
    return sebab is not None and sebab.params.get("kode") == DITOLAK


def _baca() -> Kartu:
    """Return what is known; of another key, damaged or gone it is nothing: then the hub asks, and nothing is lost."""
    try:
        isi: dict[str, Any] = json.loads(berkas_kunci(_nama()).read_bytes())
        if isi["node"] != str(diri().node):
            return Kartu()
        return Kartu(Giliran(int(isi["ke"]), str(isi["tanda"])), str(isi["usul"]), bool(isi["pasti"]))
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        return Kartu()


def _tulis(satu: Kartu) -> None:
    isi = {
        "node": str(diri().node),
        "ke": satu.punya.ke,
        "tanda": satu.punya.tanda,
        "usul": satu.usul,
        "pasti": satu.pasti,
    }
    tulis_atomik(berkas_kunci(_nama()), json.dumps(isi).encode(), mode=0o600)


def _nama() -> str:
    return f"giliran-{desa_aktif()}.json"
