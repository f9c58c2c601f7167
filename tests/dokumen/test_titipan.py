"""Files of somebody who must sign in first: kept for an hour, bounded, never read by anybody else, never in the way."""

import errno
import os
import stat
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import LazySettings
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from eoffice.dokumen import services as dokumen
from eoffice.dokumen.services import titipan
from eoffice.kernel import clock
from eoffice.kernel.errors import StorageFull
from eoffice.kernel.ids import new_id


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: LazySettings) -> Path:
    settings.EOFFICE_HOME = tmp_path
    return tmp_path / "titipan"


def _titip(isi: bytes = b"foto") -> str:
    kunci = dokumen.titip(isi)
    assert kunci is not None
    return kunci


def _tuakan(folder: Path, detik: float) -> None:
    for path in folder.iterdir():
        os.utime(path, (time.time() - detik,) * 2)


@given(isi=st.binary(min_size=1, max_size=300))
@hypothesis_settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_handed_in_comes_back_once(isi: bytes) -> None:
    kunci = _titip(isi)
    assert dokumen.ambil_titipan(kunci) == isi
    assert dokumen.ambil_titipan(kunci) is None


def test_the_same_file_of_two_people_is_kept_twice(folder: Path) -> None:
    satu, dua = _titip(), _titip()
    assert satu != dua
    assert dokumen.ambil_titipan(satu) == b"foto"
    assert dokumen.ambil_titipan(dua) == b"foto"
    assert list(folder.iterdir()) == []


def test_only_the_owner_of_the_process_reads_it(folder: Path) -> None:
    kunci = _titip()
    assert stat.S_IMODE((folder / f"{kunci}.bin").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_key_that_nobody_was_given_opens_nothing() -> None:
    _titip()
    assert dokumen.ambil_titipan(new_id().hex) is None


@pytest.mark.parametrize("kunci", ["../kunci/django.rahasia", "/etc/passwd", "", "*", "g" * 32, "a" * 31])
def test_a_key_is_never_a_path(kunci: str) -> None:
    with pytest.raises(ValueError, match=r"UUID|base 16"):
        dokumen.ambil_titipan(kunci)


@pytest.mark.parametrize(
    ("panjang", "diterima"), [(0, False), (1, True), (100, True), (101, False), (5000, False)]
)
def test_a_file_has_the_same_limit_as_any_other(panjang: int, diterima: bool, settings: LazySettings) -> None:
    settings.EOFFICE_BATAS_UNGGAH = 100
    assert (dokumen.titip(b"x" * panjang) is not None) is diterima


def test_all_together_are_bounded_and_room_comes_back(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(titipan, "MAKS_BYTE", 10)
    pertama = _titip(b"123456")
    assert dokumen.titip(b"12345") is None
    _titip(b"1234")
    assert dokumen.titip(b"1") is None
    assert len(list(folder.iterdir())) == 2
    dokumen.ambil_titipan(pertama)
    assert dokumen.titip(b"123456") is not None


def test_the_old_make_room_for_the_new(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(titipan, "MAKS_BYTE", 5)
    lama = _titip(b"12345")
    _tuakan(folder, titipan.UMUR_DETIK + 5)
    baru = _titip(b"54321")
    assert [path.stem for path in folder.iterdir()] == [baru]
    assert dokumen.ambil_titipan(lama) is None


@pytest.mark.parametrize(("umur", "ada"), [(0, True), (3590, True), (3610, False), (86_400, False)])
def test_an_hour_is_an_hour_also_when_nobody_else_came(umur: int, ada: bool, folder: Path) -> None:
    kunci = _titip()
    _tuakan(folder, umur)
    assert (dokumen.ambil_titipan(kunci) == b"foto") is ada
    assert list(folder.iterdir()) == []


def test_a_clock_set_back_loses_nothing() -> None:
    kunci = _titip()
    with time_machine.travel(clock.now() - timedelta(days=400)):
        assert dokumen.ambil_titipan(kunci) == b"foto"


def test_the_sweep_also_takes_what_a_killed_process_left_half_written(folder: Path) -> None:
    _titip()
    (folder / ".abc.bin.1.tmp").write_bytes(b"separuh KTP")
    assert dokumen.buang_titipan_basi() == len(b"foto") + len(b"separuh KTP")
    _tuakan(folder, titipan.UMUR_DETIK + 5)
    kunci = _titip(b"baru")
    assert dokumen.buang_titipan_basi() == len(b"baru")
    assert [path.stem for path in folder.iterdir()] == [kunci]


def test_a_home_where_nothing_was_ever_handed_in(folder: Path) -> None:
    assert dokumen.buang_titipan_basi() == 0
    assert dokumen.ambil_titipan(new_id().hex) is None
    assert not folder.exists()


def test_a_file_that_goes_away_during_the_sweep_is_no_trouble(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two people at once: one lists the folder, the other takes his file."""
    hilang, tinggal = _titip(b"diambil"), _titip(b"tinggal")
    asli = Path.stat

    def stat_terlambat(path: Path, **opsi: bool) -> os.stat_result:
        if path.stem == hilang:
            path.unlink(missing_ok=True)
        return asli(path, **opsi)

    with monkeypatch.context() as ubah:
        ubah.setattr(Path, "stat", stat_terlambat)
        assert dokumen.buang_titipan_basi() == len(b"tinggal")
    assert dokumen.ambil_titipan(tinggal) == b"tinggal"


def test_many_at_once_each_get_their_own() -> None:
    mulai = threading.Barrier(8)

    def satu(nomor: int) -> bool:
        mulai.wait()
        return all(
            dokumen.ambil_titipan(_titip(isi)) == isi for isi in (b"%d-%d" % (nomor, n) for n in range(10))
        )

    with ThreadPoolExecutor(8) as kolam:
        assert all(kolam.map(satu, range(8)))


@pytest.mark.parametrize("kode", [errno.ENOSPC, errno.EDQUOT])
@pytest.mark.parametrize("panggilan", ["write", "fsync"])
def test_a_full_disk_is_told_and_leaves_nothing(
    kode: int, panggilan: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def penuh(*_: object) -> int:
        raise OSError(kode, "penuh")

    _titip()
    with monkeypatch.context() as ubah:
        ubah.setattr(os, panggilan, penuh)
        with pytest.raises(StorageFull):
            dokumen.titip(b"foto kedua")
    assert [path.read_bytes() for path in folder.iterdir()] == [b"foto"]


@pytest.mark.parametrize(
    "buat",
    [
        lambda folder: folder.write_bytes(b"berkas di tempat folder"),
        lambda folder: folder.symlink_to(folder.parent / "tidak-ada"),
    ],
)
def test_a_folder_that_cannot_be_used_is_an_error_and_no_silence(
    buat: Callable[[Path], object], folder: Path
) -> None:
    buat(folder)
    with pytest.raises(OSError, match=r"titipan|Not a directory|File exists"):
        dokumen.titip(b"foto")
