"""Files of the village in scope that come or go piece by piece, named by their SHA-256."""

import time
from pathlib import Path
from typing import Final

from django.conf import settings

from eoffice.dokumen.adapters import potongan, store
from eoffice.dokumen.services.berkas import ada, baca
from eoffice.wilayah.tenancy import desa_aktif

UMUR_POTONGAN_DETIK: Final = 60 * 24 * 3600
"""What nobody added to for so long is given up; it begins again when it is asked for again."""


def _akar() -> Path:
    folder: Path = settings.EOFFICE_HOME / "berkas-datang"
    return folder


def _jalur(sha256: str, laci: str = "") -> Path:
    """Return where an arriving file lies; ``laci``: a drawer of its sender, for what is not to be kept for good."""
    return store.letak(_laci() / laci if laci else _akar() / desa_aktif(), sha256)


def _laci() -> Path:
    folder: Path = settings.EOFFICE_HOME / "paket-datang" / desa_aktif()
    return folder


def sampai_mana(sha256: str, laci: str = "") -> int:
    """Return how many bytes of a file that is arriving are here."""
    return potongan.sampai(_jalur(sha256, laci))


def tambah_potongan(sha256: str, dari: int, isi: bytes, laci: str = "") -> int:
    """Append a piece of an arriving file and return how far it reaches.

    Raises:
        SalahTempat, StorageFull: as ``potongan.tambah``.
    """
    return potongan.tambah(_jalur(sha256, laci), dari, isi)


def selesaikan_potongan(sha256: str) -> None:
    """Keep a whole file for good; call ``lupakan_potongan`` when that is noted.

    Raises:
        InvalidInput: it is not what its name says; it is thrown away.
        StorageFull: no space; it stays as it is.
    """
    potongan.selesaikan(_jalur(sha256), settings.EOFFICE_HOME / "berkas", sha256)


def baca_potongan(sha256: str, laci: str = "") -> bytes:
    """Return a whole arriving file that is not to be kept for good.

    Raises:
        InvalidInput: it is not what its name says; it is thrown away.
    """
    return potongan.baca(_jalur(sha256, laci), sha256)


def lupakan_potongan(sha256: str) -> None:
    """Throw the arriving file away: it is kept for good, or it is wrong."""
    _jalur(sha256).unlink(missing_ok=True)


def isi_laci(laci: str) -> list[str]:
    """Return the names of what lies in a drawer."""
    return sorted(jalur.name for jalur in (_laci() / laci).rglob("*") if jalur.is_file())


def kosongkan_laci(laci: str = "", *, kecuali: str = "") -> None:
    """Throw away what lies in a drawer (without a name: in all of the village), except one file."""
    for jalur in (_laci() / laci).rglob("*"):
        if jalur.is_file() and jalur.name != kecuali:
            jalur.unlink(missing_ok=True)


def buang_potongan_lama() -> int:
    """Throw away, of every village, what nobody added to for two months; return how many."""
    batas = time.time() - UMUR_POTONGAN_DETIK
    semua = (*_akar().rglob("*"), *(settings.EOFFICE_HOME / "paket-datang").rglob("*"))
    lama = [jalur for jalur in semua if jalur.is_file() and jalur.stat().st_mtime < batas]
    for jalur in lama:
        jalur.unlink(missing_ok=True)
    return len(lama)


def ukuran(sha256: str) -> int | None:
    """Return how many bytes a kept file has, ``None`` when it is not here."""
    if not ada(sha256):
        return None
    return store.letak(settings.EOFFICE_HOME / "berkas", sha256).stat().st_size


def potong(sha256: str, dari: int, panjang: int) -> bytes:
    """Return a piece of a kept file; the first piece proves the whole file, the receiver proves the rest.

    Raises:
        BerkasHilang: it is missing or damaged.
    """
    if dari == 0:
        return baca(sha256)[:panjang]
    try:
        with store.letak(settings.EOFFICE_HOME / "berkas", sha256).open("rb") as berkas:
            berkas.seek(dari)
            return berkas.read(panjang)
    except OSError as galat:
        raise store.BerkasHilang(sha256) from galat
