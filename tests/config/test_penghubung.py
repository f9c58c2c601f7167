"""The worker's line to the regency: when it meets, what failures do, and that it lives on."""

import threading
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import OperationalError

from config import penghubung
from config.penghubung import Penghubung
from config.workers import Tugas
from eoffice.kernel.errors import InvalidInput, NotFound, ServiceDown
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.services.kemajuan import Kerja, minta
from eoffice.sinkron.services.sesi import HasilSesi
from eoffice.sinkron.services.temu import HasilTemu
from eoffice.wilayah.models import Desa
from tests.conftest import CISONTROL


class Jalur:
    """Stands for meetings: counts them, and fails as it is told."""

    def __init__(self) -> None:
        self.kali, self.baru, self.kini = 0, 0, 1000.0
        self.galat: Exception | None = None
        self.cocok: list[int] = []

    def bertemu(self, desa: str) -> HasilTemu:
        assert desa == CISONTROL
        self.kali += 1
        if self.galat is not None:
            raise self.galat
        self.baru = 0
        return HasilTemu(HasilSesi(), 0)


@pytest.fixture
def jalur(monkeypatch: pytest.MonkeyPatch, cisontrol: Desa, settings: Any, tmp_path: Path) -> Jalur:
    settings.EOFFICE_HOME = tmp_path
    satu = Jalur()
    monkeypatch.setattr(penghubung, "kabupaten", lambda: "ada")
    monkeypatch.setattr(penghubung, "bertemu", satu.bertemu)
    monkeypatch.setattr(penghubung, "cocokkan", lambda desa, pelaku: satu.cocok.append(satu.kali))
    monkeypatch.setattr(penghubung, "belum_dikonfirmasi", lambda: satu.baru)
    monkeypatch.setattr(penghubung, "TUGAS_GARIS", ())
    monkeypatch.setattr(penghubung, "acak", lambda: 1.0)
    monkeypatch.setattr(penghubung, "time", SimpleNamespace(monotonic=lambda: satu.kini))
    return satu


@pytest.fixture
def satu() -> Penghubung:
    return Penghubung(CISONTROL, threading.Event())


def test_meets_at_the_start_then_regularly(jalur: Jalur, satu: Penghubung) -> None:
    for detik, kali in ((0, 1), (1, 1), (299, 1), (300, 2), (301, 2)):
        jalur.kini = 1000.0 + detik
        satu.langkah()
        assert jalur.kali == kali, detik


def test_meets_soon_after_something_new(jalur: Jalur, satu: Penghubung) -> None:
    satu.langkah()
    jalur.baru, jalur.kini = 1, 1001.0
    satu.langkah()
    satu.langkah()
    assert jalur.kali == 2


def test_before_enrolment_nobody_is_called(
    jalur: Jalur, satu: Penghubung, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(penghubung, "kabupaten", lambda: None)
    satu.langkah()
    assert (jalur.kali, satu.jadwal.gagal) == (0, 0)


@pytest.mark.parametrize(
    "galat",
    [
        ServiceDown(Pesan("sinkron.jawaban_aneh")),
        NotFound(Pesan("sinkron.node_tidak_dikenal")),
        InvalidInput(Pesan("sinkron.paket_rusak")),
        OperationalError("database is locked"),
        OSError(28, "No space left on device"),
    ],
    ids=lambda galat: type(galat).__name__,
)
def test_every_failure_waits_longer_and_the_next_success_forgets_it(
    jalur: Jalur, satu: Penghubung, galat: Exception
) -> None:
    jalur.galat, jalur.baru = galat, 1
    for detik, kali in ((0, 1), (4, 1), (5, 2), (14, 2), (15, 3), (34, 3), (35, 4)):
        jalur.kini = 1000.0 + detik
        satu.langkah()
        assert jalur.kali == kali, detik
    jalur.galat, jalur.kini = None, 2000.0
    satu.langkah()
    assert (jalur.kali, satu.jadwal.gagal) == (5, 0)


def test_who_asks_is_served_at_once_even_after_failures(jalur: Jalur, satu: Penghubung) -> None:
    jalur.galat = ServiceDown(Pesan("sinkron.jawaban_aneh"), 600)
    satu.langkah()
    jalur.kini = 1001.0
    satu.langkah()
    assert jalur.kali == 1
    minta(CISONTROL, Kerja.TEMU, oleh="Rika")
    for _ in range(3):
        satu.langkah()
    assert (jalur.kali, satu.jadwal.gagal) == (2, 2), "asked once, tried once"
    jalur.galat = None
    minta(CISONTROL, Kerja.TEMU, oleh="Rika")
    satu.langkah()
    assert (jalur.kali, satu.jadwal.gagal, jalur.cocok) == (3, 0, [])


def test_a_comparison_that_was_asked_for_follows_a_meeting_once(jalur: Jalur, satu: Penghubung) -> None:
    satu.langkah()
    minta(CISONTROL, Kerja.COCOK, oleh="Rika")
    for _ in range(3):
        satu.langkah()
    assert (jalur.kali, jalur.cocok) == (2, [2])
    jalur.galat = ServiceDown(Pesan("sinkron.jawaban_aneh"))
    minta(CISONTROL, Kerja.COCOK, oleh="Rika")
    satu.langkah()
    satu.langkah()
    assert (jalur.kali, jalur.cocok) == (3, [2]), "without a line there is nothing to compare with"


def test_a_hub_that_asks_for_time_gets_it(jalur: Jalur, satu: Penghubung) -> None:
    jalur.galat, jalur.baru = ServiceDown(Pesan("sinkron.jawaban_aneh"), 60), 1
    satu.langkah()
    for detik, kali in ((59, 1), (64, 1), (65, 2)):
        jalur.kini = 1000.0 + detik
        satu.langkah()
        assert jalur.kali == kali, detik


def test_chores_of_the_line_follow_a_meeting_at_their_own_pace(
    jalur: Jalur, monkeypatch: pytest.MonkeyPatch
) -> None:
    kerja = list[float]()
    tugas = Tugas("uji", timedelta(seconds=400), lambda: kerja.append(jalur.kini))
    monkeypatch.setattr(penghubung, "TUGAS_GARIS", (tugas,))
    satu = Penghubung(CISONTROL, threading.Event())
    for detik in (0, 300, 600, 900):
        jalur.kini = 1000.0 + detik
        satu.langkah()
    assert (jalur.kali, kerja) == (4, [1000.0, 1600.0])
    jalur.galat, jalur.kini = ServiceDown(Pesan("sinkron.jawaban_aneh")), 9000.0
    satu.langkah()
    assert len(kerja) == 2


def test_a_defect_of_its_thread_counts_as_a_failure(jalur: Jalur, satu: Penghubung) -> None:
    assert satu.nama == "penghubung"
    satu.tunda()
    assert satu.jadwal.gagal == 1
    satu.langkah()
    assert jalur.kali == 0, "it is not tried again at once"
