"""Codes of a phone (RFC 6238: SHA-1, six digits, 30 seconds) as every authenticator app computes them. Pure."""

import base64
from typing import Final
from urllib.parse import quote

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

LANGKAH: Final = 30
"""Seconds that one code is shown."""
PENERBIT: Final = "e-Office Desa"
_ANGKA: Final = 6


def kode_saat(rahasia: str, detik: float) -> str:
    """Return the six digits a phone with this secret shows at a moment (seconds since 1970)."""
    otp = TOTP(base64.b32decode(rahasia), _ANGKA, SHA1(), LANGKAH)  # noqa: S303  what the apps know
    return otp.generate(detik).decode()


def alamat_pasang(rahasia: str, nama_masuk: str) -> str:
    """Return the ``otpauth://`` address that an app reads from the QR."""
    penerbit = quote(PENERBIT)
    return f"otpauth://totp/{penerbit}:{quote(nama_masuk)}?secret={rahasia}&issuer={penerbit}"
