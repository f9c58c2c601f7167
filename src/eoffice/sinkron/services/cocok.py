"""Reconciliation: the owner tells the digests of its tables in the stream, the other side compares at the same place.

The digests come from the tables, not from the stream: a row that was changed behind the stream's back shows up.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import structlog
from django.db import transaction

from eoffice.jejak.aliran import kunci_aliran, semua_ujung
from eoffice.jejak.milik import aliran_sendiri, terakhir_di
from eoffice.jejak.proyeksi import Gambaran, Proyeksi, ProyeksiTertulis
from eoffice.jejak.registry import JenisPeristiwa
from eoffice.jejak.selectors import PeristiwaTercatat
from eoffice.jejak.services import catat
from eoffice.jejak.versi import terjangkau, turunkan
from eoffice.kernel import clock
from eoffice.kernel.ids import new_id
from eoffice.sinkron.events import TITIK_COCOK
from eoffice.sinkron.models import Pencocokan
from eoffice.sinkron.rules.cocok import (
    Baris,
    RingkasTabel,
    baca,
    ember,
    ringkas,
    ringkas_tulisan,
    sidik_baris,
)
from eoffice.sinkron.services.terima import aliran_seberang

log = structlog.get_logger(__name__)
AGREGAT: Final = "titik_cocok"
MAKS_NAMA: Final = 40


@dataclass(frozen=True, slots=True)
class Titik:
    """A checkpoint: where it stands in the stream of its owner."""

    epoch: UUID
    urut: int


@transaction.atomic
def catat_titik(proyeksi: Iterable[Proyeksi], *, pelaku: str) -> Titik:
    """Tell the digests of all tables at this place of the stream.

    The head is locked first: whoever changes a row writes its event last, so nothing lies between tables and stream.
    """
    kunci_aliran_sendiri()
    asing = _milik_lawan()
    tabel = {satu.jenis.nama: ringkas_tabel(satu, asing).tulis() for satu in proyeksi}
    baris = catat(
        jenis=TITIK_COCOK,
        agregat=AGREGAT,
        agregat_id=new_id(),
        revisi=1,
        publik={"tabel": tabel},
        pribadi={},
        pelaku=pelaku,
        macam="ckpt",
    )
    return Titik(baris.epoch, baris.urut)


def kunci_aliran_sendiri() -> None:
    """Let nobody here write an event until the transaction ends."""
    for aliran in semua_ujung():
        if aliran.lokal:
            kunci_aliran(aliran.epoch)


def ringkas_tabel(proyeksi: Proyeksi, asing: Collection[UUID], versi: int | None = None) -> RingkasTabel:
    """Return a table in short, without the rows that the other side writes.

    ``versi``: as an older version that bridges lead to would tell it.
    """
    versi = versi or proyeksi.jenis.versi
    if versi == proyeksi.jenis.versi and isinstance(proyeksi, ProyeksiTertulis):
        return ringkas_tulisan(versi, _tulisan_milik(proyeksi, asing))
    semua = _milik(proyeksi, asing)
    return ringkas(versi, ((g.agregat_id, _sidik(g, proyeksi.jenis, versi)) for g in semua))


def _milik(proyeksi: Proyeksi, asing: Collection[UUID]) -> Iterator[Gambaran]:
    return (g for g in proyeksi.gambaran() if g.agregat_id not in asing)


def _tulisan_milik(proyeksi: ProyeksiTertulis, asing: Collection[UUID]) -> Iterator[tuple[str, str]]:
    lain = {str(satu) for satu in asing}
    return (satu for satu in proyeksi.tulisan() if satu[0] not in lain) if lain else proyeksi.tulisan()


def _sidik(satu: Gambaran, jenis: JenisPeristiwa, versi: int) -> bytes:
    isi = turunkan(jenis.nama, jenis.versi, versi, (satu.publik, satu.pribadi))
    return sidik_baris(satu.agregat_id, satu.revisi, *isi)


def baris_ember(proyeksi: Proyeksi, nomor: Collection[int], asing: Collection[UUID]) -> list[Baris]:
    """Return the rows of some buckets with their digests."""
    semua = (g for g in _milik(proyeksi, asing) if ember(g.agregat_id) in nomor)
    jenis = proyeksi.jenis
    return [Baris(g.agregat_id, g.revisi, _sidik(g, jenis, jenis.versi).hex()) for g in semua]


def baris_milik(proyeksi: Proyeksi, nomor: Collection[int]) -> list[Baris]:
    """Return the rows of some buckets as their owner has them."""
    return baris_ember(proyeksi, nomor, _milik_lawan())


def baris_terima(proyeksi: Proyeksi, nomor: Collection[int]) -> list[Baris]:
    """Return the rows of some buckets as they were received from their owner."""
    return baris_ember(proyeksi, nomor, terakhir_di(aliran_sendiri()))


def _milik_lawan() -> set[UUID]:
    """Return the rows that the other side writes: their last change stands in a stream of its own."""
    return terakhir_di(aliran_seberang() - aliran_sendiri())


def cocokkan_titik(peristiwa: PeristiwaTercatat, proyeksi: Mapping[str, Proyeksi]) -> None:
    """Compare the tables here with a checkpoint of their owner, at the place where it stands in the stream.

    Raises:
        InvalidInput: it is not a checkpoint that this version reads.
    """
    sendiri = aliran_sendiri()
    if peristiwa.epoch in sendiri:
        return
    dituju = baca(peristiwa.publik["tabel"])
    asing = terakhir_di(sendiri)
    hasil = [_hasil(peristiwa, nama, proyeksi.get(nama), sana, asing) for nama, sana in dituju.items()]
    Pencocokan.objects.bulk_create(hasil, ignore_conflicts=True)
    for satu in hasil:
        if satu.berbeda:
            log.critical("sinkron.tidak_cocok", tabel=satu.tabel, urut=satu.urut, ember=satu.berbeda)


def _hasil(
    peristiwa: PeristiwaTercatat,
    nama: str,
    proyeksi: Proyeksi | None,
    sana: RingkasTabel,
    asing: Collection[UUID],
) -> Pencocokan:
    """Compare one table; one that is not known here, or newer, or too old, is kept with no digest of ours."""
    sebanding = proyeksi is not None and terjangkau(nama, proyeksi.jenis.versi, sana.versi)
    sini = ringkas_tabel(proyeksi, asing, sana.versi) if proyeksi is not None and sebanding else None
    return Pencocokan(
        epoch=peristiwa.epoch,
        urut=peristiwa.urut,
        tabel=nama[:MAKS_NAMA],
        digest=sini.akar if sini else "",
        digest_pemilik=sana.akar,
        berbeda=sini.berbeda(sana) if sini else [],
        pada=clock.now(),
    )


@dataclass(frozen=True, slots=True)
class HasilTabel:
    """What comparing one table at a checkpoint found."""

    tabel: str
    digest: str
    digest_pemilik: str
    berbeda: tuple[int, ...]


def hasil_titik(titik: Titik) -> list[HasilTabel]:
    """Return what comparing found at a checkpoint; empty while it was not applied here yet."""
    rows = Pencocokan.objects.filter(epoch=titik.epoch, urut=titik.urut).order_by("tabel")
    return [HasilTabel(r.tabel, r.digest, r.digest_pemilik, tuple(r.berbeda)) for r in rows]


def ingat_hasil(titik: Titik, hasil: Sequence[HasilTabel]) -> None:
    """Keep what the other side found."""
    umum: dict[str, Any] = {"epoch": titik.epoch, "urut": titik.urut, "pada": clock.now()}
    rows = [
        Pencocokan(
            **umum, tabel=h.tabel, digest=h.digest, digest_pemilik=h.digest_pemilik, berbeda=list(h.berbeda)
        )
        for h in hasil
    ]
    Pencocokan.objects.bulk_create(rows, ignore_conflicts=True)
