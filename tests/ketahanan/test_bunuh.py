"""kill -9 of every part of both installations while clerks work: nothing acknowledged is lost, nothing doubled."""

import os
import random
import time
from collections.abc import Iterator

import pytest

from tests.config.dua_tempat import TANDA_TERIMA
from tests.ketahanan.panggung import Panggung, panggung, periksa

pytestmark = pytest.mark.proses
PUTARAN = int(os.environ.get("EOFFICE_UJI_PUTARAN", "10"))
"""Rounds of thirty kills in the long form."""
COCOK = "Cocok: isi semua tabel desa sama dengan kabupaten.\n"


@pytest.fixture(scope="module")
def ramai(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Panggung]:
    yield from panggung(tmp_path_factory.mktemp)


def _kerja(ramai: Panggung, kali: int, jeda: float, benih: int) -> None:
    """Let clerks work, kill, let them work on; then everything acknowledged is in both databases, once."""
    sebelum = len([satu for satu in ramai.diakui() if "nomor" in satu])
    ramai.nyala()
    _tunggu(ramai, sebelum + 1)
    ramai.kacau(kali, random.Random(benih), jeda)
    _tunggu(ramai, len([satu for satu in ramai.diakui() if "nomor" in satu]) + 2)
    ramai.petugas.bunuh()
    hasil = periksa(ramai.dunia.desa, ramai.diakui())
    assert (hasil.hilang, hasil.ganda) == ([], [])
    resi = ramai.dunia.desa.tanya("SELECT epoch, urut, digest FROM sinkron_tandaterima")
    di_hub = {satu[:3] for satu in ramai.dunia.kabupaten.peristiwa()}
    tanpa = [satu for satu in resi if tuple(str(k).replace("-", "") for k in satu) not in di_hub]
    assert tanpa == [], "the hub gave a receipt for what it no longer holds"
    _bertemu(ramai)
    kode, kata, galat = ramai.dunia.desa.jalankan("sync", "cocokkan")
    assert (kode, kata) == (0, COCOK), galat
    ramai.padam()
    peristiwa = ramai.dunia.sama()
    print(  # noqa: T201  figures of the long form
        f"\n{sum(ramai.dibunuh.values())} x kill -9 ({ramai.dibunuh}): {hasil.diakui} acknowledged, {hasil.surat} letters, "
        f"{hasil.nomor} numbers, {len(resi)} receipts, {peristiwa} events; lost 0, doubled 0, chains whole, tables equal"
    )


def _bertemu(ramai: Panggung) -> None:
    """Meet once everything runs again; the worker may be meeting at the same moment."""
    batas, kata = time.monotonic() + 60, ""
    while not kata.endswith(TANDA_TERIMA):
        ramai.nyala(petugas=False)
        _, kata, galat = ramai.dunia.desa.jalankan("sync")
        assert time.monotonic() < batas, kata + galat
        time.sleep(0.2)


def _tunggu(ramai: Panggung, nomor: int) -> None:
    """Wait until so many numbers were acknowledged."""
    batas = time.monotonic() + 120
    while len([satu for satu in ramai.diakui() if "nomor" in satu]) < nomor:
        assert not ramai.petugas.mati(), ramai.diakui()[-3:]
        assert time.monotonic() < batas, "no work gets done"
        time.sleep(0.05)


def test_each_part_killed_once_loses_and_doubles_nothing(ramai: Panggung) -> None:
    _kerja(ramai, 5, 0.4, 1)


@pytest.mark.lama
def test_hundreds_of_kills_lose_and_double_nothing(ramai: Panggung) -> None:
    for putaran in range(PUTARAN):
        _kerja(ramai, 30, 1.5, putaran)
