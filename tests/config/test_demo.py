"""The trial: people to be, a port that is somebody else's, a home that is an office's."""

import fcntl
import json
import socket
import stat
from pathlib import Path

import click
import pyotp
import pytest
from django.conf import LazySettings

from config.demo import perintah, rumah
from config.demo.peraga import AkunPeraga
from config.demo.perintah import baca, kalimat_peraga
from config.demo.proses import addresses, is_listening
from tests.config.conftest import Jalankan

CISONTROL, SITUMANDALA = "32.07.15.2004", "32.07.15.2005"
KADES = AkunPeraga(
    "kepala_desa", "H. Oman", CISONTROL, "oman", "sandi", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "frasa kata"
)
WARGA = AkunPeraga("warga", "Euis", CISONTROL, "3207154506859001", "PIN 1")
ORANG_LUAR = AkunPeraga("warga", "Surya", SITUMANDALA, "3207150310829100", "PIN 2")


def test_a_listening_port_is_seen() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        port = server.getsockname()[1]
        assert not is_listening(port)
        server.listen()
        assert is_listening(port)
    assert not is_listening(port)


def test_localhost_comes_first() -> None:
    assert addresses(8000)[0] == "http://localhost:8000"
    assert all(satu.endswith(":8000") for satu in addresses(8000))


def test_people_are_listed_village_by_village_with_the_secrets_they_have() -> None:
    assert [" ".join(baris.split()) for baris in kalimat_peraga([WARGA, KADES, ORANG_LUAR])] == [
        f"Desa {CISONTROL}",
        "warga Euis 3207154506859001 PIN 1",
        "kepala desa H. Oman oman sandi",
        "kunci TOTP JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP frasa tanda tangan: frasa kata",
        f"Desa {SITUMANDALA}",
        "warga Surya 3207150310829100 PIN 2",
    ]


class TestKode:
    @pytest.fixture(autouse=True)
    def _tanpa_penyiapan(
        self, monkeypatch: pytest.MonkeyPatch, settings: LazySettings, tmp_path: Path
    ) -> None:
        monkeypatch.setattr(perintah, "siapkan_django", lambda: None)
        monkeypatch.setenv("EOFFICE_PERAN", "kabupaten")
        settings.EOFFICE_HOME = tmp_path

    def test_the_code_of_this_moment_is_told_for_who_needs_one(
        self, jalankan: Jalankan, tmp_path: Path
    ) -> None:
        (tmp_path / rumah.DAFTAR).write_text(
            json.dumps(
                [{kolom: getattr(satu, kolom) for kolom in AkunPeraga.__slots__} for satu in (KADES, WARGA)]
            )
        )
        kode, nama_masuk = jalankan("demo", "--kode").output.split()
        assert pyotp.TOTP(KADES.totp).verify(kode, valid_window=1)
        assert nama_masuk == "oman"

    def test_without_a_trial_the_way_to_one_is_told(self, jalankan: Jalankan) -> None:
        hasil = jalankan("demo", "--kode")
        assert (hasil.exit_code, "make demo" in hasil.output) == (1, True)

    @pytest.mark.parametrize("isi", ["", "{", "[1]", '[{"peran": "warga"}]', '[{"asing": 1}]'])
    def test_a_damaged_list_is_told(self, tmp_path: Path, isi: str) -> None:
        (tmp_path / rumah.DAFTAR).write_text(isi)
        with pytest.raises(click.ClickException, match="rusak"):
            baca(tmp_path / rumah.DAFTAR)


class TestRumah:
    def test_the_home_of_an_office_is_never_touched(self, tmp_path: Path) -> None:
        basis = tmp_path / "eoffice.sqlite3"
        basis.write_bytes(b"surat sungguhan")
        with pytest.raises(click.ClickException, match="bukan percobaan"), rumah.mengisi(tmp_path, basis):
            pytest.fail("the home of an office was opened for filling")
        assert basis.read_bytes() == b"surat sungguhan"
        assert not (tmp_path / rumah.TANDA).exists()

    def test_what_an_interrupted_start_left_is_made_anew(self, tmp_path: Path) -> None:
        basis = tmp_path / "eoffice.sqlite3"
        with pytest.raises(KeyboardInterrupt), rumah.mengisi(tmp_path, basis):
            basis.write_bytes(b"setengah")
            (tmp_path / "eoffice.sqlite3-wal").write_bytes(b"setengah")
            raise KeyboardInterrupt
        assert (tmp_path / rumah.TANDA).exists()
        with rumah.mengisi(tmp_path, basis):
            assert not basis.exists()
            assert not (tmp_path / "eoffice.sqlite3-wal").exists()
        assert not (tmp_path / rumah.TANDA).exists()

    def test_two_first_starts_at_once_do_not_destroy_each_other(self, tmp_path: Path) -> None:
        basis = tmp_path / "eoffice.sqlite3"
        with rumah.mengisi(tmp_path, basis):
            basis.write_bytes(b"sedang diisi")
            with pytest.raises(click.ClickException, match="jendela lain"), rumah.mengisi(tmp_path, basis):
                pytest.fail("the second start went in")
            assert basis.read_bytes() == b"sedang diisi"

    def test_the_lock_ends_with_its_process(self, tmp_path: Path) -> None:
        """After kill -9 the mark stays but the lock does not: the next start may go on."""
        (tmp_path / rumah.TANDA).touch()
        with (tmp_path / rumah.TANDA).open("a") as lain:
            fcntl.flock(lain, fcntl.LOCK_EX)
        with rumah.mengisi(tmp_path, tmp_path / "eoffice.sqlite3"):
            assert stat.S_ISREG((tmp_path / rumah.TANDA).stat().st_mode)
