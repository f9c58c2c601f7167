"""Bytes an event takes on the wire on a village's working days: ``python -m bench.kawat``.

The work of the trial's Cisontrol after its register was imported, about people the dictionary has never seen. Photos of
the trial are the same everywhere and clerks there work on the full minute; real ones do not, so both are made unlike.
"""

import json
import os
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

os.environ.update(EOFFICE_PERAN="kabupaten", DJANGO_SETTINGS_MODULE="config.settings")

import django

django.setup()

from eoffice.jejak.aliran import Kiriman  # noqa: E402
from eoffice.sinkron.rules.kepala import Rujukan  # noqa: E402
from eoffice.sinkron.rules.padat import padatkan_waktu  # noqa: E402
from eoffice.sinkron.rules.paket import BENTUK, urai  # noqa: E402
from eoffice.sinkron.services import acuan  # noqa: E402
from eoffice.sinkron.services.kamus import nama_kamus, terbaru  # noqa: E402
from eoffice.sinkron.services.kemas import Acuan, Asal, kemas, tulis_baris  # noqa: E402

KUNCI = Ed25519PrivateKey.generate()
ASAL = Asal(uuid4(), None, "ab" * 32)
SEBANYAK = (1, 5, 20, 200)
REGISTER = 600
"""Events of the register of residents that are looked at, its last."""
_IMPOR = ("penduduk.penduduk_dicatat", "penduduk.keluarga_dicatat")
_SIDIK = re.compile(r'"[0-9a-f]{64}"')
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class Aliran:
    """A stream in memory, that tells which earlier events a batch may refer to, as ``acuan.pilih`` does."""

    def __init__(self, semua: Sequence[Kiriman]) -> None:
        self.semua = semua
        self.padat = [padatkan_waktu(tulis_baris(satu)) for satu in semua]

    def acuan(self, mulai: int, banyak: int) -> Acuan:
        """Return what the events from ``mulai`` on (from 0) may refer to."""
        disebut = {
            i for s in self.semua[mulai : mulai + banyak] for i in _ID.findall(tulis_baris(s).decode())
        }
        akhir: dict[str, int] = {}
        for tempat in range(mulai):
            akhir[str(self.semua[tempat].isi["agregat_id"])] = tempat
        tempat_semua = {akhir[satu] for satu in disebut if satu in akhir}
        tempat_semua |= set(range(max(0, mulai - acuan.BERUNTUN), mulai))
        pilihan: list[int] = []
        sisa = acuan.MAKS_BITA
        for satu in sorted(tempat_semua, reverse=True):
            sisa -= len(self.padat[satu])
            if sisa < 0:
                break
            pilihan.insert(0, satu)
        isi = b"\n".join(self.padat[satu] for satu in pilihan)
        return Acuan(Rujukan(tuple(satu + 1 for satu in pilihan), sha256(isi).hexdigest()[:8]), isi)

    def bita(self, banyak: int, mulai: int, sampai: int, cara: str) -> tuple[float, float]:
        """Return body, and body with frame, of an event of a part of the stream, in batches of so many.

        ``cara``: ``k1`` for the first form, ``k2`` for the second one with that dictionary, ``now`` for the newest.
        """
        tubuh = penuh = jumlah = 0
        for awal in range(mulai, sampai, banyak):
            bagian = self.semua[awal : min(sampai, awal + banyak)]
            acu = None if cara == "k1" else self.acuan(awal, banyak)
            bentuk = 2 if cara == "k2" else BENTUK
            paket = kemas(bagian, ASAL, KUNCI, cara if cara in nama_kamus() else terbaru(), acu, bentuk)
            tubuh, penuh = tubuh + len(urai(paket)[2]), penuh + len(paket)
            jumlah += len(bagian)
        return tubuh / jumlah, penuh / jumlah


def ambil() -> list[Kiriman]:
    """Return the stream of the trial's village, numbered through."""
    with tempfile.TemporaryDirectory() as folder:
        berkas = Path(folder) / "contoh"
        subprocess.run([sys.executable, "-m", "bench.contoh", str(berkas)], check=True, capture_output=True)
        semua = [json.loads(baris) for baris in berkas.read_text().splitlines()]
    return [wajar(urut, *satu) for urut, satu in enumerate(semua, 1)]


def wajar(urut: int, isi: dict[str, Any], pribadi: dict[str, Any] | None, garam: str) -> Kiriman:
    """Return an event with files of its own, at some second of its minute."""
    agregat, waktu = isi["agregat_id"], isi["waktu"]
    teks = _SIDIK.sub(
        lambda s: f'"{sha256((agregat + s[0]).encode()).hexdigest()}"', json.dumps([isi, pribadi])
    )
    isi, pribadi = json.loads(teks)
    saat = f"{waktu[:17]}{random.randrange(60):02}.{random.randrange(10**6):06}{waktu[-6:]}"  # noqa: S311
    return Kiriman({**isi, "urut": urut, "waktu": saat}, pribadi, bytes.fromhex(garam))


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
