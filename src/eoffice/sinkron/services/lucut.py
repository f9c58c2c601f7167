"""Erasing a person's data also from kept batches and kept files, without losing what these prove.

A kept batch is a proof: its writer signed the header and the digest of the body. The header holds the digest of the
last event, and the chain up to that covers of every private part only its salted digest. So the private part can go:
the signed digest of the old body takes the place of that body, and beside it stands what is left of the events.
"""

import json
from hashlib import sha256
from typing import Any
from uuid import UUID

import structlog

from eoffice.dokumen import services as dokumen
from eoffice.jejak import registry
from eoffice.kernel import chain
from eoffice.kernel.canonical import canonical_json
from eoffice.sinkron.models import PaketSimpan
from eoffice.sinkron.rules.padat import padatkan
from eoffice.sinkron.rules.paket import TANDA_LUCUT, baca_kepala, dilucuti, rakit, urai
from eoffice.sinkron.services.kamus import pemampat
from eoffice.sinkron.services.kemas import TINGKAT, mentah_dilucuti, mentah_utuh, pisah_sidik
from eoffice.sinkron.services.segmen import buang_segmen

log = structlog.get_logger(__name__)


def lucuti(agregat: str, agregat_id: UUID) -> int:
    """Erase the private parts of an aggregate from everything kept in the village in scope; return from how many."""
    jenis = {satu.nama for satu in registry.semua() if satu.penghapusan == "hapus"}
    jumlah = 0
    for pk, isi in PaketSimpan.objects.values_list("pk", "isi").iterator(chunk_size=100):
        baru = _tanpa_pribadi(bytes(isi), agregat, str(agregat_id), jenis)
        if baru is not None:
            PaketSimpan.objects.filter(pk=pk).update(isi=baru)
            jumlah += 1
    buang_segmen()
    dokumen.kosongkan_laci()  # a batch that arrived, or has just begun to: it is sent again
    if jumlah:
        log.info("sinkron.paket_dilucuti", jumlah=jumlah)
    return jumlah


def _tanpa_pribadi(isi: bytes, agregat: str, agregat_id: str, jenis: set[str]) -> bytes | None:
    """Return a batch without the private parts of an aggregate, ``None`` when there are none in it."""
    teks, tanda_tangan, tubuh = urai(isi)
    kepala = baca_kepala(teks)
    if dilucuti(isi):
        sidik, tubuh = pisah_sidik(tubuh)
        mentah = mentah_dilucuti(kepala, tubuh)
    else:
        sidik, mentah = sha256(tubuh).digest(), mentah_utuh(kepala, tubuh)
    if agregat_id.encode() not in mentah:  # most batches end here, unparsed
        return None
    lama = mentah.split(b"\n")
    baru = [_baris(baris, agregat, agregat_id, jenis) for baris in lama]
    if baru == lama:
        return None
    sisa = pemampat(kepala.kamus, TINGKAT).compress(padatkan(b"\n".join(baru)))
    return rakit(teks, tanda_tangan, sidik + sisa, TANDA_LUCUT)


def _baris(baris: bytes, agregat: str, agregat_id: str, jenis: set[str]) -> bytes:
    isi: dict[str, Any] = json.loads(baris)
    ini = (isi["agregat"], isi["agregat_id"]) == (agregat, agregat_id) and isi["jenis"] in jenis
    if not ini or "pribadi" not in isi:
        return baris
    pribadi, garam = isi.pop("pribadi"), bytes.fromhex(isi.pop("garam"))
    return canonical_json(isi | {"digest_pribadi": chain.private_digest(garam, pribadi)})
