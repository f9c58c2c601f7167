"""Archives on S3, on a real server: there when whole, not there when anything went wrong."""

import hashlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from eoffice.cadangan import services as cadangan
from eoffice.cadangan.adapters import program, rclone
from eoffice.cadangan.adapters.rclone import Rclone
from eoffice.cadangan.rules.simpanan import Masa
from eoffice.kernel.errors import EofficeError, ServiceDown
from tests.config.dua_tempat import porta_bebas

NAMA = "eoffice-32.07.15.2004-20261124T140000Z.age"
ISI = os.urandom(6_000_000)  # more than one part of an upload
PROGRAM = str(Path(sys.executable).with_name("rclone"))


@pytest.fixture(scope="module")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A server that speaks S3, and how it is reached."""
    gudang, porta = tmp_path_factory.mktemp("s3"), porta_bebas()
    (gudang / "ember").mkdir()
    kunci = "kunci-akses,kunci-rahasia"
    server = subprocess.Popen(
        [PROGRAM, "serve", "s3", str(gudang), "--addr", f"127.0.0.1:{porta}", "--auth-key", kunci],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", porta)) == 0:
                    break
            time.sleep(0.1)
        yield {
            "RCLONE_CONFIG_UJI_TYPE": "s3",
            "RCLONE_CONFIG_UJI_PROVIDER": "Rclone",
            "RCLONE_CONFIG_UJI_ENDPOINT": f"http://127.0.0.1:{porta}",
            "RCLONE_CONFIG_UJI_ACCESS_KEY_ID": "kunci-akses",
            "RCLONE_CONFIG_UJI_SECRET_ACCESS_KEY": "kunci-rahasia",
            "RCLONE_CONFIG": "",
            "GUDANG": str(gudang),
        }
    finally:
        server.kill()
        server.wait()


@pytest.fixture
def tempat(s3: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Rclone:
    """A place of the test's own on that server."""
    for nama, isi in s3.items():
        monkeypatch.setenv(nama, isi)
    satu = Rclone(f"uji:ember/{tmp_path.name}")
    satu.siap(1)
    return satu


def tulis(tempat: Rclone, nama: str = NAMA, isi: bytes = ISI) -> None:
    with tempat.tulis(nama) as takar:
        takar.write(isi[:1000])
        takar.write(isi[1000:])
        takar.flush()


def test_an_archive_and_its_digest_lie_there(tempat: Rclone, tmp_path: Path) -> None:
    tulis(tempat)
    assert tempat.daftar() == {NAMA: len(ISI), f"{NAMA}.sha256": 109}
    tempat.ambil(NAMA, tmp_path / "kembali")
    assert (tmp_path / "kembali").read_bytes() == ISI
    tempat.ambil(f"{NAMA}.sha256", tmp_path / "sidik")
    assert (tmp_path / "sidik").read_text() == f"{hashlib.sha256(ISI).hexdigest()}  {NAMA}\n"


def test_until_it_is_whole_it_has_another_name(tempat: Rclone) -> None:
    with tempat.tulis(NAMA) as takar:
        takar.write(ISI)
        assert NAMA not in tempat.daftar()
    assert NAMA in tempat.daftar()


@pytest.mark.parametrize("galat", [RuntimeError("apa saja"), KeyboardInterrupt()])
def test_what_breaks_off_leaves_nothing(tempat: Rclone, galat: BaseException) -> None:
    with pytest.raises(type(galat)), tempat.tulis(NAMA) as takar:
        takar.write(ISI)
        raise galat
    assert tempat.daftar() == {}


def test_a_sender_that_dies_is_an_error_and_leaves_nothing(
    tempat: Rclone, monkeypatch: pytest.MonkeyPatch
) -> None:
    mulai = Rclone._mulai

    def mati(satu: Rclone, *kata: str) -> subprocess.Popen[bytes]:
        proses = mulai(satu, *kata)
        proses.kill()
        proses.wait()
        return proses

    monkeypatch.setattr(Rclone, "_mulai", mati)
    with pytest.raises((EofficeError, OSError)):
        tulis(tempat)
    assert tempat.daftar() == {}


