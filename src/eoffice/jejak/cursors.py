"""Consumers of the stream: each has a durable cursor, and stops at an event it cannot handle, visibly.

The cursor moves in the transaction of the handler's own database work, so that work happens once. A handler
that acts on the outside world must be idempotent by (consumer, desa, epoch, urut). A consumer that is stopped
tries again with a growing delay; it never holds up another consumer or another village.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol, runtime_checkable
from uuid import UUID

import structlog
from django.db import OperationalError, transaction

from eoffice.jejak import services
from eoffice.jejak.events import PERISTIWA_DILEWATI
from eoffice.jejak.models import Kepala, Kursor
from eoffice.jejak.selectors import PeristiwaTercatat, bagian
from eoffice.kernel import clock
from eoffice.kernel.errors import EofficeError
from eoffice.wilayah.tenancy import desa_aktif, lingkup

log = structlog.get_logger(__name__)

_LONGEST_WAIT = timedelta(hours=1)
SEKALI = 700
"""Events in one transaction: about a week of a village that was cut off."""


class Consumer(Protocol):
    """Takes events one by one; ``name`` is the durable name of its cursor.

    ``hanya_sendiri``: it follows what is written here, not what was received from another installation.
    ``jenis``: the types it has to do with, ``None`` for all; its cursor passes the others unread.
    """

    name: str
    hanya_sendiri: bool

    @property
    def jenis(self) -> Collection[str] | None: ...

    def handle(self, event: PeristiwaTercatat, /) -> None:
        """Do the work of one event. Any exception stops this consumer at this event."""


@runtime_checkable
class BatchConsumer(Protocol):
    """Takes events in batches (faster for projections)."""

    name: str
    hanya_sendiri: bool

    @property
    def jenis(self) -> Collection[str] | None: ...

    def handle_batch(self, events: Sequence[PeristiwaTercatat], /) -> None:
        """Do the work of several events, all or nothing."""


@dataclass(frozen=True, slots=True)
class HasilJalan:
    """What one run did; ``tertahan`` is the number of the event that stopped it.

    ``dikerjakan``: how many events the cursor passed.
    """

    konsumen: str
    desa: str
    dikerjakan: int = 0
    tertahan: int | None = None
    sebab: str = ""


def run_round(
    consumers: Iterable[Consumer | BatchConsumer], desa: Iterable[str], *, batch: int = SEKALI
) -> list[HasilJalan]:
    """Run every consumer once for every village, each in a scope and transaction of its own."""
    found: list[HasilJalan] = []
    consumers = list(consumers)
    for kode in desa:
        waiting: list[_Waiting] = []
        with suppress(OperationalError), lingkup(kode):  # a busy database: the next round comes soon
            waiting = _waiting(consumers)
            busy = {satu.consumer.name for satu in waiting}
            found += [HasilJalan(satu.name, kode) for satu in consumers if satu.name not in busy]
        for satu in waiting:
            with suppress(OperationalError), lingkup(kode):
                found.append(_run(satu, batch))
    return found


def run_once(consumer: Consumer | BatchConsumer, *, batch: int = SEKALI) -> HasilJalan:
    """Handle up to ``batch`` events of the village in scope and move the cursor; may be repeated or killed."""
    waiting = _waiting([consumer])
    return _run(waiting[0], batch) if waiting else HasilJalan(consumer.name, desa_aktif())


def _run(waiting: "_Waiting", batch: int) -> HasilJalan:
    consumer = waiting.consumer
    with transaction.atomic():
        cursors = Kursor.objects.filter(konsumen=consumer.name, epoch=waiting.kursor.epoch)
        kursor = cursors.select_for_update(skip_locked=True).first()
        if kursor is None:  # another worker is at it
            return HasilJalan(consumer.name, desa_aktif())
        hasil = _work(consumer, kursor, min(waiting.head, kursor.urut + batch))
        kursor.save()
    return hasil


def tahan(konsumen: str) -> None:
    """Let a consumer do nothing until the transaction ends: what it is doing now is finished first."""
    list(Kursor.objects.select_for_update().filter(konsumen=konsumen).order_by("pk"))


@transaction.atomic
def lewati(*, konsumen: str, urut: int, alasan: str, pelaku: str) -> bool:
    """Move a stopped consumer past the event it cannot handle: a person's decision, recorded as an event.

    Returns ``False`` when it is not stopped at this event (any more).
    """
    stopped = Kursor.objects.select_for_update().filter(konsumen=konsumen, urut=urut - 1, gagal_kali__gt=0)
    kursor = stopped.first()
    if kursor is None:
        return False
    _advance(kursor, urut)
    kursor.save()
    services.catat(
        jenis=PERISTIWA_DILEWATI,
        agregat="kursor",
        agregat_id=kursor.pk,
        revisi=0,
        publik={"konsumen": konsumen, "epoch": str(kursor.epoch), "urut": urut},
        pribadi={"alasan": alasan},
        pelaku=pelaku,
    )
    return True


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A consumer that has something to do, its cursor in the oldest such stream, and that stream's head."""

    consumer: Consumer | BatchConsumer
    kursor: Kursor
    head: int


