"""The worker's files: when they are moved, what failures do, and that events come first."""

import threading
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import OperationalError

from config import pengantar
from config.pengantar import Pengantar
from eoffice.kernel.errors import ServiceDown, StorageFull
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.models import Temu
from eoffice.sinkron.services.antar import HasilAntar
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.conftest import CISONTROL


class Jalur:
    """Stands for the line of files: counts exchanges, and answers as it is told."""

    def __init__(self) -> None:
        self.kali, self.kini = 0, 1000.0
        self.keluar, self.masuk, self.peristiwa = 0, 0, 0
        self.hasil: HasilAntar | Exception = HasilAntar()
        self.mengalah: Any = None

    def antarkan(self, mengalah: Any) -> HasilAntar:
        self.kali += 1
        self.mengalah = mengalah
        if isinstance(self.hasil, Exception):
            raise self.hasil
        return self.hasil


@pytest.fixture
def jalur(monkeypatch: pytest.MonkeyPatch, cisontrol: Desa) -> Jalur:
    satu = Jalur()
    monkeypatch.setattr(pengantar, "kabupaten", lambda: "ada")
    monkeypatch.setattr(pengantar, "antarkan", satu.antarkan)
    monkeypatch.setattr(pengantar, "belum_dikonfirmasi", lambda: satu.peristiwa)
    monkeypatch.setattr(pengantar, "berkas_belum_terkirim", lambda: satu.keluar)
    monkeypatch.setattr(pengantar, "berkas_ditunggu", lambda: set(range(satu.masuk)))
    monkeypatch.setattr(pengantar, "acak", lambda: 1.0)
    monkeypatch.setattr(pengantar, "time", SimpleNamespace(monotonic=lambda: satu.kini))
    return satu


@pytest.fixture
def satu() -> Pengantar:
    return Pengantar(CISONTROL, threading.Event())


def langkah(satu: Pengantar, jalur: Jalur, *semua: tuple[float, int]) -> None:
    """Step at these seconds and expect so many exchanges by then."""
    for detik, kali in semua:
        jalur.kini = 1000.0 + detik
        satu.langkah()
        assert jalur.kali == kali, detik


def test_while_nothing_moves_it_is_asked_less_and_less_often(jalur: Jalur, satu: Pengantar) -> None:
    jalur.keluar = 1
    langkah(satu, jalur, (0, 1), (1, 1), (2, 2), (5, 2), (6, 3), (13, 3), (14, 4), (30, 5), (62, 6), (126, 7))
    langkah(satu, jalur, (254, 8), (509, 8), (510, 9), (809, 9), (810, 10), (1109, 10))


def test_a_new_file_goes_at_once(jalur: Jalur, satu: Pengantar) -> None:
    jalur.keluar = 1
    langkah(satu, jalur, (0, 1), (2, 2), (3, 2))
    jalur.keluar = 2
    langkah(satu, jalur, (3, 3), (4, 3))
    jalur.masuk = 1
    langkah(satu, jalur, (4, 4))


def test_events_come_first(jalur: Jalur, satu: Pengantar) -> None:
    jalur.keluar, jalur.peristiwa = 1, 3
    langkah(satu, jalur, (0, 0), (60, 0))
    jalur.peristiwa = 0
    langkah(satu, jalur, (61, 1))
    assert jalur.mengalah() is False
    jalur.peristiwa = 1
    assert jalur.mengalah() is True


def test_what_gave_way_goes_on_at_once_when_the_events_are_gone(jalur: Jalur, satu: Pengantar) -> None:
    jalur.keluar, jalur.hasil = 1, HasilAntar(bita_kirim=9, mengalah=True)
    langkah(satu, jalur, (0, 1), (1, 2))


def test_the_end_of_the_worker_interrupts_a_file(jalur: Jalur, satu: Pengantar) -> None:
    jalur.keluar = 1
    satu.langkah()
    satu.berhenti.set()
    assert jalur.mengalah() is True


@pytest.mark.parametrize(
    "galat",
    [
        ServiceDown(Pesan("sinkron.jawaban_aneh")),
        StorageFull(),
        OperationalError("database is locked"),
        OSError(5, "I/O"),
    ],
    ids=lambda galat: type(galat).__name__,
)
def test_every_failure_waits_longer(jalur: Jalur, satu: Pengantar, galat: Exception) -> None:
    jalur.keluar, jalur.hasil = 1, galat
    langkah(satu, jalur, (0, 1), (1, 1), (2, 2), (5, 2), (6, 3))


def test_before_enrolment_nobody_is_called(
    jalur: Jalur, satu: Pengantar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pengantar, "kabupaten", lambda: None)
    jalur.keluar = 1
    langkah(satu, jalur, (0, 0))


def test_moved_files_stand_in_the_diary(jalur: Jalur, satu: Pengantar) -> None:
    jalur.keluar, jalur.hasil = 1, HasilAntar(dikirim=2, diambil=1, bita_kirim=10)
    satu.langkah()
    with lingkup(CISONTROL):
        assert list(Temu.objects.values_list("berkas", "dikirim", "sebab")) == [(3, 0, "")]
    jalur.hasil, jalur.kini = HasilAntar(), 5000.0
    satu.langkah()
    with lingkup(CISONTROL):
        assert Temu.objects.count() == 1


def test_after_a_defect_of_its_thread_it_waits(jalur: Jalur, satu: Pengantar) -> None:
    assert satu.nama == "pengantar"
    jalur.keluar = 1
    langkah(satu, jalur, (0, 1), (2, 2))
    satu.tunda()
    langkah(satu, jalur, (9, 2), (10, 3))
