"""What every page says about the office it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Kantor:
    """Name and contact of an office, as shown in the header and the footer."""

    nama: str
    wilayah: str = ""
    beranda: str = "/"
    alamat: str = ""
    telepon: str = ""
    jam_buka: str = ""


UMUM: Final = Kantor(nama="e-Office Desa", wilayah="Layanan surat desa")
"""Shown where no village is known: error pages, the list of villages."""


def dari_konteks(context: Any) -> Kantor:
    """The office of the page being drawn: the context's `kantor`, or the general one."""
    kantor = context.get("kantor")
    return kantor if isinstance(kantor, Kantor) else UMUM
