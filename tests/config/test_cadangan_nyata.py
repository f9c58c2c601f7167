"""Backups on real files and real processes: whole and equal, or refused, or not there at all."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from tools import pg_uji

from tests.config.cadangan_alat import NAMA, NIK_ASLI, Kantor, baris, berkas, pulihkan, salin, siapkan
from tests.config.dua_tempat import DESA, Tempat, porta_bebas
from tests.config.pulih_alat import Desa, urut
from tests.dokumen.alat import baca_qr

pytestmark = pytest.mark.proses


@pytest.fixture(scope="module")
def kantor_asal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kantor]:
    """A village's office, made once and never changed by a test."""
    satu = siapkan(tmp_path_factory.mktemp("kantor"))
    yield satu
    satu.tempat.matikan()


@pytest.fixture
def kantor(kantor_asal: Kantor, tmp_path: Path) -> Iterator[Kantor]:
    """An office of the test's own."""
    satu = salin(kantor_asal, tmp_path)
    yield satu
    satu.tempat.matikan()


@pytest.fixture(scope="module")
def arsip_asal(kantor_asal: Kantor) -> Path:
    """An archive that no test changes."""
    return kantor_asal.cadangkan()


def test_what_comes_back_is_equal_row_by_row_and_file_by_file(kantor: Kantor, tmp_path: Path) -> None:
    arsip = kantor.cadangkan()
    kantor.tempat.istirahat()
    hasil = pulihkan(arsip, tmp_path / "baru", kantor.rahasia, kantor.tempat.setelan)
    assert hasil.returncode == 0, hasil.stderr
    assert baris(tmp_path / "baru/eoffice.sqlite3") == baris(kantor.tempat.rumah / "eoffice.sqlite3")
    assert berkas(tmp_path / "baru") == berkas(kantor.tempat.rumah)
    assert len(list((tmp_path / "baru/berkas").rglob("*"))) > 40
    assert "Semua tabel dan berkas sama dengan isi cadangan." in hasil.stdout
    assert "Desa Cisontrol: utuh" in hasil.stdout
    assert f"Terpasang di {tmp_path / 'baru'}." in hasil.stdout
    assert [satu.name for satu in tmp_path.iterdir() if "pemulihan" in satu.name] == []


def test_what_comes_back_works_and_holds_up_numbers_until_the_register_was_read(
    kantor: Kantor, tmp_path: Path
) -> None:
    """Three letters after the backup are on paper only: none of their numbers is given again."""
    lama = Desa(kantor.tempat)
    lama.bernomor(2)
    arsip = kantor.cadangkan()
    assert urut(lama.bernomor(3)[-1]) == "005"
    kantor.tempat.istirahat()
    assert pulihkan(arsip, tmp_path / "baru", kantor.rahasia, kantor.tempat.setelan).returncode == 0
    baru = Desa(Tempat(tmp_path / "baru", kantor.tempat.setelan))
    try:
        assert baru.bernomor() == ["arsip.mode_pemulihan"]
        saksi = json.loads((tmp_path / f"baru/kunci/saksi/{DESA}.json").read_bytes())
        assert (saksi["pulih"], saksi["seri"], list(saksi["buku"].values())) == ("cadangan", "", [2])
        baru.tempat.jalankan("worker", "--sekali")
        assert baru.bernomor() == ["arsip.mode_pemulihan"]
        baru.register(5)
        assert urut(baru.bernomor()[0]) == "006"
        kode, kata, _ = baru.tempat.jalankan("audit", "verify")
        assert (kode, "utuh" in kata) == (0, True)
    finally:
        baru.tempat.matikan()


def test_an_office_that_never_gave_a_number_holds_them_up_as_well(
    kantor: Kantor, arsip_asal: Path, tmp_path: Path
) -> None:
    """The first letters of its life may have been written after the backup: there is nothing to tell."""
    assert pulihkan(arsip_asal, tmp_path / "baru", kantor.rahasia, kantor.tempat.setelan).returncode == 0
    baru = Desa(Tempat(tmp_path / "baru", kantor.tempat.setelan | {"EOFFICE_MESIN": "komputer-dua"}))
    try:
        assert baru.bernomor() == ["arsip.mode_pemulihan"]
    finally:
        baru.tempat.matikan()


