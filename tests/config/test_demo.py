"""The trial: people to be, a port that is somebody else's, a home that is an office's."""

import fcntl
import json
import socket
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import click
import pyotp
import pytest

from config.demo import pg, rumah, tempat
from config.demo.peraga import AkunPeraga
from config.demo.perintah import Percobaan, kalimat_peraga
from config.demo.proses import addresses, is_listening
from config.demo.rumah import DAFTAR
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


def test_people_are_listed_with_the_secrets_they_have() -> None:
    petugas = replace(KADES, peran="petugas_kabupaten", frasa="")
    assert [" ".join(baris.split()) for baris in kalimat_peraga([WARGA, KADES, petugas])] == [
        "warga Euis 3207154506859001 PIN 1",
        "kepala desa H. Oman oman sandi",
        "kunci TOTP JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP frasa tanda tangan: frasa kata",
        "petugas kabupaten H. Oman oman sandi",
        "kunci TOTP JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
    ]


def tulis_orang(rumah: Path, *orang: AkunPeraga) -> None:
    rumah.mkdir(parents=True, exist_ok=True)
    isi = [{kolom: getattr(satu, kolom) for kolom in AkunPeraga.__slots__} for satu in orang]
    (rumah / DAFTAR).write_text(json.dumps(isi))


class TestKode:
    @pytest.fixture(autouse=True)
    def _rumah(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("EOFFICE_HOME", str(tmp_path))

    def test_the_code_of_this_moment_is_told_for_who_needs_one(
        self, jalankan: Jalankan, tmp_path: Path
    ) -> None:
        tulis_orang(tmp_path / "desa", KADES, WARGA)
        tulis_orang(tmp_path / "kabupaten", ORANG_LUAR, replace(KADES, masuk="entin"))
        baris = jalankan("demo", "--kode").output.splitlines()
        assert [satu.split()[1] for satu in baris] == ["oman", "entin"]
        assert pyotp.TOTP(KADES.totp).verify(baris[0].split()[0], valid_window=1)

    def test_without_a_trial_the_way_to_one_is_told(self, jalankan: Jalankan) -> None:
        hasil = jalankan("demo", "--kode")
        assert (hasil.exit_code, "make demo" in hasil.output) == (1, True)

    @pytest.mark.parametrize("isi", ["", "{", "[1]", '[{"peran": "warga"}]', '[{"asing": 1}]'])
    def test_a_damaged_list_is_told(self, tmp_path: Path, isi: str) -> None:
        (tmp_path / DAFTAR).write_text(isi)
        with pytest.raises(click.ClickException, match="rusak"):
            tempat.baca(tmp_path / DAFTAR)


class TestPercobaan:
    BASIS = pg.Basis("postgresql://layanan@x/y", "postgresql://pemilik@x/y")

    def test_the_village_and_its_regency_have_homes_ports_and_settings_of_their_own(
        self, tmp_path: Path
    ) -> None:
        satu = Percobaan(tmp_path, 8000, self.BASIS)
        assert {
            "EOFFICE_HOME": str(tmp_path / "desa"),
            "EOFFICE_PORT": "8000",
            "EOFFICE_PERAN": "desa",
            "EOFFICE_DESA": CISONTROL,
            "EOFFICE_ALAMAT_PUBLIK": "http://localhost:8001",
            "EOFFICE_KABEL": str(tmp_path / tempat.KABEL_TERCABUT),
            "EOFFICE_CADANGAN": str(tmp_path / "cadangan-desa"),
            "DJANGO_SETTINGS_MODULE": "config.settings",
        } == satu.desa.lingkungan
        assert {
            "EOFFICE_HOME": str(tmp_path / "kabupaten"),
            "EOFFICE_PORT": "8001",
            "EOFFICE_PERAN": "kabupaten",
            "EOFFICE_DATABASE_URL": self.BASIS.layanan,
            "EOFFICE_DATABASE_OWNER_URL": self.BASIS.pemilik,
            "DJANGO_SETTINGS_MODULE": "config.settings",
        } == satu.kabupaten.lingkungan
        assert (satu.kabel.porta, satu.kabel.tujuan) == (8002, 8001)

    def test_without_postgres_the_regency_has_its_usual_database(self, tmp_path: Path) -> None:
        assert "EOFFICE_DATABASE_URL" not in Percobaan(tmp_path, 8000).kabupaten.lingkungan

    def test_a_village_that_is_not_known_yet_is_named_by_nobody(self, tmp_path: Path) -> None:
        desa = Percobaan(tmp_path, 8000).desa
        assert desa.belum_berdesa.lingkungan == desa.lingkungan | {"EOFFICE_DESA": ""}

    def test_it_is_complete_when_both_are_filled_and_nothing_was_broken_off(self, tmp_path: Path) -> None:
        satu = Percobaan(tmp_path, 8000)
        tulis_orang(satu.desa.rumah)
        assert not satu.lengkap
        tulis_orang(satu.kabupaten.rumah)
        assert satu.lengkap
        (tmp_path / rumah.TANDA).touch()
        assert not satu.lengkap

    def test_a_taken_port_is_told_before_anything_is_made(
        self, jalankan: Jalankan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with socket.socket() as milik_orang:
            milik_orang.bind(("0.0.0.0", 0))  # noqa: S104
            milik_orang.listen()
            porta = milik_orang.getsockname()[1]
            monkeypatch.setenv("EOFFICE_HOME", str(tmp_path / "var"))
            monkeypatch.setenv("EOFFICE_PORT", str(porta - 2))
            hasil = jalankan("demo")
        assert hasil.exit_code == 1
        tiga = range(porta - 2, porta + 1)  # somebody else's test may have one of the others just now
        assert any(f"Porta {satu} sudah dipakai" in hasil.output for satu in tiga)
        assert list((tmp_path / "var").iterdir()) == []


class TestSerentak:
    @staticmethod
    def _mulai(kode: str) -> subprocess.Popen[str]:
        return subprocess.Popen([sys.executable, "-c", kode], stdout=subprocess.PIPE, text=True)

    def test_words_come_back_in_the_order_of_the_steps(self) -> None:
        lambat = self._mulai("import time; time.sleep(0.3); print('satu')")
        assert tempat.serentak([lambat, self._mulai("print('dua')")]) == ["satu\n", "dua\n"]

    @pytest.mark.parametrize("urut", [(0, 1), (1, 0)], ids=["gagal-dulu", "gagal-kemudian"])
    def test_when_one_fails_the_other_ends_too(self, urut: tuple[int, int]) -> None:
        semua = [self._mulai("raise SystemExit(3)"), self._mulai("import time; time.sleep(60)")]
        with pytest.raises(click.ClickException, match="tidak dapat disiapkan"):
            tempat.serentak(semua[nomor] for nomor in urut)
        assert all(satu.wait(10) != 0 for satu in semua)


class TestRumah:
    def test_the_home_of_an_office_is_never_touched(self, tmp_path: Path) -> None:
        basis = tmp_path / "eoffice.sqlite3"
        basis.write_bytes(b"surat sungguhan")
        with pytest.raises(click.ClickException, match="bukan percobaan"), rumah.mengisi(tmp_path, []):
            pytest.fail("the home of an office was opened for filling")
        assert basis.read_bytes() == b"surat sungguhan"
        assert not (tmp_path / rumah.TANDA).exists()

    def test_a_part_that_no_trial_began_is_never_thrown_away(self, tmp_path: Path) -> None:
        bagian = tmp_path / "desa"
        bagian.mkdir()
        (bagian / "eoffice.sqlite3").write_bytes(b"surat sungguhan")
        with pytest.raises(click.ClickException, match="bukan percobaan"), rumah.mengisi(tmp_path, [bagian]):
            pytest.fail("a part that is not ours was opened")
        assert (bagian / "eoffice.sqlite3").read_bytes() == b"surat sungguhan"

    def test_a_trial_of_the_time_with_one_server_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "eoffice.sqlite3").touch()
        (tmp_path / DAFTAR).touch()
        with pytest.raises(click.ClickException, match="versi lama"), rumah.mengisi(tmp_path, []):
            pytest.fail("an old trial was opened")

    def test_what_an_interrupted_start_left_is_made_anew(self, tmp_path: Path) -> None:
        bagian = tmp_path / "desa"
        with pytest.raises(KeyboardInterrupt), rumah.mengisi(tmp_path, [bagian]):
            bagian.mkdir()
            (bagian / "eoffice.sqlite3").write_bytes(b"setengah")
            raise KeyboardInterrupt
        assert (tmp_path / rumah.TANDA).exists()
        with rumah.mengisi(tmp_path, [bagian]):
            assert not bagian.exists()
        assert not (tmp_path / rumah.TANDA).exists()

    def test_two_first_starts_at_once_do_not_destroy_each_other(self, tmp_path: Path) -> None:
        bagian = tmp_path / "desa"
        with rumah.mengisi(tmp_path, [bagian]):
            bagian.mkdir()
            with pytest.raises(click.ClickException, match="jendela lain"), rumah.mengisi(tmp_path, [bagian]):
                pytest.fail("the second start went in")
            assert bagian.exists()

    def test_the_lock_ends_with_its_process(self, tmp_path: Path) -> None:
        """After kill -9 the mark stays but the lock does not: the next start may go on."""
        (tmp_path / rumah.TANDA).touch()
        with (tmp_path / rumah.TANDA).open("a") as lain:
            fcntl.flock(lain, fcntl.LOCK_EX)
        with rumah.mengisi(tmp_path, []):
            assert stat.S_ISREG((tmp_path / rumah.TANDA).stat().st_mode)
