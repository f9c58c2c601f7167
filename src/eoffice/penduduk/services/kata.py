"""The words of a village's names, counted from the register: for searches with another spelling or a slip.

Nobody who writes the register has to think of them. Now and then the worker asks whether the register moved, by two
sums over it, and counts anew; at least once a day, whatever the sums say. A word nobody has any more goes with the
next count (docs/decisions/024).
"""

from collections import Counter
from typing import Final

from django.db import transaction
from django.db.models import Count, Sum

from eoffice.kernel import clock
from eoffice.penduduk.models import Kata, Kosakata, Penduduk
from eoffice.penduduk.rules.ejaan import bunyi, kata_nama

_SEKALI: Final = 500


def hitung_kata(*, paksa: bool = False) -> int | None:
    """Count the words of the village in scope anew if its register moved since, or always with ``paksa``.

    The register is read before anything is held: on SQLite whoever writes keeps all others waiting, and reading
    a large village takes seconds. What changes meanwhile moves the sums, so the next count sees it.
    Returns how many words changed; ``None`` when nothing was to be done.
    """
    cap = cap_daftar()
    if not paksa and Kosakata.objects.filter(cap=cap).exists():
        return None
    keys = Penduduk.objects.values_list("kunci_cari", flat=True).iterator(chunk_size=2000)
    wanted = Counter(word for key in keys for word in kata_nama(key))
    return _simpan(wanted, cap)


@transaction.atomic
def _simpan(wanted: Counter[str], cap: str) -> int:
    """Write what differs from what stands now, so that of two counts at once the later one stays whole."""
    standing = dict(Kata.objects.values_list("teks", "banyak"))
    stale = [word for word, count in standing.items() if wanted.get(word) != count]
    fresh = [word for word, count in wanted.items() if standing.get(word) != count]
    for start in range(0, len(stale), _SEKALI):
        Kata.objects.filter(teks__in=stale[start : start + _SEKALI]).delete()
    rows = [Kata(teks=word, bunyi=bunyi(word), banyak=wanted[word]) for word in fresh]
    Kata.objects.bulk_create(rows, batch_size=_SEKALI, ignore_conflicts=True)
    Kosakata.objects.all().delete()
    Kosakata.objects.bulk_create([Kosakata(cap=cap)], ignore_conflicts=True)
    return len({*stale, *fresh})


def cap_daftar() -> str:
    """Return what tells one state of the register from another, and one day from the next."""
    sums = Penduduk.objects.aggregate(orang=Count("pk"), revisi=Sum("revisi"))
    return f"{sums['orang']} {sums['revisi']} {clock.now().date().isoformat()}"
