"""Two versions of a text, word by word: what was taken out and what came in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_KATA = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Potong:
    """A run of words that stayed, went, or came."""

    cara: Literal["tetap", "hilang", "baru"]
    teks: str


def beda_kata(semula: str, baru: str) -> tuple[Potong, ...]:
    """Return both texts as one run of pieces: without ``baru`` it reads as before, without ``hilang`` as now."""
    return tuple(_potong(_KATA.findall(semula), _KATA.findall(baru)))


def _potong(semula: list[str], baru: list[str]) -> Iterator[Potong]:
    for tanda, a, b, c, d in SequenceMatcher(None, semula, baru, autojunk=False).get_opcodes():
        if tanda == "equal":
            yield Potong("tetap", " ".join(semula[a:b]))
            continue
        if a < b:
            yield Potong("hilang", " ".join(semula[a:b]))
        if c < d:
            yield Potong("baru", " ".join(baru[c:d]))
