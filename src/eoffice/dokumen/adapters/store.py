"""Files named by what is in them: written whole or not at all, checked at every reading.

A file is written beside its place, flushed to the disk, then renamed; the folder is flushed too, so that a power
cut leaves either nothing or the whole file.
"""

import contextlib
import errno
import fcntl
import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import structlog

from eoffice.kernel.errors import ServiceDown, StorageFull
from eoffice.kernel.ids import new_id
from eoffice.kernel.messages import Pesan

_log = structlog.get_logger(__name__)
_PENUH: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
_PANJANG_SHA: Final = 64
UMUR_SISA_DETIK: Final = 3600
"""A temporary file older than this belongs to nobody who is still writing."""


class BerkasHilang(ServiceDown):
    """A file that must exist is missing or damaged. It is never made again: somebody has to look."""

    def __init__(self, sha256: str) -> None:
        super().__init__(Pesan("dokumen.berkas_hilang", sidik=sha256[:12]))


@contextlib.contextmanager
def disk_penuh() -> Iterator[None]:
    """Turn "no space" of any file operation into StorageFull."""
    try:
        yield
    except OSError as galat:
        if galat.errno not in _PENUH:
            raise
        _log.error("dokumen.disk_penuh", errno=galat.errno)
        raise StorageFull from galat


def sinkronkan_folder(folder: Path) -> None:
    """Flush the names in a folder to the disk."""
    deskriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(deskriptor)
    finally:
        os.close(deskriptor)


def pastikan_folder(folder: Path, mode: int = 0o700) -> None:
    """Create ``folder`` and flush each new name into its parent."""
    if folder.is_dir():
        return
    pastikan_folder(folder.parent, mode)
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=mode)
    sinkronkan_folder(folder.parent)


def _tulis_penuh(jalur: Path, isi: bytes, mode: int) -> None:
    deskriptor = os.open(jalur, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    try:
        sisa = memoryview(isi)
        while sisa:
            sisa = sisa[os.write(deskriptor, sisa) :]
        os.fsync(deskriptor)
    finally:
        os.close(deskriptor)


def tulis_atomik(jalur: Path, isi: bytes, *, mode: int = 0o600) -> None:
    """Write ``isi`` to ``jalur`` so that a reader, or a power cut, sees the old file or the new one.

    Raises StorageFull; then nothing is left behind.
    """
    with disk_penuh():
        pastikan_folder(jalur.parent)
        sementara = jalur.parent / f".{jalur.name}.{new_id().hex}.tmp"
        try:
            _tulis_penuh(sementara, isi, mode)
            sementara.replace(jalur)
        except OSError:
            sementara.unlink(missing_ok=True)
            raise
        sinkronkan_folder(jalur.parent)


def letak(folder: Path, sha256: str) -> Path:
    """Return where the file with this digest lies: two levels of 256 folders."""
    if len(sha256) != _PANJANG_SHA or not set(sha256) <= set("0123456789abcdef"):
        raise BerkasHilang(sha256)
    return folder / sha256[:2] / sha256[2:4] / sha256


def _utuh(jalur: Path, sha256: str) -> bool:
    try:
        return hashlib.sha256(jalur.read_bytes()).hexdigest() == sha256
    except FileNotFoundError:
        return False


@contextlib.contextmanager
def _sendirian(folder: Path) -> Iterator[None]:
    """Be the only process that adds to this folder or takes from it."""
    deskriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(deskriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(deskriptor)


@contextlib.contextmanager
def pintu(folder: Path, *, bersama: bool) -> Iterator[bool]:
    """Hold the door of the whole store: those who copy it hold it together, who throws away holds it alone.

    Yields whether it was got; who throws away does not wait, a copy takes long. Who copies waits for a moment.
    """
    pastikan_folder(folder)
    with (folder / ".pintu").open("a") as berkas:
        try:
            fcntl.flock(berkas, fcntl.LOCK_SH if bersama else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def simpan(folder: Path, isi: bytes) -> str:
    """Keep ``isi`` and return its SHA-256 in hex. Keeping the same bytes again only makes the file young again.

    Raises StorageFull. A damaged file under the same name is reported and replaced, since the true bytes are here.
    """
    sha256 = hashlib.sha256(isi).hexdigest()
    tujuan = letak(folder, sha256)
    with disk_penuh():
        pastikan_folder(tujuan.parent)
        with _sendirian(tujuan.parent):
            if _utuh(tujuan, sha256):
                os.utime(tujuan)
                return sha256
            if tujuan.exists():
                _log.error("dokumen.berkas_rusak", sidik=sha256, tindakan="diganti")
            tulis_atomik(tujuan, isi, mode=0o600)
    return sha256


def taruh(folder: Path, jalur: Path, sha256: str) -> None:
    """Give a proved file its place beside the name it has; the disk holds its bytes once."""
    tujuan = letak(folder, sha256)
    pastikan_folder(tujuan.parent)
    with _sendirian(tujuan.parent):
        if _utuh(tujuan, sha256):
            os.utime(tujuan)
            return
        sementara = tujuan.parent / f".{sha256}.{new_id().hex}.tmp"
        os.link(jalur, sementara)
        sementara.replace(tujuan)
        sinkronkan_folder(tujuan.parent)


def buang(folder: Path, sha256: str, *, umur_detik: float = UMUR_SISA_DETIK) -> bool:
    """Delete a file that nothing refers to; return whether it is gone.

    A young file stays: somebody kept the same bytes a moment ago and is about to refer to them.
    """
    tujuan = letak(folder, sha256)
    if not tujuan.parent.is_dir():
        return True
    with _sendirian(tujuan.parent):
        muda = tujuan.exists() and tujuan.stat().st_mtime > time.time() - umur_detik
        if not muda:
            tujuan.unlink(missing_ok=True)
        return not muda


def baca(folder: Path, sha256: str) -> bytes:
    """Return the file after checking its digest.

    Raises BerkasHilang, and logs an alarm, when it is missing, unreadable or not what its name says.
    """
    try:
        isi = letak(folder, sha256).read_bytes()
    except OSError as galat:
        _log.critical("dokumen.berkas_hilang", sidik=sha256, galat=type(galat).__name__)
        raise BerkasHilang(sha256) from galat
    if hashlib.sha256(isi).hexdigest() != sha256:
        _log.critical("dokumen.berkas_rusak", sidik=sha256, ukuran=len(isi))
        raise BerkasHilang(sha256)
    return isi


def bersihkan_sisa(folder: Path, *, umur_detik: float = UMUR_SISA_DETIK) -> int:
    """Delete temporary files that a killed process left behind; return how many."""
    batas = time.time() - umur_detik
    sisa = [jalur for jalur in folder.rglob(".*.tmp") if jalur.stat().st_mtime < batas]
    for jalur in sisa:
        jalur.unlink(missing_ok=True)
    return len(sisa)


def periksa_semua(folder: Path) -> Iterator[str]:
    """Yield the name of every kept file whose bytes no longer match it."""
    for jalur in semua(folder):
        if not _utuh(jalur, jalur.name):
            yield jalur.name


def semua(folder: Path) -> Iterator[Path]:
    """Yield every kept file."""
    for jalur in sorted(folder.glob("??/??/*")):
        if not jalur.name.startswith("."):
            yield jalur
