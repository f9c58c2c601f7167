"""`{% load komponen %}`: all component tags (see docs/components.md)."""

from __future__ import annotations

from eoffice.web.komponen.bagian import isian, kerja, rangka, tampil
from eoffice.web.komponen.mesin import register

__all__ = ["isian", "kerja", "rangka", "register", "tampil"]
