"""The digest chain of a stream: each link covers the one before, so that no row changes unseen. Pure."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from eoffice.kernel.canonical import canonical_json

Encode = Callable[[object], bytes]
GENESIS = "0" * 64
"""The digest before the first link of an epoch."""


@dataclass(frozen=True, slots=True)
class Link:
    """One link as stored: position, the digest it claims to follow, its own digest, what it covers."""

    urut: int
    sebelum: str
    digest: str
    isi: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where a chain does not hold, and why: ``celah``, ``sambungan`` or ``isi``."""

    urut: int
    sebab: str


def private_digest(salt: bytes, payload: Mapping[str, object], encode: Encode = canonical_json) -> str:
    """Return the salted SHA-256 of a private payload; with payload and salt erased it says nothing.

    ``encode``: ``canonical_plain`` for what ``read_plain`` read, here and below.
    """
    return hashlib.sha256(salt + encode(payload)).hexdigest()


def link_digest(sebelum: str, isi: Mapping[str, object], encode: Encode = canonical_json) -> str:
    """Return SHA-256(previous digest || SHA-256(canonical event)), in hex."""
    inner = hashlib.sha256(encode(isi)).digest()
    return hashlib.sha256(bytes.fromhex(sebelum) + inner).hexdigest()


def first_break(links: Iterable[Link], *, after: str = GENESIS, urut: int = 0) -> Break | None:
    """Walk links in order and return the first that does not hold, or ``None``.

    ``after`` and ``urut`` name the last link already trusted. A missing or doubled number is a ``celah``,
    a link that does not follow its predecessor a ``sambungan``, changed content ``isi``.
    """
    for link in links:
        if link.urut != urut + 1:
            return Break(urut + 1, "celah")
        if link.sebelum != after:
            return Break(link.urut, "sambungan")
        if link.digest != link_digest(link.sebelum, link.isi):
            return Break(link.urut, "isi")
        after, urut = link.digest, link.urut
    return None
