"""The real product beside the benchmark: ``eoffice serve`` and ``eoffice worker``, and what they use."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MULAI_DETIK = 180
DETAK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Server:
    """The running parts; figures are those of each part with all its descendants."""

    porta: int
    web: int
    pekerja: tuple[int, ...]

    def cpu(self) -> float:
        """Return the CPU seconds the web server has used, ended children included."""
        return self.cpu_pohon(self.web)

    def cpu_pekerja(self) -> float:
        """Return the CPU seconds the workers have used."""
        return sum(map(self.cpu_pohon, self.pekerja))

    @staticmethod
    def cpu_pohon(induk: int) -> float:
        """Return the CPU seconds of a process with all its descendants."""
        return sum(_cpu(pid) for pid in _pohon(induk))

    def memori(self) -> float:
        """Return the megabytes of web server and worker (proportional set size: shared pages counted once)."""
        return sum(_pss(pid) for induk in (self.web, *self.pekerja) for pid in _pohon(induk)) / 1024


@contextlib.contextmanager
def jalankan(pekerja: int = 1) -> Iterator[Server]:
    """Run web server and workers on this home until the block ends."""
    porta = _porta_bebas()
    perintah = [sys.executable, "-m", "config.commands"]
    web = subprocess.Popen([*perintah, "serve", "--alamat", "127.0.0.1", "--porta", str(porta)])
    semua = [web, *(subprocess.Popen([*perintah, "worker"]) for _ in range(pekerja))]
    try:
        _tunggu(porta)
        yield Server(porta, web.pid, tuple(satu.pid for satu in semua[1:]))
    finally:
        for satu in semua:
            satu.terminate()
        for satu in semua:
            satu.wait(30)


def _porta_bebas() -> int:
    with socket.socket() as coba:
        coba.bind(("127.0.0.1", 0))
        return int(coba.getsockname()[1])


def _tunggu(porta: int) -> None:
    akhir = time.monotonic() + MULAI_DETIK
    while time.monotonic() < akhir:
        with socket.socket() as coba:
            if coba.connect_ex(("127.0.0.1", porta)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not start")


def _pohon(induk: int) -> list[int]:
    """Return a process and all its descendants."""
    anak: dict[int, list[int]] = {}
    for berkas in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            kolom = berkas.read_text().rpartition(")")[2].split()
            anak.setdefault(int(kolom[1]), []).append(int(berkas.parent.name))
    semua = [induk]
    for pid in semua:
        semua += anak.get(pid, [])
    return semua


def _cpu(pid: int) -> float:
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        kolom = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return sum(int(detak) for detak in kolom[11:15]) / DETAK
    return 0.0


def _pss(pid: int) -> int:
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        for baris in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if baris.startswith("Pss:"):
                return int(baris.split()[1])
    return 0
