"""Doubts that are counted in the background, and the decision that two people are two.

Near names are looked for by the worker, as the words of names are (``kata``): again when the register moved, at least
once a day. Only the decision is told to other installations; what is worked out everybody works out for himself.
"""

from collections.abc import Collection, Iterable, Iterator
from itertools import combinations
from typing import Final
from uuid import UUID, uuid5

from django.db import transaction

from eoffice.jejak.services import Catatan, catat_banyak
from eoffice.kernel import clock
from eoffice.kernel.errors import InvalidInput, NotFound
from eoffice.kernel.messages import Pesan
from eoffice.penduduk.events import BEDA_ORANG
from eoffice.penduduk.models import BedaOrang, HitungRagu, Penduduk, Serupa
from eoffice.penduduk.rules import kode
from eoffice.penduduk.rules.serupa import Orang, pasangan_serupa
from eoffice.penduduk.selectors.keraguan import hitung_sendiri
from eoffice.penduduk.services.kata import cap_daftar
from eoffice.penduduk.services.mutasi.babak import hari_ini
from eoffice.penduduk.services.potret import potret_beda

_RUANG: Final = UUID("6d1f4f52-53b5-5f0a-8f57-0a8a3c1c9b77")
_SEKALI: Final = 500
SEKALIGUS: Final = 20
"""People who can be told apart at once."""


def hitung_serupa(*, paksa: bool = False) -> int | None:
    """Look for near names and count the other doubts, if the register moved since, or always with ``paksa``.

    As with words, the register is read before anything is held. Returns how many pairs there are; ``None`` when
    nothing was to be done.
    """
    mark = cap_daftar()
    if not paksa and HitungRagu.objects.filter(cap=mark).exists():
        return None
    pairs = set(pasangan_serupa(_orang()))
    return _simpan(pairs, mark, hitung_sendiri(hari_ini()))


def _orang() -> Iterator[Orang]:
    rows = Penduduk.objects.filter(
        status_dasar=kode.STATUS_HIDUP, hilang_pada__isnull=True, tanggal_lahir__isnull=False
    )
    kolom = ("id", "nama", "jenis_kelamin", "tanggal_lahir", "keluarga_id", "nik")
    for pk, nama, kelamin, lahir, keluarga, nik in rows.values_list(*kolom).iterator(chunk_size=2000):
        yield Orang(pk, nama, kelamin, lahir, keluarga, ber_nik=bool(nik))


@transaction.atomic
def _simpan(pairs: set[tuple[UUID, UUID]], mark: str, counted: dict[str, int]) -> int:
    standing = set(Serupa.objects.values_list("satu_id", "dua_id"))
    stale = standing - pairs
    for one, other in stale:
        Serupa.objects.filter(satu_id=one, dua_id=other).delete()
    fresh, now = sorted(pairs - standing), clock.now()
    rows = [Serupa(satu_id=one, dua_id=other, sejak=now) for one, other in fresh]
    Serupa.objects.bulk_create(rows, batch_size=_SEKALI, ignore_conflicts=True)
    HitungRagu.objects.all().delete()
    HitungRagu.objects.bulk_create([HitungRagu(cap=mark, isi=counted)], ignore_conflicts=True)
    return len(pairs)


@transaction.atomic
def bedakan(*, orang: Collection[UUID], oleh: str) -> int:
    """Decide that people who look like one are not; return how many pairs were not decided yet.

    Raises:
        NotFound: somebody of them is not in the village.
        InvalidInput: fewer than two, or more than ``SEKALIGUS``.
    """
    people = sorted(set(orang))
    if not 2 <= len(people) <= SEKALIGUS:
        raise InvalidInput(Pesan("penduduk.beda_jumlah"))
    if Penduduk.objects.select_for_update().filter(pk__in=people).order_by("pk").count() != len(people):
        raise NotFound
    decided = set(BedaOrang.objects.filter(satu_id__in=people).values_list("satu_id", "dua_id"))
    rows = [_baris(pair, oleh) for pair in combinations(people, 2) if pair not in decided]
    BedaOrang.objects.bulk_create(rows)
    catat_banyak(_kabar(rows), pelaku=oleh)
    return len(rows)


def _baris(pair: tuple[UUID, UUID], oleh: str) -> BedaOrang:
    one, other = pair
    pk = uuid5(_RUANG, f"{one} {other}")
    return BedaOrang(id=pk, satu_id=one, dua_id=other, oleh=oleh, diputus_pada=clock.now())


def _kabar(rows: Iterable[BedaOrang]) -> Iterator[Catatan]:
    for row in rows:
        yield Catatan(BEDA_ORANG, "beda_orang", row.pk, row.revisi, *potret_beda(row))
