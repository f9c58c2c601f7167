"""Train the zstd dictionary that villages and regencies ship, from the product's own events of invented people.

    python -m tools.latih_kamus k3        write src/eoffice/sinkron/data/k3.zdict

Fills throw-away villages far from each other as the trial does, with other people and many letters, and trains on
their events. A released dictionary is never changed, or a batch that is still on its way could not be read: train a
new one under the next name, and keep all of them. Names, salts and ids are drawn by lot, so two runs differ a little.
"""

import argparse
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

RUMAH = Path(tempfile.mkdtemp(prefix="eoffice-kamus-"))
os.environ.pop("EOFFICE_DATABASE_URL", None)  # never the database of somebody's office
os.environ.update(
    EOFFICE_HOME=str(RUMAH), EOFFICE_PERAN="kabupaten", DJANGO_SETTINGS_MODULE="config.settings"
)

import django  # noqa: E402  the home is chosen before settings load

django.setup()

import zstandard  # noqa: E402
from django.core.management import call_command  # noqa: E402

from config.demo.isi import DesaPeraga, Pengisi  # noqa: E402
from config.demo.penduduk import Rencana  # noqa: E402
from config.demo.surat import jadwal  # noqa: E402
from eoffice.akun.rules.jabatan import Jabatan  # noqa: E402
from eoffice.jejak.aliran import kiriman, semua_ujung  # noqa: E402
from eoffice.kernel import clock  # noqa: E402
from eoffice.sinkron.rules.pilah import Pilah  # noqa: E402
from eoffice.wilayah import rujukan  # noqa: E402
from eoffice.wilayah.tenancy import lingkup  # noqa: E402
from tools.aliran_contoh import Aliran, wajar  # noqa: E402

FOLDER = Path(__file__).resolve().parent.parent / "src/eoffice/sinkron/data"
BITA = 64 * 1024
SEBANYAK = (1, 5)
SEKABUPATEN: dict[str, int] = {"penduduk.penduduk_dicatat": 120, "penduduk.keluarga_dicatat": 60}
"""Events of these types a village gives: a first load must not drown the letters, of which it gives all."""
TEMPAT = ("32.06.15.2001", "33.02.11.2003", "35.07.09.2002", "12.12.03.2004", "73.08.06.2005")
PETUGAS = (
    ("Siti Rohmah", "Agus Prasetyo, S.Sos.", "Slamet Widodo"),
    ("Yuni Astuti", "Bambang Hermawan", "H. Sutrisno"),
    ("Dewi Lestari", "Eko Purnomo, S.E.", "Hj. Nurhayati"),
    ("Tiur Simanjuntak", "Ronald Siregar", "Parlin Sinaga"),
    ("Andi Rahma", "Muh. Yusuf, S.IP.", "H. Baharuddin"),
)
JABATAN = (Jabatan.OPERATOR, Jabatan.SEKRETARIS_DESA, Jabatan.KEPALA_DESA)


def desa(nomor: int) -> DesaPeraga:
    """Return the plan of one village."""
    kode = TEMPAT[nomor]
    nama = rujukan.nama_lengkap(kode).split(",")[0].removeprefix("Desa ")
    orang = tuple((f"p{tempat}", satu, JABATAN[tempat]) for tempat, satu in enumerate(PETUGAS[nomor]))
    surat = (*jadwal.CISONTROL, *jadwal.SITUMANDALA)
    return DesaPeraga(nama, Rencana(kode, 2000, benih=f"kamus-{nomor}"), surat, orang)


def kata(kode: str) -> Iterator[bytes]:
    """Yield the words of a village's batches of one event and of five, of the types in ``SEKABUPATEN`` only some."""
    with lingkup(kode):
        semua = [satu for aliran in semua_ujung() for satu in kiriman(aliran.epoch, 0, 100_000)]
    aliran = Aliran([wajar(urut, dict(s.isi), s.pribadi, s.garam.hex()) for urut, s in enumerate(semua, 1)])
    perlu = set(_perlu([str(satu.isi["jenis"]) for satu in semua]))
    for banyak in SEBANYAK:
        for awal in range(0, len(semua), banyak):
            if perlu.issuperset(range(awal, min(awal + banyak, len(semua)))):
                padat = b"\n".join(aliran.padat[awal : awal + banyak])
                yield Pilah(aliran.acuan(awal, banyak).isi).pisah(padat)[0]


def _perlu(jenis: Sequence[str]) -> Iterator[int]:
    """Yield the places of the events to train on: all, but of some types only so many, the last ones."""
    sisa = dict(SEKABUPATEN)
    for tempat in reversed(range(len(jenis))):
        sisa[jenis[tempat]] = sisa.get(jenis[tempat], len(jenis)) - 1
        if sisa[jenis[tempat]] >= 0:
            yield tempat


def latih(contoh: Sequence[bytes]) -> bytes:
    """Return a dictionary."""
    return zstandard.train_dictionary(BITA, list(contoh), k=1024, d=8, level=9).as_bytes()


def main() -> None:
    """Fill, train, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("nama", help="of the new dictionary")
    tujuan = FOLDER / f"{parser.parse_args().nama}.zdict"
    if tujuan.exists():
        raise SystemExit(f"{tujuan.name} was released; a dictionary is never changed")
    call_command("migrate", verbosity=0, interactive=False)
    semua = [desa(nomor) for nomor in range(len(TEMPAT))]
    for satu in semua:
        Pengisi(satu, clock.now()).isi()
    contoh = [teks for satu in semua for teks in kata(satu.rencana.kode)]
    tujuan.write_bytes(latih(contoh))
    print(f"{tujuan.name}: {tujuan.stat().st_size} bytes from {len(contoh)} batches")


if __name__ == "__main__":
    try:
        main()
    finally:
        shutil.rmtree(RUMAH, ignore_errors=True)
