"""The number to call about an application."""

import re

from eoffice.kernel.messages import Pesan
from eoffice.surat.rules.teks import rapikan

_PEMISAH = re.compile(r"[\s.\-()]+")
_BENTUK = re.compile(r"0[1-9][0-9]{7,12}")


def baca_telepon(ketikan: str) -> str | Pesan:
    """Return the number as ``08...`` (an empty text stays empty), or why it is not one.

    ``+62`` and ``62`` in front become ``0``; spaces, dots, dashes and brackets do not matter.
    """
    angka = re.sub(r"^(?:\+62|62)0?", "0", _PEMISAH.sub("", rapikan(ketikan[:60])))
    if not angka:
        return ""
    return angka if _BENTUK.fullmatch(angka) else Pesan("surat.telepon_salah")
