"""``eoffice demo``: prepare once, run everything in the foreground, stop everything with Ctrl-C."""

import contextlib
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from config import env
from config.commands.porta import tolak_porta
from config.demo import pg, tempat
from config.demo.kabel import Kabel
from config.demo.peraga import AkunPeraga
from config.demo.proses import Parts, addresses, is_listening
from config.demo.rumah import DAFTAR, TANDA, mengisi
from eoffice.akun.rules.kode_hp import kode_saat
from eoffice.kernel import clock

SIAPKAN: Final = "config.demo"
PERINTAH: Final = "config.commands"


@dataclass(frozen=True, slots=True)
class Percobaan:
    """The trial: the village on ``porta``, its regency on the next port, and the cable between them on the third."""

    rumah: Path
    porta: int
    basis: pg.Basis | None = None

    @property
    def kabupaten(self) -> tempat.Tempat:
        """The regency."""
        return tempat.kabupaten(self.rumah, self.porta + 1, self.basis)

    @property
    def desa(self) -> tempat.Tempat:
        """The village with a server of its own."""
        return tempat.desa(self.rumah, self.porta, self.kabupaten)

    @property
    def semua(self) -> tuple[tempat.Tempat, tempat.Tempat]:
        """Both installations."""
        return self.desa, self.kabupaten

    @property
    def kabel(self) -> Kabel:
        """What lies between them."""
        return Kabel(self.porta + 2, self.kabupaten.porta, self.rumah / tempat.KABEL_TERCABUT)

    @property
    def lengkap(self) -> bool:
        """Whether it was made to the end."""
        return not (self.rumah / TANDA).exists() and all(
            (satu.rumah / DAFTAR).exists() for satu in self.semua
        )


@click.command()
@click.option("--kode", is_flag=True, help="Sebut kode enam angka akun peraga saat ini, lalu selesai.")
def demo(*, kode: bool) -> None:
    """Menjalankan percobaan sampai Ctrl-C: server sebuah desa, server kabupaten, dan kabel di antaranya.

    Data tersimpan di EOFFICE_HOME. Desa memakai EOFFICE_PORT, kabupaten dan kabel dua porta sesudahnya.
    """
    rumah, porta = env.home("EOFFICE_HOME", "var"), env.port("EOFFICE_PORT", 8000)
    percobaan = Percobaan(rumah, porta)
    if kode:
        _sebut_kode(percobaan)
        return
    for satu in range(porta, porta + 3):
        tolak_porta("0.0.0.0", satu)  # noqa: S104  the trial is meant to be reached from the LAN
    if not percobaan.lengkap:
        _isi(percobaan)
    with _basis(rumah) as basis:
        sys.exit(_jalankan(Percobaan(rumah, porta, basis)))


@contextlib.contextmanager
def _basis(rumah: Path) -> Iterator[pg.Basis | None]:
    """Run the regency's PostgreSQL; ``None``: it has to do with SQLite, which is said."""
    folder = rumah / "pg"
    alasan = "" if (folder / "data").exists() else pg.alasan_tidak(rumah, folder)
    if alasan or (rumah / "kabupaten" / "eoffice.sqlite3").exists():
        click.echo(f"Kabupaten memakai SQLite, bukan PostgreSQL. {alasan}".rstrip(". ") + ".")
        yield None
        return
    with pg.berjalan(folder) as basis:
        yield basis


def _isi(percobaan: Percobaan) -> None:
    """Make the trial, in both installations at once."""
    click.echo("Menyiapkan percobaan, sekali saja. Ini memakan waktu sekitar satu menit.")
    rumah = percobaan.rumah
    with mengisi(rumah, [*(satu.rumah for satu in percobaan.semua), rumah / "pg"]), _basis(rumah) as basis:
        semua = Percobaan(rumah, percobaan.porta, basis).semua
        tempat.serentak(satu.belum_berdesa.mulai(PERINTAH, "migrate") for satu in semua)
        tempat.serentak(satu.mulai(SIAPKAN, "isi", satu.nama) for satu in semua)


def _jalankan(percobaan: Percobaan) -> int:
    """Run both installations and the cable until the end; return the exit code."""
    tempat.serentak(satu.mulai(PERINTAH, "migrate") for satu in percobaan.semua)
    with Parts() as bagian:
        for satu in percobaan.semua:
            bagian.start(f"web {satu.nama}", ["serve"], satu.lingkungan)
        percobaan.kabel.mulai()
        if bagian.until(lambda: all(is_listening(satu.porta) for satu in percobaan.semua)):
            _pertemukan(percobaan)
            for satu in percobaan.semua:
                bagian.start(f"pekerja {satu.nama}", ["worker"], satu.lingkungan)
            _sambut(percobaan)
        return bagian.wait()


def _pertemukan(percobaan: Percobaan) -> None:
    """Enrol the village's server at the regency, once; their first meeting follows by itself."""
    if percobaan.desa.terdaftar:
        return
    percobaan.kabel.tercabut.unlink(missing_ok=True)
    undangan = percobaan.kabupaten.jalankan(SIAPKAN, "undang", f"http://127.0.0.1:{percobaan.kabel.porta}")
    percobaan.desa.jalankan(PERINTAH, "sync", "daftar", undangan.strip())


def _sebut_kode(percobaan: Percobaan) -> None:
    for orang in (*percobaan.desa.peraga(), *percobaan.kabupaten.peraga()):
        if orang.totp:
            click.echo(f"{kode_saat(orang.totp, clock.now().timestamp())}  {orang.masuk}")


def _sambut(percobaan: Percobaan) -> None:
    """Print the addresses and the people."""
    click.echo("\ne-Office Desa berjalan.")
    for satu, apa in zip(percobaan.semua, ("Server Desa Cisontrol", "Server Kabupaten Ciamis"), strict=True):
        click.echo(f"\n{apa}")
        for alamat in addresses(satu.porta):
            click.echo(f"  {alamat}   petugas: {alamat}/aparat/")
        for baris in kalimat_peraga(satu.peraga()):
            click.echo(baris)
    click.echo(f"\nKabel di antara keduanya, untuk dicabut dan dicolok: {percobaan.desa.alamat}/kabel/")
    click.echo("Kode enam angka: `.venv/bin/eoffice demo --kode`, atau aplikasi autentikator.")
    click.echo(f"Semua orang rekaan. Data ada di {percobaan.rumah}. Berhenti: Ctrl-C.\n")


def kalimat_peraga(peraga: Sequence[AkunPeraga]) -> Iterator[str]:
    """Yield the people of an installation as lines: who, and with which secrets."""
    for satu in peraga:
        peran = satu.peran.replace("_", " ")
        yield f"    {peran:<16} {satu.nama:<24} {satu.masuk}  {satu.sandi}"
        if satu.totp:
            frasa = f"  frasa tanda tangan: {satu.frasa}" if satu.frasa else ""
            yield f"    {'':<16} kunci TOTP {satu.totp}{frasa}"
