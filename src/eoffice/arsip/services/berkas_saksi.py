"""The witness as a file beside the keys, outside the database and its backups; one a village."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from eoffice.arsip.rules.saksi import Saksi, baca
from eoffice.dokumen.services import pastikan_folder, tulis_atomik
from eoffice.wilayah.tenancy import desa_aktif


def letak() -> Path:
    """Return where the witness of the village in scope lies."""
    folder: Path = settings.EOFFICE_HOME / "kunci" / "saksi"
    pastikan_folder(folder)  # flushed: a witness whose folder a power cut takes away would be missed
    return folder / f"{desa_aktif()}.json"


def baca_berkas(path: Path) -> Saksi | None:
    """Return the witness; ``None`` when there is none, or a damaged one: then nothing is certain either."""
    try:
        return baca(path.read_bytes())
    except FileNotFoundError:
        return None


def ubah_berkas(path: Path, ubah: Callable[[Saksi], Saksi]) -> Saksi:
    """Change the witness and flush it to the disk; two processes at once do it one after the other.

    Raises:
        StorageFull: the disk is full; the old one stays.
    """
    with _terkunci(path):
        lama = baca_berkas(path)
        baru = ubah(lama or Saksi())
        if baru != lama:
            tulis_atomik(path, baru.tulis(), mode=0o600)
        return baru


@contextmanager
def _terkunci(path: Path) -> Iterator[None]:
    with path.with_suffix(".kunci").open("a") as berkas:
        fcntl.flock(berkas, fcntl.LOCK_EX)
        yield
