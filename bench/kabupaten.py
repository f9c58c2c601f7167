"""All villages of a regency come back at once: ``python -m bench.kabupaten [--desa 258] [--peristiwa 180000]``.

A hub of real processes (``eoffice serve``, ``eoffice worker``, a PostgreSQL that does not wait for its disk),
simulated villages that speak the real protocol with real keys, and somebody who reads the portal meanwhile. Measured:
how long until everything is stored and until it is applied, what the reader waited, how much memory it took, and the
core-seconds of each part. A tenth, to see what a change did: ``--desa 26 --peristiwa 18148``.

The batches are packed and signed before the clock starts; what the villages and the reader cost while it runs is
counted by itself (``cpu_pembangkit``), because on a small machine they share the cores with what is measured.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Event, Thread

import psycopg
from tools import pg_uji

from bench.server import Server, jalankan

KABUPATEN = "32.07"
GARIS = 8
"""Villages that talk at the same moment."""
JEDA_BACA = 0.2
BATAS_DETIK = 60
BATAS_P95_MS = 300
PALING_LAMA = 900
TENANG = 0.2
"""Core-seconds in two seconds at most of processes that wait for work."""
_MENUNGGU = (
    "SELECT coalesce(sum(a.urut - coalesce(k.urut, 0)), 0) FROM jejak_kepala a LEFT JOIN jejak_kursor k "
    "ON k.desa_id = a.desa_id AND k.epoch = a.epoch AND k.konsumen = 'sinkron.terapkan'"
)


@dataclass(frozen=True, slots=True)
class Hasil:
    """What came out; seconds since the first village called, milliseconds of the portal's readers, megabytes."""

    desa: int
    peristiwa: int
    diterima_detik: float
    tuntas_detik: float
    portal_p50: float
    portal_p95: float
    portal_kali: int
    memori_awal: float
    memori_puncak: float
    memori_akhir: float
    ditunda: int
    tertahan: int
    belum_diterapkan: int
    cpu_web: float
    cpu_pekerja: float
    cpu_basis_data: float
    cpu_pembangkit: float

    @property
    def cpu_semua(self) -> float:
        """Core-seconds of all parts, the simulated villages included."""
        return self.cpu_web + self.cpu_pekerja + self.cpu_basis_data + self.cpu_pembangkit

    @property
    def baik(self) -> bool:
        """Whether all of it stayed within what was promised."""
        return self.tuntas_detik <= BATAS_DETIK and self.portal_p95 <= BATAS_P95_MS and not self.tertahan


