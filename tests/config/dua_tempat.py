"""A village (SQLite) and a hub (PostgreSQL) as real processes, for tests that cut lines and kill.

The tests share one hub and one village (fixture ``dunia``), in any order: each leaves both enrolled and the hub serving.
"""

import json
import os
import re
import select
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from tools import pg_uji

from tests.arsitektur.sumber import SRC

BATAS = 60  # seconds a process may take on a busy machine
DESA = "32.07.15.2004"
TANPA_MALAM = {"EOFFICE_BERKAS_BESAR": "0"}  # a test does not wait for the night
MENULIS = """
from django.db import transaction
from eoffice.jejak.events import DESA_DICATAT
from eoffice.jejak.aliran import semua_ujung
from eoffice.jejak.selectors import sesudah
from eoffice.jejak.services import Catatan, catat_banyak
from eoffice.wilayah.tenancy import lingkup
with lingkup("{desa}"), transaction.atomic():
    satu = sesudah(next(a for a in semua_ujung() if a.lokal).epoch, 0, 1)[0]
    isi = ("desa", satu.agregat_id), (satu.publik, {{}}, "cmd")  # what either side may write
    semua = (Catatan(DESA_DICATAT, *isi[0], nomor, *isi[1]) for nomor in range({banyak}))
    catat_banyak(semua, pelaku="uji")
"""
PERINTAH = """
import contextlib, io, json, sys, traceback
from config.commands.grup import eoffice, siapkan_django
siapkan_django()
from django.db import connections
for baris in sys.stdin:
    keluar, galat, kode = io.StringIO(), io.StringIO(), 0
    with contextlib.redirect_stdout(keluar), contextlib.redirect_stderr(galat):
        try:
            tugas = json.loads(baris)
            exec(tugas, {}) if isinstance(tugas, str) else eoffice(tugas, prog_name="eoffice")
        except SystemExit as akhir:
            kode = akhir.code or 0
        except Exception:
            kode = traceback.print_exc() or 1
    connections.close_all()
    print(json.dumps([kode, keluar.getvalue(), galat.getvalue()]), flush=True)
"""
"""One process that runs commands one after another: what is not killed in the middle need not start anew each time."""
TANDA_TERIMA = "Kabupaten memegang tanda terima untuk semua catatan desa.\n"


def porta_bebas() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        porta: int = probe.getsockname()[1]
        return porta


