"""Names that are the same to the ear, or one slip of a finger apart.

Old and Sundanese spellings stand in birth certificates beside the new ones: DJOEWITA is JUWITA, TJETJEP is CECEP,
JUSUF is YUSUF, SJARIF is SYARIF. Everything here is about words as search keys hold them: capitals, no marks.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

PADANAN_MAKSIMUM: Final = 12
PANJANG_KATA: Final = 40
_PENDEK: Final = 4
"""A word shorter than this differs from too many others by one letter to be guessed at."""
_PANJANG: Final = 8
"""From this length on two slips are thought possible."""
_BUNYI: Final = tuple(
    (re.compile(pola), jadi)
    for pola, jadi in (
        ("OE", "U"), ("EU", "E"), ("DJ", "Y"), ("TJ", "C"), ("S[JYH]", "S"), ("[CK]H", "H"), ("DH", "D"), ("TH", "T"),
        ("J", "Y"), ("[FV]", "P"), ("Z", "S"), ("Q", "K"), ("X", "KS"), (r"(.)\1+", r"\1"), ("(?<=.)H$", ""),
    )
)  # fmt: skip


Kata = tuple[str, str, int]
"""A word of the village's names, how it sounds, and how many people have it: plain, for there are thousands."""


def bunyi(kata: str) -> str:
    """Return how a word sounds, in one spelling; words of one sound give the same."""
    for pola, jadi in _BUNYI:
        kata = pola.sub(jadi, kata)
    return kata


def kata_nama(kunci: str) -> set[str]:
    """Return the words of a name in a search key: what has no digits and is more than a letter."""
    return {word[:PANJANG_KATA] for word in kunci.split() if len(word) > 1 and word.isalpha()}


def jarak(a: str, b: str, batas: int) -> int | None:
    """Return by how many slips two words differ, ``None`` if by more than ``batas``.

    A slip is a letter too many, one too few, a wrong one, or two neighbours changed about.
    """
    if batas == 0:
        return 0 if a == b else None
    if abs(len(a) - len(b)) > batas:
        return None
    same = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        same += 1
    a, b = a[same:], b[same:]
    if not a or not b:
        return len(a) + len(b)
    rest = [(a[1:], b[1:]), (a, b[1:]), (a[1:], b)]
    if a[:2] == b[1::-1]:
        rest.append((a[2:], b[2:]))
    found = [far for left, right in rest if (far := jarak(left, right, batas - 1)) is not None]
    return 1 + min(found) if found else None


def padanan(potong: str, kosakata: Iterable[Kata]) -> tuple[str, ...]:
    """Return what a typed piece may mean, itself first, then the nearest words, at most twelve.

    Numbers are never guessed at. Words of the same sound come before words that begin so, these before slips;
    among equals the more common first.
    """
    if not potong.isalpha() or len(potong) < _PENDEK:
        return (potong,)
    sound, slips, letters = bunyi(potong), 2 if len(potong) >= _PANJANG else 1, set(potong)
    near: list[tuple[int, int, str]] = []
    for word, its_sound, people in kosakata:
        if word.startswith(potong):
            continue
        if its_sound.startswith(sound):
            near.append((1 if its_sound == sound else 2, -people, word))
        elif len(letters.difference(word)) <= slips:  # each slip hides one letter: most words end here
            far = jarak(potong, word, slips)
            if far is not None:
                near.append((2 + far, -people, word))
    return (potong, *(word for _, _, word in sorted(near)[: PADANAN_MAKSIMUM - 1]))


def peringkat_mirip(kunci: str, pilihan: Sequence[Sequence[str]]) -> int | None:
    """Return how far a search key is from what was typed, smaller is nearer; ``None`` when it does not fit.

    ``pilihan``: for each piece what it may mean, the nearest first. The piece itself may stand inside a word;
    what only may be meant must begin one, or ``ARI`` for ``SARI`` would find every ``KOMARIAH``.
    """
    spaced, total = f" {kunci} ", 0
    for words in pilihan:
        far = _letak(spaced, words)
        if far is None:
            return None
        total += far
    return total


def _letak(spaced: str, words: Sequence[str]) -> int | None:
    """Return which of the words is the nearest that stands in a key, whole before the beginning of a longer one."""
    for place, word in enumerate(words):
        if f" {word}" in spaced:
            return 2 * place + (f" {word} " not in spaced)
    return 2 * len(words) if words[0] in spaced else None
