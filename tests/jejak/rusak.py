"""Breaking the database on purpose, past every guard: as the owner, with the triggers gone."""

import sqlite3
from uuid import UUID

import psycopg
from django.db import connection
from tools import pg_uji

from tests import basis_data

GUARDED = ("jejak_peristiwa", "jejak_muatanpribadi", "jejak_kepala")


def paksa(sql: str, *isi: object) -> int:
    """Run one statement (``?`` for values) as somebody with full power; return the number of rows."""
    if connection.vendor == "sqlite":
        return _sqlite(sql, isi)
    alamat = f"postgresql://{pg_uji.OWNER}@127.0.0.1:{connection.settings_dict['PORT']}"
    with psycopg.connect(f"{alamat}/{connection.settings_dict['NAME']}") as owner:
        owner.execute("SET lock_timeout = '5s'")  # an open scope of the test must fail it, not hang it
        for tabel in GUARDED:
            owner.execute(f"ALTER TABLE {tabel} DISABLE TRIGGER USER")
        return owner.execute(sql.replace("?", "%s"), isi).rowcount  # type: ignore[arg-type]


def pemilik(sql: str) -> None:
    """Run a statement as the owner of the tables (PostgreSQL)."""
    alamat = f"postgresql://{pg_uji.OWNER}@127.0.0.1:{connection.settings_dict['PORT']}"
    with psycopg.connect(f"{alamat}/{connection.settings_dict['NAME']}") as owner:
        owner.execute(sql)  # type: ignore[arg-type]


def _sqlite(sql: str, isi: tuple[object, ...]) -> int:
    berkas = sqlite3.connect(basis_data.HOME / "kerja.sqlite3")
    names = berkas.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (nama,) in names:
        if nama.startswith("jejak_"):
            berkas.execute(f"DROP TRIGGER {nama}")
    kena = berkas.execute(sql, [satu.hex if isinstance(satu, UUID) else satu for satu in isi]).rowcount
    berkas.commit()
    berkas.close()
    return kena
