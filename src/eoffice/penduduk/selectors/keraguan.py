"""Doubts about the register: what a person of the office should look at, and nothing here decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Window

from eoffice.penduduk.models import Penduduk
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
        Ragu.KEMBAR: _kembar(),
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