def test_no_name_and_no_nik_can_be_read_in_an_archive(kantor_asal: Kantor, arsip_asal: Path) -> None:
    bita = arsip_asal.read_bytes()
    basis = b"".join(path.read_bytes() for path in kantor_asal.tempat.rumah.glob("eoffice.sqlite3*"))
    for kata in (NAMA, NIK_ASLI, "Contoh Kades"):
        assert kata.encode() in basis or kata.upper().encode() in basis, kata
        assert kata.encode() not in bita and kata.upper().encode() not in bita
    assert bita.startswith(b"age-encryption.org/v1\n")


@pytest.mark.lama
def test_a_backup_while_people_work_is_of_one_moment(kantor: Kantor, tmp_path: Path) -> None:
    selesai = threading.Event()
    penulis = Tempat(kantor.tempat.rumah, kantor.tempat.setelan)

    def menulis() -> None:
        while not selesai.is_set():
            penulis.menulis(20)

    utas = threading.Thread(target=menulis)
    utas.start()
    try:
        arsip = [kantor.cadangkan().rename(tmp_path / "pertama.age")]
        time.sleep(1)
        arsip.append(kantor.cadangkan())
    finally:
        selesai.set()
        utas.join()
        penulis.matikan()
    banyak = []
    for nomor, satu in enumerate(arsip):
        rumah = tmp_path / f"baru{nomor}"
        hasil = pulihkan(satu, rumah, kantor.rahasia, kantor.tempat.setelan)
        assert (hasil.returncode, "utuh" in hasil.stdout) == (0, True), hasil.stderr
        banyak.append(len(baris(rumah / "eoffice.sqlite3")["jejak_peristiwa"]))
    assert banyak[0] < banyak[1] < len(baris(kantor.tempat.rumah / "eoffice.sqlite3")["jejak_peristiwa"]) + 1


class TestRefused:
    """Nothing is touched, and one sentence says why."""

    @pytest.fixture
    def rumah(self, tmp_path: Path) -> Iterator[Path]:
        """A home that must not come to be."""
        yield tmp_path / "baru"
        assert [satu.name for satu in tmp_path.iterdir() if "baru" in satu.name] == []

    def test_a_wrong_key(self, kantor_asal: Kantor, arsip_asal: Path, rumah: Path) -> None:
        lain = "AGE-SECRET-KEY-1GQ9778VQXMMJVE8SK7J6VT8UJ4HDQAJUVSFCWCM02D8GEWQ72PVQ2Y5J33"
        hasil = pulihkan(arsip_asal, rumah, lain, kantor_asal.tempat.setelan)
        assert hasil.returncode == 1
        assert "Kunci ini bukan kunci cadangan ini." in hasil.stderr
        assert pulihkan(arsip_asal, rumah, "kata kata", kantor_asal.tempat.setelan).returncode == 1

    def test_another_village(self, kantor_asal: Kantor, arsip_asal: Path, rumah: Path) -> None:
        setelan = kantor_asal.tempat.setelan | {"EOFFICE_DESA": "32.07.15.2005"}
        hasil = pulihkan(arsip_asal, rumah, kantor_asal.rahasia, setelan)
        assert (hasil.returncode, f"milik desa {DESA}" in hasil.stderr) == (1, True)

    def test_another_role(self, kantor_asal: Kantor, arsip_asal: Path, rumah: Path) -> None:
        hasil = pulihkan(arsip_asal, rumah, kantor_asal.rahasia, {"EOFFICE_PERAN": "kabupaten"})
        assert (hasil.returncode, "dari server desa" in hasil.stderr) == (1, True)

    @pytest.mark.parametrize("bagian", [0.0, 0.02, 0.5, 1.0])
    def test_damage_also_without_the_digest_beside(
        self, kantor_asal: Kantor, arsip_asal: Path, rumah: Path, tmp_path: Path, bagian: float
    ) -> None:
        bita = bytearray(arsip_asal.read_bytes())
        bita[min(int(len(bita) * bagian), len(bita) - 1)] ^= 4
        (tmp_path / "rusak.age").write_bytes(bytes(bita))
        hasil = pulihkan(tmp_path / "rusak.age", rumah, kantor_asal.rahasia, kantor_asal.tempat.setelan)
        assert (hasil.returncode, "Traceback" in hasil.stderr) == (1, False)
        assert "bukan cadangan yang utuh" in hasil.stderr

    def test_damage_that_the_digest_beside_tells_before_a_key_is_asked_for(
        self, kantor_asal: Kantor, arsip_asal: Path, rumah: Path, tmp_path: Path
    ) -> None:
        shutil.copy(arsip_asal, tmp_path / arsip_asal.name)
        shutil.copy(f"{arsip_asal}.sha256", tmp_path)
        with (tmp_path / arsip_asal.name).open("ab") as satu:
            satu.write(b"x")
        hasil = pulihkan(tmp_path / arsip_asal.name, rumah, "", kantor_asal.tempat.setelan)
        assert (hasil.returncode, "Kunci rahasia" in hasil.stderr + hasil.stdout) == (1, False)

    def test_a_cut_file(self, kantor_asal: Kantor, arsip_asal: Path, rumah: Path, tmp_path: Path) -> None:
        (tmp_path / "potong.age").write_bytes(arsip_asal.read_bytes()[:-500])
        hasil = pulihkan(tmp_path / "potong.age", rumah, kantor_asal.rahasia, kantor_asal.tempat.setelan)
        assert (hasil.returncode, "bukan cadangan yang utuh" in hasil.stderr) == (1, True)

    def test_an_archive_of_a_newer_version(self, kantor: Kantor, rumah: Path) -> None:
        kantor.tempat.istirahat()
        with closing(sqlite3.connect(kantor.tempat.rumah / "eoffice.sqlite3")) as db, db:
            db.execute(
                "INSERT INTO django_migrations (app, name, applied) VALUES ('surat', '0999_x', '2030-01-01')"
            )
        hasil = pulihkan(kantor.cadangkan(), rumah, kantor.rahasia, kantor.tempat.setelan)
        assert (hasil.returncode, "versi yang lebih baru" in hasil.stderr) == (1, True)


