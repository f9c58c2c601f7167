"""The regency's database: ``pg_dump`` and our digests look at one and the same snapshot, as the owner of the tables."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from django.db import connection, transaction

from eoffice.cadangan.adapters.basis_sqlite import tambah_sidik
from eoffice.cadangan.rules.manifes import Isi
from eoffice.kernel.errors import ServiceDown
from eoffice.kernel.messages import Pesan

_TABEL: Final = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1"
_MIGRASI: Final = "SELECT app || '.' || name FROM django_migrations ORDER BY 1"


def potret(tujuan: Path) -> tuple[dict[str, Isi], tuple[str, ...]]:
    """Dump the database; return rows and digest of every table, and what was applied, as of the same moment.

    Raises:
        ServiceDown: PostgreSQL's programs are missing or refuse.
    """
    with _sesaat() as kursor:
        kursor.execute("SELECT pg_export_snapshot()")
        (saat,) = kursor.fetchone()
        _jalankan("pg_dump", "--format=custom", "--compress=0", f"--snapshot={saat}", f"--file={tujuan}")
        kursor.execute(_MIGRASI)
        migrasi = tuple(str(satu) for (satu,) in kursor.fetchall())
        return _sidik_semua(kursor), migrasi


def pasang(sumber: Path) -> None:
    """Load a dump into an empty database, all of it or nothing.

    Raises:
        ServiceDown: PostgreSQL's programs are missing or refuse.
    """
    pilihan = ("--no-owner", "--exit-on-error", "--single-transaction")
    _jalankan("pg_restore", *pilihan, f"--dbname={connection.settings_dict['NAME']}", str(sumber))


def kosong() -> bool:
    """Tell whether the database has no tables."""
    with connection.cursor() as kursor:
        kursor.execute(_TABEL)
        return kursor.fetchone() is None


def sidik_tabel() -> dict[str, Isi]:
    """Return rows and digest of every table."""
    with _sesaat() as kursor:
        return _sidik_semua(kursor)


@contextmanager
def _sesaat() -> Iterator[Any]:
    with transaction.atomic(), connection.cursor() as kursor:
        kursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield kursor


def _sidik_semua(kursor: Any) -> dict[str, Isi]:
    kursor.execute(_TABEL)
    return {str(nama): _sidik(kursor, nama) for (nama,) in kursor.fetchall()}


def _sidik(kursor: Any, tabel: str) -> Isi:
    banyak, jumlah = 0, 0
    with kursor.copy(f'COPY (SELECT * FROM "{tabel}") TO STDOUT') as salinan:  # noqa: S608  a name of the database
        for baris in salinan:
            banyak, jumlah = banyak + 1, tambah_sidik(jumlah, bytes(baris))
    return Isi(banyak, f"{jumlah:064x}")


def _jalankan(nama: str, *pilihan: str) -> None:
    satu = connection.settings_dict
    tempat = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGDATABASE": "NAME",
        "PGPASSWORD": "PASSWORD",
    }
    lingkungan = os.environ | {kunci: str(satu[asal]) for kunci, asal in tempat.items() if satu[asal]}
    hasil = subprocess.run(  # noqa: S603  PostgreSQL's own programs; the password is not on the command line
        [_program(nama), *pilihan], env=lingkungan, capture_output=True, text=True, check=False
    )
    if hasil.returncode:
        baris = hasil.stderr.strip().splitlines() or [str(hasil.returncode)]
        raise ServiceDown(Pesan("cadangan.program_gagal", program=nama, sebab=baris[0][:200]))


def _program(nama: str) -> str:
    """Return the newest of PostgreSQL's programs: it reads all older servers."""
    terpasang = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{nama}"), key=lambda p: float(p.parts[4]))
    ada = str(terpasang[-1]) if terpasang else shutil.which(nama)
    if ada is None:
        raise ServiceDown(Pesan("cadangan.program_tidak_ada", program=nama))
    return ada
