"""``eoffice worker`` on a real stream: consumers that raise, workers that are killed, two at once."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import OperationalError

from config.commands import worker
from config.workers import CONSUMERS, Tugas
from eoffice.jejak.selectors import PeristiwaTercatat, keadaan_konsumen
from eoffice.kernel.errors import RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.surat.services import ubah_pengaturan
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import desa_aktif, lingkup
from tests.arsitektur.sumber import SRC
from tests.config.conftest import Jalankan

BATAS = 60  # seconds a process may take on a busy machine


class Pencatat:
    """Notes what it was given; ``racun`` are the events it cannot handle."""

    def __init__(self, name: str = "uji.pencatat", racun: set[int] | None = None) -> None:
        self.hanya_sendiri = True
        self.jenis = None
        self.name, self.racun, self.lihat = name, racun or set(), list[tuple[str, int]]()

    def handle(self, event: PeristiwaTercatat, /) -> None:
        if event.urut in self.racun:
            raise ZeroDivisionError
        self.lihat.append((desa_aktif(), event.urut))


@pytest.fixture(autouse=True)
def _sinyal(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    monkeypatch.setattr(worker, "TUGAS", ())
    sebelum = {nomor: signal.getsignal(nomor) for nomor in (signal.SIGTERM, signal.SIGINT)}
    yield
    for nomor, semula in sebelum.items():
        signal.signal(nomor, semula)


@pytest.fixture
def pakai(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def pasang(*konsumen: Pencatat) -> None:
        monkeypatch.setattr(worker, "CONSUMERS", konsumen)

    return pasang


def _peristiwa(desa: Desa, banyak: int) -> None:
    """Write events of a village: each change of the settings is one."""
    with lingkup(desa.kode):
        for nomor in range(banyak):
            ubah_pengaturan(pelaku="uji", paraf=bool(nomor % 2))


def test_every_village_is_worked_through_in_its_own_scope(
    jalankan: Jalankan, cisontrol: Desa, situmandala: Desa, pakai: Callable[..., None]
) -> None:
    _peristiwa(cisontrol, 3)
    _peristiwa(situmandala, 2)
    pencatat = Pencatat()
    pakai(pencatat)
    assert jalankan("worker", "--sekali").exit_code == 0
    assert pencatat.lihat == [
        *((cisontrol.kode, n) for n in (1, 2, 3)),
        *((situmandala.kode, n) for n in (1, 2)),
    ]


def test_a_second_worker_finds_nothing_left(
    jalankan: Jalankan, cisontrol: Desa, pakai: Callable[..., None]
) -> None:
    _peristiwa(cisontrol, 3)
    pencatat = Pencatat()
    pakai(pencatat)
    for _ in range(3):
        assert jalankan("worker", "--sekali").exit_code == 0
    assert len(pencatat.lihat) == 3


def test_more_events_than_one_batch_are_all_done_by_one_call(
    jalankan: Jalankan, cisontrol: Desa, pakai: Callable[..., None]
) -> None:
    _peristiwa(cisontrol, 205)
    pencatat = Pencatat()
    pakai(pencatat)
    jalankan("worker", "--sekali")
    assert [urut for _, urut in pencatat.lihat] == list(range(1, 206))


def test_a_consumer_that_raises_stops_alone_and_goes_on_when_mended(
    jalankan: Jalankan,
    cisontrol: Desa,
    situmandala: Desa,
    pakai: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _peristiwa(cisontrol, 4)
    _peristiwa(situmandala, 2)
    sakit, sehat = Pencatat("uji.sakit", {3}), Pencatat("uji.sehat")
    pakai(sakit, sehat)
    assert jalankan("worker", "--sekali").exit_code == 0
    assert [urut for desa, urut in sakit.lihat if desa == cisontrol.kode] == [1, 2]
    assert [urut for desa, urut in sakit.lihat if desa == situmandala.kode] == [1, 2]
    assert len(sehat.lihat) == 6
    with lingkup(cisontrol.kode):
        keadaan = {satu.konsumen: satu for satu in keadaan_konsumen()}
    assert (keadaan["uji.sakit"].tertahan, keadaan["uji.sakit"].sebab) == (3, "ZeroDivisionError")
    assert keadaan["uji.sehat"].tertahan is None
    sakit.racun = set()
    monkeypatch.setattr("eoffice.jejak.cursors._due", lambda _kursor: True)  # the wait is over
    jalankan("worker", "--sekali")
    assert [urut for desa, urut in sakit.lihat if desa == cisontrol.kode] == [1, 2, 3, 4]


def test_a_new_consumer_begins_with_the_first_event(
    jalankan: Jalankan, cisontrol: Desa, pakai: Callable[..., None]
) -> None:
    _peristiwa(cisontrol, 2)
    pakai(Pencatat("uji.lama"))
    jalankan("worker", "--sekali")
    baru = Pencatat("uji.baru")
    pakai(baru)
    jalankan("worker", "--sekali")
    assert [urut for _, urut in baru.lihat] == [1, 2]


@pytest.mark.parametrize(
    "galat", [OperationalError("database is locked"), RuleRefused(Pesan("kernel.disk_penuh"))]
)
def test_a_round_that_failed_is_no_success(
    jalankan: Jalankan, cisontrol: Desa, monkeypatch: pytest.MonkeyPatch, galat: Exception
) -> None:
    def gagal() -> None:
        raise galat

    monkeypatch.setattr(worker, "TUGAS", (Tugas("gagal", timedelta(hours=1), gagal),))
    assert jalankan("worker", "--sekali").exit_code == 1


def test_a_chore_that_fails_does_not_keep_the_events_waiting(
    cisontrol: Desa, pakai: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def gagal() -> None:
        raise OperationalError("database is locked")

    _peristiwa(cisontrol, 1)
    pencatat = Pencatat()
    pakai(pencatat)
    monkeypatch.setattr(worker, "TUGAS", (Tugas("gagal", timedelta(hours=1), gagal),))
    putaran = worker.Putaran()
    assert (putaran.jalan(), putaran.gagal) == (False, True)
    assert (putaran.jalan(), putaran.gagal) == (True, False)
    assert len(pencatat.lihat) == 1


def test_consumers_have_durable_names_of_their_own() -> None:
    nama = [konsumen.name for konsumen in CONSUMERS]
    assert len(set(nama)) == len(nama)
    assert all("." in satu for satu in nama)


# ---------- as processes: kill -9, and two at once ----------

SIAPKAN = """
import django; django.setup()
from eoffice.surat.services import ubah_pengaturan
from eoffice.wilayah.tenancy import lingkup
with lingkup("32.07.15.2004"):
    for nomor in range({banyak}):
        ubah_pengaturan(pelaku="uji", paraf=bool(nomor % 2))
