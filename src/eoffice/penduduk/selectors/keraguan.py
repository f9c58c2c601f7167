"""Doubts about the register: what a person of the office should look at, and nothing here decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Window

from eoffice.penduduk.models import BedaOrang, HitungRagu, Penduduk, Serupa
from eoffice.penduduk.rules import kode
from eoffice.penduduk.rules.ringkas import HasilCari
from eoffice.penduduk.rules.statistik import mundur
from eoffice.penduduk.selectors import hasil

TERBANYAK: Final = 50
"""Cases of one kind that are shown at once; the rest comes when these are done."""
BARIS: Final = 10 * TERBANYAK
"""Rows read at once of people who are doubted together."""
UMUR_KAWIN: Final = 15
"""Years; who is younger and was married is most likely a slip of the pen (the law asks for 19, or a court)."""
UMUR_TERTUA: Final = 110
_PERNAH_KAWIN: Final = (2, 3, 4, 5, 6)


class Ragu(StrEnum):
    """What may be wrong."""

    KEMBAR = "kembar"
    MIRIP = "mirip"
    DUA_KEPALA = "dua_kepala"
    TANPA_KEPALA = "tanpa_kepala"
    KAWIN_ANAK = "kawin_anak"
    TERLALU_TUA = "terlalu_tua"
    TANPA_LAHIR = "tanpa_lahir"


@dataclass(frozen=True, slots=True)
class Perkara:
    """One case: the people it is about."""

    orang: tuple[HasilCari, ...]


@dataclass(frozen=True, slots=True)
class Keraguan:
    """Cases of one kind, at most ``TERBANYAK``; ``lebih``: there are more."""

    ragu: Ragu
    perkara: tuple[Perkara, ...]
    lebih: bool


def keraguan(hari: date) -> list[Keraguan]:
    """Return the doubts about who lives here, kind by kind; a kind without a case is left out."""
    kelompok = {
        Ragu.KEMBAR: _belum_dibedakan(_kembar()),
        Ragu.MIRIP: _mirip(),
        **_kepala(),
        **{ragu: [[pk] for pk in _id(syarat)] for ragu, syarat in _sendiri(hari).items()},
    }
    ids = {pk for semua in kelompok.values() for satu in semua for pk in satu}
    orang = {satu.id: satu for satu in hasil(sorted(ids))}
    return [
        Keraguan(
            ragu,
            tuple(Perkara(tuple(orang[pk] for pk in satu)) for satu in semua[:TERBANYAK]),
            len(semua) > TERBANYAK,
        )
        for ragu, semua in kelompok.items()
        if semua
    ]


def jumlah_keraguan() -> int:
    """Return how many doubts are open: those of people who look like one as it is now, the others as last counted."""
    counted: list[dict[str, int]] = list(HitungRagu.objects.values_list("isi", flat=True))
    return sum(n for isi in counted for n in isi.values()) + _serupa().count()


def hitung_sendiri(hari: date) -> dict[str, int]:
    """Count the doubts about single people and single cards, kind by kind; a kind without a case is left out."""
    alone = {ragu: _hidup().filter(syarat).count() for ragu, syarat in _sendiri(hari).items()}
    cards = {ragu: len(kasus) for ragu, kasus in _kepala().items()}
    return {ragu.value: n for ragu, n in {**alone, **cards}.items() if n}


def _serupa() -> QuerySet[Serupa]:
    """Return pairs who may be one, both living here and not told apart yet."""
    decided = BedaOrang.objects.filter(satu=OuterRef("satu"), dua=OuterRef("dua"))
    here = {
        f"{siapa}__{nama}": nilai
        for siapa in ("satu", "dua")
        for nama, nilai in (("status_dasar", kode.STATUS_HIDUP), ("hilang_pada__isnull", True))
    }
    return Serupa.objects.filter(~Exists(decided), **here)


def _mirip() -> list[list[UUID]]:
    """Return pairs of near names; the oldest doubt first; the same name is a case of its own."""
    rows = _serupa().exclude(satu__nama=F("dua__nama")).order_by("sejak", "satu__kunci_cari", "pk")
    return [list(pair) for pair in rows.values_list("satu_id", "dua_id")[: TERBANYAK + 1]]


def _belum_dibedakan(semua: list[list[UUID]]) -> list[list[UUID]]:
    """Leave out the cases whose people are all told apart from each other."""
    ids = [pk for satu in semua for pk in satu]
    decided = set(BedaOrang.objects.filter(satu__in=ids).values_list("satu_id", "dua_id"))
    return [satu for satu in semua if not decided.issuperset(combinations(sorted(satu), 2))]


def _hidup() -> QuerySet[Penduduk]:
    return Penduduk.objects.filter(status_dasar=kode.STATUS_HIDUP, hilang_pada__isnull=True).order_by()


def _id(syarat: Q) -> list[UUID]:
    rows = _hidup().filter(syarat).order_by("kunci_cari", "id")
    return list(rows.values_list("id", flat=True)[: TERBANYAK + 1])


def _sendiri(hari: date) -> dict[Ragu, Q]:
    return {
        Ragu.KAWIN_ANAK: Q(tanggal_lahir__gt=mundur(hari, UMUR_KAWIN), status_kawin__in=_PERNAH_KAWIN),
        Ragu.TERLALU_TUA: Q(tanggal_lahir__lte=mundur(hari, UMUR_TERTUA)),
        Ragu.TANPA_LAHIR: Q(tanggal_lahir__isnull=True),
    }


def _kembar() -> list[list[UUID]]:
    """Return who has the same name and day of birth, each group together."""
    sama = Window(Count("id"), partition_by=["nama", "tanggal_lahir"])
    rows = _hidup().filter(tanggal_lahir__isnull=False).annotate(banyak=sama).filter(banyak__gt=1)
    urut = rows.order_by("nama", "tanggal_lahir", "id").values_list("nama", "tanggal_lahir", "id")
    return _kumpulkan(((nama, lahir), pk) for nama, lahir, pk in urut[:BARIS])


def _kepala() -> dict[Ragu, list[list[UUID]]]:
    """Return families with two heads (the heads) and those with none (everybody in them)."""
    adalah = Q(shdk=kode.KEPALA_KELUARGA)
    kepala = Window(Count("id", filter=adalah), partition_by=["keluarga_id"])
    rows = _hidup().filter(keluarga__isnull=False).annotate(kepala=kepala).exclude(kepala=1)
    orang = rows.order_by("keluarga_id", "shdk", "id").values_list("keluarga_id", "id", "shdk", "kepala")[
        :BARIS
    ]
    semua = list(orang)
    return {
        Ragu.DUA_KEPALA: _kumpulkan(
            (kk, pk) for kk, pk, shdk, n in semua if n and shdk == kode.KEPALA_KELUARGA
        ),
        Ragu.TANPA_KEPALA: _kumpulkan((kk, pk) for kk, pk, _, n in semua if not n),
    }


def _kumpulkan(pasangan: Iterable[tuple[Any, UUID]]) -> list[list[UUID]]:
    semua: dict[Any, list[UUID]] = {}
    for kunci, pk in pasangan:
        semua.setdefault(kunci, []).append(pk)
    return list(semua.values())
