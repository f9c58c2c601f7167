"""What goes wrong with machines: a disk that is full at one point of a write, a database that others hold."""

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection
from django.utils.module_loading import import_string
from tools import pg_uji

from eoffice.dokumen.adapters import store
from tests import basis_data

TITIK_TULIS = ("folder", "buka", "tulis", "separuh", "sinkron", "nama")
"""Every call of the store that can meet a full disk, in their order."""


class OsPenuh:
    """Stands for ``os`` in the store: one call says "no space" for files under ``berkas``; all else is real."""

    def __init__(self, titik: str) -> None:
        self.titik = titik
        self.milik: set[int] = set()

    def __getattr__(self, nama: str) -> Any:
        return getattr(os, nama)

    def open(self, jalur: Path, *pilihan: Any) -> int:
        """Open, and remember which descriptors are the store's."""
        if self.titik == "buka" and _di_berkas(jalur) and not jalur.is_dir():
            raise penuh()
        deskriptor = os.open(jalur, *pilihan)
        if _di_berkas(jalur):
            self.milik.add(deskriptor)
        return deskriptor

    def write(self, deskriptor: int, isi: memoryview) -> int:
        """Write nothing, or half and then nothing."""
        if deskriptor in self.milik and self.titik == "tulis":
            raise penuh()
        if deskriptor in self.milik and self.titik == "separuh":
            self.titik = "tulis"
            return os.write(deskriptor, isi[: len(isi) // 2])
        return os.write(deskriptor, isi)

    def fsync(self, deskriptor: int) -> None:
        """Fail where a file system allocates late."""
        if deskriptor in self.milik and self.titik == "sinkron":
            raise penuh()
        os.fsync(deskriptor)


def _di_berkas(jalur: Path) -> bool:
    return "berkas" in Path(jalur).parts


def penuh() -> OSError:
    """Return what the kernel says on a full disk."""
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@contextmanager
def disk_penuh(titik: str) -> Iterator[None]:
    """Let the store meet a full disk at one point of every write."""
    with pytest.MonkeyPatch.context() as ganti:
        ganti.setattr(store, "os", OsPenuh(titik))
        if titik in {"folder", "nama"}:
            nama = {"folder": "mkdir", "nama": "replace"}[titik]
            ganti.setattr(Path, nama, _menolak(getattr(Path, nama)))
        yield


def _menolak(asli: Callable[..., Any]) -> Callable[..., Any]:
    def ganti(jalur: Path, *args: Any, **kwargs: Any) -> Any:
        if _di_berkas(jalur):
            raise penuh()
        return asli(jalur, *args, **kwargs)

    return ganti


KATA_PENUH = {
    "sqlite": "database or disk is full",
    "postgresql": 'could not extend file "base/1/2": No space left on device',
}


@contextmanager
def basis_penuh() -> Iterator[None]:
    """Let the database find no room for what is written about letters, in its own words."""

    def tolak(jalankan: Callable[..., Any], sql: str, *sisa: Any) -> Any:
        if sql.startswith(('INSERT INTO "surat_', 'UPDATE "surat_')):
            raise OperationalError(KATA_PENUH[connection.vendor])
        return jalankan(sql, *sisa)

    with connection.execute_wrapper(tolak):
        yield


@contextmanager
def halaman_habis() -> Iterator[None]:
    """Let SQLite really have no page left; small rows may still fit into pages that are begun."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA freelist_count")
        assert cursor.fetchone() == (0,), "free pages would hide that the database is full"
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
        yield
        cursor.execute("PRAGMA max_page_count = 1073741823")


@contextmanager
def basis_ditahan() -> Iterator[None]:
    """Let somebody else hold the tables of letters for longer than this connection waits."""
    _sabar(0.2)
    pemegang = _pemegang()
    try:
        yield
    finally:
        pemegang.rollback()
        pemegang.close()
        _sabar(20)


@contextmanager
def ditahan_sejak(nama: str, *, sesudah: bool = False) -> Iterator[None]:
    """Let somebody take the database away when a function is called, before or after its work."""
    asli, penahan = import_string(nama), basis_ditahan()
    diambil: list[str] = []

    def ganti(*args: Any, **kwargs: Any) -> Any:
        hasil = asli(*args, **kwargs) if sesudah else None
        diambil.append(nama)
        penahan.__enter__()
        return hasil if sesudah else asli(*args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nama, ganti)
        yield
    assert diambil == [nama]
    penahan.__exit__(None, None, None)


def _sabar(detik: float) -> None:
    """Set how long this connection waits for a lock."""
    milidetik = round(detik * 1000)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA busy_timeout = {milidetik}")
        else:
            cursor.execute(f"SET lock_timeout = {milidetik}")


def _pemegang() -> Any:
    """Return a connection of somebody else, in the middle of a long write."""
    if connection.vendor == "sqlite":
        lain = sqlite3.connect(
            basis_data.HOME / "kerja.sqlite3", isolation_level=None, check_same_thread=False
        )
        lain.execute("BEGIN IMMEDIATE")
        return lain
    alamat = f"postgresql://{pg_uji.OWNER}@127.0.0.1:{connection.settings_dict['PORT']}"
    pemilik = psycopg.connect(f"{alamat}/{connection.settings_dict['NAME']}")
    pemilik.execute("LOCK TABLE surat_surat, surat_permohonan, surat_draf IN EXCLUSIVE MODE")
    return pemilik
