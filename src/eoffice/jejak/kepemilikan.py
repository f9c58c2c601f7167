"""One writer per aggregate: who may write it now, and what a hand-over changes.

The owner of an aggregate is whoever serves its village, until it is handed over by itself (a letter that was asked for
at the regency). Each hand-over raises the owner epoch, so an event tells under which owner it was written, and what a
former owner still wrote is known as such. The guard stands in ``jejak.services``, in front of the stream: a change
that is not ours takes its whole transaction with it, in whatever room it was made.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol
from uuid import UUID

from django.db.models import Max

from eoffice.jejak import registry
from eoffice.jejak.events import DESA_DICATAT
from eoffice.jejak.models import Keadaan, Kepala, Kepemilikan, Macam, Peristiwa
from eoffice.jejak.registry import JenisPeristiwa
from eoffice.kernel import clock
from eoffice.kernel.errors import RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.wilayah.selectors import Wewenang, wewenang

__all__ = ["Keadaan"]  # its home is private to this room
_BUKAN_KEADAAN: Final = frozenset({Macam.CMD, Macam.CKPT, Macam.REPAIR, Macam.DEL})
"""Events that change nothing of their aggregate: anybody tells them."""
_SEBAB: Final = {
    Keadaan.DIKIRIM: Pesan("jejak.sedang_dikirim"),
    Keadaan.SANA: Pesan("jejak.ditulis_sana"),
    Keadaan.DITARIK: Pesan("jejak.ditarik"),
}
_BERPINDAH: Final = frozenset({Macam.GIVE, Macam.RECALL})


@dataclass(frozen=True, slots=True)
class Pemilik:
    """Who writes an aggregate that was handed over, since when, and under which owner epoch."""

    agregat: str
    agregat_id: UUID
    epoch_pemilik: int
    dari_revisi: int
    keadaan: Keadaan
    sejak: datetime

    @property
    def di_sini(self) -> bool:
        """Whether it is written here."""
        return self.keadaan is Keadaan.SINI


class Ubahan(Protocol):
    """What the guard looks at of an event to be written."""

    @property
    def jenis(self) -> JenisPeristiwa: ...
    @property
    def agregat_id(self) -> UUID: ...
    @property
    def revisi(self) -> int: ...
    @property
    def macam(self) -> str: ...


def epoch_pemilik(semua: Sequence[Ubahan]) -> list[int]:
    """Return the owner epoch under which each event is written; the head of the stream is locked already.

    Raises:
        RuleRefused: an aggregate is written elsewhere, or is on its way.
    """
    desa = wewenang()
    milik = pemilik({satu.agregat_id for satu in semua if satu.jenis.penulis != "siapa_saja"})
    return [_epoch(satu, desa, milik.get(satu.agregat_id)) for satu in semua]


def _epoch(satu: Ubahan, desa: Wewenang, milik: Pemilik | None) -> int:
    kini = max(desa.epoch, milik.epoch_pemilik if milik else 0)
    if satu.macam in _BUKAN_KEADAAN or satu.jenis.penulis == "siapa_saja":
        return kini
    if satu.macam == Macam.RECALL:
        if milik is None or milik.di_sini:
            raise RuleRefused(Pesan("jejak.tidak_dapat_ditarik"))
        return kini + 1
    if satu.macam == Macam.GIVE and desa.di_sini:
        raise RuleRefused(Pesan("jejak.desa_di_sini"))
    tolak = _tolak(desa, milik)
    if tolak is not None and not _lahir_diserahkan(satu, milik):
        raise RuleRefused(tolak)
    return kini + 1 if satu.macam == Macam.GIVE else kini


def _tolak(desa: Wewenang, milik: Pemilik | None) -> Pesan | None:
    if milik is not None:
        return _SEBAB.get(milik.keadaan)
    return None if desa.di_sini else Pesan("jejak.bukan_pemilik")


def halangan(agregat_id: UUID) -> Pesan | None:
    """Return why an aggregate cannot be changed here now, ``None`` when it can."""
    return _tolak(wewenang(), pemilik([agregat_id]).get(agregat_id))


def _lahir_diserahkan(satu: Ubahan, milik: Pemilik | None) -> bool:
    """Tell whether an aggregate begins by being handed over: made here for a village that is served elsewhere."""
    if satu.macam != Macam.GIVE or satu.revisi != 1 or milik is not None:
        return False
    return not Peristiwa.objects.filter(agregat_id=satu.agregat_id).exists()


def pindah(peristiwa: Sequence[Peristiwa]) -> None:
    """Write down the hand-overs among events that were just written here."""
    for satu in peristiwa:
        if satu.macam in _BERPINDAH:
            di_sini = satu.macam == Macam.RECALL
            tetapkan(
                agregat=satu.agregat,
                agregat_id=satu.agregat_id,
                epoch=satu.epoch_pemilik,
                revisi=satu.revisi,
                keadaan=Keadaan.SINI if di_sini else Keadaan.DIKIRIM,
            )


def tetapkan(*, agregat: str, agregat_id: UUID, epoch: int, revisi: int, keadaan: Keadaan) -> None:
    """Write down who owns an aggregate from an owner epoch on; a later one that is known stays."""
    isi = {
        "epoch_pemilik": epoch,
        "dari_revisi": revisi,
        "keadaan": keadaan,
        "sejak": clock.now(),
    }
    ada = Kepemilikan.objects.filter(agregat_id=agregat_id)
    if not ada.filter(epoch_pemilik__lte=epoch).update(**isi) and not ada.exists():
        Kepemilikan(agregat=agregat, agregat_id=agregat_id, **isi).save(force_insert=True)


def pemilik(agregat_id: Collection[UUID]) -> dict[UUID, Pemilik]:
    """Return who owns those of these aggregates that were ever handed over; of none, without asking."""
    if not agregat_id:
        return {}
    rows = Kepemilikan.objects.filter(agregat_id__termasuk=set(agregat_id))
    return {row.agregat_id: _pemilik(row) for row in rows}


def kunci_pemilik(agregat_id: Collection[UUID]) -> dict[UUID, Pemilik]:
    """Return the same, held until the transaction ends: none of them is handed over meanwhile."""
    rows = Kepemilikan.objects.select_for_update().filter(agregat_id__termasuk=set(agregat_id)).order_by("pk")
    return {row.agregat_id: _pemilik(row) for row in rows}


def lupakan_sebelum(epoch: int) -> None:
    """Forget the owners of single aggregates: the whole village has a new one since this owner epoch."""
    Kepemilikan.objects.filter(epoch_pemilik__lt=epoch).delete()


def epoch_berikut() -> int:
    """Return an owner epoch above every one that is known of the village in scope."""
    dikenal = Peristiwa.objects.aggregate(n=Max("epoch_pemilik"))["n"] or 0
    return max(dikenal, wewenang().epoch) + 1


def sudah_diterima(agregat_id: UUID, epoch_pemilik: int) -> bool:
    """Tell whether a hand-over was accepted before, perhaps by the server that stood here earlier."""
    diterima = Peristiwa.objects.filter(agregat_id=agregat_id, macam=Macam.ACCEPT)
    return diterima.filter(epoch_pemilik=epoch_pemilik).exists()


def pernah_ditulis_di_sini() -> bool:
    """Tell whether data of the village were ever written here, beyond that it exists."""
    fakta = {satu.nama for satu in registry.semua() if satu.penulis == "siapa_saja"}
    sendiri = Kepala.objects.filter(lokal=True).values("epoch")
    ditulis = Peristiwa.objects.filter(epoch__in=sendiri).exclude(macam__in=_BUKAN_KEADAAN)
    return ditulis.exclude(jenis__in=fakta | {DESA_DICATAT.nama}).exists()


def semua_berpindah(keadaan: Keadaan) -> list[Pemilik]:
    """Return the aggregates of the village in scope that are in a state of hand-over, the oldest first."""
    return [_pemilik(row) for row in Kepemilikan.objects.filter(keadaan=keadaan).order_by("sejak", "pk")]


def _pemilik(row: Kepemilikan) -> Pemilik:
    return Pemilik(
        row.agregat,
        row.agregat_id,
        row.epoch_pemilik,
        row.dari_revisi,
        Keadaan(row.keadaan),
        row.sejak,
    )
