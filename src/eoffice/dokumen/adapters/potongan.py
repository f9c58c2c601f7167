"""Files that arrive piece by piece: a piece is on the disk before its end is told, so a cut loses at most one.

Each lies under its SHA-256 in a folder of its own until it is whole and proved; then it takes its place in the store.
"""

import contextlib
import fcntl
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from eoffice.dokumen.adapters import store
from eoffice.kernel.errors import ChangedMeanwhile, InvalidInput
from eoffice.kernel.messages import Pesan

_SEKALI: Final = 1024 * 1024


class SalahTempat(ChangedMeanwhile):
    """A piece that does not follow what is here; ``sampai`` tells how far that reaches."""

    def __init__(self, sampai: int) -> None:
        super().__init__(Pesan("dokumen.potongan_salah_tempat", sampai=sampai))
        self.sampai = sampai


def sampai(jalur: Path) -> int:
    """Return how many bytes are here."""
    try:
        return jalur.stat().st_size
    except FileNotFoundError:
        return 0


def tambah(jalur: Path, dari: int, isi: bytes) -> int:
    """Append a piece that begins at ``dari`` and return how far the file reaches; it is on the disk by then.

    Raises:
        SalahTempat: it reaches somewhere else, also when two send the same piece at once.
        StorageFull: no space; what was here before stays as it was.
    """
    with store.disk_penuh(), _sendirian(jalur) as deskriptor:
        kini = os.fstat(deskriptor).st_size
        if kini != dari:
            raise SalahTempat(kini)
        try:
            _tulis(deskriptor, dari, isi)
        except OSError:
            os.ftruncate(deskriptor, dari)
            raise
    return dari + len(isi)


def _tulis(deskriptor: int, dari: int, isi: bytes) -> None:
    sisa, tempat = memoryview(isi), dari
    while sisa:
        ditulis = os.pwrite(deskriptor, sisa, tempat)
        sisa, tempat = sisa[ditulis:], tempat + ditulis
    os.fsync(deskriptor)


@contextlib.contextmanager
def _sendirian(jalur: Path) -> Iterator[int]:
    """Open the file, made if it is new, and be the only one who does."""
    baru = not jalur.exists()
    store.pastikan_folder(jalur.parent)
    deskriptor = os.open(jalur, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(deskriptor, fcntl.LOCK_EX)
        if baru:
            store.sinkronkan_folder(jalur.parent)
        yield deskriptor
    finally:
        os.close(deskriptor)


def selesaikan(jalur: Path, folder: Path, sha256: str) -> None:
    """Give a whole file its place in the store; the piecewise one stays until the caller has noted it.

    Raises:
        InvalidInput: it is not what its name says; it is thrown away.
    """
    if _sidik(jalur) != sha256:
        jalur.unlink(missing_ok=True)
        raise InvalidInput(Pesan("dokumen.potongan_tidak_cocok", sidik=sha256[:12]))
    with store.disk_penuh():
        store.taruh(folder, jalur, sha256)


def baca(jalur: Path, sha256: str) -> bytes:
    """Return a whole file that is not to be kept for good.

    Raises:
        InvalidInput: it is not what its name says; it is thrown away.
    """
    isi = jalur.read_bytes()
    if hashlib.sha256(isi).hexdigest() != sha256:
        jalur.unlink(missing_ok=True)
        raise InvalidInput(Pesan("dokumen.potongan_tidak_cocok", sidik=sha256[:12]))
    return isi


def _sidik(jalur: Path) -> str:
    sidik = hashlib.sha256()
    with jalur.open("rb") as berkas:
        while isi := berkas.read(_SEKALI):
            sidik.update(isi)
    return sidik.hexdigest()
