"""What people ask of the line, and what it says of itself: files that two processes share."""

import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine

from eoffice.sinkron.services.kemajuan import Diminta, Kerja, Sedang, ambil, berjalan, diminta, minta, sedang
from tests.conftest import CISONTROL, SITUMANDALA

SAAT = datetime(2026, 11, 24, 7, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def rumah(settings: Any, tmp_path: Path) -> Path:
    settings.EOFFICE_HOME = tmp_path
    return tmp_path


def _berkas(rumah: Path, akhiran: str) -> Path:
    return rumah / "kemajuan" / f"garis-{CISONTROL}-temu.{akhiran}"


def test_a_request_is_made_once_and_taken_once() -> None:
    with time_machine.travel(SAAT, tick=False):
        assert minta(CISONTROL, Kerja.TEMU, oleh="Rika")
        assert not minta(CISONTROL, Kerja.TEMU, oleh="Tati")
    assert diminta(CISONTROL, Kerja.TEMU) == Diminta("Rika", SAAT)
    assert [ambil(CISONTROL, Kerja.TEMU) for _ in range(2)] == [True, False]
    assert diminta(CISONTROL, Kerja.TEMU) is None
    assert minta(CISONTROL, Kerja.TEMU, oleh="Tati")


def test_requests_of_another_kind_or_village_are_others() -> None:
    minta(CISONTROL, Kerja.TEMU, oleh="Rika")
    assert diminta(CISONTROL, Kerja.COCOK) is None
    assert diminta(SITUMANDALA, Kerja.TEMU) is None
    assert not ambil(SITUMANDALA, Kerja.TEMU)
    assert minta(SITUMANDALA, Kerja.TEMU, oleh="Asep")


def test_of_many_who_press_at_once_one_asks() -> None:
    with ThreadPoolExecutor(8) as kolam:
        hasil = list(kolam.map(lambda n: minta(CISONTROL, Kerja.COCOK, oleh=str(n)), range(64)))
    assert sum(hasil) == 1
    with ThreadPoolExecutor(8) as kolam:
        assert sum(kolam.map(lambda _: ambil(CISONTROL, Kerja.COCOK), range(64))) == 1


def test_progress_is_seen_while_it_runs_and_gone_afterwards() -> None:
    assert sedang(CISONTROL, Kerja.TEMU) is None
    with time_machine.travel(SAAT, tick=False), berjalan(CISONTROL, Kerja.TEMU, 620) as maju:
        assert sedang(CISONTROL, Kerja.TEMU) == Sedang(SAAT, 620, 0, 0)
        maju(400, 12)
        assert sedang(CISONTROL, Kerja.TEMU) == Sedang(SAAT, 620, 400, 12)
        assert sedang(CISONTROL, Kerja.COCOK) is None
    assert sedang(CISONTROL, Kerja.TEMU) is None


def test_progress_ends_with_its_failure() -> None:
    with pytest.raises(ZeroDivisionError), berjalan(CISONTROL, Kerja.TEMU):
        raise ZeroDivisionError
    assert sedang(CISONTROL, Kerja.TEMU) is None


def test_what_a_killed_process_left_behind_says_nothing(rumah: Path) -> None:
    with subprocess.Popen(["/bin/true"]) as mati:
        mati.wait()
    with berjalan(CISONTROL, Kerja.TEMU, 9):
        isi = _berkas(rumah, "jalan").read_text()
    assert f'"pid": {os.getpid()}' in isi
    _berkas(rumah, "jalan").write_text(isi.replace(str(os.getpid()), str(mati.pid)))
    assert sedang(CISONTROL, Kerja.TEMU) is None
    _berkas(rumah, "jalan").write_text(isi)
    assert sedang(CISONTROL, Kerja.TEMU) is not None


@pytest.mark.parametrize("isi", ["", "{", "[]", "7", '{"pid": 1}', '{"pid": "x", "sejak": 3}', "\xff"])
def test_a_damaged_file_is_no_error(rumah: Path, isi: str) -> None:
    (rumah / "kemajuan").mkdir()
    for akhiran in ("jalan", "minta"):
        _berkas(rumah, akhiran).write_text(isi, encoding="latin-1")
    assert sedang(CISONTROL, Kerja.TEMU) is None
    ada = diminta(CISONTROL, Kerja.TEMU)
    assert ada is not None
    assert ada.oleh == ""
    assert ambil(CISONTROL, Kerja.TEMU)


def test_a_disk_without_space_does_not_stop_the_work(rumah: Path) -> None:
    (rumah / "kemajuan").write_text("no folder can be made here")
    kerja = []
    with berjalan(CISONTROL, Kerja.TEMU) as maju:
        maju(1, 1)
        kerja.append(1)
    assert kerja == [1]
