"""A village's server and its hub with everything that runs in them, each part to be killed and started again."""

import contextlib
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
from tools import pg_uji

from tests.arsitektur.sumber import AKAR, SRC
from tests.config.dua_tempat import DESA, Dunia, Tempat, porta_bebas

BATAS = 120  # seconds on a busy machine


@dataclass
class Bagian:
    """One part of an installation: the command that runs it, and the process that does."""

    nama: str
    tempat: Tempat
    kata: Sequence[str]
    catatan: Path | None = None
    """Where its words go, if not into its home."""
    proses: subprocess.Popen[bytes] | None = None

    def nyala(self) -> None:
        """Start it; its words go to a file, so that no full pipe holds it up."""
        with ((self.catatan or self.tempat.rumah) / f"{self.nama.replace(' ', '-')}.log").open(
            "ab"
        ) as keluar:
            self.proses = subprocess.Popen(
                [sys.executable, *self.kata],
                env=self.tempat.lingkungan | {"PYTHONPATH": f"{SRC}{os.pathsep}{AKAR}"},
                cwd=AKAR,
                stdout=keluar,
                stderr=keluar,
                start_new_session=True,
            )

    def bunuh(self) -> None:
        """Kill it with its children, as a power cut does."""
        if self.proses is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.proses.pid, signal.SIGKILL)
            self.proses.wait(BATAS)

    def sampai_selesai(self) -> None:
        assert self.proses is not None
        assert self.proses.wait(BATAS) == 0

    def mati(self) -> bool:
        return self.proses is None or self.proses.poll() is not None


def lalu_lintas(tempat: Tempat, *kata: str) -> Bagian:
    """Start one of the works of ``lalu_lintas`` in an installation."""
    satu = Bagian(kata[0], tempat, ("-m", "tests.ketahanan.lalu_lintas", *kata), tempat.rumah.parent)
    satu.nyala()
    return satu


