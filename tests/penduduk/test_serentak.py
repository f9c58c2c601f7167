"""Killed in the middle, and two officials at once: nothing half, nothing twice. On really committed data."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connections

from eoffice.jejak.models import Peristiwa
from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel.errors import ChangedMeanwhile
from eoffice.penduduk import selectors, services
from eoffice.penduduk.models import BarisImpor, Keluarga, Penduduk
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.penduduk import berkas_uji as uji
from tests.penduduk.conftest import OLEH

SKRIP = Path(__file__).with_name("impor_mati.py")
ORANG = [
    uji.orang(nik=f"320715010180{serial}", no_kk=f"320715010115{serial + 50}", nama=f"ASEP {serial}")
    for serial in range(9001, 9008)
]
PERTAMA = uji.berkas_csv(*ORANG)
KEDUA = uji.berkas_csv(*(row | {"pekerjaan": "GURU"} for row in ORANG[:4]))

pytestmark = pytest.mark.serentak


def siap(desa: Desa, isi: bytes) -> UUID:
    with lingkup(desa.kode):
        return services.siapkan_impor(isi=isi, nama_berkas="x.csv", lengkap=True, oleh=OLEH).id


def terapkan(desa: Desa, impor_id: UUID) -> dict[str, int]:
    with lingkup(desa.kode):
        return dict(services.terapkan_impor(impor_id=impor_id, oleh=OLEH).jumlah)


def bunuh(titik: str, kali: int, desa: Desa, apa: object) -> int:
    connections.close_all()
    root = SKRIP.parents[2]
    env = os.environ | {"PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}", "PYTHONWARNINGS": "ignore"}
    env |= {"DJANGO_SETTINGS_MODULE": "config.settings", "EOFFICE_PERAN": "kabupaten"}
    command = [sys.executable, str(SKRIP), titik, str(kali), desa.kode, str(apa)]
    return subprocess.run(command, env=env, check=False, timeout=120).returncode


def keadaan(desa: Desa) -> tuple[object, ...]:
    """Return everything an import writes, without ids and times."""
    with lingkup(desa.kode):
        people = [
            (p.nik, p.pekerjaan, p.revisi, p.hilang_pada is None, p.keluarga.no_kk if p.keluarga else "")
            for p in Penduduk.objects.select_related("keluarga")
        ]
        events = Peristiwa.objects.values_list("jenis", "revisi").order_by("urut")
        return (sorted(people), list(events), Keluarga.objects.count(), BarisImpor.objects.count())


@pytest.fixture
def contoh(cisontrol: Desa, situmandala: Desa) -> tuple[object, ...]:
    """Return the state that two undisturbed imports lead to, played in the neighbour's village."""
    for isi in (PERTAMA, KEDUA):
        terapkan(situmandala, siap(situmandala, isi.replace(b"32.07.15.2004", b"32.07.15.2005")))
    return keadaan(situmandala)


@pytest.mark.parametrize(
    ("titik", "kali"),
    [
        ("_simpan", 1),  # the first families are written
        ("_simpan", 3),  # some people are written, others not
        ("_tandai_hilang", 1),  # the register is complete, the stream knows nothing
        ("_kabar_impor", 1),
        ("catat_banyak", 1),  # everything is written, nothing is committed
    ],
)
def test_killed_at_any_point_nothing_is_there_and_again_does_it_once(
    titik: str, kali: int, cisontrol: Desa, contoh: tuple[object, ...]
) -> None:
    terapkan(cisontrol, siap(cisontrol, PERTAMA))
    second = siap(cisontrol, KEDUA)
    before = keadaan(cisontrol)
    assert bunuh(titik, kali, cisontrol, second) == -signal.SIGKILL
    assert keadaan(cisontrol) == before
    with lingkup(cisontrol.kode):
        assert selectors.impor(second).status == "pratinjau"
    assert terapkan(cisontrol, second)["berubah"] == 4
    assert keadaan(cisontrol) == contoh
    assert periksa_rantai(cisontrol.kode).utuh


def test_killed_after_the_commit_it_is_done(cisontrol: Desa, contoh: tuple[object, ...]) -> None:
    terapkan(cisontrol, siap(cisontrol, PERTAMA))
    second = siap(cisontrol, KEDUA)
    assert bunuh("tidak", 0, cisontrol, second) == 0
    assert terapkan(cisontrol, second)["berubah"] == 4
    assert keadaan(cisontrol) == contoh


def test_two_officials_press_apply_at_once_and_it_happens_once(cisontrol: Desa) -> None:
    first = siap(cisontrol, PERTAMA)
    barrier = Barrier(4)

    def press(_: int) -> dict[str, int]:
        try:
            barrier.wait(10)
            return terapkan(cisontrol, first)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(press, range(4)))
    assert [result["baru"] for result in results] == [7] * 4
    with lingkup(cisontrol.kode):
        assert Penduduk.objects.count() == 7
        assert set(Penduduk.objects.values_list("revisi", flat=True)) == {1}
        assert Peristiwa.objects.filter(jenis="penduduk.impor_diterapkan").count() == 1


def test_two_officials_upload_at_once_and_one_file_wins(cisontrol: Desa) -> None:
    barrier = Barrier(2)

    def upload_and_apply(isi: bytes) -> str:
        try:
            impor_id = siap(cisontrol, isi)
            barrier.wait(20)
            terapkan(cisontrol, impor_id)
        except ChangedMeanwhile as refused:
            return refused.pesan.kode
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(2) as pool:
        results = sorted(pool.map(upload_and_apply, (PERTAMA, KEDUA)))
    assert results[0] == ""
    assert results[1] in {"penduduk.impor_dibatalkan", "penduduk.impor_basi"}
    with lingkup(cisontrol.kode):
        assert Penduduk.objects.count() in {4, 7}
        assert Peristiwa.objects.filter(jenis="penduduk.impor_diterapkan").count() == 1
    assert periksa_rantai(cisontrol.kode).utuh
