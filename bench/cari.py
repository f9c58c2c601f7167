"""A search at a hub that holds a whole regency: ``python -m bench.cari [--penduduk 1250000] [--desa 250]``.

PostgreSQL with its walls, the serving role, rows loaded in bulk by the owner. The villages are of three sizes, as
real ones are. Measured, in CPU of this process and of the server's process together: each kind of search in a village
of the middle size and in the largest, and counting its words anew.
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
from tools import pg_uji

from bench.baris import Baris
from bench.kabupaten import kode_desa, siapkan_hub

DEPAN = (
    "ASEP", "DEDI", "CECEP", "UJANG", "YUSUF", "SYARIF", "DJUANDA", "IRFAN", "NOVI", "ZAENAL", "AHMAD", "MUHAMAD",
    "RIDWAN", "DADANG", "ENCENG", "KOMARUDIN", "EUIS", "KOMARIAH", "SITI", "NENG", "IIS", "YUYUN", "JUWITA",
    "ROKAYAH", "FATIMAH", "AISYAH", "RATNA", "SARI", "ENOK", "WIWIN",
)  # fmt: skip
BELAKANG = (
    "SUTISNA", "SUPRIATNA", "HIDAYAT", "KURNIAWAN", "SAEPUDIN", "SOPANDI", "RUKMANA", "WIJAYA", "PERMANA", "GUNAWAN",
    "NURHAYATI", "LESTARI", "MULYANI", "SUSANTI", "RAHMAWATI", "HANDAYANI", "NURJANAH", "SOLIHAH", "FITRIANI",
    "ROHAENI",
)  # fmt: skip
_ISI = """
INSERT INTO penduduk_penduduk (id, desa_id, nik, nama, jenis_kelamin, tempat_lahir, kewarganegaraan, nama_ayah,
    nama_ibu, nik_ayah, nik_ibu, status_dasar, lain, suku, ktp_el, status_rekam, akta_lahir, akta_perkawinan,
    akta_perceraian, kunci_cari, revisi)
SELECT gen_random_uuid(), %(desa)s, nik, nama, 'L', 'CIAMIS', 1, '', '', '', '', 1,
    '{}', 'SUNDA', 2, 8, '', '', '', nama || ' ' || nik || ' ' || kk, 1
FROM (
    SELECT %(awal)s || lpad(n::text, 6, '0') AS nik, %(awal)s || lpad((n / 3)::text, 6, '0') AS kk,
        (%(depan)s::text[])[1 + floor(random() * %(d)s)::int] || ' '
        || translate((1000 + floor(random() * %(lain)s))::int::text, '0123456789', 'NARISOKELU') || ' '
        || (%(belakang)s::text[])[1 + floor(random() * %(b)s)::int] AS nama
    FROM generate_series(1, %(banyak)s) AS n) AS orang
"""
BATAS_MS = 60


def ukur(banyak: int, banyak_desa: int, putaran: int) -> Iterator[Baris]:
    """Measure once, on a hub that is thrown away."""
    with ExitStack() as tumpukan:
        rumah = Path(tempfile.mkdtemp(prefix="eoffice-cari-"))
        tumpukan.callback(shutil.rmtree, rumah, ignore_errors=True)
        cluster = tumpukan.enter_context(pg_uji.cluster())
        siapkan_hub(rumah, cluster)
        ukuran = _isi(cluster, kode_desa(banyak_desa), banyak)
        print(f"{sum(ukuran.values())} orang di {len(ukuran)} desa", file=sys.stderr)
        urut = sorted(ukuran, key=lambda kode: ukuran[kode])
        for kode in (urut[len(urut) // 2], urut[-1]):
            yield from _di_desa(kode, ukuran[kode], putaran)


def _isi(cluster: pg_uji.Cluster, desa: list[str], banyak: int) -> dict[str, int]:
    """Fill the villages; one in ten is three times, one in fifty six times as large as the others."""
    from eoffice.jejak.desa import kenali_desa  # noqa: PLC0415  rooms load only after the home is chosen

    bagian = [6 if n % 50 == 49 else 3 if n % 10 == 9 else 1 for n in range(len(desa))]
    ukuran = {kode: banyak * porsi // sum(bagian) for kode, porsi in zip(desa, bagian, strict=True)}
    for kode in desa:
        kenali_desa(kode=kode)
    with psycopg.connect(cluster.url(pg_uji.SUPERUSER, "eoffice"), autocommit=True) as basis:
        for kode, jumlah in ukuran.items():
            isi = {"desa": kode, "awal": kode.replace(".", ""), "banyak": jumlah}
            isi |= {
                "depan": list(DEPAN),
                "belakang": list(BELAKANG),
                "d": len(DEPAN),
                "b": len(BELAKANG),
            }
            isi["lain"] = jumlah // 2  # words that few people share; some of them nobody drew
            basis.execute(_ISI, isi)
        basis.execute("VACUUM ANALYZE penduduk_penduduk")
    return ukuran


def _di_desa(kode: str, jumlah: int, putaran: int) -> Iterator[Baris]:
    from django.db import connection  # noqa: PLC0415

    from eoffice.penduduk import selectors, services  # noqa: PLC0415
    from eoffice.wilayah.tenancy import lingkup  # noqa: PLC0415

    with lingkup(kode), connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
        awal, mulai = _cpu(pid), time.perf_counter()
        kata = services.hitung_kata()
        hitung, jam = _cpu(pid) - awal, (time.perf_counter() - mulai) * 1000
        yield Baris(f"{jumlah} orang: hitung {kata} kata", hitung, f"ms CPU ({jam:.0f} jam)", None, baik=True)
        cursor.execute("ANALYZE penduduk_kata")
    cap: Callable[[], object] = services.hitung_kata
    for nama, kerja in (
        ("awal nama", lambda: selectors.temukan("asep")),
        ("dua potong", lambda: selectors.temukan("asep sutisna")),
        ("potongan di tengah", lambda: selectors.temukan("omaria")),
        ("akhir NIK", lambda: selectors.temukan("000123")),
        ("ejaan lama", lambda: selectors.temukan("tjetjep soetisna")),
        ("dua salah ketik", lambda: selectors.temukan("kmoariha supriatan")),
        ("tidak ada", lambda: selectors.temukan("xyzzyxyz")),
        ("tanya apakah daftar berubah", cap),
    ):
        with lingkup(kode):
            kerja()
            awal = _cpu(pid)
            tunggu = []
            for _ in range(putaran):
                mulai = time.perf_counter()
                kerja()
                tunggu.append((time.perf_counter() - mulai) * 1000)
            cpu = (_cpu(pid) - awal) / putaran
        tengah = statistics.median(tunggu)
        yield Baris(f"{jumlah} orang: {nama}", cpu, f"ms CPU ({tengah:.0f} jam)", BATAS_MS, cpu <= BATAS_MS)


def _cpu(pid: int) -> float:
    """Return the CPU time of this process and of one of the server's, in milliseconds."""
    bidang = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    detak = os.sysconf("SC_CLK_TCK")
    return (time.process_time() + (int(bidang[11]) + int(bidang[12])) / detak) * 1000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--penduduk", type=int, default=1_250_000)
    parser.add_argument("--desa", type=int, default=250)
    parser.add_argument("--putaran", type=int, default=40)
    pilihan = parser.parse_args()
    for satu in ukur(pilihan.penduduk, pilihan.desa, pilihan.putaran):
        print(f"{satu.nama:<50}{satu.nilai:>9.1f} {satu.satuan:<20} {satu.putusan}", flush=True)


if __name__ == "__main__":
    main()
