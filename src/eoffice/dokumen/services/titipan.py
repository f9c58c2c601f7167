"""Files handed in by somebody who must sign in (again) first: kept for an hour, apart from the store, bounded.

Nothing here is checked or drawn anew: whoever takes a file back passes it through the usual intake.
"""

from pathlib import Path
from typing import Final
from uuid import UUID

from django.conf import settings

from eoffice.dokumen.adapters.store import tulis_atomik
from eoffice.kernel import clock
from eoffice.kernel.ids import new_id

UMUR_DETIK: Final = 3600
MAKS_BYTE: Final = 200 * 1024 * 1024
"""All files together; whoever comes when it is full has to choose the file again."""


def _folder() -> Path:
    folder: Path = settings.EOFFICE_HOME / "titipan"
    return folder


def titip(isi: bytes) -> str | None:
    """Keep bytes for an hour and return their key; ``None`` when too much waits already or it is too large.

    Raises:
        StorageFull: no space.
    """
    _buang_basi()
    terpakai = sum(satu.stat().st_size for satu in _folder().glob("*.bin"))
    if not isi or len(isi) > settings.EOFFICE_BATAS_UNGGAH or terpakai + len(isi) > MAKS_BYTE:
        return None
    kunci = new_id().hex
    tulis_atomik(_folder() / f"{kunci}.bin", isi)
    return kunci


def ambil_titipan(kunci: str) -> bytes | None:
    """Return the bytes behind a key and forget them; ``None`` when they are gone."""
    path = _folder() / f"{UUID(hex=kunci).hex}.bin"
    try:
        isi = path.read_bytes()
    except FileNotFoundError:
        return None
    path.unlink(missing_ok=True)
    return isi


def _buang_basi() -> None:
    batas = clock.now().timestamp() - UMUR_DETIK
    for path in _folder().glob("*.bin"):
        if path.stat().st_mtime < batas:
            path.unlink(missing_ok=True)
