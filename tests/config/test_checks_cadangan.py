"""What ``eoffice doctor`` says about backups."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from config.checks_cadangan import backups
from eoffice.cadangan import services as cadangan
from eoffice.cadangan.services import keadaan
from eoffice.cadangan.services.keadaan import Catatan
from eoffice.kernel import clock
from eoffice.kernel.messages import Pesan


@pytest.fixture
def rumah(tmp_path: Path, settings: Any) -> Path:
    settings.EOFFICE_HOME = tmp_path / "rumah"
    (tmp_path / "rumah").mkdir()
    settings.EOFFICE_CADANGAN = "rclone:kabupaten:cadangan"
    return tmp_path


def temuan() -> dict[str, str]:
    return {str(satu.id).removeprefix("eoffice."): f"{satu.msg} {satu.hint or ''}" for satu in backups()}


def dibuat(lalu: timedelta, sebab: Pesan | None = None) -> None:
    pada = clock.now() - lalu
    keadaan.catat(Catatan("x.age", pada, pada, "penyimpanan kabupaten", sebab=sebab))


def test_a_place_that_is_not_set_is_told(rumah: Path, settings: Any) -> None:
    settings.EOFFICE_CADANGAN = ""
    assert list(temuan()) == ["W020"]
    assert "EOFFICE_CADANGAN" in temuan()["W020"]


def test_a_place_that_is_none_is_told(rumah: Path, settings: Any) -> None:
    settings.EOFFICE_CADANGAN = "flashdisk"
    assert 'Tempat cadangan "flashdisk" tidak dikenal.' in temuan()["W020"]


def test_a_missing_sheet_is_told(rumah: Path) -> None:
    assert list(temuan()) == ["W021"]


def test_a_damaged_list_of_keys_is_told(rumah: Path) -> None:
    (rumah / "rumah/kunci/cadangan").mkdir(parents=True)
    (rumah / "rumah/kunci/cadangan/penerima.json").write_text("[1]")
    assert "Daftar kunci cadangan rusak." in temuan()["W020"]


def test_no_backup_yet_is_told(rumah: Path) -> None:
    cadangan.buat_kunci("Desa Cisontrol")
    assert "Belum ada cadangan yang selesai." in temuan()["W022"]


def test_a_fresh_backup_is_fine(rumah: Path) -> None:
    cadangan.buat_kunci("Desa Cisontrol")
    dibuat(timedelta(days=2))
    dibuat(timedelta(hours=1), Pesan("cadangan.tujuan_diam", tempat="kabupaten"))
    assert temuan() == {}


def test_an_old_backup_is_told_with_why_there_is_no_newer_one(rumah: Path) -> None:
    cadangan.buat_kunci("Desa Cisontrol")
    dibuat(timedelta(days=4))
    dibuat(timedelta(hours=1), Pesan("cadangan.tujuan_diam", tempat="kabupaten"))
    assert list(temuan()) == ["W022"]
    assert "Penyimpanan kabupaten tidak menjawab." in temuan()["W022"]
    assert "penyimpanan kabupaten:cadangan terpasang" in temuan()["W022"]


@pytest.mark.parametrize("ada", [True, False])
def test_the_same_disk_is_told(rumah: Path, settings: Any, ada: bool) -> None:
    settings.EOFFICE_CADANGAN = str(rumah / "cadangan")
    if ada:
        (rumah / "cadangan").mkdir()
    cadangan.buat_kunci("Desa Cisontrol")
    dibuat(timedelta(hours=1))
    assert list(temuan()) == ["W023"]
