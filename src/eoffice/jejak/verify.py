"""Walking the chain of a village: does every event still say what it said when it was written?

What this can find: a changed, missing, doubled, inserted or reordered event, a changed or lost private
part, a head that does not fit. What it cannot: somebody with full power over the database who rebuilds the
whole chain. Against that stand copies elsewhere (the hub, printed digests), not this walk.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist

from eoffice.jejak import wire
from eoffice.jejak.events import PRIBADI_DIHAPUS
from eoffice.jejak.models import Kepala, Peristiwa
from eoffice.kernel import chain
from eoffice.wilayah.tenancy import desa_aktif, lingkup, lingkup_terbuka

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Putus:
    """The first broken link.

    ``sebab``: ``celah`` (missing), ``sambungan`` (does not follow), ``isi`` (changed), ``pribadi`` (private
    part changed), ``pribadi_hilang`` (private part gone without a recorded erasure), ``kepala`` (the head
    tells another digest), ``ekor`` (events the head does not know), ``tanpa_kepala`` (a stream without head).
    """

    epoch: UUID
    urut: int
    sebab: str
    id_peristiwa: UUID | None = None


@dataclass(frozen=True, slots=True)
class HasilRantai:
    """What a walk over one village's streams found."""

    desa: str
    peristiwa: int
    pribadi_terhapus: int
    putus: Putus | None

    @property
    def utuh(self) -> bool:
        """Whether no link is broken."""
        return self.putus is None


def periksa_rantai(desa: str) -> HasilRantai:
    """Walk every stream of a village in batches, with constant memory, and name the first broken link."""
    with _scope(desa):
        checked = erased = 0
        for kepala in Kepala.objects.order_by("dibuka_pada", "epoch"):
            walk = _Walk(kepala)
            putus = walk.run()
            checked, erased = checked + walk.checked, erased + walk.erased
            if putus is not None:
                return HasilRantai(desa, checked, erased, putus)
        return HasilRantai(desa, checked, erased, _headless())


def _scope(desa: str) -> AbstractContextManager[None]:
    return nullcontext() if lingkup_terbuka() and desa_aktif() == desa else lingkup(desa)


def _headless() -> Putus | None:
    stray = Peristiwa.objects.exclude(epoch__in=Kepala.objects.values("epoch")).order_by("urut").first()
    return Putus(stray.epoch, stray.urut, "tanpa_kepala", stray.id_peristiwa) if stray else None


class _Walk:
    """One pass over one stream, up to the head as it stood when the pass began."""

    def __init__(self, kepala: Kepala) -> None:
        self.kepala = kepala
        self.urut, self.digest = 0, chain.GENESIS
        self.checked = self.erased = 0

    def run(self) -> Putus | None:
        for batch in self._batches():
            putus = self._first_of(self._links(batch), self._private(batch))
            if putus is not None:
                return putus
            self.urut, self.digest = batch[-1].urut, batch[-1].digest
            self.checked += len(batch)
        return self._end()

    def _batches(self) -> Iterator[list[Peristiwa]]:
        rows = Peristiwa.objects.filter(epoch=self.kepala.epoch, urut__lte=self.kepala.urut)
        rows = rows.select_related("muatan").order_by("urut")
        while batch := list(rows.filter(urut__gt=self.urut)[:_BATCH]):
            yield batch

    def _links(self, batch: list[Peristiwa]) -> Putus | None:
        links = (chain.Link(row.urut, row.sebelum, row.digest, wire.isi(row)) for row in batch)
        broken = chain.first_break(links, after=self.digest, urut=self.urut)
        if broken is None:
            return None
        owner = next((row.id_peristiwa for row in batch if row.urut == broken.urut), None)
        return Putus(self.kepala.epoch, broken.urut, broken.sebab, owner)

    def _private(self, batch: list[Peristiwa]) -> Putus | None:
        gone: list[Peristiwa] = []
        for row in batch:
            holds = _holds(row)
            if holds is None:
                gone.append(row)
            elif not holds:
                return Putus(row.epoch, row.urut, "pribadi", row.id_peristiwa)
        lost = self._lost(gone)
        self.erased += len(gone)
        return Putus(lost.epoch, lost.urut, "pribadi_hilang", lost.id_peristiwa) if lost else None

    def _lost(self, gone: list[Peristiwa]) -> Peristiwa | None:
        """Return the first event whose private part vanished with no later event that says so."""
        told: dict[tuple[str, UUID], list[tuple[UUID, int]]] = {}
        acts = Peristiwa.objects.filter(
            jenis=PRIBADI_DIHAPUS.nama, agregat_id__in={r.agregat_id for r in gone}
        )
        for act in acts if gone else ():
            told.setdefault((act.agregat, act.agregat_id), []).append((act.epoch, act.urut))
        for row in gone:
            acts_of = told.get((row.agregat, row.agregat_id), [])
            if not any(epoch != row.epoch or urut > row.urut for epoch, urut in acts_of):
                return row
        return None

    def _end(self) -> Putus | None:
        """Compare the end of the walk with the head, and look for events behind the head."""
        head = self.kepala
        if self.urut != head.urut:
            return Putus(head.epoch, self.urut + 1, "celah")
        if self.digest != head.digest:
            return Putus(head.epoch, head.urut, "kepala")
        known = Kepala.objects.filter(pk=head.pk).values("urut")
        tail = Peristiwa.objects.filter(epoch=head.epoch, urut__gt=known).order_by("urut").first()
        return Putus(head.epoch, tail.urut, "ekor", tail.id_peristiwa) if tail else None

    @staticmethod
    def _first_of(*found: Putus | None) -> Putus | None:
        return min((putus for putus in found if putus), key=lambda putus: putus.urut, default=None)


def _holds(row: Peristiwa) -> bool | None:
    """Tell whether the private part fits its digest; ``None`` when it is gone."""
    try:
        muatan = row.muatan
    except ObjectDoesNotExist:
        return None if row.digest_pribadi else True
    return chain.private_digest(bytes(muatan.garam), muatan.isi) == row.digest_pribadi
