"""Many writers at once, on both databases: no gap, no double number, one chain; and a killed worker."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections, transaction

from eoffice.jejak import services
from eoffice.jejak.models import Kepala, Kursor, Peristiwa
from eoffice.jejak.verify import periksa_rantai
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup

from .conftest import Batal, banyak, tulis

pytestmark = pytest.mark.serentak
UTAS = 16


def serempak(kerja: Callable[[int], None]) -> list[BaseException]:
    """Run ``kerja`` in sixteen threads that start together; return what went wrong."""
    galat: list[BaseException] = []
    mulai = threading.Barrier(UTAS)

    def jalan(nomor: int) -> None:
        try:
            mulai.wait()
            kerja(nomor)
        except Exception as error:  # noqa: BLE001  a thread's failure is the test's
            galat.append(error)
        finally:
            connections.close_all()

    utas = [threading.Thread(target=jalan, args=(nomor,)) for nomor in range(UTAS)]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join()
    return galat


def test_sixteen_writers_leave_no_gap(cisontrol: Desa) -> None:
    """Also the first event of a village: sixteen open its stream at once, one does."""

    def kerja(nomor: int) -> None:
        for _ in range(6):
            with lingkup(cisontrol.kode):
                tulis(pelaku=f"utas-{nomor}")

    assert serempak(kerja) == []
    with lingkup(cisontrol.kode):
        assert list(Peristiwa.objects.order_by("urut").values_list("urut", flat=True)) == [*range(1, 97)]
        assert Kepala.objects.count() == 1
    hasil = periksa_rantai(cisontrol.kode)
    assert (hasil.utuh, hasil.peristiwa) == (True, 96)


def test_writers_that_roll_back_or_write_many_leave_no_gap_either(cisontrol: Desa) -> None:
    def kerja(nomor: int) -> None:
        with lingkup(cisontrol.kode), transaction.atomic():
            services.catat_banyak(banyak(nomor % 5 + 1), pelaku="sistem")
        with lingkup(cisontrol.kode), transaction.atomic():
            tulis()
            raise Batal

    galat = serempak(kerja)
    assert len(galat) == UTAS
    assert {type(satu) for satu in galat} == {Batal}
    tulisan = sum(nomor % 5 + 1 for nomor in range(UTAS))
    hasil = periksa_rantai(cisontrol.kode)
    assert (hasil.utuh, hasil.peristiwa) == (True, tulisan)


@pytest.mark.hanya_postgres  # SQLite has one writer at a time
def test_villages_do_not_wait_for_each_other(cisontrol: Desa, situmandala: Desa) -> None:
    terkunci, selesai = threading.Event(), threading.Event()

    def lambat() -> None:
        with lingkup(cisontrol.kode):
            tulis()
            terkunci.set()
            selesai.wait(10)
        connections.close_all()

    utas = threading.Thread(target=lambat)
    utas.start()
    assert terkunci.wait(10)
    try:
        mulai = time.monotonic()
        with lingkup(situmandala.kode):
            tulis()
        assert time.monotonic() - mulai < 5
    finally:
        selesai.set()
        utas.join()


_PEKERJA = """
import sys, time
import django
django.setup()
from eoffice.jejak.cursors import run_once
from eoffice.wilayah.tenancy import lingkup

class Lambat:
    name = "lambat"
    hanya_sendiri = True
    jenis = None
    def handle(self, event):
        print(event.urut, flush=True)
        time.sleep(30 if event.urut == 3 else 0)

with lingkup(sys.argv[1]):
    run_once(Lambat(), batch=2)
with lingkup(sys.argv[1]):
    run_once(Lambat(), batch=2)
"""


def test_a_worker_killed_in_the_middle_loses_and_doubles_nothing(cisontrol: Desa) -> None:
    """kill -9 while the third event is being handled: the batch of the first two is kept, the third undone."""
    with lingkup(cisontrol.kode), transaction.atomic():
        services.catat_banyak(banyak(5), pelaku="sistem")
    basis = settings.DATABASES["default"]
    if basis["ENGINE"].endswith("postgresql"):
        alamat = f"postgresql://{basis['USER']}@{basis['HOST']}:{basis['PORT']}/{basis['NAME']}"
    else:
        alamat = f"sqlite:///{basis['NAME']}"
    sekitar = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(Path(settings.PACKAGE)),
        "EOFFICE_DATABASE_URL": alamat,
        "EOFFICE_PERAN": "kabupaten",
    }
    with subprocess.Popen(
        [sys.executable, "-c", _PEKERJA, cisontrol.kode], env=sekitar, stdout=subprocess.PIPE, text=True
    ) as pekerja:
        assert pekerja.stdout is not None
        assert [pekerja.stdout.readline().strip() for _ in range(3)] == ["1", "2", "3"]
        pekerja.send_signal(signal.SIGKILL)
    with lingkup(cisontrol.kode):
        assert Kursor.objects.get().urut == 2
    assert periksa_rantai(cisontrol.kode).utuh
