"""The owner looks at what differs, row by row, and tells the other side how it is. The owner always wins.

A repair carries the row as it is now, with its present revision: it is no change of the row. The other side takes it
whatever stands there, because its row may claim the same revision, a later one, or be gone.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID

import structlog
from django.db import transaction

from eoffice.jejak.aliran import semua_ujung
from eoffice.jejak.proyeksi import Gambaran, Proyeksi
from eoffice.jejak.selectors import keadaan_konsumen, riwayat
from eoffice.jejak.services import catat
from eoffice.kernel.errors import RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.events import BARIS_DIBUANG
from eoffice.sinkron.models import Karantina
from eoffice.sinkron.rules.cocok import Baris, BedaBaris, bandingkan
from eoffice.sinkron.services.cocok import HasilTabel, Titik, baris_milik, ingat_hasil, kunci_aliran_sendiri

log = structlog.get_logger(__name__)
PENERAP = "sinkron.terapkan"


class Pembanding(Protocol):
    """The other side, asked about its tables."""

    def pencocokan(self, titik: Titik) -> Sequence[HasilTabel]:
        """Return what it found at a checkpoint; empty while it has not come so far."""

    def banding(self, tabel: str, ember: Sequence[int]) -> Sequence[Baris]:
        """Return its rows of some buckets."""


class Letak(StrEnum):
    """Where a row differs from what its events tell."""

    SINI = "sini"
    """Changed here behind the stream's back; the other side has what the events tell."""
    SANA = "sana"
    """Changed, lost or invented on the other side."""


@dataclass(frozen=True, slots=True)
class Temuan:
    """A row that differs, and on which side it left what its events tell."""

    tabel: str
    agregat_id: UUID
    letak: Letak
    revisi_sini: int | None
    revisi_sana: int | None


def periksa(pembanding: Pembanding, titik: Titik, proyeksi: Iterable[Proyeksi]) -> list[Temuan] | None:
    """Ask what the other side found at a checkpoint and return every row that differs; ``None``: it is not so far."""
    hasil = pembanding.pencocokan(titik)
    if not hasil:
        return None
    ingat_hasil(titik, hasil)
    menurut = {satu.jenis.nama: satu for satu in proyeksi}
    temuan = [
        satu
        for tabel in hasil
        if tabel.berbeda and tabel.tabel in menurut
        for satu in _cari(pembanding, menurut[tabel.tabel], tabel.berbeda)
    ]
    for satu in temuan:
        log.critical(
            "sinkron.baris_berbeda", tabel=satu.tabel, agregat_id=str(satu.agregat_id), letak=satu.letak.value
        )
    return temuan


def _cari(pembanding: Pembanding, proyeksi: Proyeksi, ember: Sequence[int]) -> list[Temuan]:
    beda = bandingkan(baris_milik(proyeksi, ember), pembanding.banding(proyeksi.jenis.nama, ember))
    rows = _gambaran(proyeksi, {satu.agregat_id for satu in beda})
    return [_temuan(proyeksi, satu, rows.get(satu.agregat_id)) for satu in beda]


def _temuan(proyeksi: Proyeksi, beda: BedaBaris, row: Gambaran | None) -> Temuan:
    return Temuan(
        proyeksi.jenis.nama,
        beda.agregat_id,
        Letak.SANA if _menurut_peristiwa(proyeksi, beda.agregat_id, row) else Letak.SINI,
        beda.sini.revisi if beda.sini else None,
        beda.sana.revisi if beda.sana else None,
    )


def _menurut_peristiwa(proyeksi: Proyeksi, agregat_id: UUID, row: Gambaran | None) -> bool:
    """Tell whether the row here is what its last event tells; why that was told (``sebab``) is no part of the row."""
    semua = [p for p in riwayat(proyeksi.agregat, agregat_id) if p.jenis == proyeksi.jenis.nama]
    ubahan = (p for p in semua if p.macam != "repair")
    akhir = max(ubahan, key=lambda p: (p.epoch_pemilik, p.revisi), default=None)
    if akhir is None or row is None:
        return akhir is None and row is None
    publik = {**akhir.publik, **{nama: row.publik[nama] for nama in ("sebab",) if nama in row.publik}}
    return (akhir.revisi, publik, akhir.pribadi or {}) == (row.revisi, row.publik, row.pribadi)


@transaction.atomic
def perbaiki(temuan: Iterable[Temuan], proyeksi: Sequence[Proyeksi], *, pelaku: str) -> int:
    """Tell the other side how the rows are, parents first, and which are to go, children first; return how many.

    Raises:
        RuleRefused: not everything received is applied here yet, so this side does not know its own rows.
    """
    if not sudah_diterapkan():
        raise RuleRefused(Pesan("sinkron.belum_diterapkan"))
    kunci_aliran_sendiri()
    dicari: dict[str, set[UUID]] = {}
    for satu in temuan:
        dicari.setdefault(satu.tabel, set()).add(satu.agregat_id)
    ada = [(p, _gambaran(p, dicari[p.jenis.nama])) for p in proyeksi if p.jenis.nama in dicari]
    for satu_proyeksi, rows in ada:
        for row in rows.values():
            _catat_baris(satu_proyeksi, row, pelaku)
    for satu_proyeksi, rows in reversed(ada):
        for agregat_id in dicari[satu_proyeksi.jenis.nama] - rows.keys():
            _catat_buang(satu_proyeksi, agregat_id, pelaku)
    return sum(len(satu) for satu in dicari.values())


def sudah_diterapkan() -> bool:
    """Tell whether the tables here follow every stream up to its head, with nothing set aside."""
    return sudah_mengikuti() and not Karantina.objects.filter(selesai_pada=None).exists()


def sudah_mengikuti() -> bool:
    """Tell whether every event of every stream was handled here, be it applied or set aside."""
    sampai = {k.epoch: k.urut for k in keadaan_konsumen() if k.konsumen == PENERAP}
    return all(sampai.get(aliran.epoch, 0) >= aliran.urut for aliran in semua_ujung())


def _gambaran(proyeksi: Proyeksi, dicari: Collection[UUID]) -> dict[UUID, Gambaran]:
    return {satu.agregat_id: satu for satu in proyeksi.gambaran() if satu.agregat_id in dicari}


def _catat_baris(proyeksi: Proyeksi, row: Gambaran, pelaku: str) -> None:
    catat(
        jenis=proyeksi.jenis,
        agregat=proyeksi.agregat,
        agregat_id=row.agregat_id,
        revisi=row.revisi,
        publik=row.publik,
        pribadi=row.pribadi,
        pelaku=pelaku,
        macam="repair",
    )


def _catat_buang(proyeksi: Proyeksi, agregat_id: UUID, pelaku: str) -> None:
    catat(
        jenis=BARIS_DIBUANG,
        agregat=proyeksi.agregat,
        agregat_id=agregat_id,
        revisi=0,
        publik={"tabel": proyeksi.jenis.nama},
        pribadi={},
        pelaku=pelaku,
        macam="del",
    )
