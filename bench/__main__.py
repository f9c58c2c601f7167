"""Measure the product on a throw-away home: medians of CPU milliseconds, as a table and as JSON.

``python -m bench [--penduduk 5000] [--putaran 15]``. CPU is that of this process (pages are asked through Django's
test client, so middleware, templates and database are in it; the network is not).
"""

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HOME = Path(tempfile.mkdtemp(prefix="eoffice-bench-"))
os.environ.update(EOFFICE_HOME=str(HOME), EOFFICE_PERAN="kabupaten", DJANGO_SETTINGS_MODULE="config.settings")

import django  # noqa: E402  the home is chosen before settings load

django.setup()

from bench import ukur  # noqa: E402  rooms load only after Django is set up


def median_cpu(kerja: Callable[[], object], putaran: int) -> float:
    """Return the median CPU time of one run in milliseconds; the first run only warms up."""
    kerja()
    waktu = []
    for _ in range(putaran):
        mulai = time.process_time()
        kerja()
        waktu.append((time.process_time() - mulai) * 1000)
    return statistics.median(waktu)


def main() -> None:
    """Prepare a village, measure, print the table, write ``bench/hasil/terakhir.json``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--penduduk", type=int, default=5000)
    parser.add_argument("--putaran", type=int, default=15)
    pilihan = parser.parse_args()
    dunia = ukur.siapkan(pilihan.penduduk)
    hasil = {
        nama: (median_cpu(kerja, pilihan.putaran), batas) for nama, kerja, batas in ukur.pekerjaan(dunia)
    }
    print(f"{'pekerjaan':<72}{'CPU ms':>9}{'batas':>8}")
    for nama, (cpu, batas) in hasil.items():
        print(
            f"{nama:<72}{cpu:>9.1f}{batas or '-':>8}{'' if not batas or cpu <= batas else '  di atas batas'}"
        )
    tujuan = Path(__file__).parent / "hasil" / "terakhir.json"
    tujuan.parent.mkdir(exist_ok=True)
    isi = {nama: {"cpu_ms": round(cpu, 2), "batas_ms": batas} for nama, (cpu, batas) in hasil.items()}
    tujuan.write_text(
        json.dumps({"penduduk": pilihan.penduduk, "putaran": pilihan.putaran, "hasil": isi}, indent=2)
    )


if __name__ == "__main__":
    main()
