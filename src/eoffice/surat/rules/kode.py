"""The code of an issued letter: 128 random bits, and a short form that a person can type.

The short form is ten characters of Crockford's base 32: nine carry the first 45 bits of the code, the last
one is a check character (Luhn mod 32), so that a slip of the finger is told apart from an unknown letter.
"""

import re

PANJANG_KODE = 16
ABJAD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_NILAI = {huruf: nilai for nilai, huruf in enumerate(ABJAD)} | {"I": 1, "L": 1, "O": 0}
_DATA = 9
_PEMISAH = re.compile(r"[\s\-–—.]+")


def kode_pendek(kode: bytes) -> str:
    """Return the ten characters, without dashes, of a 16-byte code."""
    if len(kode) != PANJANG_KODE:
        raise ValueError(f"a letter code has {PANJANG_KODE} bytes, not {len(kode)}")
    angka = int.from_bytes(kode, "big") >> (PANJANG_KODE * 8 - 5 * _DATA)
    nilai = [angka >> 5 * i & 31 for i in reversed(range(_DATA))]
    return "".join(ABJAD[n] for n in [*nilai, _huruf_uji(nilai)])


def tampilkan_kode(pendek: str) -> str:
    """Return the short code as it is printed: ``K7QF-2M9D-PX``."""
    return "-".join(filter(None, (pendek[:4], pendek[4:8], pendek[8:])))


def baca_kode(ketikan: str) -> str | None:
    """Return the short code that was typed, tolerant of case, spaces and I/L/O; ``None`` when mistyped."""
    huruf = _PEMISAH.sub("", ketikan).upper()
    if len(huruf) != _DATA + 1 or any(h not in _NILAI for h in huruf):
        return None
    nilai = [_NILAI[h] for h in huruf]
    if _huruf_uji(nilai[:-1]) != nilai[-1]:
        return None
    return "".join(ABJAD[n] for n in nilai)


def _huruf_uji(nilai: list[int]) -> int:
    jumlah = 0
    for letak, n in enumerate(reversed(nilai)):
        ganda = n * 2 if letak % 2 == 0 else n
        jumlah += ganda // 32 + ganda % 32
    return -jumlah % 32
