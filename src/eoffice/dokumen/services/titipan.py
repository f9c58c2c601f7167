"""Files handed in by somebody who must sign in (again) first: kept for an hour, apart from the store, bounded.

Nothing here is checked or drawn anew: whoever takes a file back passes it through the usual intake.
"""

from contextlib import suppress
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
    terpakai = buang_titipan_basi()
    if not isi or len(isi) > settings.EOFFICE_BATAS_UNGGAH or terpakai + len(isi) > MAKS_BYTE:
        return None
    kunci = new_id().hex
    tulis_atomik(_folder() / f"{kunci}.bin", isi)
    return kunci


def ambil_titipan(kunci: str) -> bytes | None:
    """Return the bytes behind a key and forget them; ``None`` when they are gone or an hour old."""
    buang_titipan_basi()
    path = _folder() / f"{UUID(hex=kunci).hex}.bin"
    try:
        isi = path.read_bytes()
    except FileNotFoundError:
        return None
    path.unlink(missing_ok=True)
    return isi


def buang_titipan_basi() -> int:
    """Delete what nobody came back for, also what a killed process left half-written; return the bytes still kept."""
    batas, terpakai = clock.now().timestamp() - UMUR_DETIK, 0
    for path in _folder().glob("*"):
        with suppress(FileNotFoundError):  # somebody else took it or threw it away at this moment
            keadaan = path.stat()
            if keadaan.st_mtime < batas:
                path.unlink()
            else:
                terpakai += keadaan.st_size
    return terpakai