@dataclass
class Tempat:
    """One installation: its home, its settings, and the processes that were started there."""

    rumah: Path
    setelan: dict[str, str]
    awalan: tuple[str, ...] = ()
    """What stands before each command, for instance a network of its own."""
    batas: float = BATAS
    anak: list[subprocess.Popen[str]] = field(default_factory=list)
    _pelaksana: subprocess.Popen[str] | None = None

    @property
    def lingkungan(self) -> dict[str, str]:
        bersih = {n: v for n, v in os.environ.items() if not n.startswith(("EOFFICE_", "DJANGO_"))}
        tetap = {"EOFFICE_HOME": str(self.rumah), "PYTHONPATH": str(SRC), "PYTHONUNBUFFERED": "1"}
        return bersih | tetap | {"DJANGO_SETTINGS_MODULE": "config.settings"} | self.setelan

    def mulai(self, *kata: str) -> subprocess.Popen[str]:
        """Start ``eoffice`` and go on."""
        return self._anak("-m", "config.commands", *kata)

    def _anak(self, *kata: str, stdin: int | None = None) -> subprocess.Popen[str]:
        proses = subprocess.Popen(
            [*self.awalan, sys.executable, *kata],
            env=self.lingkungan,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.anak.append(proses)
        return proses

    def jalankan(self, *kata: str) -> tuple[int, str, str]:
        """Run ``eoffice`` to its end; return exit code, words and complaints."""
        return self._laksanakan(kata)

    def lakukan(self, kode: str) -> str:
        """Run a piece of Python there; return what it prints."""
        hasil, kata, galat = self._laksanakan(kode)
        assert hasil == 0, galat
        return kata

    def menulis(self, banyak: int) -> None:
        """Write events."""
        kode, _, galat = self._laksanakan(MENULIS.format(desa=DESA, banyak=banyak))
        assert kode == 0, galat

    def kerjakan(self, kode: str) -> list[str]:
        """Run a piece of program there, and return the lines it prints."""
        hasil, kata, galat = self._laksanakan(kode)
        assert hasil == 0, galat
        return kata.splitlines()

    def istirahat(self) -> None:
        """End the process that runs commands: somebody else touches the files now."""
        if self._pelaksana is not None:
            bunuh(self._pelaksana)
            self._pelaksana = None

    def _laksanakan(self, tugas: str | tuple[str, ...]) -> tuple[int, str, str]:
        if self._pelaksana is None:
            self._pelaksana = self._anak("-c", PERINTAH, stdin=subprocess.PIPE)
        proses = self._pelaksana
        assert proses.stdin is not None and proses.stdout is not None
        print(json.dumps(tugas), file=proses.stdin, flush=True)
        ada, _, _ = select.select([proses.stdout], [], [], self.batas)
        assert ada, f"{tugas} takes too long"
        jawab = proses.stdout.readline()
        assert jawab, proses.communicate()[1]
        kode, keluar, galat = json.loads(jawab)
        return kode, keluar, galat

    def tanya(self, sql: str) -> list[tuple[object, ...]]:
        """Ask the database itself, on PostgreSQL as the owner."""
        if "EOFFICE_DATABASE_OWNER_URL" in self.setelan:
            with psycopg.connect(self.setelan["EOFFICE_DATABASE_OWNER_URL"]) as pemilik:
                return pemilik.execute(sql.encode()).fetchall()
        hubungan = sqlite3.connect(self.rumah / "eoffice.sqlite3", timeout=20)
        hubungan.create_function("REGEXP", 2, lambda pola, isi: re.search(pola, str(isi)) is not None)
        try:
            return hubungan.execute(sql).fetchall()
        finally:
            hubungan.close()

    def peristiwa(self) -> list[tuple[str, ...]]:
        """Return place, digest and id of every event here."""
        semua = self.tanya("SELECT epoch, urut, digest, id_peristiwa FROM jejak_peristiwa")
        return sorted(tuple(str(kolom).replace("-", "") for kolom in satu) for satu in semua)

    def matikan(self) -> None:
        """Kill what is left."""
        for proses in self.anak:
            bunuh(proses)


def bunuh(proses: subprocess.Popen[str]) -> None:
    """Kill a process with its children, as a power cut does."""
    if proses.poll() is None:
        os.killpg(proses.pid, signal.SIGKILL)
    proses.communicate(timeout=BATAS)


@dataclass
class Dunia:
    """The hub, its server, and the village."""

    kabupaten: Tempat
    desa: Tempat
    porta: int
    server: subprocess.Popen[str] | None = None

    def nyalakan(self) -> None:
        """Let the hub serve, and wait until it answers."""
        self.server = self.kabupaten.mulai("serve", "--alamat", "127.0.0.1", "--proses", "2", "--utas", "2")
        for _ in range(BATAS * 10):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.porta)) == 0:
                    return
            time.sleep(0.1)
        raise AssertionError("the hub did not start")

    def padamkan(self) -> None:
        assert self.server is not None
        bunuh(self.server)

    def undangan(self, *pilihan: str) -> str:
        hasil, kata, galat = self.kabupaten.jalankan("sync", "kode", "--desa", DESA, *pilihan)
        assert hasil == 0, galat
        (baris,) = re.findall(r"^  eoffice sync daftar '(.*)'$", kata, re.MULTILINE)
        return str(baris)

    def daftar(self, *pilihan: str) -> None:
        assert self.desa.jalankan("sync", "daftar", self.undangan(*pilihan))[0] == 0

    def sama(self) -> int:
        """Check that both sides hold the same events, each once, in whole chains; return how many."""
        sini, sana = self.desa.peristiwa(), self.kabupaten.peristiwa()
        assert sini == sana
        assert len({satu[3] for satu in sini}) == len(sini)
        for tempat in (self.desa, self.kabupaten):
            hasil, kata, _ = tempat.jalankan("audit", "verify")
            assert (hasil, f"utuh, {len(sini)} peristiwa" in kata) == (0, True), kata
        return len(sini)


def dua_tempat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dunia]:
    """A hub that serves, and a village's installation that was let in."""
    with pg_uji.cluster() as cluster:
        with psycopg.connect(cluster.url(pg_uji.OWNER, "postgres"), autocommit=True) as pemilik:
            pemilik.execute("CREATE DATABASE eoffice")
        basis_data = {
            "EOFFICE_DATABASE_OWNER_URL": cluster.url(pg_uji.OWNER, "eoffice"),
            "EOFFICE_DATABASE_URL": cluster.url(pg_uji.SERVING, "eoffice"),
        }
        yield from _dunia(tmp_path_factory, basis_data)


def _dunia(tmp_path_factory: pytest.TempPathFactory, basis_data: dict[str, str]) -> Iterator[Dunia]:
    porta = porta_bebas()
    alamat = {"EOFFICE_PORT": str(porta), "EOFFICE_ALAMAT_PUBLIK": f"http://127.0.0.1:{porta}"}
    kabupaten = Tempat(
        tmp_path_factory.mktemp("kabupaten"), {"EOFFICE_PERAN": "kabupaten"} | alamat | basis_data
    )
    desa = Tempat(
        tmp_path_factory.mktemp("desa"), {"EOFFICE_PERAN": "desa", "EOFFICE_DESA": DESA, **TANPA_MALAM}
    )
    dunia = Dunia(kabupaten, desa, porta)
    try:
        menyiapkan = [kabupaten.mulai("migrate"), desa.mulai("migrate")]
        for satu in menyiapkan:
            assert satu.wait(BATAS) == 0
        assert kabupaten.jalankan("desa", "tambah", DESA)[0] == 0
        dunia.nyalakan()
        dunia.daftar()
        yield dunia
    finally:
        kabupaten.matikan()
        desa.matikan()


def bertemu(dunia: Dunia) -> str:
    """Meet until a receipt covers everything; return the words."""
    hasil, kata, galat = dunia.desa.jalankan("sync")
    assert (hasil, TANDA_TERIMA in kata) == (0, True), kata + galat
    return kata
