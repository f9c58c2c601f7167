"""The worker's backups: when one is made, how often a failure is repeated, and what the end of the worker does."""

import sys
import threading
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from config.pencadang import Pencadang
from eoffice.cadangan import services as cadangan
from eoffice.cadangan.services import keadaan
from eoffice.cadangan.services.keadaan import Catatan
from eoffice.kernel.messages import Pesan

WIB = ZoneInfo("Asia/Jakarta")
MALAM = datetime(2026, 11, 24, 21, 0, tzinfo=WIB)
CATAT = (
    "import sys, pathlib; pathlib.Path({berkas!r}).open('a').write(sys.argv[1] + chr(10)); sys.exit({kode})"
)


@pytest.fixture
def berkas(tmp_path: Path) -> Path:
    return tmp_path / "dipanggil"


@pytest.fixture
def satu(berkas: Path, settings: Any, tmp_path: Path) -> Pencadang:
    settings.EOFFICE_HOME = tmp_path
    settings.EOFFICE_CADANGAN, settings.EOFFICE_CADANGAN_JAM = "/srv/cadangan", 21
    cadangan.buat_kunci("Desa Cisontrol")
    return _pencadang(berkas)


def _pencadang(berkas: Path, kode: int = 0) -> Pencadang:
    perintah = (sys.executable, "-c", CATAT.format(berkas=str(berkas), kode=kode))
    return Pencadang(threading.Event(), perintah)


def dipanggil(berkas: Path) -> list[str]:
    return berkas.read_text().split() if berkas.exists() else []


def dibuat(pada: datetime, sebab: Pesan | None = None) -> None:
    with time_machine.travel(pada, tick=False):
        keadaan.catat(Catatan("x.age", pada, pada, "folder /srv", sebab=sebab))


@pytest.mark.parametrize(
    ("kini", "tempo"),
    [
        (MALAM - timedelta(minutes=1), False),
        (MALAM, True),
        (MALAM + timedelta(hours=11), True),
    ],
)
def test_one_is_made_each_day_at_its_hour_or_when_the_computer_is_on_again(
    satu: Pencadang, berkas: Path, kini: datetime, tempo: bool
) -> None:
    dibuat(MALAM - timedelta(hours=23))
    assert satu.langkah(kini) is tempo
    assert dipanggil(berkas) == ["--oleh=jadwal"] * tempo


def test_a_failure_is_repeated_half_an_hour_later_and_not_every_second(satu: Pencadang, berkas: Path) -> None:
    dibuat(MALAM - timedelta(days=2))
    dibuat(MALAM, Pesan("cadangan.usb_tidak_terpasang", tempat="/media/x"))
    assert not satu.langkah(MALAM + timedelta(minutes=29))
    assert satu.langkah(MALAM + timedelta(minutes=30))
    assert satu.langkah(
        MALAM - timedelta(minutes=5)
    )  # a clock that was set back does not hold it up for ever


def test_who_asks_gets_one_at_once_by_name(satu: Pencadang, berkas: Path) -> None:
    dibuat(MALAM)
    cadangan.minta("Siti")
    assert satu.langkah(MALAM + timedelta(minutes=1))
    assert not satu.langkah(MALAM + timedelta(minutes=1))
    assert dipanggil(berkas) == ["--oleh=Siti"]


@pytest.mark.parametrize("kurang", ["tujuan", "kunci", "kunci rusak"])
def test_without_a_place_or_a_key_nothing_is_tried(
    satu: Pencadang, berkas: Path, settings: Any, tmp_path: Path, kurang: str
) -> None:
    penerima = tmp_path / "kunci/cadangan/penerima.json"
    if kurang == "tujuan":
        settings.EOFFICE_CADANGAN = ""
    elif kurang == "kunci":
        penerima.unlink()
    else:
        penerima.write_text("{")
    assert not satu.langkah(MALAM)
    assert dipanggil(berkas) == []


def test_a_failure_is_logged_and_the_worker_goes_on(
    satu: Pencadang, berkas: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert _pencadang(berkas, kode=1).langkah(MALAM)
    assert "cadangan.gagal" in caplog.text


def test_a_program_that_cannot_be_started_does_not_end_the_thread(
    satu: Pencadang, caplog: pytest.LogCaptureFixture
) -> None:
    assert not Pencadang(threading.Event(), ("/tidak/ada",)).langkah(MALAM)
    assert "cadangan.gagal" in caplog.text


def test_the_end_of_the_worker_ends_a_backup_in_the_midst(satu: Pencadang, tmp_path: Path) -> None:
    mulai = tmp_path / "mulai"
    kode = f"import pathlib, time; pathlib.Path({str(mulai)!r}).touch(); time.sleep(600)"
    berhenti = threading.Event()
    lama = Pencadang(berhenti, (sys.executable, "-c", kode))
    utas = threading.Thread(target=lama.langkah, args=(MALAM,))
    utas.start()
    while not mulai.exists():
        time.sleep(0.02)
    berhenti.set()
    utas.join(20)
    assert not utas.is_alive()


def test_the_thread_is_started_once_and_again_when_it_died(
    satu: Pencadang, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    kali = []
    monkeypatch.setattr(satu, "_ulangi", lambda: kali.append(1))
    satu.tunggu()
    for _ in range(2):
        satu.pastikan_jalan()
        satu.tunggu()
    assert (len(kali), "pencadang_mati" in caplog.text) == (2, True)
