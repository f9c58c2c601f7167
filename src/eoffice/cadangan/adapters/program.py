"""Where the optional programs of backups are."""

import shutil
import sys
from pathlib import Path

from eoffice.kernel.errors import ServiceDown
from eoffice.kernel.messages import Pesan


def cari(nama: str) -> str:
    """Return the path of a program: beside our Python, or where the system looks.

    Raises:
        ServiceDown: it is not installed.
    """
    sebelah = Path(sys.executable).with_name(nama)
    ada = str(sebelah) if sebelah.exists() else shutil.which(nama)
    if ada is None:
        raise ServiceDown(Pesan("cadangan.program_tidak_ada", program=nama))
    return ada


def gagal(nama: str, galat: bytes) -> ServiceDown:
    """Return what a program complained of last, as an error for people."""
    baris = galat.decode(errors="replace").strip().splitlines() or ["-"]
    return ServiceDown(Pesan("cadangan.program_gagal", program=nama, sebab=baris[-1][-200:]))
