"""The store: whole or not at all, checked at every reading, loud when something is gone."""

import errno
import fcntl
import hashlib
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import structlog
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eoffice.dokumen.adapters import store
from eoffice.dokumen.adapters.store import BerkasHilang
from eoffice.kernel.errors import ServiceDown, StorageFull

SUMBER = str(Path(store.__file__).parents[3])


@pytest.fixture
def catatan() -> Iterator[list[dict[str, object]]]:
    with structlog.testing.capture_logs() as isi:
        yield isi  # type: ignore[misc]


def _isi_folder(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(isi=st.binary(max_size=3000))
def test_what_is_kept_comes_back(isi: bytes, tmp_path: Path) -> None:
    sha256 = store.simpan(tmp_path, isi)
    assert sha256 == hashlib.sha256(isi).hexdigest()
    assert store.baca(tmp_path, sha256) == isi


def test_place_and_rights(tmp_path: Path) -> None:
    sha256 = store.simpan(tmp_path, b"surat")
    jalur = tmp_path / sha256[:2] / sha256[2:4] / sha256
    assert stat.S_IMODE(jalur.stat().st_mode) == 0o600
    assert _isi_folder(tmp_path) == [str(jalur.relative_to(tmp_path))]


def test_keeping_twice_writes_once(tmp_path: Path) -> None:
    jalur = store.letak(tmp_path, store.simpan(tmp_path, b"surat"))
    sebelum = jalur.stat().st_ino
    store.simpan(tmp_path, b"surat")
    assert jalur.stat().st_ino == sebelum


def _menua(jalur: Path, detik: float) -> None:
    saat = jalur.stat().st_mtime - detik
    os.utime(jalur, (saat, saat))


def test_an_old_file_can_be_thrown_away_and_kept_anew(tmp_path: Path) -> None:
    sha256 = store.simpan(tmp_path, b"draf")
    _menua(store.letak(tmp_path, sha256), store.UMUR_SISA_DETIK + 1)
    assert store.buang(tmp_path, sha256)
    assert not store.letak(tmp_path, sha256).exists()
    assert store.buang(tmp_path, sha256)  # gone already is gone
    assert store.simpan(tmp_path, b"draf") == sha256
    assert store.baca(tmp_path, sha256) == b"draf"


def test_a_file_that_was_kept_again_a_moment_ago_is_not_thrown_away(tmp_path: Path) -> None:
    sha256 = store.simpan(tmp_path, b"draf")
    jalur = store.letak(tmp_path, sha256)
    assert not store.buang(tmp_path, sha256)
    _menua(jalur, 2 * store.UMUR_SISA_DETIK)
    store.simpan(tmp_path, b"draf")
    assert not store.buang(tmp_path, sha256)
    assert store.baca(tmp_path, sha256) == b"draf"


def test_keeping_and_throwing_away_at_once_never_loses_what_was_kept(tmp_path: Path) -> None:
    sha256 = store.simpan(tmp_path, b"draf")
    jalur = store.letak(tmp_path, sha256)

    def simpan() -> bool:
        return store.baca(tmp_path, store.simpan(tmp_path, b"draf")) == b"draf"

    with ThreadPoolExecutor(4) as kerja:
        for _ in range(40):
            if jalur.exists():
                _menua(jalur, 2 * store.UMUR_SISA_DETIK)
            buang = [kerja.submit(store.buang, tmp_path, sha256) for _ in range(3)]
            assert kerja.submit(simpan).result(10)
            for satu in buang:
                satu.result(10)
            assert store.baca(tmp_path, sha256) == b"draf"


@pytest.mark.parametrize("kerja", ["simpan", "buang"])
def test_who_keeps_and_who_throws_away_wait_for_each_other(tmp_path: Path, kerja: str) -> None:
    sha256 = store.simpan(tmp_path, b"draf")
    _menua(store.letak(tmp_path, sha256), 2 * store.UMUR_SISA_DETIK)
    tugas = {
        "simpan": lambda: store.simpan(tmp_path, b"draf"),
        "buang": lambda: store.buang(tmp_path, sha256),
    }
    folder = os.open(store.letak(tmp_path, sha256).parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)  # somebody else is at it
        with ThreadPoolExecutor(1) as kolam:
            jalan = kolam.submit(tugas[kerja])
            with pytest.raises(TimeoutError):
                jalan.result(0.3)
            fcntl.flock(folder, fcntl.LOCK_UN)
            assert jalan.result(10)
    finally:
        os.close(folder)


def test_only_a_digest_can_be_thrown_away(tmp_path: Path) -> None:
    (tmp_path / "rahasia").write_bytes(b"x")
    for nama in ("../rahasia", "rahasia", "", "0" * 63, "g" * 64):
        with pytest.raises(store.BerkasHilang):
            store.buang(tmp_path, nama)
    assert (tmp_path / "rahasia").exists()


def test_flushed_before_and_after_the_rename(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    urutan: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def catat_fsync(fd: int) -> None:
        urutan.append("folder" if stat.S_ISDIR(os.fstat(fd).st_mode) else "isi")
        fsync(fd)

    def catat_ganti(self: Path, target: Path) -> Path:
        urutan.append("ganti")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", catat_fsync)
    monkeypatch.setattr(Path, "replace", catat_ganti)
    store.simpan(tmp_path, b"surat")
    assert urutan == ["folder", "folder", "isi", "ganti", "folder"]


# ---------- full disk ----------


def _gagal_setelah(batas: int, kode: int) -> Callable[[int, bytes], int]:
    tulis, jumlah = os.write, 0

    def palsu(fd: int, isi: bytes) -> int:
        nonlocal jumlah
        if jumlah >= batas:
            raise OSError(kode, os.strerror(kode))
        n = tulis(fd, bytes(isi[:500]))
        jumlah += n
        return n

    return palsu


@pytest.mark.parametrize("kode", [errno.ENOSPC, errno.EDQUOT])
@pytest.mark.parametrize("batas", [0, 1000])
def test_full_disk_leaves_nothing_half_written(
    kode: int, batas: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, catatan: list[dict[str, object]]
) -> None:
    monkeypatch.setattr(os, "write", _gagal_setelah(batas, kode))
    with pytest.raises(StorageFull):
        store.simpan(tmp_path, bytes(5000))
    assert _isi_folder(tmp_path) == []
    assert [c["event"] for c in catatan] == ["dokumen.disk_penuh"]


@pytest.mark.parametrize("panggilan", ["fsync", "replace", "mkdir"])
def test_full_disk_at_any_other_step(panggilan: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def penuh(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "penuh")

    monkeypatch.setattr(os if panggilan == "fsync" else Path, panggilan, penuh)
    with pytest.raises(StorageFull):
        store.simpan(tmp_path, b"surat")
    assert _isi_folder(tmp_path) == []


def test_other_disk_errors_are_not_called_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "write", _gagal_setelah(0, errno.EIO))
    with pytest.raises(OSError, match="Input/output"):
        store.simpan(tmp_path, b"surat")
    assert _isi_folder(tmp_path) == []


@pytest.fixture
def disk_kecil(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 256 KiB; needs root and the right to mount."""
    titik = tmp_path / "disk"
    titik.mkdir()
    perintah = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(titik)]
    subprocess.run(perintah, capture_output=True, check=True)
    yield titik
    subprocess.run(["umount", str(titik)], check=True)


@pytest.mark.lama  # mounts a file system, so it needs root
def test_really_full_disk(disk_kecil: Path) -> None:
    kecil = store.simpan(disk_kecil, b"surat")
    with pytest.raises(StorageFull):
        store.simpan(disk_kecil, os.urandom(1_000_000))
    assert len(_isi_folder(disk_kecil)) == 1
    assert store.baca(disk_kecil, kecil) == b"surat"
    assert store.simpan(disk_kecil, bytes(1000))


# ---------- lost and damaged ----------


@pytest.mark.parametrize(
    ("rusak", "kejadian"),
    [
        (lambda p: p.unlink(), "dokumen.berkas_hilang"),
        (lambda p: p.write_bytes(b"surat!"), "dokumen.berkas_rusak"),
        (lambda p: p.write_bytes(b""), "dokumen.berkas_rusak"),
        (lambda p: (p.unlink(), p.mkdir()), "dokumen.berkas_hilang"),
    ],
)
def test_lost_file_is_an_alarm_and_never_made_again(
    rusak: Callable[[Path], object], kejadian: str, tmp_path: Path, catatan: list[dict[str, object]]
) -> None:
    sha256 = store.simpan(tmp_path, b"surat")
    rusak(store.letak(tmp_path, sha256))
    for _ in range(2):
        with pytest.raises(BerkasHilang) as galat:
            store.baca(tmp_path, sha256)
        assert isinstance(galat.value, ServiceDown)
        assert galat.value.pesan.params["sidik"] == sha256[:12]
    assert [(c["event"], c["log_level"], c["sidik"]) for c in catatan] == [(kejadian, "critical", sha256)] * 2


@pytest.mark.parametrize("nama", ["", "../../etc/passwd", "A" * 64, "g" * 64, "0" * 63])
def test_only_digests_are_names(nama: str, tmp_path: Path) -> None:
    with pytest.raises(BerkasHilang):
        store.baca(tmp_path, nama)


def test_true_bytes_mend_a_damaged_file_loudly(tmp_path: Path, catatan: list[dict[str, object]]) -> None:
    jalur = store.letak(tmp_path, store.simpan(tmp_path, b"surat"))
    jalur.write_bytes(b"rusak")
    assert store.baca(tmp_path, store.simpan(tmp_path, b"surat")) == b"surat"
    assert [c["event"] for c in catatan] == ["dokumen.berkas_rusak"]


def test_walk_finds_exactly_the_damaged(tmp_path: Path) -> None:
    semua = [store.simpan(tmp_path, bytes([n])) for n in range(20)]
    for sha256 in semua[:3]:
        store.letak(tmp_path, sha256).write_bytes(b"x")
    assert sorted(store.periksa_semua(tmp_path)) == sorted(semua[:3])


# ---------- killed, and many at once ----------

TULIS_TERUS = """
import sys, os
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from eoffice.dokumen.adapters import store
n = 0
while True:
    n += 1
    print(store.simpan(Path(sys.argv[2]), str(n).encode() * 20000), flush=True)
"""


def test_kill_leaves_only_whole_files(tmp_path: Path) -> None:
    """Every digest that was answered is there; whatever lies in the store is what its name says."""
    for putaran in range(3):
        proses = subprocess.Popen(
            [sys.executable, "-c", TULIS_TERUS, SUMBER, str(tmp_path)], stdout=subprocess.PIPE, text=True
        )
        assert proses.stdout is not None
        dijawab = [proses.stdout.readline().strip() for _ in range(5 + putaran)]
        time.sleep(0.01 * putaran)
        proses.send_signal(signal.SIGKILL)
        dijawab += [b for b in proses.stdout.read().split("\n") if len(b) == 64]
        proses.wait()
        proses.stdout.close()
        for sha256 in dijawab:
            assert store.baca(tmp_path, sha256)
    assert list(store.periksa_semua(tmp_path)) == []


def test_leftovers_of_the_killed_are_swept_later(tmp_path: Path) -> None:
    sha256 = store.simpan(tmp_path, b"surat")
    sisa = store.letak(tmp_path, sha256).parent / f".{sha256}.abc.tmp"
    sisa.write_bytes(b"setengah")
    assert store.bersihkan_sisa(tmp_path) == 0  # somebody may still be writing it
    os.utime(sisa, (0, 0))
    assert store.bersihkan_sisa(tmp_path) == 1
    assert store.baca(tmp_path, sha256) == b"surat"


def test_the_same_file_by_many_at_once(tmp_path: Path) -> None:
    jawaban: list[str] = []
    utas = [
        threading.Thread(target=lambda: jawaban.append(store.simpan(tmp_path, bytes(200_000))))
        for _ in range(8)
    ]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join()
    assert len(jawaban) == 8
    assert len(set(jawaban)) == len(_isi_folder(tmp_path)) == 1
