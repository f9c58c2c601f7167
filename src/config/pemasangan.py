"""The parts of ``eoffice restore``: unpack an archive; then, as the home it is to become, prove it equal.

A third one, where a copy of the database followed the office: put that newer one in its place."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final
from uuid import UUID

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader

from config.commands.audit import kata_rantai
from config.commands.backup import cek_sidik_luar, tampilkan
from config.commands.kemajuan import berjalan
from config.commands.kunci import tanya_kunci
from config.commands.replicate import tujuan_salinan
from eoffice.arsip.services import ragukan_cadangan
from eoffice.cadangan import services as cadangan
from eoffice.cadangan.rules import manifes as bentuk
from eoffice.cadangan.rules.manifes import Isi, Kepala, Manifes
from eoffice.jejak.aliran import UjungAliran, digest_pada, semua_ujung
from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel.errors import InvalidInput, RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.web.komponen.angka import ribuan
from eoffice.wilayah.selectors import semua_desa
from eoffice.wilayah.tenancy import lingkup

MANIFES: Final = "manifes.json"
RUMAH: Final = "rumah"
SQLITE: Final = "eoffice.sqlite3"
SUSULAN: Final = "susulan.sqlite3"


def uraikan(arsip: Path, lembar: Path | None, samping: Path) -> None:
    """Unpack an archive of this office into a folder; nothing else is touched.

    Raises:
        InvalidInput: it is damaged, another's, or of a newer version; or the key is another one.
    """
    cek_sidik_luar(arsip)
    rahasia = tanya_kunci(lembar)
    with berjalan("Membuka cadangan"):
        manifes = cadangan.uraikan(arsip, rahasia, samping, _cek)
    if manifes.kepala.mesin_basis == "sqlite":
        (samping / cadangan.BASIS).rename(samping / RUMAH / SQLITE)
    (samping / MANIFES).write_bytes(bentuk.tulis(manifes))
    os.sync()


def _cek(kepala: Kepala) -> None:
    cadangan.periksa_siapa(kepala, peran=settings.EOFFICE_PERAN, desa=settings.EOFFICE_DESA)
    if kepala.mesin_basis != connection.vendor:
        raise InvalidInput(Pesan("cadangan.basis_lain", punya=kepala.mesin_basis, perlu=connection.vendor))
    dikenal = {f"{app}.{nama}" for app, nama in MigrationLoader(None).disk_migrations}
    if not set(kepala.migrasi) <= dikenal:
        raise InvalidInput(Pesan("cadangan.versi_baru"))


def pastikan(_arsip: Path, _lembar: Path | None, samping: Path) -> None:
    """Compare every table and every file with the manifest, hold up numbering, and walk the chains.

    Raises:
        RuleRefused: something differs, or the regency's database is not empty.
    """
    manifes = bentuk.baca((samping / MANIFES).read_bytes())
    with berjalan("Membandingkan setiap tabel dan berkas"):
        beda = cadangan.bandingkan(samping / RUMAH, manifes, _tabel(samping))
    if beda.ada:
        raise RuleRefused(Pesan("cadangan.beda", apa=", ".join([*beda.tabel, *beda.berkas])[:200]))
    tampilkan(manifes)
    click.echo("Semua tabel dan berkas sama dengan isi cadangan.")
    call_command("migrate", verbosity=0, interactive=False)
    _ragukan()
    connections.close_all()
    _lanjut(manifes)


def susulkan(_arsip: Path, _lembar: Path | None, samping: Path) -> None:
    """Put the newer database of the following copy in place of the archive's, if it goes on where that one ends.

    Raises:
        RuleRefused, InvalidInput: no copy is set, or it is of another office.
        ServiceDown: the copy cannot be fetched.
    """
    arsip = _aliran()
    with berjalan("Mengambil salinan berjalan"):
        cadangan.ambil_salinan(tujuan_salinan(), samping / SUSULAN)
    connections.close_all()
    basis = samping / RUMAH / SQLITE
    for ekor in ("", "-wal", "-shm"):
        basis.with_name(basis.name + ekor).unlink(missing_ok=True)
    (samping / SUSULAN).rename(basis)
    call_command("migrate", verbosity=0, interactive=False)
    _pastikan_lanjutan(arsip)
    tambahan = sum(satu.urut for satu in _aliran().values()) - sum(satu.urut for satu in arsip.values())
    click.echo(f"Disusulkan dari salinan berjalan: {ribuan(tambahan)} peristiwa sesudah cadangan.")
    _ragukan()
    connections.close_all()


def _aliran() -> dict[tuple[str, UUID], UjungAliran]:
    """Return how far every stream of every village reaches in the database that is in place."""
    semua: dict[tuple[str, UUID], UjungAliran] = {}
    for desa in semua_desa():
        with lingkup(desa.kode):
            semua |= {(desa.kode, satu.epoch): satu for satu in semua_ujung()}
    return semua


def _pastikan_lanjutan(arsip: dict[tuple[str, UUID], UjungAliran]) -> None:
    """Refuse a database in which a stream of the archive is shorter or another one."""
    for (desa, epoch), satu in arsip.items():
        with lingkup(desa):
            if digest_pada(epoch, satu.urut) != satu.digest:
                raise RuleRefused(Pesan("cadangan.salinan_lain"))


def _tabel(samping: Path) -> dict[str, Isi]:
    if connection.vendor == "sqlite":
        return cadangan.sidik_sqlite(samping / RUMAH / SQLITE)
    if not cadangan.basis_kosong():
        raise RuleRefused(Pesan("cadangan.basis_berisi"))
    cadangan.pasang_basis(samping / cadangan.BASIS)
    return cadangan.sidik_postgres()


def _ragukan() -> None:
    """Hold up numbering in every village, and say whether its chain is whole: a broken one comes back as it was."""
    for desa in semua_desa():
        with lingkup(desa.kode):
            ragukan_cadangan()
        click.echo(f"{desa.lengkap}: {kata_rantai(periksa_rantai(desa.kode))}")


def _lanjut(manifes: Manifes) -> None:
    click.echo("Yang dilakukan sekarang:")
    if manifes.kepala.sendiri and not settings.EOFFICE_DESA:
        click.echo(f"- Setel EOFFICE_DESA={manifes.kepala.sendiri}.")
    click.echo("- Jalankan `eoffice doctor`, lalu `eoffice serve` dan `eoffice worker` seperti biasa.")
    if manifes.kepala.peran == "desa":
        click.echo(
            "- Nomor surat menunggu (Mode Pemulihan): ketik nomor terakhir buku register di halaman Pemulihan."
        )
        click.echo("- Komputer baru: minta kode penggantian kepada kabupaten, lalu `eoffice sync daftar`.")
    click.echo("- Matikan komputer lama bila masih hidup: dua server tidak boleh memberi nomor bersamaan.")


TAHAP: Final[Mapping[str, Callable[[Path, Path | None, Path], None]]] = {
    "uraikan": uraikan,
    "pastikan": pastikan,
    "susulkan": susulkan,
}
