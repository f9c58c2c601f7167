"""A backup of a village: database, files of letters and keys into one sealed archive, until it lies in its folder."""

import secrets
import time
from pathlib import Path

from bench.baris import Baris
from eoffice.cadangan.adapters.tujuan import Folder
from eoffice.cadangan.services import buat_kunci, cadangkan
from eoffice.dokumen.services import simpan

SURAT = 500
"""Letters whose files go along."""
BITA_SURAT = 35_000
"""Bytes of one of them, as a letter of one page; chance, because a PDF does not get smaller either."""


def ukur(rumah: Path, penduduk: int) -> list[Baris]:
    """Measure one archive: seconds on this machine, and megabytes (10**6 bytes of the archive) a second."""
    for _ in range(SURAT):
        simpan(secrets.token_bytes(BITA_SURAT))
    buat_kunci("bench")
    mulai = time.perf_counter()
    catatan = cadangkan(Folder(rumah / "bench-cadangan"), oleh="bench")
    detik = time.perf_counter() - mulai
    nama = f"cadangan {penduduk} penduduk dan {SURAT} surat"
    return [
        Baris(f"{nama}: sampai jadi", detik * 1000, "ms jam", None, baik=True),
        Baris(nama, catatan.ukuran / 1e6 / detik, "MB/s", None, baik=True),
    ]
