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

from eoffice.jejak.models import Keadaan, Kepemilikan, Macam, Peristiwa
from eoffice.jejak.registry import JenisPeristiwa
from eoffice.kernel import clock
from eoffice.kernel.errors import RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.wilayah.selectors import Wewenang, wewenang

__all__ = [
    "Keadaan",
    "Pemilik",
    "epoch_pemilik",
    "kunci_pemilik",
    "pemilik",
    "pindah",
    "semua_berpindah",
    "tetapkan",
]
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
    milik = pemilik({satu.agregat_id for satu in semua})
    return [_epoch(satu, desa, milik.get(satu.agregat_id)) for satu in semua]


def _epoch(satu: Ubahan, desa: Wewenang, milik: Pemilik | None) -> int:
    kini = max(desa.epoch, milik.epoch_pemilik if milik else 0)
    if satu.macam in _BUKAN_KEADAAN or satu.jenis.penulis == "siapa_saja":
        return kini
    if satu.macam == Macam.RECALL:
        if milik is None or milik.di_sini:
            raise RuleRefused(Pesan("jejak.tidak_dapat_ditarik"))
        return kini + 1
    di_sini = milik.di_sini if milik else desa.di_sini
    if not di_sini and not _lahir_diserahkan(satu, milik):
        raise RuleRefused(_SEBAB[milik.keadaan] if milik else Pesan("jejak.bukan_pemilik"))
    return kini + 1 if satu.macam == Macam.GIVE else kini


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
    """Return who owns those of these aggregates that were ever handed over."""
    rows = Kepemilikan.objects.filter(agregat_id__in=agregat_id)
    return {row.agregat_id: _pemilik(row) for row in rows}


def kunci_pemilik(agregat_id: UUID) -> Pemilik | None:
    """Return who owns an aggregate, held until the transaction ends."""
    row = Kepemilikan.objects.select_for_update().filter(agregat_id=agregat_id).first()
    return _pemilik(row) if row else None


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