class Pg:
    """The hub's PostgreSQL, with the disk discipline of a real one; its first process can be killed."""

    nama = "postgres"

    def __init__(self, cluster: pg_uji.Cluster) -> None:
        self.data, self.porta = cluster.folder / "data", cluster.port
        self._awalan = [] if os.geteuid() else ["runuser", "-u", cluster.folder.owner(), "--"]

    def _ctl(self, *kata: str) -> int:
        ctl = [*self._awalan, str(pg_uji.binaries() / "pg_ctl"), "-D", str(self.data), "-w", *kata]
        return subprocess.run(ctl, capture_output=True, cwd=self.data.parent, check=False).returncode

    def nyala(self) -> None:
        """Start it, after a crash with its recovery; children of the one before may still be dying."""
        pilihan = f"-h 127.0.0.1 -p {self.porta} -k {self.data.parent} -c max_connections=60"
        batas = time.monotonic() + BATAS
        while self._ctl("-l", str(self.data.parent / "log"), "-o", pilihan, "start"):
            assert time.monotonic() < batas, (self.data.parent / "log").read_text()[-2000:]
            time.sleep(0.05)

    def henti(self) -> None:
        self._ctl("-m", "fast", "stop")

    def bunuh(self) -> None:
        """Kill the postmaster; nothing is flushed, nobody is told."""
        os.kill(int((self.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)


@dataclass
class Panggung:
    """Both installations, their running parts, and the clerks' file of acknowledgements."""

    dunia: Dunia
    pg: Pg
    bagian: dict[str, Bagian]
    petugas: Bagian
    dibunuh: dict[str, int] = field(default_factory=dict)

    @property
    def catatan(self) -> Path:
        return self.dunia.desa.rumah / "diakui"

    def nyala(self, *, petugas: bool = True) -> None:
        """Start whatever does not run, as an init system does."""
        for satu in (*self.bagian.values(), self.petugas):
            if satu.mati() and (petugas or satu is not self.petugas):
                satu.nyala()

    def padam(self) -> None:
        for satu in (self.petugas, *self.bagian.values()):
            satu.bunuh()

    def kacau(self, kali: int, acak: random.Random, jeda: float) -> None:
        """Kill one part after another while the clerks work; whatever died of it is started again too."""
        semua: list[Bagian | Pg] = [*self.bagian.values(), self.pg]
        korban = semua if kali == len(semua) else acak.choices(semua, k=kali)
        for satu in korban:
            time.sleep(acak.uniform(0.02, jeda))
            satu.bunuh()
            if isinstance(satu, Pg):
                satu.nyala()
            self.dibunuh[satu.nama] = self.dibunuh.get(satu.nama, 0) + 1
            assert not self.petugas.mati(), self.diakui()[-3:]
            self.nyala()

    def diakui(self) -> list[dict[str, Any]]:
        return diakui(self.catatan)


def diakui(catatan: Path) -> list[dict[str, Any]]:
    """Read what was acknowledged so far; a line that is just being written waits."""
    isi = catatan.read_text() if catatan.exists() else ""
    return [json.loads(satu) for satu in isi[: isi.rfind("\n") + 1].splitlines()]


def panggung(folder: Callable[[str], Path]) -> Iterator[Panggung]:
    """Make both installations with a cast in the village, enrolled, nothing running but PostgreSQL and the hub."""
    with pg_uji.cluster() as cluster:
        pg = Pg(cluster)
        pg.henti()
        pg.nyala()
        try:
            yield from _panggung(folder, pg, cluster)
        finally:
            pg.henti()


def _panggung(folder: Callable[[str], Path], pg: Pg, cluster: pg_uji.Cluster) -> Iterator[Panggung]:
    with psycopg.connect(cluster.url(pg_uji.OWNER, "postgres"), autocommit=True) as pemilik:
        pemilik.execute("CREATE DATABASE eoffice")
    hub, desa = _tempat(folder, cluster)
    porta = int(hub.setelan["EOFFICE_PORT"])
    dunia = Dunia(hub, desa, porta)
    petugas = Bagian(
        "petugas", desa, ("-m", "tests.ketahanan.lalu_lintas", "kerja", str(desa.rumah / "diakui"))
    )
    bagian = {
        f"{nama} {di}": Bagian(f"{nama} {di}", tempat, ("-m", "config.commands", *kata))
        for di, tempat in (("desa", desa), ("kabupaten", hub))
        for nama, kata in (
            ("web", ("serve", "--alamat", "127.0.0.1", "--proses", "1")),
            ("pekerja", ("worker",)),
        )
    }
    tampil = Panggung(dunia, pg, bagian, petugas)
    try:
        _siapkan(dunia, bagian["web kabupaten"])
        yield tampil
    finally:
        tampil.padam()
        hub.matikan()
        desa.matikan()


def _tempat(folder: Callable[[str], Path], cluster: pg_uji.Cluster) -> tuple[Tempat, Tempat]:
    porta = porta_bebas()
    alamat = {"EOFFICE_PORT": str(porta), "EOFFICE_ALAMAT_PUBLIK": f"http://127.0.0.1:{porta}"}
    basis = {
        "EOFFICE_DATABASE_OWNER_URL": cluster.url(pg_uji.OWNER, "eoffice"),
        "EOFFICE_DATABASE_URL": cluster.url(pg_uji.SERVING, "eoffice"),
    }
    hub = Tempat(folder("kabupaten"), {"EOFFICE_PERAN": "kabupaten"} | alamat | basis)
    setelan = {"EOFFICE_PERAN": "desa", "EOFFICE_DESA": DESA, "EOFFICE_PORT": str(porta_bebas())}
    return hub, Tempat(folder("desa"), setelan)


def _siapkan(dunia: Dunia, web: Bagian) -> None:
    hub, desa = dunia.kabupaten, dunia.desa
    for satu in [hub.mulai("migrate"), desa.mulai("migrate")]:
        assert satu.wait(BATAS) == 0
    pemeran = lalu_lintas(desa, "siapkan")
    assert hub.jalankan("desa", "tambah", DESA)[0] == 0
    web.nyala()
    pemeran.sampai_selesai()
    hidup(dunia.porta)
    dunia.daftar()


def hidup(porta: int) -> None:
    """Wait until somebody listens."""
    batas = time.monotonic() + BATAS
    while time.monotonic() < batas:
        with socket.socket() as coba:
            if coba.connect_ex(("127.0.0.1", porta)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the server did not start")


@dataclass(frozen=True, slots=True)
class Hitung:
    """What was acknowledged, and what of it is not there or there twice."""

    diakui: int
    surat: int
    nomor: int
    hilang: list[str]
    ganda: list[str]


def periksa(desa: Tempat, diakui: list[dict[str, Any]]) -> Hitung:
    """Look for everything that was acknowledged in the village's database and store, and for what is there twice."""
    aneh = [satu for satu in diakui if "aneh" in satu]
    assert aneh == [], aneh
    baris = desa.tanya(
        "SELECT p.nilai, s.id, s.versi, s.nomor, s.status, s.sha256 FROM surat_surat s "
        "JOIN surat_permohonan p ON p.id = s.permohonan_id"
    )
    ada = {str(satu[1]): satu for satu in baris}
    tanda = [json.loads(str(satu[0]))["nama_usaha"] for satu in baris]
    nomor = [satu[3] for satu in baris if satu[3]]
    hilang = [str(satu) for satu in diakui if "surat" in satu and not _ada(satu, ada)]
    berkas = {str(sha) for (sha,) in desa.tanya("SELECT sha256 FROM surat_berkas")}
    berkas |= {str(satu[5]) for satu in baris if satu[5]}
    hilang += [sidik for sidik in sorted(berkas) if not utuh(desa.rumah, sidik)]
    ganda = [str(satu) for daftar in (tanda, nomor) for satu in {*daftar} if daftar.count(satu) > 1]
    assert desa.tanya("PRAGMA integrity_check") == [("ok",)]
    assert desa.tanya("PRAGMA foreign_key_check") == []
    return Hitung(len(diakui), len(baris), len(nomor), hilang, ganda)


def _ada(diakui: dict[str, Any], ada: dict[str, tuple[Any, ...]]) -> bool:
    baris = ada.get(diakui["surat"])
    if baris is None:
        return False
    nilai, _, versi, nomor, status, _ = baris
    if "tanda" in diakui:
        return bool(json.loads(nilai)["nama_usaha"] == diakui["tanda"])
    if "nomor" in diakui:
        return bool((nomor, status) == (diakui["nomor"], "terbit"))
    return bool(versi >= diakui["versi"])


def utuh(rumah: Path, sidik: str) -> bool:
    """Tell whether a file lies in the store as its name says."""
    path = rumah / "berkas" / sidik[:2] / sidik[2:4] / sidik
    return path.exists() and sha256(path.read_bytes()).hexdigest() == sidik