"""
KERJAKAN = """
import time
import django; django.setup()
from config.commands import worker
from eoffice.jejak.services import catat_akses
class Pencatat:
    name = "uji.pencatat"
    hanya_sendiri = True
    jenis = None
    def handle(self, event):
        catat_akses(pengguna_id=event.id_peristiwa, sasaran="uji", sasaran_id=event.id_peristiwa, tindakan="kerja")
        time.sleep({jeda})
worker.CONSUMERS, worker.TUGAS = (Pencatat(),), ()
worker.worker.main(["--sekali"])
"""
BANYAK = 30
Luncurkan = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def luncurkan(tmp_path: Path) -> Iterator[Luncurkan]:
    """Start Python in a village's home of its own."""
    bersih = {n: v for n, v in os.environ.items() if not n.startswith(("EOFFICE_", "DJANGO_"))}
    sendiri = {
        "EOFFICE_HOME": str(tmp_path),
        "EOFFICE_DESA": "32.07.15.2004",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(SRC),
    }
    anak: list[subprocess.Popen[bytes]] = []

    def mulai(*kata: str) -> subprocess.Popen[bytes]:
        anak.append(
            subprocess.Popen([sys.executable, *kata], env=bersih | sendiri, stdout=subprocess.DEVNULL)
        )
        return anak[-1]

    assert mulai("-m", "config.commands", "migrate").wait(3 * BATAS) == 0  # two cores, many tests
    yield mulai
    for satu in anak:
        satu.kill()
        satu.wait()


def _hitung(home: Path, perintah: str) -> int:
    hubungan = sqlite3.connect(home / "eoffice.sqlite3", timeout=20)
    [(jumlah,)] = hubungan.execute(perintah).fetchall()
    hubungan.close()
    return int(jumlah or 0)


def _kerja(home: Path) -> tuple[int, int]:
    """Return how often the consumer worked, and on how many different events."""
    return (
        _hitung(home, "SELECT count(*) FROM jejak_akses WHERE tindakan = 'kerja'"),
        _hitung(home, "SELECT count(DISTINCT sasaran_id) FROM jejak_akses WHERE tindakan = 'kerja'"),
    )


def _peristiwa_ada(home: Path) -> int:
    return _hitung(home, "SELECT count(*) FROM jejak_peristiwa")


@pytest.mark.proses
def test_a_killed_worker_leaves_no_work_undone_and_none_done_twice(
    luncurkan: Luncurkan, tmp_path: Path
) -> None:
    assert luncurkan("-c", SIAPKAN.format(banyak=BANYAK)).wait(BATAS) == 0
    for _ in range(2):
        pekerja = luncurkan("-c", KERJAKAN.format(jeda=0.2))
        time.sleep(2.5)  # into the middle of its work, or before it: both must be harmless
        pekerja.kill()
        assert pekerja.wait(BATAS) == -signal.SIGKILL
    assert luncurkan("-c", KERJAKAN.format(jeda=0)).wait(BATAS) == 0
    ada = _peristiwa_ada(tmp_path)
    assert ada >= BANYAK
    assert _kerja(tmp_path) == (ada, ada)


@pytest.mark.proses
def test_two_workers_at_once_share_the_work(luncurkan: Luncurkan, tmp_path: Path) -> None:
    assert luncurkan("-c", SIAPKAN.format(banyak=BANYAK)).wait(BATAS) == 0
    berdua = [luncurkan("-c", KERJAKAN.format(jeda=0.01)) for _ in range(2)]
    assert [satu.wait(BATAS) for satu in berdua] == [0, 0]
    ada = _peristiwa_ada(tmp_path)
    assert _kerja(tmp_path) == (ada, ada)
