"""The command line as processes: what an installer types, on SQLite and on PostgreSQL."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path

import psycopg
import pytest
from tools import pg_uji

from tests.arsitektur.sumber import SRC

pytestmark = pytest.mark.proses
BATAS = 60  # seconds a start may take on a busy machine
DESA, TETANGGA = "32.07.15.2004", "32.07.15.2005"
Perintah = Callable[..., subprocess.CompletedProcess[str]]


def _porta() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        porta: int = probe.getsockname()[1]
        return porta


@pytest.fixture
def lingkungan(tmp_path: Path) -> dict[str, str]:
    """The environment of a village's fresh machine."""
    bersih = {
        nama: nilai for nama, nilai in os.environ.items() if not nama.startswith(("EOFFICE_", "DJANGO_"))
    }
    sendiri = {"EOFFICE_HOME": str(tmp_path / "rumah"), "EOFFICE_PORT": str(_porta()), "EOFFICE_DESA": DESA}
    return bersih | sendiri | {"EOFFICE_ALAMAT_PUBLIK": "http://192.0.2.7:8000", "PYTHONPATH": str(SRC)}


@pytest.fixture
def perintah(lingkungan: dict[str, str], tmp_path: Path) -> Perintah:
    def jalankan(*kata: str, **tambahan: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "config.commands", *kata]
        return subprocess.run(
            command,
            env=lingkungan | tambahan,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=BATAS,
            check=False,
        )

    return jalankan


