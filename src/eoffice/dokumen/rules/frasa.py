"""What makes a passphrase of a signing key acceptable."""

import unicodedata
from typing import Final

from eoffice.kernel.messages import Pesan

MIN_FRASA: Final = 12
MAKS_FRASA: Final = 128
_MIN_RAGAM: Final = 6
_MUDAH: Final = ("password", "katasandi", "123456", "qwerty", "desa1234", "rahasia123")


def bentuk_baku(frasa: str) -> str:
    """Return the one form of a passphrase that is ever fed to key stretching (NFKC, no outer spaces)."""
    return unicodedata.normalize("NFKC", frasa).strip()


def periksa_frasa(frasa: str, nama: str = "") -> Pesan | None:
    """Return why ``frasa`` may not protect a signing key, or None.

    A sentence of a few words is welcome; length matters more than odd characters (NIST SP 800-63B).
    """
    baku = bentuk_baku(frasa)
    if not MIN_FRASA <= len(baku) <= MAKS_FRASA:
        return Pesan("dokumen.frasa_panjang", min=MIN_FRASA, maks=MAKS_FRASA)
    rapat = "".join(baku.casefold().split())
    milik = [kata for kata in nama.casefold().split() if len(kata) > len("bin")]
    if (
        len(set(rapat)) < _MIN_RAGAM
        or any(mudah in rapat for mudah in _MUDAH)
        or rapat in {*milik, "".join(milik)}
    ):
        return Pesan("dokumen.frasa_mudah_ditebak")
    return None
