"""The other side was put back to a copy and wrote before it met anybody: its lost branch comes home, and none is lost.

A village keeps what the regency told it as it came, signed. Where the regency's own stream now says something else at
the same places, the village brings those batches back. The regency believes them, because it signed them, takes them in
as a branch beside its own (``angkat_cabang``), and tells what it wrote since in a new stream (``cabangkan``), which the
village then fetches as any other. What both branches changed waits for a person, as after a restored village.
"""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import transaction

from eoffice.jejak.aliran import (
    UjungAliran,
    angkat_cabang,
    cabangkan,
    digest_pada,
    kunci_aliran,
    nama_cabang,
    semua_ujung,
    sudah_bercabang,
)
from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.rules.salam import Penerimaan, Ujung
from eoffice.sinkron.services.kemas import Paket, buka
from eoffice.sinkron.services.terima import Diterima

log = structlog.get_logger(__name__)
_TIDAK_SAMBUNG: Final = Pesan("sinkron.ditolak_sini", sebab=Penerimaan.CELAH.value)


@transaction.atomic
def pulangkan(isi: bytes, kunci: Ed25519PublicKey) -> Diterima:
    """Take in a batch of one's own that parts from what stands here; told again it changes nothing.

    Raises:
        InvalidInput: damaged, not signed by us, or not the next of its branch.
    """
    paket = buka(isi, kunci, boleh_dilucuti=True)
    epoch = paket.kepala.epoch
    aliran = kunci_aliran(epoch)
    bersama = _bersama(paket)
    angkat_cabang(epoch, bersama, [satu for satu in paket.peristiwa if int(satu.isi["urut"]) > bersama])
    if not sudah_bercabang(epoch, bersama):
        log.error("sinkron.bercabang_di_sini", epoch=str(epoch), sejak=bersama, sini=aliran.urut)
        cabangkan(epoch, bersama)
    return Diterima(Penerimaan.SUDAH_ADA, Ujung(epoch, aliran.urut, aliran.digest))


def _bersama(paket: Paket) -> int:
    """Return the last position where the branch and the stream here agree."""
    kepala = paket.kepala
    if digest_pada(kepala.epoch, kepala.dari - 1) == kepala.sebelum:
        urut = kepala.dari - 1
        for digest in paket.digest:
            if digest_pada(kepala.epoch, urut + 1) != digest:
                break
            urut += 1
        return urut
    for satu in semua_ujung():  # a later batch of a branch whose beginning came before
        if satu.induk and satu.induk[0] == kepala.epoch and satu.epoch == nama_cabang(*satu.induk):
            bersama = satu.induk[1]
            if bersama < kepala.dari <= bersama + satu.urut + 1:
                return bersama
    raise InvalidInput(_TIDAK_SAMBUNG)


def sudah_pulang(aliran: UjungAliran, sana: Mapping[UUID, object]) -> bool:
    """Tell whether the other side tells what followed in another stream, which it still knows: nothing is to do."""
    lanjut = [satu for satu in semua_ujung() if satu.induk and satu.induk[0] == aliran.epoch]
    return any(satu.epoch in sana and satu.induk[1] < aliran.urut for satu in lanjut if satu.induk)


def berpisah(sana: Ujung, milik: UjungAliran) -> bool:
    """Tell whether the other side's own stream, no longer than what is held here, is not its beginning."""
    return sana.urut <= milik.urut and digest_pada(milik.epoch, sana.urut) != sana.digest
