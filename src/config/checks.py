"""System checks of a deployment: what is wrong, and what to do. Errors keep ``eoffice serve`` from starting,
all but a disk that is nearly full (E012).
"""

import shutil
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004  Django's name
from django.db import DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from config.galat import arti_basis_data
from eoffice.jejak.selectors import waktu_terakhir
from eoffice.kernel import clock
from eoffice.web.komponen.kalimat import kalimat
from eoffice.wilayah.kalender import peringatan as peringatan_libur
from eoffice.wilayah.selectors import desa_terdaftar, semua_desa
from eoffice.wilayah.tenancy import lingkup

RILIS = datetime(2026, 11, 24, tzinfo=UTC)  # no machine can be living before this release was made
MELESET = timedelta(minutes=5)
SISA_PENUH, SISA_SEDIKIT = 200 * 1024**2, 2 * 1024**3  # bytes
PRAGMA = (
    ("recursive_triggers", 1, "E003", "jejak audit dapat ditimpa dengan INSERT OR REPLACE"),
    ("foreign_keys", 1, "E004", "baris dapat menunjuk sesuatu yang tidak ada"),
    ("synchronous", 2, "E005", "surat yang sudah diakui dapat hilang saat listrik padam"),
)


@register(Tags.security, deploy=True)
def deployment(**_: Any) -> Iterator[CheckMessage]:
    """E001, E010-E014, W011-W016: settings, clock, disk and keys of this machine."""
    if settings.DEBUG:
        yield Error("Mode DEBUG menyala: halaman galat membuka isi program.", id="eoffice.E001")
    if clock.now() < RILIS:
        apa = f"Jam komputer menunjukkan {clock.now():%d-%m-%Y}, sebelum versi ini dibuat."
        lalu = "Setel tanggal dan jam, lalu periksa baterai CMOS."
        if settings.EOFFICE_PERAN == "desa":  # served all the same: numbering asks a person for the date
            yield Warning(apa, hint=lalu, id="eoffice.W019")
        else:
            yield Error(apa, hint=lalu, id="eoffice.E010")
    yield from _disk(settings.EOFFICE_HOME)
    yield from _keys(settings.KUNCI)
    yield from _own_village()
    libur = peringatan_libur(clock.now().year)
    if libur is not None:
        yield Warning(kalimat(libur), hint="Perbarui e-Office Desa.", id="eoffice.W016")


def _disk(home: Path) -> Iterator[CheckMessage]:
    if not home.is_dir():
        yield Warning("Rumah data belum ada.", hint="Jalankan `eoffice migrate`.", id="eoffice.W011")
        return
    sisa = shutil.disk_usage(home).free
    if sisa < SISA_PENUH:
        yield Error(
            f"Ruang simpan hampir habis: sisa {sisa // 1024**2} MB.",
            hint="Kosongkan ruang; data dapat dibaca, tetapi surat dan lampiran baru ditolak.",
            id="eoffice.E012",
        )
    elif sisa < SISA_SEDIKIT:
        yield Warning(f"Ruang simpan tinggal {sisa // 1024**2} MB.", id="eoffice.W012")


def _keys(folder: Path) -> Iterator[CheckMessage]:
    terbuka = [path.name for path in _secrets(folder) if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)]
    if terbuka:
        yield Error(
            f"Berkas kunci dapat dibaca pengguna lain: {', '.join(sorted(terbuka))}.",
            hint=f"chmod -R go= {folder}",
            id="eoffice.E013",
        )
    if not list((folder / "ca").glob("*")):
        yield Warning(
            "Kunci simpul belum ada: surat belum dapat diterbitkan dari sini.",
            hint="Jalankan `eoffice migrate` (peran desa) atau `eoffice desa tambah KODE`.",
            id="eoffice.W013",
        )


def _secrets(folder: Path) -> Iterator[Path]:
    for pattern in ("*.rahasia", "**/*.p12", "**/*kunci*.pem", "**/*.key"):
        yield from folder.glob(pattern)


def _own_village() -> Iterator[CheckMessage]:
    if settings.EOFFICE_PERAN == "desa" and not settings.EOFFICE_DESA:
        yield Error(
            "Peran desa memerlukan EOFFICE_DESA.",
            hint="Setel kode desa, misalnya EOFFICE_DESA=32.07.15.2004, lalu jalankan `eoffice migrate`.",
            id="eoffice.E014",
        )
    if "//localhost" in settings.EOFFICE_ALAMAT_PUBLIK:
        yield Warning(
            "QR pada surat memuat alamat localhost yang tidak dapat dibuka dari gawai lain.",
            hint="Setel EOFFICE_ALAMAT_PUBLIK, misalnya http://192.168.1.10:8000.",
            id="eoffice.W015",
        )


