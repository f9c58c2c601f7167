"""Take in or apply one file and be killed at a named point; run as a process of its own by the tests beside it."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import django

django.setup()

from eoffice.penduduk import services  # noqa: E402
from eoffice.penduduk.services import siapkan, terapkan  # noqa: E402
from eoffice.penduduk.workers import terapkan_yang_diminta  # noqa: E402
from eoffice.wilayah.tenancy import lingkup  # noqa: E402


def mati_setelah(fungsi: str, kali: int) -> None:
    """Kill this process right after the n-th call of a step."""
    modul = terapkan if hasattr(terapkan, fungsi) else siapkan
    step: Callable[..., Any] = getattr(modul, fungsi)
    calls = 0

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        result = step(*args, **kwargs)
        calls += 1
        if calls == kali:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(modul, fungsi, wrapped)


def kerjakan(apa: str) -> None:
    """Do what the argument names: a path is a file to take in, ``pekerja`` is the worker's round, else an id."""
    if apa == "pekerja":
        terapkan_yang_diminta()
    elif Path(apa).exists():
        isi = Path(apa).read_bytes()
        services.siapkan_impor(isi=isi, nama_berkas="x.csv", lengkap=True, oleh="uji")
    else:
        services.terapkan_impor(impor_id=UUID(apa), oleh="uji")


if __name__ == "__main__":
    titik, kali, desa, apa = sys.argv[1:]
    terapkan._SEKALI = 2
    if titik != "tidak":
        mati_setelah(titik, int(kali))
    with lingkup(desa):
        kerjakan(apa)
