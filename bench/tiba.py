"""How long after its issue a letter's PDF can be downloaded at the regency: ``python -m bench.tiba [COUNT]``.

Real processes on this machine: a hub that serves, its worker, and a village's worker. Seconds by the clock from the
moment the signer's request is done until the hub shows the letter as issued and holds its file whole.
"""

import os
import re
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

os.environ.update(EOFFICE_PERAN="kabupaten", DJANGO_SETTINGS_MODULE="config.settings")

import django

django.setup()

from tests.config.dua_tempat import DESA, Tempat, porta_bebas  # noqa: E402
from tests.ketahanan.panggung import hidup  # noqa: E402

BANYAK = 9
BATAS_DETIK = 5.0
SABAR_DETIK = 120
SIAPKAN = """
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
with lingkup("{desa}"):
    orang = pabrik.pemeran()
    pabrik.tte_lokal(orang)
import eoffice
eoffice.orang_bench = orang
"""
TERBITKAN = """
import time
import eoffice
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.models import Surat
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
orang = eoffice.orang_bench
with lingkup("{desa}"):
    satu = pabrik.diparaf(orang)
time.sleep({tunggu})
oleh = orang.pelaku(Peran.PENANDA_TANGAN)
for hasil in surat.tanda_tangani(desa="{desa}", pilihan=[(satu, 3)], frasa=pabrik.FRASA, oleh=oleh):
    assert hasil.terbit, hasil
saat = time.time()
with lingkup("{desa}"):
    print(saat, Surat.objects.get(pk=satu).sha256, satu.hex)
"""
TIBA = (
    "SELECT 1 FROM surat_surat s JOIN sinkron_berkasantar b ON b.sha256 = ? "
    "WHERE s.id = ? AND s.status = 'terbit' AND b.selesai_pada IS NOT NULL"
)


@contextmanager
def dua(folder: Path) -> Iterator[tuple[Tempat, Tempat]]:
    """Let a hub and a village's worker run, enrolled with each other."""
    porta = porta_bebas()
    alamat = {"EOFFICE_PORT": str(porta), "EOFFICE_ALAMAT_PUBLIK": f"http://127.0.0.1:{porta}"}
    hub = Tempat(folder / "kabupaten", {"EOFFICE_PERAN": "kabupaten"} | alamat, batas=SABAR_DETIK)
    desa = Tempat(folder / "desa", {"EOFFICE_PERAN": "desa", "EOFFICE_DESA": DESA}, batas=SABAR_DETIK)
    try:
        for satu in (hub, desa):
            satu.rumah.mkdir()
            if satu.mulai("migrate").wait(SABAR_DETIK):
                raise RuntimeError("migrate")
        hub.jalankan("desa", "tambah", DESA)
        hub.mulai("serve", "--alamat", "127.0.0.1", "--proses", "1")
        hidup(porta)
        kata = hub.jalankan("sync", "kode", "--desa", DESA)[1]
        desa.jalankan("sync", "daftar", re.findall(r"^  eoffice sync daftar '(.*)'$", kata, re.MULTILINE)[0])
        desa.lakukan(SIAPKAN.format(desa=DESA))
        hub.mulai("worker")
        desa.mulai("worker")
        yield hub, desa
    finally:
        hub.matikan()
        desa.matikan()


def ukur(hub: Tempat, desa: Tempat, tunggu: float) -> float:
    """Issue a letter ``tunggu`` seconds after its last step before, and return the seconds until it is at the hub."""
    saat, sha256, surat_id = desa.lakukan(TERBITKAN.format(desa=DESA, tunggu=tunggu)).split()[-3:]
    while True:
        with closing(sqlite3.connect(hub.rumah / "eoffice.sqlite3", timeout=20)) as tabel:
            ada = tabel.execute(TIBA, (sha256, surat_id)).fetchone()
        if ada and (hub.rumah / "berkas" / sha256[:2] / sha256[2:4] / sha256).exists():
            return time.time() - float(saat)
        if time.time() - float(saat) > SABAR_DETIK:
            raise RuntimeError(f"{surat_id} did not arrive")
        time.sleep(0.05)


def main() -> None:
    """Print the median, and whether it is what was promised."""
    banyak = int(sys.argv[1]) if len(sys.argv) > 1 else BANYAK
    folder = Path(tempfile.mkdtemp(prefix="eoffice-tiba-"))
    try:
        with dua(folder) as (hub, desa):
            detik = sorted(ukur(hub, desa, nomor % 5) for nomor in range(banyak))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    tengah = statistics.median(detik)
    putusan = "kept" if tengah <= BATAS_DETIK else "NOT KEPT"
    print(
        f"{banyak} letters, seconds after issue at the hub: median {tengah:.1f}, {detik[0]:.1f}-{detik[-1]:.1f}"
    )
    print(f"promised: {BATAS_DETIK:g} s, {putusan}; load {os.getloadavg()[0]:.0f}")


if __name__ == "__main__":
    main()
