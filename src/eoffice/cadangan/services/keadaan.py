"""What became of backups, in a file of the home: a database that was put back would tell of older ones.

A page asks, the worker's child does it; neither waits for the other.
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from eoffice.dokumen.services import tulis_atomik
from eoffice.kernel import clock
from eoffice.kernel.messages import Pesan

_SIMPAN: Final = 30


@dataclass(frozen=True, slots=True)
class Catatan:
    """One attempt. ``sebab``: why it failed, ``None`` when it is whole."""

    nama: str
    mulai: datetime
    selesai: datetime
    tujuan: str
    oleh: str = ""
    ukuran: int = 0
    berkas: int = 0
    baris: int = 0
    hilang: int = 0
    sebab: Pesan | None = None


@dataclass(frozen=True, slots=True)
class Sedang:
    """A backup under way: files done so far, of how many."""

    sejak: datetime
    selesai: int
    semua: int


def catat(satu: Catatan) -> None:
    """Remember an attempt; the last thirty, and the last good one always."""
    semua = [*riwayat(), satu]
    baik = [lama for lama in semua[:-_SIMPAN] if lama.sebab is None][-1:]
    tulis_atomik(_letak("riwayat.json"), json.dumps([_kata(c) for c in [*baik, *semua[-_SIMPAN:]]]).encode())


def _kata(satu: Catatan) -> dict[str, Any]:
    sebab = satu.sebab and [satu.sebab.kode, dict(satu.sebab.params)]
    waktu = {"mulai": satu.mulai.isoformat(), "selesai": satu.selesai.isoformat()}
    return asdict(replace(satu, sebab=None)) | waktu | {"sebab": sebab}


def riwayat() -> list[Catatan]:
    """Return the attempts, the newest last; a damaged file tells of none."""
    try:
        isi = json.loads(_letak("riwayat.json").read_bytes())
        return [_catatan(satu) for satu in isi]
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        return []


def _catatan(kata: dict[str, Any]) -> Catatan:
    waktu = {nama: datetime.fromisoformat(kata[nama]) for nama in ("mulai", "selesai")}
    sebab = kata["sebab"]
    return Catatan(**kata | waktu | {"sebab": Pesan(sebab[0], **sebab[1]) if sebab else None})


def terakhir() -> Catatan | None:
    """Return the last backup that is whole."""
    return next((satu for satu in reversed(riwayat()) if satu.sebab is None), None)


def cadangan_terakhir() -> datetime | None:
    """Return as of when the last backup that is whole is."""
    baik = terakhir()
    return baik.mulai if baik else None


def percobaan_terakhir() -> datetime | None:
    """Return when the last attempt ended, good or not."""
    return next((satu.selesai for satu in reversed(riwayat())), None)


def minta(oleh: str) -> bool:
    """Ask the worker for a backup; ``False``: it was asked already."""
    path = _letak("minta.json")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with path.open("x") as berkas:
            berkas.write(json.dumps(oleh))
    except FileExistsError:
        return False
    return True


def diminta() -> timedelta | None:
    """Return how long a request has waited."""
    with suppress(FileNotFoundError):
        return timedelta(seconds=clock.now().timestamp() - _letak("minta.json").stat().st_mtime)
    return None


def ambil_permintaan() -> str | None:
    """Take a request, once; return who asked."""
    path = _letak("minta.json")
    try:
        isi = path.read_bytes()
        path.unlink()
        return str(json.loads(isi))
    except FileNotFoundError:
        return None
    except ValueError:
        return ""


@contextmanager
def berjalan() -> Iterator[Callable[[int, int], None]]:
    """Let pages see that a backup is under way, and how far it is; a full disk does not stop it."""
    path, sejak = _letak("jalan.json"), clock.now().isoformat()

    def maju(selesai: int, semua: int) -> None:
        isi = {"sejak": sejak, "selesai": selesai, "semua": semua, "pid": os.getpid()}
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            baru = path.with_suffix(".baru")
            baru.write_text(json.dumps(isi))
            baru.replace(path)

    maju(0, 0)
    try:
        yield maju
    finally:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def sedang() -> Sedang | None:
    """Return how far a backup is; ``None`` when none is under way, or its process died."""
    with suppress(FileNotFoundError, ValueError, KeyError, TypeError):
        isi = json.loads(_letak("jalan.json").read_bytes())
        if Path(f"/proc/{int(isi['pid'])}").exists():
            return Sedang(datetime.fromisoformat(isi["sejak"]), int(isi["selesai"]), int(isi["semua"]))
    return None


def folder() -> Path:
    """Return where backups keep their own notes."""
    path: Path = settings.EOFFICE_HOME / "cadangan"
    return path


def _letak(nama: str) -> Path:
    return folder() / nama