def ukur(banyak_desa: int, banyak_peristiwa: int, *, pekerja: int = 1) -> Hasil:
    """Measure once, on a hub that is thrown away."""
    with ExitStack() as tumpukan:
        rumah = Path(tempfile.mkdtemp(prefix="eoffice-kabupaten-"))
        tumpukan.callback(shutil.rmtree, rumah, ignore_errors=True)
        cluster = tumpukan.enter_context(pg_uji.cluster())
        siapkan_hub(rumah, cluster)
        from bench import ringan  # noqa: PLC0415  rooms load only after the home is chosen

        berkas = Path(os.environ.get("EOFFICE_CONTOH", rumah / "contoh"))
        if not berkas.exists():
            subprocess.run([sys.executable, "-m", "bench.contoh", str(berkas)], check=True, stdout=2)
        contoh = ringan.baca_contoh(berkas, banyak_peristiwa // banyak_desa)
        semua = [ringan.DesaRingan(kode) for kode in kode_desa(banyak_desa)]
        for nomor, satu in enumerate(semua, 1):
            satu.isi(contoh, nomor)
            satu.semua = []  # only the packed form is needed
        _daftarkan(semua)
        server = tumpukan.enter_context(jalankan(pekerja=pekerja))
        with psycopg.connect(cluster.url(pg_uji.SUPERUSER, "eoffice"), autocommit=True) as basis:
            return _jalankan(server, semua, basis, cluster)


def siapkan_hub(rumah: Path, cluster: pg_uji.Cluster) -> None:
    """Make an empty hub on a database of its own, and choose it for this process and its children."""
    with psycopg.connect(cluster.url(pg_uji.OWNER, "postgres"), autocommit=True) as pemilik:
        pemilik.execute("CREATE DATABASE eoffice")
    os.environ.update(
        EOFFICE_HOME=str(rumah),
        EOFFICE_PERAN="kabupaten",
        EOFFICE_DATABASE_OWNER_URL=cluster.url(pg_uji.OWNER, "eoffice"),
        EOFFICE_DATABASE_URL=cluster.url(pg_uji.SERVING, "eoffice"),
        DJANGO_SETTINGS_MODULE="config.settings",
    )
    subprocess.run([sys.executable, "-m", "config.commands", "migrate"], check=True, stdout=2)
    import django  # noqa: PLC0415

    django.setup()


def kode_desa(banyak: int) -> list[str]:
    """Return the codes of so many villages of the regency."""
    from eoffice.wilayah import rujukan  # noqa: PLC0415

    kecamatan = [satu.kode for satu in rujukan.anak(KABUPATEN)]
    return [desa.kode for induk in kecamatan for desa in rujukan.anak(induk) if desa.jenis == "desa"][:banyak]


def _daftarkan(semua: list) -> None:  # type: ignore[type-arg]
    """Let the hub know the villages and the keys of their servers."""
    from eoffice.jejak.desa import kenali_desa  # noqa: PLC0415
    from eoffice.kernel import clock  # noqa: PLC0415
    from eoffice.sinkron.models import Node  # noqa: PLC0415
    from eoffice.wilayah.tenancy import lingkup  # noqa: PLC0415

    for satu in semua:
        kenali_desa(kode=satu.kode)
        with lingkup(satu.kode):
            kunci = satu.diri.kunci.public_key().public_bytes_raw()
            Node(id=satu.diri.node, kunci=kunci, terdaftar_pada=clock.now()).save(force_insert=True)


def _jalankan(server: Server, semua: list, basis: psycopg.Connection, cluster: pg_uji.Cluster) -> Hasil:  # type: ignore[type-arg]
    _tunggu_tenang(server)
    cpu = _cpu(server, cluster)
    with _pengamat(server, semua[0].kode) as amat:
        awal = time.monotonic()
        with ThreadPoolExecutor(GARIS) as kolam:
            list(kolam.map(lambda satu: satu.kirim(server.porta), semua))
        diterima = time.monotonic() - awal
        while _angka(basis, _MENUNGGU) and time.monotonic() - awal < PALING_LAMA:
            time.sleep(0.5)
        tuntas = time.monotonic() - awal
    web, pekerja, pg, kita = (kini - lalu for kini, lalu in zip(_cpu(server, cluster), cpu, strict=True))
    return Hasil(
        desa=len(semua),
        peristiwa=_angka(basis, "SELECT count(*) FROM jejak_peristiwa"),
        diterima_detik=diterima,
        tuntas_detik=tuntas,
        portal_p50=statistics.median(amat.tunggu),
        portal_p95=statistics.quantiles(amat.tunggu, n=20)[-1],
        portal_kali=len(amat.tunggu),
        memori_awal=amat.memori[0],
        memori_puncak=max(amat.memori),
        memori_akhir=amat.memori[-1],
        ditunda=sum(satu.ditunda for satu in semua),
        tertahan=_angka(basis, "SELECT count(*) FROM sinkron_karantina"),
        belum_diterapkan=_angka(basis, _MENUNGGU),
        cpu_web=web,
        cpu_pekerja=pekerja,
        cpu_basis_data=pg,
        cpu_pembangkit=kita,
    )


def _tunggu_tenang(server: Server) -> None:
    """Wait until the processes have loaded what they run: starting is not measured."""
    lalu = -1.0
    while (kini := server.cpu() + server.cpu_pekerja()) - lalu > TENANG:
        lalu = kini
        time.sleep(2)


def _cpu(server: Server, cluster: pg_uji.Cluster) -> tuple[float, float, float, float]:
    induk = int((cluster.folder / "data" / "postmaster.pid").read_text().split()[0])
    return server.cpu(), server.cpu_pekerja(), server.cpu_pohon(induk), time.process_time()


def _angka(basis: psycopg.Connection, sql: str) -> int:
    row = basis.execute(sql.encode()).fetchone()
    return int(row[0]) if row else 0


@dataclass
class Pengamat:
    """Somebody who reads the portal all the time, and looks at the memory of the hub."""

    tunggu: list[float]
    memori: list[float]


@contextmanager
def _pengamat(server: Server, desa: str) -> Iterator[Pengamat]:
    from bench.pelanggan import Pelanggan  # noqa: PLC0415

    amat, berhenti = Pengamat([], [server.memori()]), Event()

    def baca() -> None:
        orang = Pelanggan(server.porta)
        while not berhenti.wait(JEDA_BACA):
            for alamat in (f"/desa/{desa}/", "/cek/"):
                mulai = time.monotonic()
                status = orang.baca(alamat).status
                amat.tunggu.append((time.monotonic() - mulai) * 1000)
                if status != 200:
                    raise RuntimeError(f"{alamat}: {status}")

    def timbang() -> None:
        while not berhenti.wait(5):
            amat.memori.append(server.memori())

    utas = [Thread(target=satu) for satu in (baca, timbang)]
    for satu in utas:
        satu.start()
    try:
        yield amat
    finally:
        berhenti.set()
        for satu in utas:
            satu.join()
        amat.memori.append(server.memori())


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--desa", type=int, default=258)
    parser.add_argument("--peristiwa", type=int, default=180_000)
    parser.add_argument("--pekerja", type=int, default=2)
    pilihan = parser.parse_args()
    hasil = ukur(pilihan.desa, pilihan.peristiwa, pekerja=pilihan.pekerja)
    print(json.dumps(asdict(hasil), indent=2))
    print(f"{hasil.cpu_semua:.1f} core-seconds, {hasil.cpu_semua / hasil.peristiwa * 1000:.2f} ms/event")
    print("baik" if hasil.baik else "DI LUAR BATAS")


if __name__ == "__main__":
    main()
