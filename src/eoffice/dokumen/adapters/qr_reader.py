"""Reading a QR from a photo, with Debian's ``zbarimg`` where it is installed; nothing depends on it."""

import shutil
import subprocess
from typing import Final

from eoffice.dokumen.adapters.intake import terima_foto

_PROGRAM: Final = "zbarimg"
_BATAS_DETIK: Final = 20
_MAKS_ISI: Final = 4096


def dapat_baca_qr() -> bool:
    """Tell whether this computer can read a QR from a photo."""
    return shutil.which(_PROGRAM) is not None


def baca_qr(foto: bytes) -> str | None:
    """Return what the QR in a photo says; ``None`` when none can be read. The reader gets a picture drawn anew.

    Raises:
        InvalidInput: not a picture, or too large.
    """
    program = shutil.which(_PROGRAM)
    bersih = terima_foto(foto)
    if program is None:
        return None
    perintah = [program, "-q", "--raw", "--oneshot", "-Sdisable", "-Sqrcode.enable", "-"]
    try:
        hasil = subprocess.run(  # noqa: S603  a fixed program; the picture is its only input
            perintah, input=bersih, capture_output=True, timeout=_BATAS_DETIK, check=False
        )
        isi = hasil.stdout[:_MAKS_ISI].decode().strip()
    except (subprocess.TimeoutExpired, OSError, UnicodeDecodeError):
        return None
    return isi or None
