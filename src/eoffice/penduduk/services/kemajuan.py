"""How far applying a file has come, for the page that waits.

Applying is one transaction, so nobody else sees its rows before it ends, and SQLite lets nobody write beside it:
the count lies in a small file of the installation, not in the database.
"""

from contextlib import suppress
from pathlib import Path
from uuid import UUID

from django.conf import settings

from eoffice.penduduk.rules.impor.hasil import KemajuanImpor


def _path(impor_id: UUID) -> Path:
    path: Path = settings.EOFFICE_HOME / "kemajuan" / impor_id.hex
    return path


def tulis_kemajuan(impor_id: UUID, selesai: int, semua: int) -> None:
    """Tell how many rows are done; a disk that is full does not stop the work itself."""
    path = _path(impor_id)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".baru")
        fresh.write_text(f"{selesai} {semua}")
        fresh.replace(path)


def buang_kemajuan(impor_id: UUID) -> None:
    """Forget the count: the work ended, well or not."""
    with suppress(OSError):
        _path(impor_id).unlink(missing_ok=True)


def kemajuan_impor(impor_id: UUID) -> KemajuanImpor | None:
    """Return how far it is; ``None`` before the first rows, or when another machine does the work."""
    with suppress(OSError, ValueError):
        selesai, semua = _path(impor_id).read_text().split()
        return KemajuanImpor(int(selesai), int(semua))
    return None
