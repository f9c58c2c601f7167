"""Village (SQLite) and hub (PostgreSQL) as real processes: the line cut, killed in the middle, shut out, let in again.

The tests share one hub and one village, in any order: each leaves both enrolled and the hub serving.
"""

import os
import re
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

pytestmark = pytest.mark.proses
BATAS = 60  # seconds a process may take on a busy machine
DESA = "32.07.15.2004"
BANYAK = 2500
MENULIS = """
import django; django.setup()
from django.db import transaction
from eoffice.jejak.events import DESA_DICATAT
from eoffice.jejak.aliran import semua_ujung
from eoffice.jejak.selectors import sesudah
from eoffice.jejak.services import Catatan, catat_banyak
from eoffice.wilayah.tenancy import lingkup
with lingkup("{desa}"), transaction.atomic():
    satu = sesudah(next(a for a in semua_ujung() if a.lokal).epoch, 0, 1)[0]
    semua = (Catatan(DESA_DICATAT, "desa", satu.agregat_id, nomor, satu.publik, {{}}) for nomor in range({banyak}))
    catat_banyak(semua, pelaku="uji")
"""
TANDA_TERIMA = "Kabupaten memegang tanda terima untuk semua catatan desa.\n"


def _porta() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        porta: int = probe.getsockname()[1]
        return porta


