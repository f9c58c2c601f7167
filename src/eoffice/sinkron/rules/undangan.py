"""The one line by which a village's installation finds its hub and knows it: pasted, or read from a QR. Pure."""

import base64
import hashlib
from dataclasses import dataclass
from typing import Final

from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan

_PISAH: Final = "#"
_BAGIAN: Final = 4
ABJAD: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Digits and letters that nobody mistakes for each other."""
PANJANG_KODE: Final = 20


@dataclass(frozen=True, slots=True)
class Undangan:
    """Where the hub answers, for which village, the one-time code, and the fingerprint of the hub's key."""

    alamat: str
    desa: str
    kode: str
    sidik: str

    def tulis(self) -> str:
        """Return the line."""
        return _PISAH.join((self.alamat.rstrip("/"), self.desa, self.kode, self.sidik))


def baca(baris: str) -> Undangan:
    """Read the line as it was pasted.

    Raises:
        InvalidInput: it is cut, or something else.
    """
    bagian = baris.strip().split(_PISAH)
    if len(bagian) != _BAGIAN or not bagian[0].startswith(("http://", "https://")) or not all(bagian):
        raise InvalidInput(Pesan("sinkron.undangan_rusak"))
    return Undangan(bagian[0], bagian[1], bagian[2], bagian[3])


def sidik_kunci(kunci: bytes) -> str:
    """Return the fingerprint of a public key: 160 bits of its SHA-256, for people to compare in groups of four."""
    teks = base64.b32encode(hashlib.sha256(kunci).digest()[:20]).decode()
    return "-".join(teks[mulai : mulai + 4] for mulai in range(0, len(teks), 4))
