"""Bytes an event takes on the wire on a village's working days: ``python -m bench.kawat``.

The work of the trial's Cisontrol after its register was imported, about people the dictionary has never seen. Photos of
the trial are the same everywhere and clerks there work on the full minute; real ones do not, so both are made unlike.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.update(EOFFICE_PERAN="kabupaten", DJANGO_SETTINGS_MODULE="config.settings")

import django

django.setup()

from tools.aliran_contoh import Aliran, wajar  # noqa: E402

from eoffice.jejak.aliran import Kiriman  # noqa: E402

SEBANYAK = (1, 5, 20, 200)
REGISTER = 600
"""Events of the register of residents that are looked at, its last."""
_IMPOR = ("penduduk.penduduk_dicatat", "penduduk.keluarga_dicatat")


def ambil() -> list[Kiriman]:
    """Return the stream of the trial's village, numbered through."""
    with tempfile.TemporaryDirectory() as folder:
        berkas = Path(folder) / "contoh"
        subprocess.run([sys.executable, "-m", "bench.contoh", str(berkas)], check=True, capture_output=True)
        semua = [json.loads(baris) for baris in berkas.read_text().splitlines()]
    return [wajar(urut, *satu) for urut, satu in enumerate(semua, 1)]


def main() -> None:
    """Print the table."""
    semua = ambil()
    kerja = 1 + max(nomor for nomor, s in enumerate(semua) if s.isi["jenis"] in _IMPOR)
    surat = [s for s in semua[kerja:] if s.isi["jenis"] in {"surat.surat", "arsip.nomor"}]
    print(f"{len(semua) - kerja} events of working days, {len(surat)} of them letters and numbers")
    aliran = Aliran(semua)
    for nama, mulai, sampai in (("register", kerja - REGISTER, kerja), ("working days", kerja, len(semua))):
        for cara in ("k1", "k2", "now"):
            for banyak in SEBANYAK:
                tubuh, penuh = aliran.bita(banyak, mulai, sampai, cara)
                print(
                    f"{nama:12} {cara:4} {banyak:4} in a batch: {tubuh:6.1f}, with frame {penuh:6.1f} bytes an event"
                )


if __name__ == "__main__":
    main()
