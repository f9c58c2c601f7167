"""A file on its way to a real hub that is killed in the middle: it goes on where it stopped."""

import hashlib
import random
import subprocess
import sys
import time

import pytest

from tests.config.dua_tempat import BATAS, DESA, Dunia, Tempat, bertemu

pytestmark = pytest.mark.proses
ISI = random.Random(7).randbytes(12 * 1024 * 1024)
SIDIK = hashlib.sha256(ISI).hexdigest()
MENYEBUT = """
import random, sys
import django; django.setup()
from eoffice.dokumen.services import simpan
from eoffice.sinkron.services.berkas import catat_sebutan
from eoffice.wilayah.tenancy import lingkup
sendiri = sys.argv[1] == "sendiri"
if sendiri:
    simpan(random.Random(7).randbytes({panjang}))
with lingkup("{desa}"):
    catat_sebutan(["{sidik}"], sendiri=sendiri)
"""


def menyebut(tempat: Tempat, cara: str) -> None:
    kode = MENYEBUT.format(panjang=len(ISI), desa=DESA, sidik=SIDIK)
    subprocess.run([sys.executable, "-c", kode, cara], env=tempat.lingkungan, check=True, timeout=BATAS)


@pytest.mark.lama
def test_a_hub_killed_while_a_file_arrives_goes_on_where_it_was(dunia: Dunia) -> None:
    bertemu(dunia)
    menyebut(dunia.desa, "sendiri")
    menyebut(dunia.kabupaten, "lain")
    lewat = SIDIK[:2], SIDIK[2:4], SIDIK
    datang = dunia.kabupaten.rumah.joinpath("berkas-datang", DESA, *lewat)
    kirim = dunia.desa.mulai("sync")
    batas = time.monotonic() + BATAS
    while not datang.exists() or datang.stat().st_size < 1_000_000:
        assert time.monotonic() < batas
        assert kirim.poll() is None, kirim.communicate()
        time.sleep(0.005)
    dunia.padamkan()
    kirim.communicate(timeout=BATAS)
    assert kirim.returncode == 1
    sampai = datang.stat().st_size
    assert 1_000_000 <= sampai < len(ISI)
    assert datang.read_bytes() == ISI[:sampai]
    saat = datang.stat().st_ino
    dunia.nyalakan()
    bertemu(dunia)
    jadi = dunia.kabupaten.rumah.joinpath("berkas", *lewat)
    assert jadi.read_bytes() == ISI
    assert (jadi.stat().st_ino, datang.exists()) == (saat, False), "the same file grew; nothing began anew"
