"""The power is cut under the village's home at any moment: nothing acknowledged is lost, nothing is half there."""

import random
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from config.env import SQLITE_PRAGMAS
from tests.config.dua_tempat import DESA, Tempat, porta_bebas
from tests.ketahanan.listrik import Listrik, listrik
from tests.ketahanan.padam import Disk
from tests.ketahanan.panggung import Bagian, Hitung, diakui, periksa, utuh

MENULIS = """
import sqlite3, sys
berkas = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=5)
berkas.executescript(sys.argv[2])
nomor = berkas.execute("SELECT coalesce(max(nomor), 0) FROM baris").fetchone()[0]
while True:
    nomor += 1
    berkas.execute("INSERT INTO baris VALUES (?, ?)", (nomor, "x" * (nomor * 37 % 900)))
    print(nomor, flush=True)
"""
KALI = 25
"""Power cuts under the whole server."""
CARA = re.search(r"PRAGMA synchronous=\w+", SQLITE_PRAGMAS)


def test_what_was_not_flushed_is_gone_and_what_was_flushed_stays(tmp_path: Path) -> None:
    asal = tmp_path / "disk"
    asal.mkdir()
    disk = Disk(asal, 1)
    for nama, siram in (("aman", True), ("hilang", False)):
        berkas = disk.create(f"/{nama}", 0o600)
        disk.write(f"/{nama}", b"lama", 0, berkas)
        if siram:
            disk.fsync(f"/{nama}", 0, berkas)
            disk.fsyncdir("/", 0, 0)
            disk.write(f"/{nama}", b"baru", 0, berkas)
    disk.rename("/aman", "/ganti")
    with pytest.raises(OSError, match="Input/output"):
        disk.mkdir("/.padam", 0o700) or disk.getattr("/")
    disk.acak = random.Random(3)  # keeps nothing that was not flushed
    disk.destroy("/")
    assert {satu.name: satu.read_bytes() for satu in asal.iterdir()} == {"aman": b"lama"}


