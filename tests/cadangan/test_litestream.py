"""A copy that follows a database, with the real program."""

import os
import sqlite3
import subprocess
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from eoffice.cadangan.adapters import litestream, program
from eoffice.cadangan.adapters.litestream import ambil_salinan, baca_salinan, perintah_salin, tertinggal
from eoffice.kernel.errors import InvalidInput, ServiceDown


@pytest.mark.parametrize(
    ("teks", "alamat"),
    [
        ("/media/disk2/salinan", "file:///media/disk2/salinan"),
        ("s3://ember/desa", "s3://ember/desa"),
        ("sftp://desa@10.0.0.7/salinan", "sftp://desa@10.0.0.7/salinan"),
    ],
)
def test_a_folder_or_an_address(teks: str, alamat: str) -> None:
    assert baca_salinan(teks) == alamat


@pytest.mark.parametrize(
    "teks", ["salinan", "disk2/salinan", "://ember", "usb:/media/x", "rclone:a:b", "-config"]
)
def test_what_is_neither_is_refused(teks: str) -> None:
    with pytest.raises(InvalidInput) as galat:
        baca_salinan(teks)
    assert galat.value.pesan.kode == "cadangan.salinan_tidak_dikenal"


@pytest.fixture
def basis(tmp_path: Path) -> Path:
    path = tmp_path / "eoffice.sqlite3"
    with closing(sqlite3.connect(path)) as hubungan:
        hubungan.execute("PRAGMA journal_mode=WAL")
        hubungan.execute("CREATE TABLE surat (nomor)")
    return path


def tulis(basis: Path, nomor: int) -> None:
    with closing(sqlite3.connect(basis)) as hubungan, hubungan:
        hubungan.execute("INSERT INTO surat VALUES (?)", (nomor,))


def isi(basis: Path) -> list[int]:
    with closing(sqlite3.connect(basis)) as hubungan:
        return [nomor for (nomor,) in hubungan.execute("SELECT nomor FROM surat ORDER BY nomor")]


def test_what_is_written_while_it_runs_is_in_the_copy_also_after_a_kill(basis: Path, tmp_path: Path) -> None:
    tujuan = baca_salinan(str(tmp_path / "salinan"))
    assert tertinggal(basis) is None, "it never began"
    penyalin = subprocess.Popen(
        perintah_salin(basis, tujuan), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        tulis(basis, 1)
        _tunggu_salinan(tujuan, tmp_path, [1])
        tulis(basis, 2)
        _tunggu_salinan(tujuan, tmp_path, [1, 2])
    finally:
        penyalin.kill()
        penyalin.wait()
    tulis(basis, 3)
    ambil_salinan(tujuan, tmp_path / "akhir.sqlite3")
    assert isi(tmp_path / "akhir.sqlite3") == [1, 2], (
        "what came after the kill is not there, what came before is"
    )
    jarak = tertinggal(basis)
    assert jarak is not None
    assert jarak < timedelta(minutes=5)


def _tunggu_salinan(tujuan: str, tmp_path: Path, harap: list[int]) -> None:
    batas = time.monotonic() + 30
    while True:
        ke = tmp_path / f"percobaan-{time.monotonic_ns()}.sqlite3"
        try:
            ambil_salinan(tujuan, ke)
            if isi(ke) == harap:
                return
        except ServiceDown:
            pass
        assert time.monotonic() < batas, harap
        time.sleep(0.3)


def test_a_place_without_a_copy_is_told(tmp_path: Path) -> None:
    with pytest.raises(ServiceDown) as galat:
        ambil_salinan(baca_salinan(str(tmp_path / "kosong")), tmp_path / "baru.sqlite3")
    assert galat.value.pesan.kode == "cadangan.program_gagal"
    assert galat.value.pesan.params["program"] == "litestream"
    assert not (tmp_path / "baru.sqlite3").exists()


def test_a_place_that_does_not_answer_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def diam(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("litestream", 1)

    monkeypatch.setattr(litestream.subprocess, "run", diam)
    with pytest.raises(ServiceDown) as galat:
        ambil_salinan("s3://ember/desa", tmp_path / "baru.sqlite3")
    assert galat.value.pesan.kode == "cadangan.tujuan_diam"


def test_without_the_program_it_is_said_which_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(program.sys, "executable", str(tmp_path / "python"))
    monkeypatch.setattr(program.shutil, "which", lambda _: None)
    with pytest.raises(ServiceDown) as galat:
        perintah_salin(tmp_path / "a.sqlite3", "file:///x")
    assert dict(galat.value.pesan.params) == {"program": "litestream"}


@pytest.mark.parametrize(
    ("tulisan", "salinan", "menit"),
    [(0, 0, 0), (0, 600, 10), (3600, 0, 0), (0, 7200, 120)],
    ids=["just_now", "ten_minutes", "nothing_written_since", "two_hours"],
)
def test_how_far_it_trails_is_asked_of_what_was_written_last(
    basis: Path, tulisan: int, salinan: int, menit: int
) -> None:
    """Ages in seconds; a write to the log beside the database counts, too."""
    catatan = basis.with_name(f".{basis.name}-litestream") / "ltx" / "0" / "1-1.ltx"
    catatan.parent.mkdir(parents=True)
    catatan.write_bytes(b"")
    basis.with_name(f"{basis.name}-wal").write_bytes(b"")
    kini = time.time()
    for path, umur in ((basis, 86_400), (basis.with_name(f"{basis.name}-wal"), tulisan), (catatan, salinan)):
        os.utime(path, (kini - umur, kini - umur))
    jarak = tertinggal(basis)
    assert jarak is not None
    assert round(jarak.total_seconds() / 60) == menit
