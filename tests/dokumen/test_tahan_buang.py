"""While the store is copied nothing is thrown away, keeping goes on, and nobody waits."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from eoffice.dokumen import services as dokumen


@pytest.fixture(autouse=True)
def _rumah(tmp_path: Path, settings: Any) -> None:
    settings.EOFFICE_HOME = tmp_path


def lama(isi: bytes) -> str:
    """Keep a file that may be thrown away: it was kept long ago."""
    sha256 = dokumen.simpan(isi)
    path = next(satu for satu in dokumen.semua_berkas() if satu.name == sha256)
    os.utime(path, (0, 0))
    return sha256


def test_what_is_held_stays_and_goes_afterwards() -> None:
    sha256 = lama(b"draf")
    with dokumen.tahan_buang():
        assert dokumen.buang(sha256) is False
        assert dokumen.ada(sha256)
    assert dokumen.buang(sha256) is True
    assert not dokumen.ada(sha256)


def test_it_may_be_held_by_two_and_stays_until_the_last() -> None:
    sha256 = lama(b"draf")
    with dokumen.tahan_buang():
        with dokumen.tahan_buang():
            assert not dokumen.buang(sha256)
        assert not dokumen.buang(sha256)
    assert dokumen.buang(sha256)


def test_keeping_and_reading_go_on_meanwhile() -> None:
    with dokumen.tahan_buang():
        sha256 = dokumen.simpan(b"surat baru")
        assert dokumen.baca(sha256) == b"surat baru"
        assert dokumen.simpan(b"surat baru") == sha256


def test_who_throws_away_does_not_wait() -> None:
    sha256 = lama(b"draf")
    with dokumen.tahan_buang():
        mulai = time.monotonic()
        dokumen.buang(sha256)
        assert time.monotonic() - mulai < 5


def test_it_is_let_go_also_when_the_copy_fails() -> None:
    sha256 = lama(b"draf")
    with pytest.raises(ZeroDivisionError), dokumen.tahan_buang():
        raise ZeroDivisionError
    assert dokumen.buang(sha256)


def test_a_process_that_is_killed_holds_nothing(tmp_path: Path) -> None:
    sha256 = lama(b"draf")
    kode = (
        "import fcntl, sys, time; f = open(sys.argv[1]); fcntl.flock(f, fcntl.LOCK_SH); print(1, flush=True)"
    )
    with dokumen.tahan_buang():
        perintah = [sys.executable, "-c", f"{kode}; time.sleep(600)", str(tmp_path / "berkas" / ".pintu")]
    with subprocess.Popen(perintah, stdout=subprocess.PIPE, text=True) as proses:
        try:
            assert proses.stdout is not None
            assert proses.stdout.readline() == "1\n"
            assert not dokumen.buang(sha256)
        finally:
            proses.kill()
    assert dokumen.buang(sha256)


def test_many_at_once_lose_nothing_that_is_held() -> None:
    semua = [lama(b"draf %d" % nomor) for nomor in range(20)]
    hasil: list[bool] = []
    with dokumen.tahan_buang():
        utas = [threading.Thread(target=lambda s=satu: hasil.append(dokumen.buang(s))) for satu in semua]
        for satu in utas:
            satu.start()
        for satu in utas:
            satu.join()
    assert hasil == [False] * 20
    assert all(dokumen.ada(satu) for satu in semua)


def test_the_lock_and_unfinished_files_are_no_files_of_the_store(tmp_path: Path) -> None:
    sha256 = lama(b"surat")
    folder = tmp_path / "berkas" / sha256[:2] / sha256[2:4]
    (folder / f".{sha256}.0a.tmp").write_bytes(b"separuh")
    with dokumen.tahan_buang():
        assert [path.name for path in dokumen.semua_berkas()] == [sha256]
        assert (tmp_path / "berkas" / ".pintu").exists()
    assert list(dokumen.berkas_bermasalah()) == []


def test_a_store_that_nobody_used_yet_is_empty() -> None:
    with dokumen.tahan_buang():
        assert list(dokumen.semua_berkas()) == []