@register(Tags.database)
def database(databases: Sequence[str] | None = None, **_: Any) -> Iterator[CheckMessage]:
    """E002-E009, E017: how the database is reached, and whether its tables are those of this release."""
    for alias in databases or ():
        connection = connections[alias]
        try:
            connection.ensure_connection()
        except DatabaseError as error:
            apa, lalu = arti_basis_data(error)
            yield Error(apa, hint=lalu, id="eoffice.E008")
            continue
        yield from _sqlite(connection) if connection.vendor == "sqlite" else _postgres(connection)
        yield from _migrations(connection)


def _sqlite(connection: BaseDatabaseWrapper) -> Iterator[CheckMessage]:
    with connection.cursor() as cursor:
        for name, wanted, number, why in PRAGMA:
            cursor.execute(f"PRAGMA {name}")
            if cursor.fetchone()[0] < wanted:
                yield Error(f"SQLite berjalan dengan {name} yang salah: {why}.", id=f"eoffice.{number}")
    if getattr(connection, "transaction_mode", None) != "IMMEDIATE":
        yield Error(
            "SQLite tidak memakai IMMEDIATE: dua orang yang menulis bersamaan akan gagal.", id="eoffice.E006"
        )


OWNER = (
    "SELECT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tableowner = current_user) "
    "OR (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user)"
)


def _postgres(connection: BaseDatabaseWrapper) -> Iterator[CheckMessage]:
    with connection.cursor() as cursor:
        cursor.execute(OWNER)
        owner = cursor.fetchone()[0]
    if owner:
        yield Error(
            "Server masuk ke PostgreSQL sebagai pemilik tabel: dinding antardesa tidak bekerja.",
            hint="EOFFICE_DATABASE_URL harus memakai peran layanan, EOFFICE_DATABASE_OWNER_URL pemilik.",
            id="eoffice.E002",
        )


@register(Tags.database)
def power_cut(databases: Sequence[str] | None = None, **_: Any) -> Iterator[CheckMessage]:
    """W024: whether PostgreSQL keeps what it confirmed when the power fails; that it is reached is asked elsewhere."""
    for alias in databases or ():
        with suppress(DatabaseError):
            if connections[alias].vendor == "postgresql":
                yield from _longgar(connections[alias])


def _longgar(connection: BaseDatabaseWrapper) -> Iterator[CheckMessage]:
    with connection.cursor() as cursor:
        longgar = [nama for nama in ("fsync", "synchronous_commit") if _setelan(cursor, nama) == "off"]
    if longgar:
        yield Warning(
            f"PostgreSQL berjalan dengan {' dan '.join(longgar)} = off: catatan desa yang sudah diberi tanda terima "
            "dapat hilang saat listrik padam.",
            hint="Setel menjadi on di postgresql.conf, lalu muat ulang PostgreSQL.",
            id="eoffice.W024",
        )


def _setelan(cursor: Any, nama: str) -> str:
    cursor.execute(f"SHOW {nama}")
    return str(cursor.fetchone()[0])


def _migrations(connection: BaseDatabaseWrapper) -> Iterator[CheckMessage]:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        yield Error(
            f"Basis data belum sesuai dengan versi ini ({len(waiting)} migrasi menunggu).",
            hint="Jalankan `eoffice migrate`.",
            id="eoffice.E007",
        )
        return
    yield from _clock()
    yield from _registered()


def _registered() -> Iterator[CheckMessage]:
    """E017: the village that this installation is for is not registered (``EOFFICE_DESA`` was changed)."""
    if (
        settings.EOFFICE_PERAN == "desa"
        and settings.EOFFICE_DESA
        and not desa_terdaftar(settings.EOFFICE_DESA)
    ):
        yield Error(
            f"Desa EOFFICE_DESA={settings.EOFFICE_DESA} belum terdaftar di basis data ini.",
            hint="Periksa kodenya, lalu jalankan `eoffice migrate`.",
            id="eoffice.E017",
        )


def _clock() -> Iterator[CheckMessage]:
    """Compare the clock with the last event of each village: time never runs backwards.

    A village's own server serves all the same: nobody is locked out by an empty battery. No letter gets a number before
    a person has confirmed the date.
    """
    for desa in semua_desa():
        with lingkup(desa.kode):
            last = waktu_terakhir()
        if last is None or last <= clock.now() + MELESET:
            continue
        apa = (
            f"Jam komputer lebih awal daripada kejadian terakhir {desa.lengkap} ({last:%d-%m-%Y %H.%M} UTC)."
        )
        if f"{last:%d-%m-%Y}" == settings.EOFFICE_JAM_PERNAH_MAJU:
            yield Warning(f"{apa} Anda sudah menyatakan jam sekarang benar.", id="eoffice.W018")
            continue
        if settings.EOFFICE_PERAN == "desa":
            hint = "Surat belum diberi nomor sampai tanggal dipastikan di halaman Pemulihan."
            yield Warning(apa, hint=hint, id="eoffice.W018")
            continue
        yield Error(
            apa,
            hint="Setel tanggal dan jam, lalu periksa baterai CMOS. Bila jam sekarang sudah benar dan dulu terlalu "
            f"maju, nyatakan dengan EOFFICE_JAM_PERNAH_MAJU={last:%d-%m-%Y}.",
            id="eoffice.E009",
        )