@pytest.fixture
def layanan(lingkungan: dict[str, str], tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    anak: list[subprocess.Popen[str]] = []

    def mulai(*kata: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "config.commands", *kata]
        proses = subprocess.Popen(
            command, env=lingkungan, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        anak.append(proses)
        return proses

    yield mulai
    for proses in anak:
        if proses.poll() is None:
            proses.kill()
        proses.communicate()


def _jawab(porta: str, alamat: str) -> int:
    for _ in range(BATAS * 5):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{porta}{alamat}", timeout=10) as jawaban:
                return int(jawaban.status)
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server did not answer")


def test_a_fresh_machine_is_told_to_migrate_first(perintah: Perintah) -> None:
    hasil = perintah("serve")
    assert hasil.returncode == 1
    assert "eoffice migrate" in hasil.stderr
    assert "Traceback" not in hasil.stderr


def test_migrate_serve_and_stop(
    perintah: Perintah, layanan: Callable[..., subprocess.Popen[str]], lingkungan: dict[str, str]
) -> None:
    assert perintah("migrate").returncode == 0
    assert f"{DESA}  Desa Cisontrol" in perintah("desa", "daftar").stdout
    assert perintah("doctor").returncode == 0
    server = layanan("serve", "--proses", "1")
    assert _jawab(lingkungan["EOFFICE_PORT"], "/gaya/") == HTTPStatus.OK
    assert _jawab(lingkungan["EOFFICE_PORT"], "/static/eoffice/desa.css") == HTTPStatus.OK
    server.send_signal(signal.SIGTERM)
    assert server.wait(BATAS) == 0


def _isi(porta: str, alamat: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{porta}{alamat}", timeout=20) as jawaban:
            return int(jawaban.status), jawaban.read().decode()
    except urllib.error.HTTPError as galat:
        with galat:
            return galat.code, galat.read().decode()


@pytest.mark.lama
def test_a_village_office_serves_its_village_alone(
    perintah: Perintah, layanan: Callable[..., subprocess.Popen[str]], lingkungan: dict[str, str]
) -> None:
    assert perintah("migrate").returncode == 0
    assert perintah("desa", "tambah", TETANGGA).returncode == 0  # by mistake: it must change nothing outside
    porta = lingkungan["EOFFICE_PORT"]
    layanan("serve", "--proses", "1")
    assert _jawab(porta, "/") == HTTPStatus.OK
    assert "Desa Cisontrol" in _isi(porta, "/")[1]
    assert "Situmandala" not in _isi(porta, "/")[1]
    assert _isi(porta, f"/desa/{DESA}/masuk/")[0] == HTTPStatus.OK
    assert _isi(porta, "/cek/")[0] == HTTPStatus.OK


def test_a_regency_serves_every_village_it_has_and_no_other(
    perintah: Perintah, layanan: Callable[..., subprocess.Popen[str]], lingkungan: dict[str, str]
) -> None:
    lingkungan |= {"EOFFICE_PERAN": "kabupaten", "EOFFICE_DESA": ""}
    assert perintah("migrate").returncode == 0
    for kode in (DESA, TETANGGA):
        assert perintah("desa", "tambah", kode).returncode == 0
    porta = lingkungan["EOFFICE_PORT"]
    layanan("serve", "--proses", "1")
    assert _jawab(porta, "/") == HTTPStatus.OK
    halaman = _isi(porta, "/masuk/")[1]
    assert "Desa Cisontrol" in halaman
    assert "Desa Situmandala" in halaman
    for kode, nama in ((DESA, "Cisontrol"), (TETANGGA, "Situmandala")):
        status, isi = _isi(porta, f"/desa/{kode}/masuk/")
        assert (status, f"Desa {nama}" in isi) == (HTTPStatus.OK, True)
    assert _isi(porta, "/desa/32.07.15.2006/masuk/")[0] == HTTPStatus.NOT_FOUND


@pytest.mark.lama
def test_two_servers_on_one_port(
    perintah: Perintah, layanan: Callable[..., subprocess.Popen[str]], lingkungan: dict[str, str]
) -> None:
    """The second says so at once; the first goes on."""
    assert perintah("migrate").returncode == 0
    porta = lingkungan["EOFFICE_PORT"]
    layanan("serve", "--proses", "1")
    assert _jawab(porta, "/cek/") == HTTPStatus.OK
    kedua = perintah("serve")
    assert kedua.returncode == 1
    assert kedua.stderr.startswith(f"Error: Porta {porta} sudah dipakai program lain.")
    assert len(kedua.stderr.splitlines()) == 1
    assert _jawab(porta, "/cek/") == HTTPStatus.OK


def test_the_worker_stops_politely(perintah: Perintah, layanan: Callable[..., subprocess.Popen[str]]) -> None:
    assert perintah("migrate").returncode == 0
    assert perintah("worker", "--sekali").returncode == 0
    worker = layanan("worker")
    assert worker.stdout is not None
    assert worker.stdout.readline().startswith("Pekerja berjalan.")
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(BATAS) == 0


@pytest.mark.lama
def test_two_homes_side_by_side(perintah: Perintah, tmp_path: Path) -> None:
    lain = str(tmp_path / "rumah lain")
    assert perintah("migrate").returncode == 0
    assert perintah("migrate", EOFFICE_HOME=lain, EOFFICE_DESA="32.07.15.2005").returncode == 0
    assert "Situmandala" in perintah("desa", "daftar", EOFFICE_HOME=lain).stdout
    assert "Situmandala" not in perintah("desa", "daftar").stdout


def test_the_home_and_its_secrets_are_closed_to_others(
    perintah: Perintah, lingkungan: dict[str, str]
) -> None:
    perintah("migrate")
    home = Path(lingkungan["EOFFICE_HOME"])
    assert home.stat().st_mode & 0o077 == 0 or (home / "kunci").stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in (home / "kunci").glob("*.rahasia"))


@pytest.mark.parametrize(
    ("nama", "nilai"),
    [("EOFFICE_PERAN", "provinsi"), ("EOFFICE_PORT", "delapan"), ("EOFFICE_DATABASE_URL", "mysql://x")],
)
def test_an_unclear_setting_is_a_sentence(perintah: Perintah, nama: str, nilai: str) -> None:
    hasil = perintah("doctor", **{nama: nilai})
    assert hasil.returncode == 1
    assert hasil.stderr.startswith("Error: Setelan salah.")
    assert "Traceback" not in hasil.stderr


def test_on_postgres_the_owner_migrates_and_never_serves(perintah: Perintah) -> None:
    with pg_uji.cluster() as cluster:
        with psycopg.connect(cluster.url(pg_uji.OWNER, "postgres"), autocommit=True) as pemilik:
            pemilik.execute("CREATE DATABASE eoffice")
        owner, serving = cluster.url(pg_uji.OWNER, "eoffice"), cluster.url(pg_uji.SERVING, "eoffice")
        urls = {
            "EOFFICE_DATABASE_OWNER_URL": owner,
            "EOFFICE_DATABASE_URL": serving,
            "EOFFICE_PERAN": "kabupaten",
        }
        assert "E007" in perintah("doctor", **urls).stdout
        assert perintah("migrate", **urls).returncode == 0
        assert perintah("doctor", **urls).returncode == 0
        ditolak = perintah("serve", **(urls | {"EOFFICE_DATABASE_URL": owner}))
        assert ditolak.returncode == 1
        assert "eoffice.E002" in ditolak.stderr
        assert perintah("audit", "verify", **urls).returncode == 0
