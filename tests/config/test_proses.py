"""The trial's parts live and die together; the bad days of a start, as processes."""

import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config.demo import proses
from config.demo.proses import Parts
from tests.arsitektur.sumber import SRC
from tests.config.dua_tempat import bunuh, porta_bebas

pytestmark = pytest.mark.proses
BATAS = 60  # seconds a start may take on a busy machine
DESA = "32.07.15.2004"
TIDUR = "import time; time.sleep(120)"
KERAS_KEPALA = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('siap', flush=True); time.sleep(120)"
ORANG_TUA = """
import sys
from config.demo.proses import Parts
with Parts((sys.executable, "-c")) as bagian:
    for nama in ("web", "pekerja"):
        bagian.start(nama, [{anak!r}], {{}})
    print(*(satu.pid for satu in bagian._children.values()), flush=True)
    sys.exit(bagian.wait())
"""
SURAT_BASAH = """
import django; django.setup()
from django.conf import settings
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.selectors.warga import berkas_terbit
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
with lingkup(settings.EOFFICE_DESA):
    cast = pabrik.pemeran()
    satu = pabrik.diparaf(cast)
    oleh = cast.pelaku(Peran.OPERATOR)
    surat.cetak_basah(surat_id=satu, versi=3, oleh=oleh)
    lembar = surat.lembar_cetak(surat_id=satu, oleh=oleh)
    surat.terbitkan_pindaian(surat_id=satu, versi=4, berkas=[lembar], oleh=oleh)
    (settings.EOFFICE_HOME / "surat.pdf").write_bytes(berkas_terbit(satu))
"""
Perintah = Callable[..., subprocess.CompletedProcess[str]]


