"""What the line to the hub is doing now, and what people ask of it: small files of the installation.

The page that asks and the worker that does it are two processes. A meeting may hold the database for a while, so
neither waits for the other in it. A file of a process that died says nothing.
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.conf import settings

from eoffice.kernel import clock


class Kerja(StrEnum):
    """What can be asked of the line."""

    TEMU = "temu"
    COCOK = "cocok"
    USB = "usb"


@dataclass(frozen=True, slots=True)
class Diminta:
    """Who asked, and when."""

    oleh: str
    pada: datetime


@dataclass(frozen=True, slots=True)
class Sedang:
    """Work under way: ``semua`` events waited when it began, so many went and came since."""

    sejak: datetime
    semua: int
    dikirim: int
    diambil: int


Maju = Callable[[int, int], None]
"""Hears how many events went and came so far."""


def minta(desa: str, kerja: Kerja, *, oleh: str) -> bool:
    """Ask the worker of a village for something; ``False``: it was asked already."""
    path = _path(desa, kerja, "minta")
    path.parent.mkdir(parents=True, exist_ok=True)
    isi = json.dumps({"oleh": oleh, "pada": clock.now().isoformat()})
    try:
        with path.open("x") as berkas:  # two people at once: one of them asks
            berkas.write(isi)
    except FileExistsError:
        return False
    return True


def diminta(desa: str, kerja: Kerja) -> Diminta | None:
    """Return who waits for the worker to begin."""
    isi = _baca(_path(desa, kerja, "minta"))
    if isi is None:
        return None
    with suppress(KeyError, TypeError, ValueError):
        return Diminta(str(isi["oleh"]), datetime.fromisoformat(isi["pada"]))
    return Diminta("", clock.now())  # not written to its end yet


def ambil(desa: str, kerja: Kerja) -> bool:
    """Take a request, once; a worker that fails at it does not try for ever."""
    try:
        _path(desa, kerja, "minta").unlink()
    except FileNotFoundError:
        return False
    return True


@contextmanager
def berjalan(desa: str, kerja: Kerja, semua: int = 0) -> Iterator[Maju]:
    """Let pages see that something is under way, and how far it is; a full disk does not stop it."""
    path, sejak = _path(desa, kerja, "jalan"), clock.now().isoformat()

    def maju(dikirim: int, diambil: int) -> None:
        isi = {"sejak": sejak, "semua": semua, "dikirim": dikirim, "diambil": diambil, "pid": os.getpid()}
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            baru = path.with_suffix(".baru")
            baru.write_text(json.dumps(isi))
            baru.replace(path)

    maju(0, 0)
    try:
        yield maju
    finally:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def sedang(desa: str, kerja: Kerja) -> Sedang | None:
    """Return how far something under way is; ``None`` when nothing is, or its process died."""
    isi = _baca(_path(desa, kerja, "jalan"))
    with suppress(KeyError, TypeError, ValueError):
        if isi is not None and Path(f"/proc/{int(isi['pid'])}").exists():
            return Sedang(
                datetime.fromisoformat(isi["sejak"]),
                int(isi["semua"]),
                int(isi["dikirim"]),
                int(isi["diambil"]),
            )
    return None


def _path(desa: str, kerja: Kerja, akhiran: str) -> Path:
    path: Path = settings.EOFFICE_HOME / "kemajuan" / f"garis-{desa}-{kerja}.{akhiran}"
    return path


def _baca(path: Path) -> dict[str, Any] | None:
    """Return what a file says, ``None`` without one; nonsense is an empty answer."""
    try:
        isi = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        return {}
    return isi if isinstance(isi, dict) else {}
