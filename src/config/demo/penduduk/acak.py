"""Chance that gives the same results on every machine: only ``random()`` of a seeded generator is used."""

import random
from collections.abc import Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


class Acak:
    """A seeded source of chance with the few draws the generator needs."""

    def __init__(self, benih: str) -> None:
        self._next = random.Random(benih).random  # noqa: S311  made-up people, no secret

    def angka(self) -> float:
        """Return a number from 0 up to, not including, 1."""
        return self._next()

    def mungkin(self, peluang: float) -> bool:
        """Return True with this probability."""
        return self._next() < peluang

    def antara(self, bawah: float, atas: float) -> float:
        """Return a number between two."""
        return bawah + self._next() * (atas - bawah)

    def bulat(self, batas: int) -> int:
        """Return a whole number from 0 up to, not including, ``batas``."""
        return int(self._next() * batas)

    def satu(self, butir: Sequence[T], condong: float = 1.0) -> T:
        """Return one item; with ``condong`` above 1 the first ones come more often."""
        return butir[int(self._next() ** condong * len(butir))]

    def berbobot(self, tabel: Mapping[T, float]) -> T:
        """Return one key of a table, as often as its weight says."""
        point = self._next() * sum(tabel.values())
        *most, last = tabel.items()
        for item, weight in most:
            point -= weight
            if point < 0:
                return item
        return last[0]