def _waiting(consumers: Sequence[Consumer | BatchConsumer]) -> list[_Waiting]:
    """Return the consumers that have something to do; two statements for all of them where nothing is new.

    Cursors that are yet to be are written here, before the work: a worker that finds one locked goes on, but one that
    finds one being inserted would wait for the work of the other.
    """
    rows = Kursor.objects.filter(konsumen__in=[consumer.name for consumer in consumers])
    cursors = {(row.konsumen, row.epoch): row for row in rows}
    heads = list(Kepala.objects.order_by("dibuka_pada").values_list("epoch", "urut", "lokal"))
    found = [satu for consumer in consumers if (satu := _pending(consumer, heads, cursors))]
    fresh = [satu.kursor for satu in found if satu.kursor._state.adding]
    if fresh:
        Kursor.objects.bulk_create(fresh, ignore_conflicts=True)
    return found


def _pending(
    consumer: Consumer | BatchConsumer,
    heads: Iterable[tuple[UUID, int, bool]],
    cursors: Mapping[tuple[str, UUID], Kursor],
) -> _Waiting | None:
    """Return what a consumer has to do, ``None`` for nothing."""
    for epoch, head, lokal in heads:
        if not lokal and consumer.hanya_sendiri:
            continue
        kursor = cursors.get((consumer.name, epoch)) or Kursor(konsumen=consumer.name, epoch=epoch)
        if kursor.urut < head:
            return _Waiting(consumer, kursor, head) if _due(kursor) else None
    return None


def _due(kursor: Kursor) -> bool:
    """Tell whether to try now; a wait longer than ever set means the clock was turned back, so try."""
    if kursor.coba_lagi_pada is None:
        return True
    wait = kursor.coba_lagi_pada - clock.now()
    return wait <= timedelta(0) or wait > _LONGEST_WAIT


def _work(consumer: Consumer | BatchConsumer, kursor: Kursor, sampai: int) -> HasilJalan:
    """Handle the events up to a number in groups; after a failure in a batch the groups are single events.

    So it is found which one it was. What is none of the consumer's business is passed.
    """
    mulai, desa = kursor.urut, kursor.desa_id
    events = bagian(kursor.epoch, mulai, sampai, consumer.jenis)
    together = isinstance(consumer, BatchConsumer) and not kursor.gagal_kali
    size = len(events) if together else 1
    for start in range(0, len(events), size or 1):
        group = events[start : start + size]
        _pass(kursor, group[0].urut - 1)
        sebab = _attempt(consumer, group)
        if sebab:
            _stop(kursor, sebab)
            return HasilJalan(consumer.name, desa, kursor.urut - mulai, group[0].urut, sebab)
        _advance(kursor, group[-1].urut)
    _pass(kursor, sampai)
    return HasilJalan(consumer.name, desa, kursor.urut - mulai)


def _attempt(consumer: Consumer | BatchConsumer, group: Sequence[PeristiwaTercatat]) -> str:
    """Call the handler in a savepoint; return why it failed, or an empty text."""
    try:
        with transaction.atomic():
            if isinstance(consumer, BatchConsumer):
                consumer.handle_batch(group)
            else:
                for event in group:
                    consumer.handle(event)
    except Exception as error:  # the one worker loop: a poison event must not end the worker
        log.exception("konsumen_tertahan", konsumen=consumer.name, desa=desa_aktif(), urut=group[0].urut)
        return str(error.pesan) if isinstance(error, EofficeError) else type(error).__name__
    return ""


def _advance(kursor: Kursor, urut: int) -> None:
    kursor.urut, kursor.gagal_kali, kursor.gagal_sebab, kursor.coba_lagi_pada = urut, 0, "", None


def _pass(kursor: Kursor, urut: int) -> None:
    """Move past events that are none of the consumer's business; where there are none, what stopped it stays told."""
    if kursor.urut < urut:
        _advance(kursor, urut)


def _stop(kursor: Kursor, sebab: str) -> None:
    kursor.gagal_kali += 1
    kursor.gagal_sebab = sebab[:200]
    kursor.coba_lagi_pada = clock.now() + min(
        timedelta(seconds=2 ** min(kursor.gagal_kali, 12)), _LONGEST_WAIT
    )
