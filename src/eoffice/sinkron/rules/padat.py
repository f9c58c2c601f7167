"""Ids, digests and salts of canonical JSON as bytes instead of hex: half as long. Pure.

Chance cannot be compressed, and of a small batch it is the larger part. JSON holds no control character, so one of
them can stand for what follows it, and any text comes back as it was.
"""

import re
from typing import Final

_UUID, _PANJANG, _PENDEK = b"\x01", b"\x02", b"\x03"
_TEKS: Final = re.compile(
    rb'"(?:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})|([0-9a-f]{64})|([0-9a-f]{32}))"'
)
_PADAT: Final = re.compile(rb"\x01(.{16})|\x02(.{32})|\x03(.{16})", re.DOTALL)


def padatkan(teks: bytes) -> bytes:
    """Return canonical JSON, or lines of it, with every quoted id and digest as bytes."""
    return _TEKS.sub(_padatkan, teks)


def _padatkan(cocok: re.Match[bytes]) -> bytes:
    tanda = _UUID if cocok[1] else _PANJANG if cocok[2] else _PENDEK
    return tanda + bytes.fromhex(cocok[0].replace(b"-", b"")[1:-1].decode())


def kembangkan(padat: bytes) -> bytes:
    """Return the text again; at most about twice as long."""
    return _PADAT.sub(_kembangkan, padat)


def _kembangkan(cocok: re.Match[bytes]) -> bytes:
    if cocok[1] is None:
        return b'"%b"' % (cocok[2] or cocok[3]).hex().encode()
    teks = cocok[1].hex()
    return f'"{teks[:8]}-{teks[8:12]}-{teks[12:16]}-{teks[16:20]}-{teks[20:]}"'.encode()