def _hidup(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(") ")[1][0] != "Z"
    except FileNotFoundError:
        return False


def _mati(pids: list[int]) -> bool:
    for _ in range(100):
        if not any(_hidup(pid) for pid in pids):
            return True
        time.sleep(0.1)
    return False


@pytest.fixture
def anak() -> Iterator[Parts]:
    with Parts((sys.executable, "-c")) as bagian:
        yield bagian


def _pids(bagian: Parts) -> list[int]:
    return [satu.pid for satu in bagian._children.values()]


class TestParts:
    def test_when_one_part_dies_the_others_are_stopped(
        self, anak: Parts, capsys: pytest.CaptureFixture[str]
    ) -> None:
        anak.start("web", [TIDUR], {})
        anak.start("pekerja", ["raise SystemExit(3)"], {})
        assert anak.wait() == 3
        assert _mati(_pids(anak))
        assert "Bagian 'pekerja' berhenti sendiri; semuanya dihentikan." in capsys.readouterr().err

    def test_a_part_that_ends_well_is_an_end_all_the_same(self, anak: Parts) -> None:
        anak.start("web", ["pass"], {})
        assert anak.wait() == 1

    def test_a_part_killed_by_a_signal_is_no_success(self, anak: Parts) -> None:
        anak.start("web", ["import os; os.kill(os.getpid(), 9)"], {})
        assert anak.wait() == 9

    def test_leaving_the_block_stops_everything_also_by_an_error(self) -> None:
        with pytest.raises(ZeroDivisionError), Parts((sys.executable, "-c")) as bagian:
            bagian.start("web", [TIDUR], {})
            pids = _pids(bagian)
            raise ZeroDivisionError
        assert _mati(pids)

    def test_who_ignores_the_polite_signal_is_killed(
        self, anak: Parts, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(proses, "GRACE_SECONDS", 0.5)
        anak.start("web", [KERAS_KEPALA], {})
        time.sleep(1)
        anak.stop()
        assert _mati(_pids(anak))

    def test_children_of_a_part_go_with_it(self, anak: Parts, tmp_path: Path) -> None:
        catatan = tmp_path / "cucu"
        cucu = f"import subprocess, sys, pathlib, time; p = subprocess.Popen([sys.executable, '-c', {TIDUR!r}]); "
        anak.start(
            "web", [f"{cucu} pathlib.Path({str(catatan)!r}).write_text(str(p.pid)); time.sleep(120)"], {}
        )
        assert anak.until(lambda: catatan.exists() and catatan.read_text() != "")
        anak.stop()
        assert _mati([int(catatan.read_text())])

    def test_a_start_that_failed_is_not_waited_for(self, anak: Parts) -> None:
        anak.start("web", ["raise SystemExit(1)"], {})
        awal = time.monotonic()
        assert anak.until(lambda: False) is False
        assert time.monotonic() - awal < 30

    def test_waiting_ends_in_time(self, anak: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(proses, "START_SECONDS", 0.3)
        anak.start("web", [TIDUR], {})
        assert anak.until(lambda: False) is False
        assert anak.until(lambda: True) is True

    def test_handlers_are_given_back(self) -> None:
        sebelum = [signal.getsignal(nomor) for nomor in proses.SIGNALS]
        with Parts():
            assert [signal.getsignal(nomor) for nomor in proses.SIGNALS] != sebelum
        assert [signal.getsignal(nomor) for nomor in proses.SIGNALS] == sebelum

    @pytest.mark.parametrize("nomor", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda n: n.name)
    def test_each_way_of_ending_leaves_nobody_behind(self, nomor: signal.Signals) -> None:
        orang_tua = subprocess.Popen(
            [sys.executable, "-c", ORANG_TUA.format(anak=TIDUR)],
            env=os.environ | {"PYTHONPATH": str(SRC)},
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert orang_tua.stdout is not None
        pids = [int(satu) for satu in orang_tua.stdout.readline().split()]
        assert len(pids) == 2
        assert all(map(_hidup, pids))
        orang_tua.send_signal(nomor)
        assert orang_tua.wait(BATAS) == 0
        assert _mati(pids)
        orang_tua.stdout.close()


@pytest.fixture
def perintah(tmp_path: Path) -> Perintah:
    """Run the command line on a village's machine with a home of its own."""
    bersih = {
        nama: nilai for nama, nilai in os.environ.items() if not nama.startswith(("EOFFICE_", "DJANGO_"))
    }
    sendiri = {"EOFFICE_HOME": str(tmp_path / "rumah"), "EOFFICE_DESA": DESA, "PYTHONPATH": str(SRC)}

    def jalankan(
        *kata: str, batas: Callable[[], None] | None = None, **tambahan: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "config.commands", *kata],
            env=bersih | sendiri | tambahan,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=BATAS,
            check=False,
            preexec_fn=batas,
        )

    return jalankan


def tiga_porta() -> int:
    """Return the first of three ports in a row that are free: the trial serves village, regency and the cable."""
    while True:
        awal = porta_bebas()
        if awal < 65000 and not any(proses.is_listening(awal + n) for n in (1, 2)):
            return awal


@pytest.mark.lama
def test_the_whole_trial_twice(tmp_path: Path) -> None:
    """First start, people, second start with the same people, an end by a closed terminal."""
    porta = tiga_porta()
    lingkungan = {n: v for n, v in os.environ.items() if not n.startswith(("EOFFICE_", "DJANGO_"))}
    lingkungan |= {"EOFFICE_HOME": str(tmp_path), "EOFFICE_PORT": str(porta), "PYTHONPATH": str(SRC)}
    daftar: list[str] = []
    for _ in range(2):
        percobaan = subprocess.Popen(
            [sys.executable, "-m", "config.commands", "demo"],
            env=lingkungan,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        try:
            daftar.append(_sekali(percobaan, tmp_path / "desa" / "demo-akun.json", porta))
        finally:
            bunuh(percobaan)
        assert not proses.is_listening(porta)
    assert daftar[0] == daftar[1]
    assert len(json.loads(daftar[0])) == 4, "the village's own people; the regency keeps a list of its own"


def _sekali(percobaan: "subprocess.Popen[str]", akun: Path, porta: int) -> str:
    """Read what the trial says until it serves, close its terminal, and return the list of its people."""
    assert percobaan.stdout is not None
    baris: list[str] = []
    while not baris or "Berhenti: Ctrl-C" not in baris[-1]:
        baris.append(percobaan.stdout.readline())
        assert baris[-1], "".join(baris)
    assert proses.is_listening(porta)
    daftar = akun.read_text()
    for orang in json.loads(daftar):
        assert any(orang["masuk"] in satu and orang["sandi"] in satu for satu in baris), orang["masuk"]
    percobaan.send_signal(signal.SIGHUP)
    assert percobaan.wait(BATAS) == 0
    return daftar


class TestHariBuruk:
    """Each bad start: one sentence, exit code 1, no traceback."""

    @staticmethod
    def _kalimat(hasil: subprocess.CompletedProcess[str], *kata: str) -> None:
        assert hasil.returncode == 1, hasil.stderr
        assert "Traceback" not in hasil.stderr
        for satu in kata:
            assert satu in hasil.stderr + hasil.stdout

    def test_a_home_that_is_a_file(self, perintah: Perintah, tmp_path: Path) -> None:
        (tmp_path / "rumah").touch()
        self._kalimat(perintah("doctor"), "Setelan salah. EOFFICE_HOME=", "folder tidak dapat dibuat")

    def test_a_home_below_a_file(self, perintah: Perintah, tmp_path: Path) -> None:
        (tmp_path / "rumah").touch()
        self._kalimat(perintah("migrate", EOFFICE_HOME=str(tmp_path / "rumah" / "x")), "Bukan folder")

    def test_a_log_that_root_wrote_first(self, perintah: Perintah, tmp_path: Path) -> None:
        (tmp_path / "rumah" / "log" / "eoffice.jsonl").mkdir(parents=True)
        self._kalimat(perintah("doctor"), "Catatan log tidak dapat ditulis. Ini folder, bukan berkas")

    @pytest.mark.parametrize(
        "kata", [("doctor",), ("serve",), ("migrate",), ("worker", "--sekali"), ("desa", "daftar")]
    )
    def test_a_damaged_database(self, perintah: Perintah, tmp_path: Path, kata: tuple[str, ...]) -> None:
        (tmp_path / "rumah").mkdir()
        (tmp_path / "rumah" / "eoffice.sqlite3").write_bytes(b"rusak" * 5000)
        self._kalimat(
            perintah(*kata, EOFFICE_PORT="8128"), "Berkas basis data rusak", "pulihkan dari cadangan"
        )

    def test_a_disk_that_takes_no_more(self, perintah: Perintah, tmp_path: Path) -> None:
        """A limit on the size of files: the database cannot grow. Given room, the same command goes through."""

        def penuh() -> None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))

        self._kalimat(perintah("migrate", batas=penuh), "Media simpan menolak")
        assert perintah("migrate").returncode == 0
        assert perintah("doctor").returncode == 0

    @pytest.mark.lama
    def test_a_disk_that_is_really_full(self, perintah: Perintah, tmp_path: Path) -> None:
        """Needs root: a file system of its own, smaller than the database."""
        rumah = tmp_path / "rumah"
        rumah.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(rumah)], check=True)
        try:
            self._kalimat(perintah("migrate"), "Ruang simpan penuh")
            subprocess.run(["mount", "-o", "remount,size=64m", str(rumah)], check=True)
            assert perintah("migrate").returncode == 0
            hasil = perintah("doctor")
            assert hasil.returncode == 1
            assert "eoffice.E012] Ruang simpan hampir habis" in hasil.stdout
        finally:
            subprocess.run(["umount", str(rumah)], check=True)

    @pytest.mark.lama
    def test_a_database_of_another_release(self, perintah: Perintah, tmp_path: Path) -> None:
        assert perintah("migrate").returncode == 0
        with sqlite3.connect(tmp_path / "rumah" / "eoffice.sqlite3") as hubungan:
            hubungan.execute("ALTER TABLE wilayah_desa DROP COLUMN telepon")
        hubungan.close()
        hasil = perintah("doctor")
        assert hasil.returncode == 1
        assert "E008] Basis data berasal dari versi lain." in hasil.stdout

    @pytest.mark.lama
    def test_a_village_changed_by_the_environment_alone(self, perintah: Perintah) -> None:
        assert perintah("migrate").returncode == 0
        lain = perintah("serve", EOFFICE_DESA="32.07.15.2005", EOFFICE_PORT="8128")
        self._kalimat(lain, "eoffice.E017", "EOFFICE_DESA=32.07.15.2005 belum terdaftar")

    def test_postgres_that_is_not_there(self, perintah: Perintah) -> None:
        hasil = perintah("doctor", EOFFICE_DATABASE_URL="postgresql://a:rahasia@127.0.0.1:1/z")
        self._kalimat(hasil, "PostgreSQL tidak berjalan di alamat itu.")
        assert "rahasia" not in hasil.stdout + hasil.stderr

    @pytest.mark.parametrize(
        ("nama", "nilai"),
        [
            ("EOFFICE_PORT", "0"),
            ("EOFFICE_PORT", "65536"),
            ("EOFFICE_ALAMAT_PUBLIK", "surat.desa.id"),
            ("EOFFICE_DATABASE_URL", "sqlite://"),
            ("EOFFICE_DATABASE_URL", "postgresql://a:b@c:lima/d"),
            ("EOFFICE_SEBAGAI_PEMILIK", "mungkin"),
        ],
    )
    def test_an_unclear_setting(self, perintah: Perintah, nama: str, nilai: str) -> None:
        self._kalimat(perintah("doctor", **{nama: nilai}), "Error: Setelan salah.")

    @pytest.mark.lama
    def test_a_village_office_issues_a_letter_on_paper(self, perintah: Perintah, tmp_path: Path) -> None:
        """Role ``desa`` from application to verification, each part by the services that the pages call."""
        assert perintah("migrate").returncode == 0
        subprocess.run(
            [sys.executable, "-c", SURAT_BASAH],
            env=os.environ
            | {
                "EOFFICE_HOME": str(tmp_path / "rumah"),
                "EOFFICE_DATABASE_URL": f"sqlite:///{tmp_path}/rumah/eoffice.sqlite3",
                "EOFFICE_PERAN": "desa",
                "EOFFICE_DESA": DESA,
                "DJANGO_SETTINGS_MODULE": "config.settings",
                "PYTHONPATH": f"{SRC}:{SRC.parent}",
            },
            timeout=BATAS,
            check=True,
        )
        assert perintah("worker", "--sekali").returncode == 0
        surat = tmp_path / "rumah" / "surat.pdf"
        hasil = perintah("verify", str(surat))
        assert (hasil.returncode, "tercatat di buku surat dan masih berlaku" in hasil.stdout) == (0, True)
        surat.write_bytes(surat.read_bytes() + b"\n")
        assert perintah("verify", str(surat)).returncode == 1
        assert "utuh" in perintah("audit", "verify").stdout

    def test_a_village_office_runs_from_the_first_command_to_the_last(
        self, perintah: Perintah, tmp_path: Path
    ) -> None:
        """Role ``desa``: migrate, first account, import, worker, audit; the trial never mixes with it."""
        csv = tmp_path / "penduduk.csv"
        csv.write_text(
            "no_kk;nik;nama;jenis_kelamin;tempat_lahir;tanggal_lahir;agama;pendidikan;pekerjaan;status_kawin;shdk;"
            "alamat;rt;rw\n"
            "3207150101009001;3207154506859001;Euis Contoh;2;Ciamis;1985-06-05;1;5;9;2;3;Dusun Contoh;001;001\n"
            "3207150101009001;3207151206829002;Udin Contoh;1;Ciamis;1982-06-12;1;5;9;2;1;Dusun Contoh;001;001\n"
        )
        assert perintah("migrate").returncode == 0
        akun = ("--nama", "Contoh Kades", "--jabatan", "kepala_desa", "--sandi", "sandi panjang sekali")
        assert perintah("pejabat", "tambah", "kades", "--desa", DESA, *akun).returncode == 0
        impor = perintah("import", "penduduk", str(csv), "--desa", DESA, "--terapkan")
        assert (impor.returncode, "Diterapkan." in impor.stdout) == (0, True)
        assert perintah("worker", "--sekali").returncode == 0
        audit = perintah("audit", "verify")
        assert (audit.returncode, "utuh" in audit.stdout) == (0, True)
        self._kalimat(perintah("demo", EOFFICE_PORT="8128"), "bukan percobaan, jadi tidak disentuh")
        assert "utuh" in perintah("audit", "verify").stdout