@dataclass
class Tempat:
    """One installation: its home, its settings, and the processes that were started there."""

    rumah: Path
    setelan: dict[str, str]
    anak: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def lingkungan(self) -> dict[str, str]:
        bersih = {n: v for n, v in os.environ.items() if not n.startswith(("EOFFICE_", "DJANGO_"))}
        tetap = {"EOFFICE_HOME": str(self.rumah), "PYTHONPATH": str(SRC), "PYTHONUNBUFFERED": "1"}
        return bersih | tetap | {"DJANGO_SETTINGS_MODULE": "config.settings"} | self.setelan

    def mulai(self, *kata: str) -> subprocess.Popen[str]:
        """Start ``eoffice`` and go on."""
        proses = subprocess.Popen(
            [sys.executable, "-m", "config.commands", *kata],
            env=self.lingkungan,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.anak.append(proses)
        return proses

    def jalankan(self, *kata: str) -> tuple[int, str, str]:
        """Run ``eoffice`` to its end; return exit code, words and complaints."""
        proses = self.mulai(*kata)
        keluar, galat = proses.communicate(timeout=BATAS)
        return proses.returncode, keluar, galat

    def menulis(self, banyak: int) -> None:
        """Write events."""
        kode = MENULIS.format(desa=DESA, banyak=banyak)
        subprocess.run([sys.executable, "-c", kode], env=self.lingkungan, check=True, timeout=BATAS)

    def tanya(self, sql: str) -> list[tuple[object, ...]]:
        """Ask the database itself, on PostgreSQL as the owner."""
        if "EOFFICE_DATABASE_OWNER_URL" in self.setelan:
            with psycopg.connect(self.setelan["EOFFICE_DATABASE_OWNER_URL"]) as pemilik:
                return pemilik.execute(sql.encode()).fetchall()
        hubungan = sqlite3.connect(self.rumah / "eoffice.sqlite3", timeout=20)
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


@pytest.fixture(scope="module")
def dunia(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dunia]:
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
    porta = _porta()
    alamat = {"EOFFICE_PORT": str(porta), "EOFFICE_ALAMAT_PUBLIK": f"http://127.0.0.1:{porta}"}
    kabupaten = Tempat(
        tmp_path_factory.mktemp("kabupaten"), {"EOFFICE_PERAN": "kabupaten"} | alamat | basis_data
    )
    desa = Tempat(tmp_path_factory.mktemp("desa"), {"EOFFICE_PERAN": "desa", "EOFFICE_DESA": DESA})
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
    assert (hasil, kata.endswith(TANDA_TERIMA)) == (0, True), kata + galat
    return kata


def test_what_is_written_while_the_line_is_cut_arrives_afterwards(dunia: Dunia) -> None:
    bertemu(dunia)
    semula = len(dunia.desa.peristiwa())
    dunia.desa.menulis(3)
    assert "Dikirim 3 catatan, diambil 0 catatan." in bertemu(dunia)
    dunia.padamkan()
    dunia.desa.menulis(4)
    hasil, kata, galat = dunia.desa.jalankan("sync")
    assert (hasil, kata) == (1, "")
    assert galat.startswith("Error: Sambungan ke kabupaten terputus (ConnectionRefusedError).")
    dunia.nyalakan()
    dunia.kabupaten.menulis(2)
    assert "Dikirim 4 catatan, diambil 2 catatan." in bertemu(dunia)
    assert dunia.sama() == semula + 9
    (tanda,) = dunia.desa.tanya("SELECT max(urut) FROM sinkron_tandaterima")
    assert dunia.desa.tanya("SELECT max(urut) FROM jejak_kepala WHERE lokal") == [tanda]
    [(versi, urut, selisih)] = dunia.kabupaten.tanya(
        "SELECT versi, urut, selisih_jam FROM sinkron_node WHERE status = 'aktif'"
    )
    assert (versi != "", urut == tanda[0], abs(int(str(selisih))) <= 5) == (True, True, True)


def _di_tengah(dunia: Dunia, korban: str) -> None:
    """Cut the power of one side while batches go over the line; both come back and meet again."""
    dunia.desa.menulis(BANYAK)
    proses = dunia.desa.mulai("sync")
    assert proses.stderr is not None
    assert proses.stderr.readline().startswith("  dikirim ")
    if korban == "desa":
        bunuh(proses)
    else:
        dunia.padamkan()
        assert proses.wait(BATAS) == 1
        proses.communicate()
        dunia.nyalakan()
    sini, sana = len(dunia.desa.peristiwa()), len(dunia.kabupaten.peristiwa())
    assert 200 <= sana < sini, "the cut was not in the middle"


@pytest.mark.parametrize("korban", ["desa", "kabupaten"])
def test_a_kill_in_the_middle_of_a_push_loses_and_doubles_nothing(dunia: Dunia, korban: str) -> None:
    bertemu(dunia)
    semula = len(dunia.desa.peristiwa())
    _di_tengah(dunia, korban)
    bertemu(dunia)
    assert dunia.sama() == semula + BANYAK


def test_the_worker_meets_the_hub_by_itself_soon_after_something_new(dunia: Dunia) -> None:
    pekerja = dunia.desa.mulai("worker")
    assert pekerja.stdout is not None
    assert pekerja.stdout.readline().startswith("Pekerja berjalan.")
    for _ in range(2):
        dunia.desa.menulis(1)
        awal = time.monotonic()
        while dunia.kabupaten.peristiwa() != dunia.desa.peristiwa():
            assert time.monotonic() - awal < BATAS / 2, "nothing arrived"
            time.sleep(0.1)
    pekerja.send_signal(signal.SIGTERM)
    assert pekerja.wait(BATAS) == 0


def test_a_hub_that_hangs_does_not_keep_the_worker_from_its_work_or_its_end(dunia: Dunia) -> None:
    assert dunia.server is not None
    os.killpg(dunia.server.pid, signal.SIGSTOP)  # takes the connection, never answers
    try:
        pekerja = dunia.desa.mulai("worker")
        assert pekerja.stdout is not None
        pekerja.stdout.readline()
        dunia.desa.menulis(1)
        awal = time.monotonic()
        while _belum_diolah(dunia.desa):
            assert time.monotonic() - awal < BATAS / 2, "the worker waits for the hub"
            time.sleep(0.1)
        time.sleep(2)  # the line hangs by now
        pekerja.send_signal(signal.SIGTERM)
        assert pekerja.wait(10) == 0
    finally:
        os.killpg(dunia.server.pid, signal.SIGCONT)


def _belum_diolah(tempat: Tempat) -> bool:
    [(kepala,)] = tempat.tanya("SELECT max(urut) FROM jejak_kepala WHERE lokal")
    [(kursor,)] = tempat.tanya(
        "SELECT max(k.urut) FROM jejak_kursor k JOIN jejak_kepala a ON a.epoch = k.epoch AND a.lokal"
    )
    return bool(kursor != kepala)


@pytest.mark.lama
def test_two_meetings_of_one_village_at_once_are_one(dunia: Dunia) -> None:
    bertemu(dunia)
    dunia.desa.menulis(2000)
    berdua = [dunia.desa.mulai("sync") for _ in range(2)]
    hasil = sorted(satu.wait(BATAS) for satu in berdua)
    galat = "".join(satu.communicate()[1] for satu in berdua)
    assert hasil in ([0, 0], [0, 1])
    assert hasil == [0, 0] or "Error: Server ini sedang bertukar data dengan kabupaten." in galat
    bertemu(dunia)
    dunia.sama()


@pytest.mark.lama
def test_a_server_that_was_shut_out_is_let_in_again_with_a_new_key(dunia: Dunia) -> None:
    bertemu(dunia)
    semula = len(dunia.desa.peristiwa())
    hasil, kata, _ = dunia.kabupaten.jalankan("sync", "cabut", "--desa", DESA)
    assert (hasil, kata.startswith("Kunci server Desa Cisontrol dicabut.")) == (0, True)
    dunia.desa.menulis(1)
    hasil, kata, galat = dunia.desa.jalankan("sync")
    assert (hasil, kata) == (1, "")
    assert "Error: Jawaban kabupaten: Server desa ini tidak terdaftar di kabupaten" in galat
    assert len(dunia.kabupaten.peristiwa()) == semula
    dunia.daftar()
    bertemu(dunia)
    assert dunia.sama() == semula + 1
    assert dunia.kabupaten.tanya("SELECT count(*) FROM sinkron_node WHERE status = 'aktif'") == [(1,)]
