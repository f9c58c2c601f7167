"""A village's database: a copy as of one moment while others write, and the digest of each of its tables."""

import hashlib
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from eoffice.cadangan.rules.manifes import Isi
from eoffice.kernel.errors import ServiceDown
from eoffice.kernel.messages import Pesan

_BATAS: Final = 1 << 256
_TABEL: Final = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' "
    "AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
)


def potret(sumber: Path, tujuan: Path) -> None:
    """Copy the database as it is now, in one step: writers go on, and none of what they write later is in it.

    Raises:
        ServiceDown: the copy is damaged, so the database is.
    """
    with closing(sqlite3.connect(f"file:{sumber}?mode=ro", uri=True, timeout=20)) as asal:
        tujuan.touch(mode=0o600)
        with closing(sqlite3.connect(tujuan)) as salinan:
            asal.backup(salinan)
            salinan.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
            salinan.create_function("REGEXP", 2, _cocok, deterministic=True)  # what Django's own checks call
            (hasil,) = salinan.execute("PRAGMA quick_check(1)").fetchone()
    if hasil != "ok":
        raise ServiceDown(Pesan("cadangan.basis_rusak"))


def _cocok(pola: str, isi: str | None) -> bool | None:
    return None if isi is None else re.search(pola, str(isi)) is not None


def tambah_sidik(jumlah: int, baris: bytes) -> int:
    """Add a row to a digest that does not depend on the order of rows."""
    return (jumlah + int.from_bytes(hashlib.sha256(baris).digest())) % _BATAS


def sidik_tabel(path: Path) -> dict[str, Isi]:
    """Return rows and digest of every table; of an index for searching, the tables it is kept in."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=20)) as hubungan:
        nama = [str(satu) for (satu,) in hubungan.execute(_TABEL)]
        return {satu: _sidik(hubungan, satu) for satu in nama}


def _sidik(hubungan: sqlite3.Connection, tabel: str) -> Isi:
    banyak, jumlah = 0, 0
    for baris in hubungan.execute(f'SELECT * FROM "{tabel}"'):  # noqa: S608  a name from the database itself
        banyak, jumlah = banyak + 1, tambah_sidik(jumlah, repr(baris).encode())
    return Isi(banyak, f"{jumlah:064x}")


def migrasi(path: Path) -> tuple[str, ...]:
    """Return what was applied to a database."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=20)) as hubungan:
        semua = hubungan.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
        return tuple(str(satu) for (satu,) in semua)
