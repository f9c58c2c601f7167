"""Bytes of an archive on their way to its place: counted and digested."""

import hashlib
from collections.abc import Iterable

from eoffice.cadangan.adapters.amplop import Penerima
from eoffice.kernel.ids import new_id


class Takar:
    """Passes bytes on, counting and digesting them."""

    def __init__(self, tujuan: Penerima) -> None:
        self._tujuan, self._hash, self.ukuran = tujuan, hashlib.sha256(), 0

    def write(self, bita: bytes) -> int:
        """Take some bytes."""
        self._hash.update(bita)
        self.ukuran += len(bita)
        return self._tujuan.write(bita)

    def flush(self) -> None:
        """Let nothing wait."""
        self._tujuan.flush()

    @property
    def sidik(self) -> str:
        """Return the SHA-256 (hex) of what came so far."""
        return self._hash.hexdigest()


def baris_sidik(nama: str, sidik: str) -> bytes:
    """Return what stands beside an archive, in the form ``sha256sum -c`` reads."""
    return f"{sidik}  {nama}\n".encode()


def nama_samping(nama: str) -> str:
    """Return under which name an archive is written until it is whole."""
    return f".{nama}.{new_id().hex}.tmp"


def sisa_mati(semua: Iterable[str], nama: str) -> list[str]:
    """Return what was left by processes that died at archives of this installation: only one is made at a time."""
    awal = f".{nama.rpartition('-')[0]}-"
    return [satu for satu in semua if satu.startswith(awal) and satu.endswith(".tmp")]
