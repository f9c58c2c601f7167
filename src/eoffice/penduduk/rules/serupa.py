"""Who may be one person written twice: the same day of birth and sex, and names that are near.

Near is: every word of the shorter name sounds like a word of the longer one, differs from it by a slip, or is its first
letter (M. for MUHAMMAD); the longer has at most one word more. Words and slips are those of the search (``ejaan``).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Final
from uuid import UUID

from eoffice.penduduk.rules.ejaan import bunyi, jarak
from eoffice.penduduk.rules.teks import kunci_cari

RAMAI: Final = 40
"""People of one day of birth who are all compared; of more (the first of January, where nobody knows it) only those
whose names share a sound."""
_PENDEK: Final = 4
_PANJANG: Final = 8


@dataclass(frozen=True, slots=True)
class Orang:
    """What is looked at of a resident. ``ber_nik``: the register knows a NIK."""

    id: UUID
    nama: str
    kelamin: str
    lahir: date
    keluarga: UUID | None
    ber_nik: bool


Kata = tuple[tuple[str, str], ...]
"""The words of a name, each with how it sounds."""


def kata_urut(nama: str) -> Kata:
    """Return the words of a name in their order."""
    return tuple((word, bunyi(word)) for word in kunci_cari(nama).split() if word.isalpha())


def nama_dekat(satu: Kata, dua: Kata) -> bool:
    """Tell whether two names may be one."""
    short, long = sorted((satu, dua), key=len)
    if not short or len(long) - len(short) > 1:
        return False
    left, whole = list(long), False
    for word in short:
        match = next((other for other in left if _kata_dekat(word, other)), None)
        if match is None:
            return False
        left.remove(match)
        whole = whole or min(len(word[0]), len(match[0])) > 1
    return whole


def _kata_dekat(satu: tuple[str, str], dua: tuple[str, str]) -> bool:
    (a, sound), (b, other) = satu, dua
    if sound == other:
        return True
    shortest = min(len(a), len(b))
    if shortest == 1:
        return a[0] == b[0]
    slips = 0 if shortest < _PENDEK else 1 if shortest < _PANJANG else 2
    return slips > 0 and jarak(a, b, slips) is not None


def mungkin_satu(satu: Orang, dua: Orang) -> bool:
    """Tell whether two of one birthday may be one, whatever their names: of two on one card only if one lacks a NIK,
    or every pair of twins would be doubted."""
    if satu.kelamin != dua.kelamin:
        return False
    return satu.keluarga is None or satu.keluarga != dua.keluarga or satu.ber_nik != dua.ber_nik


def pasangan_serupa(orang: Iterable[Orang]) -> Iterator[tuple[UUID, UUID]]:
    """Yield pairs that may be one person, the smaller id first, each once."""
    days: dict[date, list[Orang]] = defaultdict(list)
    for one in orang:
        days[one.lahir].append(one)
    for people in days.values():
        if len(people) > 1:
            yield from _sehari(people)


def _sehari(people: Sequence[Orang]) -> Iterator[tuple[UUID, UUID]]:
    words = {one.id: kata_urut(one.nama) for one in people}
    found: set[tuple[UUID, UUID]] = set()
    for group in [people] if len(people) <= RAMAI else _sebunyi(people, words):
        for one, other in combinations(group, 2):
            if mungkin_satu(one, other) and nama_dekat(words[one.id], words[other.id]):
                found.add((min(one.id, other.id), max(one.id, other.id)))
    yield from sorted(found)


def _sebunyi(people: Sequence[Orang], words: dict[UUID, Kata]) -> Iterator[list[Orang]]:
    groups: dict[str, list[Orang]] = defaultdict(list)
    for one in people:
        for sound in {sound for _, sound in words[one.id]}:
            groups[sound].append(one)
    return (group for group in groups.values() if len(group) > 1)