def test_a_home_that_holds_anything_is_not_touched(
    kantor_asal: Kantor, arsip_asal: Path, tmp_path: Path
) -> None:
    (tmp_path / "baru").mkdir()
    (tmp_path / "baru" / "catatan.txt").write_text("penting")
    hasil = pulihkan(arsip_asal, tmp_path / "baru", kantor_asal.rahasia, kantor_asal.tempat.setelan)
    assert (hasil.returncode, "tidak kosong" in hasil.stderr) == (1, True)
    assert [satu.name for satu in (tmp_path / "baru").iterdir()] == ["catatan.txt"]


def test_an_empty_folder_and_a_photo_of_the_sheet_are_enough(
    kantor_asal: Kantor, arsip_asal: Path, tmp_path: Path
) -> None:
    (tmp_path / "baru").mkdir()
    lembar = kantor_asal.tujuan.parent / "lembar.pdf"
    subprocess.run(["pdftoppm", "-r", "110", "-png", "-singlefile", lembar, tmp_path / "foto"], check=True)
    hasil = pulihkan(
        arsip_asal, tmp_path / "baru", "", kantor_asal.tempat.setelan, "--lembar", str(tmp_path / "foto.png")
    )
    assert (hasil.returncode, (tmp_path / "baru/eoffice.sqlite3").exists()) == (0, True), hasil.stderr


def test_a_drill_reads_everything_and_installs_nothing(
    kantor_asal: Kantor, arsip_asal: Path, tmp_path: Path
) -> None:
    hasil = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "config.commands", "backup", "periksa", str(arsip_asal)],
        input=f"{kantor_asal.rahasia}\n",
        env=Tempat(tmp_path / "lain", kantor_asal.tempat.setelan).lingkungan,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (hasil.returncode, "utuh dan dapat dipulihkan" in hasil.stdout) == (0, True), hasil.stderr
    assert kantor_asal.rahasia not in hasil.stdout + hasil.stderr
    assert not (tmp_path / "lain/eoffice.sqlite3").exists()


def _bunuh_saat(perintah: subprocess.Popen[str], ada: Path, pola: str) -> None:
    """Kill a process with its children as soon as something appears."""
    for _ in range(6000):
        if list(ada.glob(pola)):
            break
        assert perintah.poll() is None, perintah.communicate()
        time.sleep(0.005)
    os.killpg(perintah.pid, signal.SIGKILL)
    perintah.communicate()


def test_a_backup_killed_in_the_midst_leaves_no_archive_and_the_next_one_is_whole(kantor: Kantor) -> None:
    kantor.tempat.kerjakan(
        "import os\nfrom eoffice.dokumen.services import simpan\nfor _ in range(60): simpan(os.urandom(500_000))"
    )
    _bunuh_saat(kantor.tempat.mulai("backup"), kantor.tujuan, ".*.tmp")
    assert kantor.arsip() == []
    assert len(list(kantor.tujuan.glob(".*.tmp"))) == 1
    satu = kantor.cadangkan()
    assert kantor.arsip() == [satu]
    assert list(kantor.tujuan.glob(".*.tmp")) == []
    assert satu.stat().st_size > 30_000_000


