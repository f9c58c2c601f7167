"""Digests of all registers of a regency: ``python -m bench.ringkas [--desa 250] [--penduduk 5000] [--proses 2]``.

A PostgreSQL that does not wait for its disk holds the register of one village, imported as an office does it, and
copies of it for the others (the same people under other ids). Processes share the villages, each with a connection of
its own, and open the scope of one village after the other, as workers do when they come to a checkpoint. Printed: rows,
seconds by the clock, CPU seconds of the processes (their start not counted) and of the database.
"""

import argparse
import json
import multiprocessing
import os
import shutil
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from multiprocessing.synchronize import Barrier
from pathlib import Path

import psycopg
from psycopg import sql
from tools import pg_uji

from bench.kabupaten import kode_desa, siapkan_hub
from bench.server import Server

BATAS_DETIK = 10
TUNGGU_DETIK = 60
_TABEL = ("penduduk_keluarga", "penduduk_penduduk")
_BARU = ("id", "keluarga_id")
"""Columns that name a row: each village has its own."""


@dataclass(frozen=True, slots=True)
class Hasil:
    """What came out; seconds."""

    desa: int
    baris: int
    proses: int
    jam_dinding: float
    cpu_proses: float
    cpu_basis_data: float
    cpu_tiap_desa_ms: float

    @property
    def baik(self) -> bool:
        """Whether it stayed within what was promised."""
        return self.jam_dinding <= BATAS_DETIK


def ukur(banyak_desa: int, penduduk: int, proses: int) -> Hasil:
    """Measure once, on a hub that is thrown away."""
    with ExitStack() as tumpukan:
        rumah = Path(tempfile.mkdtemp(prefix="eoffice-ringkas-"))
        tumpukan.callback(shutil.rmtree, rumah, ignore_errors=True)
        cluster = tumpukan.enter_context(pg_uji.cluster())
        siapkan_hub(rumah, cluster)
        semua = _isi(banyak_desa, penduduk, cluster.url(pg_uji.SUPERUSER, "eoffice"))
        induk = int((cluster.folder / "data" / "postmaster.pid").read_text().split()[0])
        konteks = multiprocessing.get_context("spawn")
        siap = konteks.Barrier(proses + 1)
        kolam = tumpukan.enter_context(konteks.Pool(proses, _mulai, (siap,)))
        siap.wait(TUNGGU_DETIK)
        basis, mulai = Server.cpu_pohon(induk), time.monotonic()
        hasil = list(kolam.imap_unordered(_ringkas, semua, chunksize=1))
        jam = time.monotonic() - mulai
        basis = Server.cpu_pohon(induk) - basis
    cpu = sum(ms for _, ms in hasil) / 1000
    baris = sum(banyak for banyak, _ in hasil)
    return Hasil(len(semua), baris, proses, jam, cpu, basis, cpu * 1000 / len(semua))


def _isi(banyak_desa: int, penduduk: int, alamat: str) -> Sequence[str]:
    """Give every village its register."""
    from bench import ukur as satu_desa  # noqa: PLC0415  rooms load only after the home is chosen
    from eoffice.jejak.desa import kenali_desa  # noqa: PLC0415

    satu_desa.isi_register(penduduk)
    semua = [satu_desa.KODE, *(kode for kode in kode_desa(banyak_desa + 1) if kode != satu_desa.KODE)]
    lain = semua[1:banyak_desa]
    for kode in lain:
        kenali_desa(kode=kode)
    with psycopg.connect(alamat, autocommit=True) as basis:
        basis.execute(
            "SET session_replication_role = replica"
        )  # the rows point to each other as their originals do
        for tabel in _TABEL:
            _salin(basis, tabel, satu_desa.KODE, lain)
            basis.execute(sql.SQL("VACUUM ANALYZE {}").format(sql.Identifier(tabel)))
    return semua[:banyak_desa]


def _salin(basis: psycopg.Connection, tabel: str, asal: str, lain: Sequence[str]) -> None:
    """Copy the rows of one village for the others; triggers and foreign keys do not look."""
    meja = sql.Identifier(tabel)
    kosong = basis.execute(sql.SQL("SELECT * FROM {} LIMIT 0").format(meja))
    nama = [satu.name for satu in kosong.description or ()]
    perintah = sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {} WHERE desa_id = %(asal)s").format(
        meja,
        sql.SQL(", ").join(map(sql.Identifier, nama)),
        sql.SQL(", ").join(map(_kolom, nama)),
        meja,
    )
    for kode in lain:
        basis.execute(perintah, {"kode": kode, "asal": asal})


def _kolom(nama: str) -> sql.Composable:
    if nama in _BARU:
        return sql.SQL("md5({}::text || %(kode)s)::uuid").format(sql.Identifier(nama))
    return sql.SQL("%(kode)s") if nama == "desa_id" else sql.Identifier(nama)


def _mulai(siap: Barrier) -> None:
    """Load the product and say so: what is measured is the work of processes that run anyway."""
    import django  # noqa: PLC0415

    django.setup()
    from bench import sinkron  # noqa: F401, PLC0415

    siap.wait(TUNGGU_DETIK)


def _ringkas(kode: str) -> tuple[int, float]:
    """Return rows and CPU milliseconds of one village's digest."""
    from bench.sinkron import PENDUDUK  # noqa: PLC0415
    from eoffice.sinkron.services.cocok import ringkas_tabel  # noqa: PLC0415
    from eoffice.wilayah.tenancy import lingkup  # noqa: PLC0415

    mulai = time.process_time()
    with lingkup(kode):
        hasil = ringkas_tabel(PENDUDUK, ())
    return hasil.jumlah, (time.process_time() - mulai) * 1000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--desa", type=int, default=250)
    parser.add_argument("--penduduk", type=int, default=5000)
    parser.add_argument("--proses", type=int, default=os.cpu_count() or 1)
    pilihan = parser.parse_args()
    hasil = ukur(pilihan.desa, pilihan.penduduk, pilihan.proses)
    print(json.dumps(asdict(hasil), indent=2))
    print("baik" if hasil.baik else "DI LUAR BATAS")


if __name__ == "__main__":
    main()
