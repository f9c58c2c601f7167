"""The optional programs: where they are looked for, and what they complain of in words for people."""

import os
import shutil
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from eoffice.cadangan.adapters.litestream import baca_salinan, tertinggal
from eoffice.cadangan.adapters.program import cari, gagal
from eoffice.kernel.errors import InvalidInput, ServiceDown

SAAT = 1_790_000_000


@pytest.fixture
def sebelah(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where a program beside our Python would lie."""
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    return tmp_path / "rclone"


def test_a_program_beside_our_python_goes_before_the_system_s(
    sebelah: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda nama: f"/usr/bin/{nama}")
    assert cari("rclone") == "/usr/bin/rclone"
    sebelah.touch()
    assert cari("rclone") == str(sebelah)


def test_a_program_that_is_nowhere_is_named(sebelah: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(ServiceDown) as galat:
        cari("rclone")
    assert galat.value.pesan.kode == "cadangan.program_tidak_ada"
    assert dict(galat.value.pesan.params) == {"program": "rclone"}


@pytest.mark.parametrize(
    ("keluar", "sebab"),
    [
        (b"satu\ndua\n\n", "dua"),
        (b"", "-"),
        (b" \n ", "-"),
        (b"x" * 300, "x" * 200),
        (b"awal" + b"y" * 200, "y" * 200),
        (b"\xff rusak", "\ufffd rusak"),
    ],
)
def test_the_last_line_of_a_complaint_is_passed_on(keluar: bytes, sebab: str) -> None:
    pesan = gagal("rclone", keluar).pesan
    assert (pesan.kode, dict(pesan.params)) == (
        "cadangan.program_gagal",
        {"program": "rclone", "sebab": sebab},
    )


@pytest.mark.parametrize(
    ("teks", "alamat"),
    [
        ("/media/disk2/salinan", "file:///media/disk2/salinan"),
        ("s3://ember/desa", "s3://ember/desa"),
        ("sftp://a@b:22/c", "sftp://a@b:22/c"),
    ],
)
def test_a_following_copy_has_a_folder_or_an_address(teks: str, alamat: str) -> None:
    assert baca_salinan(teks) == alamat


@pytest.mark.parametrize("teks", ["", "salinan", "://ember", "s3:ember", "media/disk2"])
def test_what_is_neither_is_refused(teks: str) -> None:
    with pytest.raises(InvalidInput) as galat:
        baca_salinan(teks)
    assert galat.value.pesan.kode == "cadangan.salinan_tidak_dikenal"


class TestTertinggal:
    """How far the copy trails."""

    def tulis(self, path: Path, detik: int) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        os.utime(path, (SAAT + detik,) * 2)
        return path

    def test_a_copy_that_never_began_trails_by_nothing_known(self, tmp_path: Path) -> None:
        basis = self.tulis(tmp_path / "kantor.sqlite3", 0)
        assert tertinggal(basis) is None
        self.tulis(tmp_path / ".kantor.sqlite3-litestream" / "catatan.txt", 0)
        assert tertinggal(basis) is None

    def test_it_trails_the_last_write_by_its_own_last_piece(self, tmp_path: Path) -> None:
        basis = self.tulis(tmp_path / "kantor.sqlite3", 50)
        samping = tmp_path / ".kantor.sqlite3-litestream" / "ltx" / "0"
        self.tulis(samping / "1.ltx", 10)
        self.tulis(samping / "2.ltx", 20)
        assert tertinggal(basis) == timedelta(seconds=30)
        self.tulis(tmp_path / "kantor.sqlite3-wal", 80)
        assert tertinggal(basis) == timedelta(seconds=60), "what is new stands in the log beside it first"

    def test_a_copy_that_is_ahead_trails_by_nothing(self, tmp_path: Path) -> None:
        basis = self.tulis(tmp_path / "kantor.sqlite3", 0)
        self.tulis(tmp_path / ".kantor.sqlite3-litestream" / "1.ltx", 9)
        assert tertinggal(basis) == timedelta(0)