def test_a_restore_killed_in_the_midst_leaves_the_home_empty_and_is_repeated(
    kantor: Kantor, arsip_asal: Path, tmp_path: Path
) -> None:
    proses = Tempat(tmp_path / "baru", kantor.tempat.setelan)._anak(
        "-m", "config.commands", "restore", str(arsip_asal), stdin=subprocess.PIPE
    )
    assert proses.stdin is not None
    print(kantor.rahasia, file=proses.stdin, flush=True)
    _bunuh_saat(proses, tmp_path, ".baru.pemulihan/rumah/eoffice.sqlite3")
    assert not (tmp_path / "baru").exists()
    assert pulihkan(arsip_asal, tmp_path / "baru", kantor.rahasia, kantor.tempat.setelan).returncode == 0
    assert not list(tmp_path.glob(".baru*"))


def test_two_commands_at_once_make_an_archive_each_says_or_say_why_not(kantor: Kantor) -> None:
    """On one processor they may come one after the other; then the newest of the day is the one that stays."""
    kantor.tempat.istirahat()
    semua = [kantor.tempat.mulai("backup") for _ in range(2)]
    hasil = [(*satu.communicate(timeout=60), satu.returncode) for satu in semua]
    jadi = {kata.partition(":")[0] for kata, _, kode in hasil if kode == 0}
    assert [satu.name for satu in kantor.arsip()] == [max(jadi)]
    assert all("Cadangan lain sedang dibuat" in galat for _, galat, kode in hasil if kode)
    assert list(kantor.tujuan.glob(".*")) == []


@pytest.mark.lama
def test_a_stick_that_fills_up_keeps_no_half_archive(kantor: Kantor, tmp_path: Path) -> None:
    """Needs root, to mount a disk of 24 MB."""
    stik = tmp_path / "stik"
    stik.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(stik)], check=True)
    try:
        kantor.tempat.setelan["EOFFICE_CADANGAN"] = f"usb:{stik}"
        kantor.tempat.istirahat()
        kode, _, galat = kantor.tempat.jalankan("backup")
        assert kode == 0, galat
        ada = sorted(satu.name for satu in stik.iterdir())
        kantor.tempat.kerjakan(
            "import os\nfrom eoffice.dokumen.services import simpan\nsimpan(os.urandom(10_000_000))"
        )
        kode, _, galat = kantor.tempat.jalankan("backup")
        assert (kode, "kurang: cadangan perlu" in galat) == (1, True)
        assert sorted(satu.name for satu in stik.iterdir()) == ada
    finally:
        subprocess.run(["umount", "-l", str(stik)], check=True)
    kode, _, galat = kantor.tempat.jalankan("backup")
    assert (kode, "tidak terpasang" in galat, list(stik.iterdir())) == (1, True, [])


@pytest.mark.lama
def test_the_worker_makes_one_when_somebody_asks_and_one_a_day(kantor: Kantor) -> None:
    kantor.tempat.istirahat()
    (kantor.tempat.rumah / "cadangan" / "riwayat.json").unlink(missing_ok=True)
    pekerja = kantor.tempat.mulai("worker")
    try:
        _tunggu(lambda: len(kantor.arsip()) == 1)
        pertama = kantor.arsip()
        kantor.tempat.kerjakan("from eoffice.cadangan.services import minta\nassert minta('Siti')")
        _tunggu(lambda: kantor.arsip() != pertama)
    finally:
        pekerja.terminate()
        _, galat = pekerja.communicate(timeout=30)
    assert pekerja.returncode == 0, galat
    kode, kata, _ = kantor.tempat.jalankan("backup", "daftar")
    assert (kode, kata.count(".age")) == (0, 2)


def _tunggu(sudah: Callable[[], bool]) -> None:
    batas = time.monotonic() + 60
    while not sudah():
        assert time.monotonic() < batas
        time.sleep(0.2)


@pytest.fixture(scope="module")
def kabupaten(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Kantor, pg_uji.Cluster]]:
    """The regency's server on PostgreSQL, with one village in it."""
    folder = tmp_path_factory.mktemp("kabupaten")
    with pg_uji.cluster() as cluster:
        tempat = Tempat(folder / "rumah", _setelan_pg(cluster, "eoffice", folder / "cadangan"))
        try:
            kantor = Kantor(tempat, folder / "cadangan", "")
            for kata in (
                ("migrate",),
                ("desa", "tambah", DESA),
                ("backup", "kunci", str(folder / "lembar.pdf")),
            ):
                kode, _, galat = kantor.perintah(*kata)
                assert kode == 0, galat
            tempat.menulis(30)
            (kantor.rahasia,) = baca_qr((folder / "lembar.pdf").read_bytes(), folder)
            yield kantor, cluster
        finally:
            tempat.matikan()


