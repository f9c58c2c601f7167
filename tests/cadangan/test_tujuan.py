"""Places: what appears there under its name is whole, and a stick that is not plugged in is not written past."""

import errno
import hashlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from eoffice.cadangan.adapters import tujuan
from eoffice.cadangan.adapters.rclone import Rclone
from eoffice.cadangan.adapters.tujuan import Folder, baca_tujuan
from eoffice.kernel.errors import InvalidInput, ServiceDown, StorageFull

NAMA = "eoffice-32.07.15.2004-20261124T140000Z.age"
ISI = os.urandom(300_000)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    satu = Folder(tmp_path / "cadangan")
    satu.siap(1000)
    return satu


def tulis(tempat: Folder, nama: str = NAMA, isi: bytes = ISI) -> None:
    with tempat.tulis(nama) as takar:
        takar.write(isi[:1000])
        takar.write(isi[1000:])


def test_an_archive_and_its_digest_lie_there(folder: Folder) -> None:
    tulis(folder)
    assert folder.daftar() == {NAMA: 300_000, f"{NAMA}.sha256": 109}
    assert (folder.path / NAMA).read_bytes() == ISI
    subprocess.run(["sha256sum", "-c", "--status", f"{NAMA}.sha256"], cwd=folder.path, check=True)


def test_only_the_owner_may_read_it(folder: Folder) -> None:
    tulis(folder)
    assert folder.path.stat().st_mode & 0o777 == 0o700
    assert (folder.path / NAMA).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "galat", [OSError(errno.ENOSPC, "penuh"), RuntimeError("apa saja"), KeyboardInterrupt()]
)
def test_what_breaks_off_leaves_nothing(folder: Folder, galat: BaseException) -> None:
    with pytest.raises(type(galat)), folder.tulis(NAMA) as takar:
        takar.write(ISI)
        raise galat
    assert list(folder.path.iterdir()) == []


def test_until_it_is_whole_it_has_another_name(folder: Folder) -> None:
    with folder.tulis(NAMA) as takar:
        takar.write(ISI)
        assert NAMA not in folder.daftar()
        assert takar.sidik == hashlib.sha256(ISI).hexdigest()
    assert NAMA in folder.daftar()


def test_what_a_killed_process_left_goes_with_the_next_one_and_nothing_else(folder: Folder) -> None:
    for nama in (
        f".{NAMA}.0a.tmp",
        ".eoffice-32.07.15.2005-20261124T140000Z.age.0a.tmp",
        ".foto.tmp",
        "x.age",
    ):
        (folder.path / nama).touch()
    tulis(folder, NAMA.replace("24T", "25T"))
    assert sorted(folder.daftar()) == [
        ".eoffice-32.07.15.2005-20261124T140000Z.age.0a.tmp",
        ".foto.tmp",
        NAMA.replace("24T", "25T"),
        NAMA.replace("24T", "25T") + ".sha256",
        "x.age",
    ]


def test_a_stick_that_gives_back_something_else_is_found_out(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    asli = hashlib.file_digest
    monkeypatch.setattr(
        tujuan.hashlib, "file_digest", lambda berkas, nama: (berkas.seek(1), asli(berkas, nama))[1]
    )
    with pytest.raises(ServiceDown) as galat:
        tulis(folder)
    assert galat.value.pesan.kode == "cadangan.tujuan_rusak"
    assert folder.daftar() == {}


def test_throwing_away_takes_the_digest_along_and_may_be_repeated(folder: Folder) -> None:
    tulis(folder)
    folder.hapus(NAMA)
    folder.hapus(NAMA)
    assert folder.daftar() == {}


def test_too_little_room_is_known_beforehand(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tujuan.shutil, "disk_usage", lambda _: SimpleNamespace(free=20 * 1024**2))
    folder.siap(4 * 1024**2)
    with pytest.raises(StorageFull) as galat:
        folder.siap(4 * 1024**2 + 1)
    assert dict(galat.value.pesan.params)["perlu"] == 20


def test_a_place_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "berkas").touch()
    with pytest.raises(ServiceDown) as galat:
        Folder(tmp_path / "berkas" / "cadangan").siap(1)
    assert galat.value.pesan.kode == "cadangan.tujuan_gagal"


