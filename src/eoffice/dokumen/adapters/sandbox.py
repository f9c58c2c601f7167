"""Files from strangers are opened in a process of their own, with limits on memory, time and output.

A parser that crashes, loops or eats memory then costs one failed answer, not the office's server.
"""

import json
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import structlog

from eoffice.kernel.errors import InvalidInput, ServiceDown
from eoffice.kernel.messages import Pesan

_log = structlog.get_logger(__name__)
_KEPALA: Final = struct.Struct(">I")
MAKS_SERENTAK: Final = 2
_giliran = threading.BoundedSemaphore(MAKS_SERENTAK)

Jawaban = tuple[Mapping[str, Any], list[bytes]]


class PekerjaGagal(Exception):
    """The process died, used up its CPU time or memory, or answered nonsense: the file's doing."""


@dataclass(frozen=True, slots=True)
class Batas:
    """What one task may use."""

    detik: int = 20
    memori: int = 1024 * 1024 * 1024


def kemas(keterangan: Mapping[str, Any], isi: list[bytes]) -> bytes:
    """Frame a JSON header and its blobs for a pipe."""
    kepala = json.dumps({**keterangan, "_panjang": [len(satu) for satu in isi]}).encode()
    return _KEPALA.pack(len(kepala)) + kepala + b"".join(isi)


def urai(bungkus: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """Undo ``kemas``. Raises ValueError when the frame is cut."""
    if len(bungkus) < _KEPALA.size:
        raise ValueError("frame too short")
    posisi = _KEPALA.size + _KEPALA.unpack_from(bungkus)[0]
    keterangan = json.loads(bungkus[_KEPALA.size : posisi])
    if not isinstance(keterangan, dict):
        raise ValueError("header is no object")  # noqa: TRY004  a cut or foreign frame, like the others
    isi: list[bytes] = []
    for panjang in keterangan.pop("_panjang"):
        isi.append(bungkus[posisi : posisi + panjang])
        posisi += panjang
    if posisi != len(bungkus):
        raise ValueError("frame length differs")
    return keterangan, isi


def _lingkungan() -> dict[str, str]:
    """Nothing of the server's environment reaches the worker but what Python needs to start."""
    aman = {nama: os.environ[nama] for nama in ("PATH", "LANG", "LC_ALL", "TMPDIR") if nama in os.environ}
    return aman | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "PYTHONDONTWRITEBYTECODE": "1"}


def jalankan(modul: str, keterangan: Mapping[str, Any], isi: list[bytes], batas: Batas) -> Jawaban:
    """Run task ``modul`` of this package in a fresh process and return its answer.

    Raises PekerjaGagal, InvalidInput (the task's own refusal), ServiceDown when the machine is too busy.
    """
    if not _giliran.acquire(timeout=batas.detik):
        raise ServiceDown(Pesan("dokumen.pemeriksa_sibuk"))
    try:
        perintah = [sys.executable, "-m", f"{__package__}.{modul}", str(batas.detik), str(batas.memori)]
        proses = subprocess.run(  # noqa: S603 -- our own interpreter and module
            perintah,
            input=kemas(keterangan, isi),
            capture_output=True,
            timeout=batas.detik + 5,
            env=_lingkungan(),
            check=False,
        )
    except subprocess.TimeoutExpired as galat:
        # A file that eats its own CPU time is ended by its limit; whoever waits longer waits for a busy machine.
        _log.warning("dokumen.pekerja_melewati_waktu", modul=modul)
        raise ServiceDown(Pesan("dokumen.pemeriksa_sibuk")) from galat
    finally:
        _giliran.release()
    if proses.returncode != 0:
        akhir = proses.stderr[-300:].decode(errors="replace")
        _log.warning("dokumen.pekerja_gagal", modul=modul, kode=proses.returncode, akhir=akhir)
        raise PekerjaGagal(f"exit {proses.returncode}")
    return _baca_jawaban(proses.stdout)


def _baca_jawaban(keluaran: bytes) -> Jawaban:
    try:
        keterangan, isi = urai(keluaran)
    except (ValueError, KeyError, TypeError) as galat:
        raise PekerjaGagal("answer") from galat
    if "tolak" in keterangan:
        raise InvalidInput(Pesan(keterangan["tolak"], **keterangan["params"]))
    return keterangan, isi


Tugas = Callable[[dict[str, Any], list[bytes]], Jawaban]
