"""Icons: one registry, drawn as inline SVG (Tabler outline, MIT; see NOTICE-ikon.txt)."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString

JALUR: Final[dict[str, str]] = json.loads(Path(__file__).with_name("ikon.json").read_text("utf-8"))
"""Icon name (an Indonesian noun or verb) to SVG path data on a 24 x 24 grid."""


@lru_cache(maxsize=512)
def gambar(nama: str, label: str = "", kelas: str = "") -> SafeString:
    """The icon as SVG.  Without `label` it is decoration; with one it is an image that says so.

    Raises LookupError for a name that is not in the registry.
    """
    if nama not in JALUR:
        raise LookupError(f"unknown icon {nama!r}")
    peran = format_html(' role="img" aria-label="{}"', label) if label else SafeString(' aria-hidden="true"')
    return format_html(
        '<svg class="i{}" viewBox="0 0 24 24"{}><path d="{}"/></svg>',
        f" {kelas}" if kelas else "", peran, JALUR[nama],
    )  # fmt: skip
