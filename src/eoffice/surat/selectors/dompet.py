"""What a citizen keeps. There is no question by which anybody else could ask."""

from collections.abc import Collection
from uuid import UUID

from eoffice.kernel import clock
from eoffice.surat.models import BerkasSaya
from eoffice.surat.rules.dompet import INGATKAN, BerkasDompet


def dompet(pemilik: UUID) -> list[BerkasDompet]:
    """Return the kept documents of an account, the newest first."""
    rows = BerkasSaya.objects.filter(pemilik=pemilik, kedaluwarsa__gt=clock.now())
    return [
        BerkasDompet(row.pk, row.jenis, row.media, row.ukuran, row.disimpan_pada, row.kedaluwarsa)
        for row in rows.order_by("-disimpan_pada", "-pk")
    ]


def segera_dihapus(pemilik: UUID) -> int:
    """Return how many documents of an account are wiped within a month."""
    kini = clock.now()
    rows = BerkasSaya.objects.filter(pemilik=pemilik, kedaluwarsa__gt=kini, kedaluwarsa__lte=kini + INGATKAN)
    return rows.count()


def dompet_memegang(calon: Collection[str]) -> set[str]:
    """Return those digests of the store under which locked documents lie."""
    return set(BerkasSaya.objects.filter(sandi__in=calon).values_list("sandi", flat=True))
