"""Mounting the file system whose power can be cut, and cutting it."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.arsitektur.sumber import AKAR
from tests.ketahanan.padam import PADAM

BATAS = 60


@dataclass
class Listrik:
    """A disk and the place where it is seen while there is power."""

    disk: Path
    tempat: Path
    benih: int = 0
    _proses: subprocess.Popen[bytes] | None = None

    def nyala(self) -> None:
        """Give power: the disk is seen as it was left."""
        self.benih += 1
        kata = ["-m", "tests.ketahanan.padam", str(self.tempat), str(self.disk), str(self.benih)]
        self._proses = subprocess.Popen([sys.executable, *kata], cwd=AKAR)
        _tunggu(lambda: os.path.ismount(self.tempat))

    def putus(self) -> None:
        """Cut the power now; whoever still runs gets errors."""
        with contextlib.suppress(OSError):
            (self.tempat / PADAM).mkdir()

    def lepas(self) -> None:
        """Take the disk out; nobody may use it any more."""
        if self._proses is None:
            return
        _tunggu(
            lambda: subprocess.run(["umount", self.tempat], capture_output=True, check=False).returncode == 0
        )
        assert self._proses.wait(BATAS) == 0
        self._proses = None


def _tunggu(sudah: Callable[[], bool]) -> None:
    batas = time.monotonic() + BATAS
    while not sudah():
        assert time.monotonic() < batas
        time.sleep(0.02)


@contextlib.contextmanager
def listrik(folder: Path) -> Iterator[Listrik]:
    """Make an empty disk; whatever happens, it is taken out at the end."""
    satu = Listrik(folder / "disk", folder / "pasang")
    satu.disk.mkdir(mode=0o700)
    satu.tempat.mkdir()
    try:
        yield satu
    finally:
        if os.path.ismount(satu.tempat):
            subprocess.run(["umount", "-l", satu.tempat], check=False)