def _setelan_pg(cluster: pg_uji.Cluster, nama: str, tujuan: Path) -> dict[str, str]:
    with psycopg.connect(cluster.url(pg_uji.OWNER, "postgres"), autocommit=True) as pemilik:
        pemilik.execute(f'CREATE DATABASE "{nama}"'.encode())
    return {
        "EOFFICE_PERAN": "kabupaten",
        "EOFFICE_PORT": str(porta_bebas()),
        "EOFFICE_DATABASE_OWNER_URL": cluster.url(pg_uji.OWNER, nama),
        "EOFFICE_DATABASE_URL": cluster.url(pg_uji.SERVING, nama),
        "EOFFICE_CADANGAN": str(tujuan),
    }


def _isi_pg(url: str) -> dict[str, list[str]]:
    with psycopg.connect(url) as db:
        tabel = db.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        return {
            nama: sorted(map(repr, db.execute(f'SELECT * FROM "{nama}"'.encode()).fetchall()))
            for (nama,) in tabel
        }


class TestRegency:
    """PostgreSQL: dumped and digested at one moment, restored into an empty database, served by the same roles."""

    def test_what_comes_back_is_equal(self, kabupaten: tuple[Kantor, pg_uji.Cluster], tmp_path: Path) -> None:
        kantor, cluster = kabupaten
        arsip = kantor.cadangkan()
        setelan = _setelan_pg(cluster, "pulih", tmp_path / "c")
        hasil = pulihkan(arsip, tmp_path / "baru", kantor.rahasia, setelan)
        assert hasil.returncode == 0, hasil.stderr
        lama, baru = (_isi_pg(cluster.url(pg_uji.OWNER, nama)) for nama in ("eoffice", "pulih"))
        assert baru == lama
        assert len(baru["jejak_peristiwa"]) > 30
        assert berkas(tmp_path / "baru") == berkas(kantor.tempat.rumah)
        tempat = Tempat(tmp_path / "baru", setelan)
        try:
            kode, kata, _ = tempat.jalankan("doctor")
            assert (kode, "E0" in kata) == (0, False), kata
            tempat.menulis(3)
        finally:
            tempat.matikan()

    @pytest.mark.lama
    def test_a_backup_while_people_work_is_of_one_moment(
        self, kabupaten: tuple[Kantor, pg_uji.Cluster], tmp_path: Path
    ) -> None:
        kantor, cluster = kabupaten
        penulis, selesai = Tempat(kantor.tempat.rumah, kantor.tempat.setelan), threading.Event()

        def menulis() -> None:
            while not selesai.is_set():
                penulis.menulis(20)

        utas = threading.Thread(target=menulis)
        utas.start()
        try:
            arsip = kantor.cadangkan()
        finally:
            selesai.set()
            utas.join()
            penulis.matikan()
        hasil = pulihkan(arsip, tmp_path / "baru", kantor.rahasia, _setelan_pg(cluster, "sibuk", tmp_path))
        assert (hasil.returncode, "utuh" in hasil.stdout) == (0, True), hasil.stderr

    @pytest.mark.lama
    def test_a_database_that_holds_anything_is_not_touched(
        self, kabupaten: tuple[Kantor, pg_uji.Cluster], tmp_path: Path
    ) -> None:
        kantor, cluster = kabupaten
        arsip = kantor.cadangkan()
        sebelum = _isi_pg(cluster.url(pg_uji.OWNER, "eoffice"))
        hasil = pulihkan(arsip, tmp_path / "baru", kantor.rahasia, kantor.tempat.setelan)
        assert (hasil.returncode, "tidak kosong" in hasil.stderr) == (1, True)
        assert _isi_pg(cluster.url(pg_uji.OWNER, "eoffice")) == sebelum
        assert not (tmp_path / "baru").exists()

    @pytest.mark.lama
    def test_a_village_archive_does_not_fit(
        self, kabupaten: tuple[Kantor, pg_uji.Cluster], kantor_asal: Kantor, arsip_asal: Path, tmp_path: Path
    ) -> None:
        hasil = pulihkan(arsip_asal, tmp_path / "baru", kantor_asal.rahasia, kabupaten[0].tempat.setelan)
        assert (hasil.returncode, "dari server desa" in hasil.stderr) == (1, True)