def test_a_place_that_may_not_be_written_is_told(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tujuan.os, "access", lambda *_: False)
    with pytest.raises(ServiceDown) as galat:
        folder.siap(1)
    assert galat.value.pesan.kode == "cadangan.tujuan_tertutup"


@pytest.mark.parametrize("ada", [True, False])
def test_a_folder_where_no_stick_is_plugged_in_is_refused_and_not_made(tmp_path: Path, ada: bool) -> None:
    """The system's own disk would be filled, and the office would think that it has a copy."""
    tempat = tmp_path / "flashdisk"
    if ada:
        tempat.mkdir()
    with pytest.raises(ServiceDown) as galat:
        Folder(tempat, rumah=tmp_path).siap(1)
    assert galat.value.pesan.kode == "cadangan.usb_tidak_terpasang"
    assert tempat.exists() is ada


@pytest.fixture
def stik(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own, really mounted."""
    kait = tmp_path / "stik"
    kait.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", str(kait)], check=True)
    yield kait
    subprocess.run(["umount", "-l", str(kait)], check=False)


@pytest.mark.lama
class TestRealStick:
    """Needs root, to mount."""

    def test_a_plugged_in_stick_is_written_also_in_a_folder_of_it(self, stik: Path, tmp_path: Path) -> None:
        for path in (stik, stik / "cadangan"):
            satu = Folder(path, rumah=tmp_path)
            satu.siap(1000)
            tulis(satu)
            assert NAMA in satu.daftar()

    def test_a_stick_pulled_out_since_is_refused(self, stik: Path, tmp_path: Path) -> None:
        satu = Folder(stik / "cadangan", rumah=tmp_path)
        satu.siap(1000)
        subprocess.run(["umount", "-l", str(stik)], check=True)
        with pytest.raises(ServiceDown) as galat:
            satu.siap(1000)
        assert galat.value.pesan.kode == "cadangan.usb_tidak_terpasang"
        assert list(stik.iterdir()) == []

    def test_a_stick_that_fills_up_keeps_the_old_archive_and_no_half_one(
        self, stik: Path, tmp_path: Path
    ) -> None:
        satu = Folder(stik, rumah=tmp_path)
        tulis(satu)
        with pytest.raises(OSError, match="No space") as galat:
            tulis(satu, NAMA.replace("24T", "25T"), os.urandom(25 * 1024**2))
        assert galat.value.errno == errno.ENOSPC
        assert sorted(satu.daftar()) == [NAMA, f"{NAMA}.sha256"]

    def test_the_disk_of_the_office_is_no_stick(self, stik: Path) -> None:
        with pytest.raises(ServiceDown):
            Folder(stik / "cadangan", rumah=stik).siap(1)


def test_a_setting_names_a_place(tmp_path: Path) -> None:
    assert baca_tujuan("/srv/cadangan", tmp_path) == Folder(Path("/srv/cadangan"))
    assert baca_tujuan("usb:/media/a:b", tmp_path) == Folder(Path("/media/a:b"), tmp_path)
    assert baca_tujuan("rclone:s3:ember/desa", tmp_path) == Rclone("s3:ember/desa")
    assert [baca_tujuan(teks, tmp_path).sebutan for teks in ("/a", "usb:/m", "rclone:s3:x")] == [
        "folder /a",
        "flashdisk di /m",
        "penyimpanan s3:x",
    ]


@pytest.mark.parametrize(
    "teks", ["", "cadangan", "usb:", "usb:media", "rclone:s3", "s3://ember", "ftp:/x", "~/x"]
)
def test_a_setting_that_names_no_place_is_refused(teks: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as galat:
        baca_tujuan(teks, tmp_path)
    assert galat.value.pesan.kode == "cadangan.tujuan_salah"
