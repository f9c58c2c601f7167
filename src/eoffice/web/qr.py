"""A QR code inside a page: with its quiet zone, and words for who cannot see it."""

from __future__ import annotations

import re
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from eoffice.dokumen.services import buat_qr

TEPI: Final = 4  # modules of quiet zone (ISO/IEC 18004)
MAKS_VERSI: Final = 20
_JALUR: Final = re.compile(r"<path [^<>]*/?>(?:</path>)?")


def gambar_qr(isi: str, label: str) -> SafeString:
    """Return a QR as SVG, black on white in both themes."""
    kode = buat_qr(isi, maks_versi=MAKS_VERSI)
    jalur = _JALUR.search(kode.svg)
    if jalur is None:
        raise ValueError("the QR library draws no path any more")
    sisi = kode.modul + 2 * TEPI
    return format_html(
        '<svg class="qr" role="img" aria-label="{}" viewBox="-{} -{} {} {}">{}</svg>',
        label, TEPI, TEPI, sisi, sisi, mark_safe(jalur[0]),  # noqa: S308 - drawn by us, holds only numbers
    )  # fmt: skip
