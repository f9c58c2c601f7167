"""Ids, digests, salts and times of canonical JSON as bytes instead of text: half as long, or less. Pure.

Chance cannot be compressed, and of a small batch it is the larger part. JSON holds no control character, so one of
them can stand for what follows it, and any text comes back as it was.
"""

import re
from datetime import UTC, datetime, timedelta
from typing import Final

_UUID, _PANJANG, _PENDEK, _DETIK, _MIKRO = b"\x01", b"\x02", b"\x03", b"\x04", b"\x05"
_TEKS: Final = re.compile(
    rb'"(?:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})|([0-9a-f]{64})|([0-9a-f]{32}))"'
)
_PADAT: Final = re.compile(rb"\x01(.{16})|\x02(.{32})|\x03(.{16})", re.DOTALL)
_TEKS_WAKTU: Final = re.compile(
    _TEKS.pattern[:-2] + rb'|(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{6})?\+00:00))"'
)
_PADAT_WAKTU: Final = re.compile(_PADAT.pattern + rb"|\x04(.{4})|\x05(.{7})", re.DOTALL)
_AWAL: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MAKS_DETIK: Final = 2**32


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


def padatkan_waktu(teks: bytes) -> bytes:
    """As ``padatkan``, and times in UTC as seconds since 1970: what batches of the second form hold."""
    return _TEKS_WAKTU.sub(lambda cocok: _waktu(cocok[0]) if cocok[4] else _padatkan(cocok), teks)


def _waktu(teks: bytes) -> bytes:
    """Return a quoted time as bytes; one that would not come back as it was stays text."""
    try:
        lalu = datetime.fromisoformat(teks[1:-1].decode()) - _AWAL
    except ValueError:
        return teks
    detik, mikro = lalu // timedelta(seconds=1), lalu.microseconds
    if not 0 <= detik < _MAKS_DETIK:
        return teks
    if b"." in teks:
        return _MIKRO + detik.to_bytes(4, "big") + mikro.to_bytes(3, "big")
    return _DETIK + detik.to_bytes(4, "big")


def kembangkan_waktu(padat: bytes) -> bytes:
    """Return the text again; at most about six times as long.

    Raises:
        OverflowError: there is no such time.
    """
    return _PADAT_WAKTU.sub(_kembangkan_waktu, padat)


def _kembangkan_waktu(cocok: re.Match[bytes]) -> bytes:
    isi = cocok[4] or cocok[5]
    if isi is None:
        return _kembangkan(cocok)
    saat = _AWAL + timedelta(
        seconds=int.from_bytes(isi[:4], "big"), microseconds=int.from_bytes(isi[4:], "big")
    )
    return f'"{saat.isoformat(timespec="microseconds" if cocok[5] else "seconds")}"'.encode()
