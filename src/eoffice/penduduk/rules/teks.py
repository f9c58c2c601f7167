"""Cleaning of texts that people typed or other programs exported."""

import re
import unicodedata

_PETIK = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"'})
_AKSARA_NAMA = frozenset(" .,'-/()")
_AWAL_RUMUS = ("=", "+", "@", "\t", "\r")
_TAK_TAMPAK = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_BILANGAN = re.compile(r"-\s*[0-9]+(?:[.,][0-9]+)?\s*")  # a latitude south of the equator is one
_BUKAN_AKSARA = re.compile(r"[^A-Z0-9]+")


def bersihkan(teks: str) -> str:
    """Return a text in composed form without invisible characters, with single plain spaces.

    Spreadsheets from registry offices carry no-break and zero-width spaces, byte order marks, soft hyphens.
    """
    if teks.isascii() and teks.isprintable() and "`" not in teks:  # the usual cell, at a tenth of the cost
        return " ".join(teks.split()) if "  " in teks or teks[:1] == " " or teks[-1:] == " " else teks
    composed = unicodedata.normalize("NFC", teks).translate(_PETIK)
    spaced = (" " if c in "\t\n\r\v\f" or unicodedata.category(c) == "Zs" else c for c in composed)
    visible = "".join(c for c in spaced if unicodedata.category(c) not in _TAK_TAMPAK)
    return " ".join(unicodedata.normalize("NFC", visible).split())


def bersihkan_kode(teks: str) -> str:
    """Return a code-like cell: clean, without the apostrophe spreadsheets use to keep a number a text."""
    return bersihkan(teks).removeprefix("'").strip()


def karakter_asing_nama(nama: str) -> str:
    """Return the first character that no name on an identity card has; "" when there is none."""
    return next((c for c in nama if not (c.isalpha() or c.isdigit() or c in _AKSARA_NAMA)), "")


def mirip_rumus(teks: str) -> bool:
    """Tell whether a spreadsheet program would run this text as a formula when it opens it."""
    dashed = len(teks) > 1 and teks[0] == "-" and not _BILANGAN.fullmatch(teks)
    return dashed or teks.startswith(_AWAL_RUMUS)


def kunci_cari(*bagian: str) -> str:
    """Return texts in the form they are searched in: upper case, plain letters and digits, single spaces.

    An apostrophe joins (``MA'MUN`` is found by ``mamun``), any other mark separates.
    """
    text = " ".join(bagian)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_PETIK))
        text = "".join(c for c in text if not unicodedata.combining(c))
    return _BUKAN_AKSARA.sub(" ", text.upper().replace("'", "")).strip()
