"""The content-addressed store of this installation."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from eoffice.dokumen.adapters import store


def _folder() -> Path:
    folder: Path = settings.EOFFICE_HOME / "berkas"
    return folder


def simpan(isi: bytes) -> str:
    """Keep bytes for good and return their SHA-256 (hex); keeping the same twice changes nothing.

    Raises:
        StorageFull: no space; nothing was half-written.
    """
    return store.simpan(_folder(), isi)


def baca(sha256: str) -> bytes:
    """Return the bytes behind a digest.

    Raises:
        BerkasHilang: missing or damaged; an alarm was logged. Nothing is ever made again silently.
    """
    return store.baca(_folder(), sha256)


def ada(sha256: str) -> bool:
    """Tell whether a file lies behind a digest, without reading it."""
    return store.letak(_folder(), sha256).is_file()


def buang(sha256: str) -> bool:
    """Delete bytes that nothing refers to; return whether they are gone (kept again an hour ago, they stay).

    Only who knows everything that can refer to them may call this: an issued letter is never thrown away. While the
    store is held, all stay.
    """
    with store.pintu(_folder(), bersama=False) as terbuka:
        return terbuka and store.buang(_folder(), sha256)


def buang_segera(sha256: str) -> bool:
    """Delete locked bytes at once, however young: they are noise without their key, and nobody keeps the same twice.

    Returns whether they are gone; while the store is held they stay, and who let go of them comes back later.
    """
    with store.pintu(_folder(), bersama=False) as terbuka:
        return terbuka and store.buang(_folder(), sha256, umur_detik=0)


def sidik(isi: bytes) -> str:
    """Return the SHA-256 (hex) under which these bytes would lie."""
    return hashlib.sha256(isi).hexdigest()


@contextmanager
def tahan_buang() -> Iterator[None]:
    """Let nothing be thrown away: somebody copies what the database named a moment ago. Keeping goes on."""
    with store.pintu(_folder(), bersama=True):
        yield


def semua_berkas() -> Iterator[Path]:
    """Yield where each kept file lies; its name is its digest."""
    return store.semua(_folder())


def berkas_bermasalah() -> Iterator[str]:
    """Walk the whole store and yield the digests of damaged files."""
    return store.periksa_semua(_folder())


def buang_sisa() -> int:
    """Delete what killed processes left half-written, an hour ago or more; return how many files."""
    return store.bersihkan_sisa(_folder())


def simpan_pratinjau(nama: str, buat: Callable[[], bytes]) -> bytes:
    """Return a cached picture of a page; it can be drawn again at any time, so it is no archive."""
    path: Path = settings.EOFFICE_HOME / "pratinjau" / nama[:2] / f"{nama}.png"
    if not path.exists():
        store.tulis_atomik(path, buat())
    return path.read_bytes()
