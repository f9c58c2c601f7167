"""What two branches told otherwise, side by side, and what a person decided. No clock decides anything here.

A branch is a line of changes that parted from another when an older database was put back: what was written before that
and came back from the regency, and what was written here since.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from eoffice.jejak.aliran import nama_cabang, satu_peristiwa, semua_ujung
from eoffice.jejak.proyeksi import Proyeksi
from eoffice.jejak.selectors import PeristiwaTercatat, riwayat
from eoffice.jejak.services import catat
from eoffice.kernel.errors import ChangedMeanwhile, NotFound
from eoffice.kernel.ids import new_id
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.events import DIPUTUSKAN
from eoffice.sinkron.models import Karantina
from eoffice.sinkron.services.cocok import kunci_aliran_sendiri
from eoffice.sinkron.services.tutup import DUA_CABANG, tutup

_UBAHAN: Final = ("put", "give", "accept", "recall")
Ubah = Callable[[Mapping[str, Any]], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Cabang:
    """The last change of one branch. ``sini``: written here since the older database was put back."""

    peristiwa: PeristiwaTercatat
    sini: bool

    @property
    def id(self) -> UUID:
        """What names it."""
        return self.peristiwa.id_peristiwa


@dataclass(frozen=True, slots=True)
class Bercabang:
    """An aggregate that two branches changed."""

    jenis: str
    agregat: str
    agregat_id: UUID
    sejak: datetime


def bercabang() -> list[Bercabang]:
    """Return the aggregates for which a person has to choose a branch, the longest waiting first."""
    rows = Karantina.objects.filter(selesai_pada=None, sebab=DUA_CABANG).order_by("sejak", "epoch", "urut")
    satu = {r.agregat_id: Bercabang(r.jenis, r.agregat, r.agregat_id, r.sejak) for r in reversed(rows)}
    return sorted(satu.values(), key=lambda b: b.sejak)


def satu_bercabang(agregat_id: UUID) -> Bercabang:
    """Return one of them.

    Raises:
        NotFound: nothing has to be chosen for it (any more).
    """
    for satu in bercabang():
        if satu.agregat_id == agregat_id:
            return satu
    raise NotFound


def cabang(satu: Bercabang) -> list[Cabang]:
    """Return where each branch of an aggregate ended, what came back first; one that was erased cannot be chosen."""
    menurut: dict[UUID, list[PeristiwaTercatat]] = {}
    for p in sorted(riwayat(satu.agregat, satu.agregat_id), key=lambda p: p.urut):
        if p.jenis == satu.jenis and p.macam in _UBAHAN:
            menurut.setdefault(p.epoch, []).append(p)
    terlewati = {p.id_peristiwa for rows in menurut.values() for p in rows[:-1]}
    sini = {u.epoch for u in semua_ujung() if u.lokal and not _kembali(u.epoch, u.induk)}
    akhir: dict[UUID, Cabang] = {}
    for epoch, rows in menurut.items():
        p = rows[-1]
        if p.id_peristiwa not in terlewati and p.pribadi is not None:
            lain = akhir.get(p.id_peristiwa)
            akhir[p.id_peristiwa] = Cabang(p, sini=epoch in sini or (lain is not None and lain.sini))
    return sorted(akhir.values(), key=lambda c: (c.sini, c.peristiwa.revisi, c.id))


def _kembali(epoch: UUID, induk: tuple[UUID, int] | None) -> bool:
    return induk is not None and epoch == nama_cabang(*induk)


@transaction.atomic
def pilih_cabang(
    *, agregat_id: UUID, dipilih: UUID, alasan: str, pelaku: str, proyeksi: Proyeksi, ubah: Ubah | None = None
) -> PeristiwaTercatat:
    """Let the words of one branch hold, on both sides; the other branch stays in the stream. Return what holds now.

    ``ubah``: what the room adds to the public part, such as codes of papers that do not hold any more.

    Raises:
        ChangedMeanwhile: it was decided already.
        NotFound: no such branch.
    """
    kunci_aliran_sendiri()
    if not Karantina.objects.select_for_update().filter(agregat_id=agregat_id, selesai_pada=None).exists():
        raise ChangedMeanwhile(Pesan("sinkron.sudah_diputuskan"))
    satu = satu_bercabang(agregat_id)
    semua = cabang(satu)
    pilihan = next((c.peristiwa for c in semua if c.id == dipilih), None)
    if pilihan is None:
        raise NotFound
    revisi = max(p.revisi for p in riwayat(satu.agregat, agregat_id)) + 1
    publik = ubah(pilihan.publik) if ubah else pilihan.publik
    berlaku = replace(pilihan, revisi=revisi, publik=publik)
    proyeksi.terapkan(berlaku)
    catat_putusan(
        satu.agregat, agregat_id, putusan="cabang", dipilih=str(dipilih), alasan=alasan, pelaku=pelaku
    )
    catat(
        jenis=proyeksi.jenis,
        agregat=satu.agregat,
        agregat_id=agregat_id,
        revisi=revisi,
        publik=publik,
        pribadi=pilihan.pribadi or {},
        pelaku=pelaku,
        macam="repair",
    )
    return berlaku


def catat_putusan(
    agregat: str, agregat_id: UUID, *, putusan: str, alasan: str, pelaku: str, dipilih: str = ""
) -> None:
    """Record what a person decided, and close what is held for the aggregate; the other side does so as it reads it."""
    catat(
        jenis=DIPUTUSKAN,
        agregat="putusan",
        agregat_id=new_id(),
        revisi=1,
        publik={
            "agregat": agregat,
            "agregat_id": str(agregat_id),
            "putusan": putusan,
            "dipilih": dipilih,
        },
        pribadi={"alasan": alasan},
        pelaku=pelaku,
        macam="cmd",
    )
    tutup(agregat_id, pelaku)


def ditahan(sebab: str) -> list[PeristiwaTercatat]:
    """Return the events held for one reason, each of them once, the oldest first."""
    rows = Karantina.objects.filter(selesai_pada=None, sebab=sebab).order_by("sejak", "epoch", "urut")
    semua: dict[UUID, PeristiwaTercatat] = {}
    for row in rows:
        semua.setdefault(row.id_peristiwa, satu_peristiwa(row.epoch, row.urut))
    return list(semua.values())
