"""Events of a span of time or of a stream, for reports. Times are information; order is never taken from them."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, Min

from eoffice.jejak.models import Peristiwa
from eoffice.jejak.selectors import PeristiwaTercatat, tercatat


def berjenis(jenis: str, dari: datetime, sampai: datetime) -> list[PeristiwaTercatat]:
    """Return the events of a type, the oldest first."""
    rows = Peristiwa.objects.filter(jenis=jenis, waktu__gte=dari, waktu__lt=sampai).select_related("muatan")
    return [tercatat(row) for row in rows.order_by("waktu", "urut")]


def semua_berjenis(jenis: str) -> list[PeristiwaTercatat]:
    """Return the events of a type, whoever wrote them, those of the highest owner epoch last: there are few of it."""
    rows = Peristiwa.objects.filter(jenis=jenis).select_related("muatan")
    return [tercatat(row) for row in rows.order_by("epoch_pemilik", "waktu", "urut")]


def banyak_bermacam(macam: Collection[str], dari: datetime, sampai: datetime) -> int:
    """Return how many events do one of these things."""
    return Peristiwa.objects.filter(macam__in=macam, waktu__gte=dari, waktu__lt=sampai).count()


def banyak_berjenis(epoch: UUID, sesudah: int) -> dict[str, tuple[int, datetime]]:
    """Return how many events of each type follow a position of a stream, and when the first of them happened."""
    rows = Peristiwa.objects.filter(epoch=epoch, urut__gt=sesudah).order_by().values("jenis")
    semua = rows.annotate(banyak=Count("pk"), awal=Min("waktu")).values_list("jenis", "banyak", "awal")
    return {jenis: (banyak, awal) for jenis, banyak, awal in semua}


def urut_terakhir(agregat_id: UUID) -> dict[UUID, int]:
    """Return the number of an aggregate's last event in each stream that tells of it."""
    rows = Peristiwa.objects.filter(agregat_id=agregat_id).order_by().values("epoch")
    return dict(rows.annotate(akhir=Max("urut")).values_list("epoch", "akhir"))