def _putus_sqlite(sumber: Listrik, pragma: str, acak: random.Random) -> tuple[int, int]:
    """Let a process write rows with these settings, cut the power; return how many rows were acknowledged and lost."""
    sumber.nyala()
    kata = [sys.executable, "-c", MENULIS, str(sumber.tempat / "b.sqlite3"), pragma]
    proses = subprocess.Popen(kata, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert proses.stdout is not None
    pertama = int(proses.stdout.readline())
    time.sleep(acak.uniform(0, 0.25))
    sumber.putus()
    proses.kill()
    terakhir = max(int(satu) for satu in (str(pertama), *proses.communicate()[0].split()))
    sumber.lepas()
    with sqlite3.connect(sumber.disk / "b.sqlite3") as berkas:
        assert berkas.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        ((ada,),) = berkas.execute("SELECT count(*) FROM baris WHERE nomor <= ?", [terakhir])
        berkas.execute("DELETE FROM baris WHERE nomor > ?", [terakhir])
    berkas.close()
    return terakhir, terakhir - ada


def _hilang(folder: Path, pragma: str, kali: int) -> tuple[int, int]:
    folder.mkdir()
    acak, hilang, semua = random.Random(kali), 0, 0
    with listrik(folder) as sumber:
        for _ in range(kali):
            (sumber.disk / "b.sqlite3").unlink(missing_ok=True)
            for sisa in sumber.disk.glob("b.sqlite3-*"):
                sisa.unlink()
            with sqlite3.connect(sumber.disk / "b.sqlite3") as berkas:
                berkas.execute("PRAGMA journal_mode=WAL")
                berkas.execute("CREATE TABLE baris (nomor INTEGER PRIMARY KEY, isi TEXT)")
            berkas.close()
            diakui, lenyap = _putus_sqlite(sumber, pragma, acak)
            semua, hilang = semua + diakui, hilang + lenyap
    return semua, hilang


@pytest.mark.lama  # mounts a file system
def test_the_database_settings_lose_nothing_and_weaker_ones_would(tmp_path: Path) -> None:
    assert CARA is not None
    lemah = SQLITE_PRAGMAS.replace(CARA[0], "PRAGMA synchronous=NORMAL")
    for nama, pragma, kali in (("full", SQLITE_PRAGMAS, 60), ("normal", lemah, 10)):
        semua, hilang = _hilang(tmp_path / nama, pragma, kali)
        print(f"\n{nama}: {kali} power cuts, {semua} acknowledged rows, {hilang} lost")  # noqa: T201
        assert (hilang > 0) == (nama == "normal")


MENYIMPAN = """
import os, sys
from pathlib import Path
from eoffice.dokumen.adapters.store import simpan
while True:
    print(simpan(Path(sys.argv[1]), os.urandom(3000)), flush=True)
"""


@pytest.mark.lama  # mounts a file system
def test_files_that_were_acknowledged_are_whole_after_a_power_cut(tmp_path: Path) -> None:
    acak, diakui_semua = random.Random(5), 0
    with listrik(tmp_path) as sumber:
        for _ in range(12):
            sumber.nyala()
            kata = [sys.executable, "-c", MENYIMPAN, str(sumber.tempat / "berkas")]
            proses = subprocess.Popen(kata, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            assert proses.stdout is not None
            pertama = proses.stdout.readline()
            time.sleep(acak.uniform(0, 0.3))
            sumber.putus()
            proses.kill()
            semua = [pertama.strip(), *proses.communicate()[0].split()]
            sumber.lepas()
            rusak = [satu for satu in semua if not utuh(sumber.disk, satu)]
            assert rusak == [], f"{len(rusak)} of {len(semua)}"
            diakui_semua += len(semua)
    print(f"\n12 power cuts, {diakui_semua} files acknowledged, 0 lost or damaged")  # noqa: T201


@dataclass
class Kantor:
    """A village's server on a disk whose power can be cut."""

    sumber: Listrik
    tempat: Tempat
    catatan: Path

    def bagian(self) -> list[Bagian]:
        semua = {
            "web": ("config.commands", "serve", "--alamat", "127.0.0.1", "--proses", "1"),
            "pekerja": ("config.commands", "worker"),
            "petugas": ("tests.ketahanan.lalu_lintas", "kerja", str(self.catatan)),
        }
        return [Bagian(nama, self.tempat, ("-m", *kata), self.catatan.parent) for nama, kata in semua.items()]

    def nomor(self) -> int:
        """Return how many numbers were acknowledged."""
        return len([satu for satu in diakui(self.catatan) if "nomor" in satu])

    def sampai_padam(self, acak: random.Random) -> Hitung:
        """Give power, let people work until a number was given, cut it at some moment; return what the disk holds."""
        self.sumber.nyala()
        semua, sebelum = self.bagian(), self.nomor()
        for satu in semua:
            satu.nyala()
        batas = time.monotonic() + 60
        while self.nomor() <= sebelum:
            assert time.monotonic() < batas, "no work gets done"
            time.sleep(0.02)
        time.sleep(acak.uniform(0, 4))
        self.sumber.putus()
        for satu in semua:
            satu.bunuh()
        self.sumber.lepas()
        return periksa(Tempat(self.sumber.disk, self.tempat.setelan), diakui(self.catatan))


@pytest.fixture
def kantor(tmp_path: Path) -> Iterator[Kantor]:
    setelan = {"EOFFICE_PERAN": "desa", "EOFFICE_DESA": DESA, "EOFFICE_PORT": str(porta_bebas())}
    with listrik(tmp_path) as sumber:
        tempat = Tempat(sumber.tempat, setelan)
        sumber.nyala()
        for kata in (("config.commands", "migrate"), ("tests.ketahanan.lalu_lintas", "siapkan")):
            satu = Bagian(kata[1], tempat, ("-m", *kata), tmp_path)
            satu.nyala()
            assert satu.proses is not None and satu.proses.wait(120) == 0
        sumber.lepas()
        yield Kantor(sumber, tempat, tmp_path / "diakui")


@pytest.mark.lama  # mounts a file system
@pytest.mark.proses
def test_a_village_whose_power_fails_again_and_again_loses_nothing_it_acknowledged(kantor: Kantor) -> None:
    kali, acak = KALI, random.Random(11)
    for _ in range(kali):
        hasil = kantor.sampai_padam(acak)
        assert (hasil.hilang, hasil.ganda) == ([], [])
    kode, kata, _ = (mesin := Tempat(kantor.sumber.disk, kantor.tempat.setelan)).jalankan("audit", "verify")
    mesin.matikan()
    assert (kode, "utuh" in kata) == (0, True), kata
    print(  # noqa: T201  figures of the long form
        f"\n{kali} power cuts: {hasil.diakui} acknowledged, {hasil.surat} letters, {hasil.nomor} numbers; "
        "lost 0, doubled 0, chain whole"
    )
