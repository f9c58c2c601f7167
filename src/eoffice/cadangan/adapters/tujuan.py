"""Where archives are kept: a folder, a stick that must really be plugged in, or anything ``rclone`` reaches (S3).

An archive appears under its name only when all of it is there: it is written under another name first.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from eoffice.cadangan.adapters.rclone import Rclone
from eoffice.cadangan.adapters.takar import Takar, baris_sidik, nama_samping, sisa_mati
from eoffice.cadangan.rules.simpanan import SIDIK
from eoffice.dokumen.services import tulis_atomik
from eoffice.kernel.errors import InvalidInput, ServiceDown, StorageFull
from eoffice.kernel.messages import Pesan

_LEBIH: Final = 16 * 1024 * 1024


class Tujuan(Protocol):
    """A place that keeps archives."""

    @property
    def sebutan(self) -> str:
        """Return what people call it."""
        ...

    def siap(self, perlu: int) -> None:
        """Make sure that an archive of ``perlu`` bytes can be written.

        Raises:
            ServiceDown: the place is not there.
            StorageFull: too little room.
        """
        ...

    def tulis(self, nama: str) -> AbstractContextManager[Takar]:
        """Write an archive, whole or not at all."""
        ...

    def daftar(self) -> dict[str, int]:
        """Return the names of what lies there, and the bytes of each."""
        ...

    def hapus(self, nama: str) -> None:
        """Throw an archive away."""
        ...


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder; with ``rumah`` it is a stick: refused unless it is mounted, on another disk than the office's data."""

    path: Path
    rumah: Path | None = None

    @property
    def sebutan(self) -> str:
        """Return what people call it."""
        return f"flashdisk di {self.path}" if self.rumah else f"folder {self.path}"

    def siap(self, perlu: int) -> None:
        """Make sure that it is there and has room."""
        if self.rumah and not _terkait(self.path, self.rumah):
            raise ServiceDown(Pesan("cadangan.usb_tidak_terpasang", tempat=str(self.path)))
        try:
            self.path.mkdir(parents=self.rumah is None, exist_ok=True, mode=0o700)
        except OSError as galat:
            raise _tidak_dapat(self.path, galat) from galat
        if not os.access(self.path, os.W_OK | os.X_OK):
            raise ServiceDown(Pesan("cadangan.tujuan_tertutup", tempat=str(self.path)))
        if shutil.disk_usage(self.path).free < perlu + _LEBIH:
            mb = (perlu + _LEBIH) // 1024**2
            raise StorageFull(Pesan("cadangan.tujuan_penuh", tempat=str(self.path), perlu=mb))

    @contextmanager
    def tulis(self, nama: str) -> Iterator[Takar]:
        """Write beside, flush, read back from the disk, then give it its name."""
        for sisa in sisa_mati(self.daftar(), nama):
            self.hapus(sisa)
        samping = self.path / nama_samping(nama)
        try:
            with samping.open("xb") as berkas:
                samping.chmod(0o600)
                takar = Takar(berkas)
                yield takar
                berkas.flush()
                os.fsync(berkas.fileno())
            _baca_ulang(samping, takar.sidik)
            tulis_atomik(self.path / f"{nama}{SIDIK}", baris_sidik(nama, takar.sidik))
            samping.replace(self.path / nama)
            _sinkronkan(self.path)
        finally:
            with suppress(OSError):  # the stick is gone: so is what was written
                samping.unlink(missing_ok=True)

    def daftar(self) -> dict[str, int]:
        """Return what lies there."""
        if not self.path.is_dir():
            return {}
        return {satu.name: satu.stat().st_size for satu in self.path.iterdir() if satu.is_file()}

    def hapus(self, nama: str) -> None:
        """Throw an archive away, its digest after it."""
        (self.path / nama).unlink(missing_ok=True)
        (self.path / f"{nama}{SIDIK}").unlink(missing_ok=True)


def _terkait(path: Path, rumah: Path) -> bool:
    """Tell whether a folder, or the one it will be made in, lies on a mounted disk that is not that of ``rumah``."""
    ada = path if path.exists() else path.parent
    if not ada.exists():
        return False
    titik = next(satu for satu in (ada, *ada.parents) if satu.is_mount())
    return titik != Path("/") and ada.stat().st_dev != rumah.stat().st_dev


def _tidak_dapat(path: Path, galat: OSError) -> ServiceDown:
    return ServiceDown(Pesan("cadangan.tujuan_gagal", tempat=str(path), sebab=galat.strerror or str(galat)))


def _baca_ulang(path: Path, sidik: str) -> None:
    """Read what was written, from the disk and not from memory: cheap sticks lie.

    Raises:
        ServiceDown: it is not what was written.
    """
    with path.open("rb") as berkas:
        os.posix_fadvise(berkas.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        hasil = hashlib.file_digest(berkas, "sha256").hexdigest()
    if hasil != sidik:
        raise ServiceDown(Pesan("cadangan.tujuan_rusak", tempat=str(path.parent)))


def _sinkronkan(folder: Path) -> None:
    deskriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(deskriptor)
    finally:
        os.close(deskriptor)


def baca_tujuan(teks: str, rumah: Path) -> Tujuan:
    """Return the place that a setting names: ``/a/folder``, ``usb:/media/stick`` or ``rclone:remote:bucket/path``.

    Raises:
        InvalidInput: none of these.
    """
    cara, _, sisa = teks.partition(":")
    if cara == "rclone" and ":" in sisa:
        return Rclone(sisa)
    if cara == "usb" and sisa.startswith("/"):
        return Folder(Path(sisa), rumah)
    if teks.startswith("/"):
        return Folder(Path(teks))
    raise InvalidInput(Pesan("cadangan.tujuan_salah", tujuan=teks[:100]))
