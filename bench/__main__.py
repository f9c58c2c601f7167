"""Measure the product on a throw-away home, as a table and as JSON.

``python -m bench [--penduduk 5000] [--putaran 15] [--bagian proses|server]``. First the work of one process, in
medians of CPU milliseconds (pages are asked through Django's test client: middleware, templates and database are in
it, the network is not); then the running server and worker: clerks at once, a citizen's whole way, memory.
"""

import argparse
import json
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

HOME = Path(tempfile.mkdtemp(prefix="eoffice-bench-"))
os.environ.pop("EOFFICE_DATABASE_URL", None)  # never the database of somebody's office
os.environ.update(EOFFICE_HOME=str(HOME), EOFFICE_PERAN="kabupaten", DJANGO_SETTINGS_MODULE="config.settings")

import django  # noqa: E402  the home is chosen before settings load

django.setup()

from bench import cadangan, impor, nyata, sinkron, ukur  # noqa: E402  rooms load only after Django is set up
from bench.baris import Baris  # noqa: E402


def median_cpu(kerja: Callable[[], object], putaran: int) -> float:
    """Return the median CPU time of one run in milliseconds; the first run only warms up."""
    kerja()
    waktu = []
    for _ in range(putaran):
        mulai = time.process_time()
        kerja()
        waktu.append((time.process_time() - mulai) * 1000)
    return statistics.median(waktu)


def di_proses(dunia: ukur.Dunia, putaran: int) -> list[Baris]:
    """Measure the work of this process."""
    semua = []
    for nama, kerja, batas in ukur.pekerjaan(dunia):
        cpu = median_cpu(kerja, putaran)
        semua.append(Baris(nama, cpu, "ms CPU", batas, batas is None or cpu <= batas))
    return semua


def cetak(semua: list[Baris]) -> None:
    """Print the table."""
    for satu in semua:
        batas = "-" if satu.batas is None else f"{satu.batas:g}"
        print(f"{satu.nama:<70}{satu.nilai:>10.1f} {satu.satuan:<12}{batas:>6}  {satu.putusan}")


def main() -> None:
    """Prepare a village, measure, print the table, write it as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--penduduk", type=int, default=5000)
    parser.add_argument("--putaran", type=int, default=15)
    parser.add_argument("--bagian", choices=["semua", "proses", "server"], default="semua")
    parser.add_argument("--hasil", type=Path, default=Path(__file__).parent / "hasil" / "terakhir.json")
    pilihan = parser.parse_args()
    dunia = ukur.siapkan(pilihan.penduduk)
    hasil = (
        [
            *di_proses(dunia, pilihan.putaran),
            *impor.ukur(pilihan.penduduk),
            *sinkron.ukur(),
            *cadangan.ukur(HOME, pilihan.penduduk),
        ]
        if pilihan.bagian != "server"
        else []
    )
    if pilihan.bagian != "proses":
        hasil += nyata.ukur_nyata(dunia)
    cetak(hasil)
    pilihan.hasil.parent.mkdir(exist_ok=True)
    isi = {"penduduk": pilihan.penduduk, "putaran": pilihan.putaran, "hasil": [asdict(b) for b in hasil]}
    pilihan.hasil.write_text(json.dumps(isi, indent=2))


if __name__ == "__main__":
    try:
        main()
    finally:
        shutil.rmtree(HOME, ignore_errors=True)