def test_less_than_was_sent_is_found_out(tempat: Rclone, monkeypatch: pytest.MonkeyPatch) -> None:
    asli = Rclone.daftar

    def kurang(satu: Rclone) -> dict[str, int]:
        return {nama: ukuran - 1 for nama, ukuran in asli(satu).items()}

    with monkeypatch.context() as ubah:
        ubah.setattr(Rclone, "daftar", kurang)
        with pytest.raises(ServiceDown) as galat:
            tulis(tempat)
    assert galat.value.pesan.kode == "cadangan.tujuan_rusak"
    assert tempat.daftar() == {}


def test_what_a_killed_process_left_goes_with_the_next_one(tempat: Rclone) -> None:
    for nama in (f".{NAMA}.0a.tmp", "lain.txt"):
        tempat._jalankan("rcat", f"{tempat.tempat}/{nama}", masukan=b"separuh")
    assert len(tempat.daftar()) == 2
    tulis(tempat)
    assert sorted(tempat.daftar()) == [NAMA, f"{NAMA}.sha256", "lain.txt"]


def test_throwing_away_takes_the_digest_along_and_may_be_repeated(tempat: Rclone) -> None:
    tulis(tempat)
    tempat.hapus(NAMA)
    tempat.hapus(NAMA)
    assert tempat.daftar() == {}


def test_a_wrong_password_is_told_in_one_line(tempat: Rclone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RCLONE_CONFIG_UJI_SECRET_ACCESS_KEY", "salah")
    with pytest.raises(ServiceDown) as galat:
        tempat.daftar()
    assert galat.value.pesan.kode == "cadangan.program_gagal"
    assert "\n" not in str(galat.value.pesan.params["sebab"])
    assert "salah" not in str(galat.value.pesan.params["sebab"])


def test_a_place_that_nobody_set_up_is_told() -> None:
    with pytest.raises(ServiceDown) as galat:
        Rclone("tidak-ada-ini:ember").siap(1)
    assert galat.value.pesan.kode == "cadangan.program_gagal"


def test_a_store_that_does_not_answer_is_given_up(tempat: Rclone, monkeypatch: pytest.MonkeyPatch) -> None:
    def diam(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("rclone", 120)

    monkeypatch.setattr(rclone.subprocess, "run", diam)
    with pytest.raises(ServiceDown) as galat:
        tempat.siap(1)
    assert galat.value.pesan.kode == "cadangan.tujuan_diam"


def test_without_the_program_it_is_said_which_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(program.sys, "executable", str(tmp_path / "python"))
    monkeypatch.setattr(program.shutil, "which", lambda _: None)
    with pytest.raises(ServiceDown) as galat:
        Rclone("uji:ember").siap(1)
    assert dict(galat.value.pesan.params) == {"program": "rclone"}


@pytest.mark.django_db
@pytest.mark.hanya_sqlite
def test_a_whole_backup_goes_there_and_is_proved_after_it_was_fetched(
    tempat: Rclone, rumah: Path, rahasia: str, tmp_path: Path
) -> None:
    satu = cadangan.cadangkan(tempat, oleh="uji", masa=Masa(1, 0, 0))
    assert tempat.daftar()[satu.nama] == satu.ukuran
    tempat.ambil(satu.nama, tmp_path / satu.nama)
    tempat.ambil(f"{satu.nama}.sha256", tmp_path / f"{satu.nama}.sha256")
    assert cadangan.sidik_luar(tmp_path / satu.nama) is True
    assert cadangan.periksa(tmp_path / satu.nama, rahasia).baris == satu.baris
    assert json.loads((rumah / "cadangan/riwayat.json").read_bytes())[0]["tujuan"].startswith(
        "penyimpanan uji:"
    )
