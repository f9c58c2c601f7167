"""``eoffice backup`` as a person meets it: words, exit codes, and what is never said."""

import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from config.commands import eoffice
from config.commands.backup import tujuan_cadangan
from eoffice.cadangan import services as cadangan
from eoffice.cadangan.adapters import amplop
from eoffice.cadangan.adapters.tujuan import Folder
from eoffice.cadangan.rules import bech32, kata
from eoffice.cadangan.services import keadaan
from eoffice.cadangan.services.keadaan import Catatan
from eoffice.kernel import clock
from eoffice.kernel.errors import InvalidInput, RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.wilayah.models import Desa
from tests.config.conftest import Jalankan
from tests.dokumen.alat import baca_qr, baris_terbaca, foto

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tempat(rumah: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EOFFICE_SEBAGAI_PEMILIK", raising=False)
    settings.EOFFICE_CADANGAN = str(rumah / "luar")
    settings.EOFFICE_CADANGAN_SIMPAN = (7, 4, 12)


@pytest.fixture
def rahasia(jalankan: Jalankan, rumah: Path) -> str:
    """The key on the sheet that the command wrote."""
    assert jalankan("backup", "kunci", str(rumah / "lembar.pdf")).exit_code == 0
    (satu,) = baca_qr((rumah / "lembar.pdf").read_bytes(), rumah)
    return satu


def arsip(rumah: Path) -> Path:
    (satu,) = (rumah / "luar").glob("*.age")
    return satu


class TestKey:
    """The sheet is written once, for its owner alone."""

    def test_the_sheet_is_a_file_of_its_owner(self, rumah: Path, rahasia: str) -> None:
        assert (rumah / "lembar.pdf").stat().st_mode & 0o777 == 0o600
        assert [satu.kunci for satu in cadangan.penerima()] == [amplop.kunci_publik(rahasia)]

    def test_the_key_is_not_said(self, jalankan: Jalankan, rumah: Path) -> None:
        hasil = jalankan("backup", "kunci", str(rumah / "lembar.pdf"))
        assert "AGE-SECRET-KEY" not in hasil.output
        assert "Cetak dua kali" in hasil.stderr

    def test_a_pipe_gets_the_sheet_and_nothing_else(self, rumah: Path) -> None:
        hasil = CliRunner().invoke(eoffice, ["backup", "kunci", "-"], prog_name="eoffice")
        assert hasil.exit_code == 0
        assert hasil.stdout_bytes.startswith(b"%PDF-")
        assert hasil.stdout_bytes.rstrip().endswith(b"%%EOF")
        assert not (rumah / "-").exists()

    def test_a_second_sheet_is_refused_unless_the_first_is_lost(
        self, jalankan: Jalankan, rumah: Path, rahasia: str
    ) -> None:
        hasil = jalankan("backup", "kunci", str(rumah / "lagi.pdf"))
        assert (hasil.exit_code, "sudah pernah dibuat" in hasil.stderr) == (1, True)
        assert not (rumah / "lagi.pdf").exists()
        assert jalankan("backup", "kunci", "--ganti", str(rumah / "lagi.pdf")).exit_code == 0
        assert baca_qr((rumah / "lagi.pdf").read_bytes(), rumah) != [rahasia]

    def test_the_sheet_names_the_village(
        self, jalankan: Jalankan, rumah: Path, cisontrol: Desa, settings: Any
    ) -> None:
        settings.EOFFICE_PERAN, settings.EOFFICE_DESA = "desa", cisontrol.kode
        jalankan("backup", "kunci", str(rumah / "lembar.pdf"))
        assert "Desa Cisontrol" in " ".join(baris_terbaca((rumah / "lembar.pdf").read_bytes(), rumah))

    def test_the_sheet_names_the_regency(self, rumah: Path, rahasia: str) -> None:
        assert "Server Kabupaten" in " ".join(baris_terbaca((rumah / "lembar.pdf").read_bytes(), rumah))

    def test_another_holder_is_added(self, jalankan: Jalankan, rahasia: str) -> None:
        _, publik = amplop.kunci_baru()
        hasil = jalankan("backup", "penerima", publik, "--nama", "Diskominfo")
        assert (hasil.exit_code, "juga oleh Diskominfo" in hasil.output) == (0, True)
        assert f"dapat dibuka Diskominfo: {publik}" in jalankan("backup", "daftar").output

    def test_a_secret_key_is_not_taken_for_a_public_one(self, jalankan: Jalankan, rahasia: str) -> None:
        hasil = jalankan("backup", "penerima", rahasia, "--nama", "Diskominfo")
        assert (hasil.exit_code, "diawali age1" in hasil.stderr) == (1, True)


@pytest.mark.hanya_sqlite
class TestArchive:
    """Making one, and proving it."""

    def test_what_was_made_is_said(self, jalankan: Jalankan, rumah: Path, rahasia: str) -> None:
        hasil = jalankan("backup")
        assert hasil.exit_code == 0
        assert hasil.output.startswith(f"{arsip(rumah).name}: ")
        assert "baris dan" in hasil.output
        assert "PERHATIAN" not in hasil.output

    def test_a_damaged_file_is_said(self, jalankan: Jalankan, rumah: Path, rahasia: str) -> None:
        (rumah / "berkas/ab/cd").mkdir(parents=True)
        (rumah / "berkas/ab/cd" / ("abcd" + "0" * 60)).write_bytes(b"bukan itu")
        assert "PERHATIAN: 1 berkas" in jalankan("backup").output

    def test_another_place_may_be_named(self, jalankan: Jalankan, rumah: Path, rahasia: str) -> None:
        assert jalankan("backup", "--tujuan", str(rumah / "lain"), "--oleh", "Siti").exit_code == 0
        assert len(list((rumah / "lain").glob("*.age"))) == 1
        assert [satu.oleh for satu in cadangan.riwayat()] == ["Siti"]

    def test_without_a_place_it_is_said_who_sets_it(
        self, jalankan: Jalankan, settings: Any, rahasia: str
    ) -> None:
        settings.EOFFICE_CADANGAN = ""
        hasil = jalankan("backup")
        assert (hasil.exit_code, "EOFFICE_CADANGAN" in hasil.stderr) == (1, True)

    def test_without_a_key_it_is_said_how_to_make_one(self, jalankan: Jalankan) -> None:
        hasil = jalankan("backup")
        assert (hasil.exit_code, "Lembar pemulihan belum dibuat" in hasil.stderr) == (1, True)

    @pytest.mark.parametrize("cara", ["baris", "kata", "foto"])
    def test_it_is_proved_with_any_writing_of_the_key(
        self, jalankan: Jalankan, rumah: Path, rahasia: str, cara: str
    ) -> None:
        jalankan("backup")
        pilihan: tuple[str, ...] = ()
        masukan = rahasia.lower()
        if cara == "kata":
            masukan = " ".join(kata.ke_kata(bech32.baca(rahasia)))
        elif cara == "foto":
            perintah = ["pdftoppm", "-r", "110", "-png", "-singlefile", rumah / "lembar.pdf", rumah / "foto"]
            subprocess.run(perintah, check=True)
            pilihan, masukan = ("--lembar", str(rumah / "foto.png")), ""
        hasil = jalankan("backup", "periksa", *pilihan, str(arsip(rumah)), masukan=f"{masukan}\n")
        assert (hasil.exit_code, "utuh dan dapat dipulihkan" in hasil.output) == (0, True), hasil.output
        assert rahasia not in hasil.output

    def test_a_photo_of_something_else_opens_nothing(
        self, jalankan: Jalankan, rumah: Path, rahasia: str
    ) -> None:
        jalankan("backup")
        (rumah / "foto.jpg").write_bytes(foto())
        hasil = jalankan("backup", "periksa", "--lembar", str(rumah / "foto.jpg"), str(arsip(rumah)))
        assert (hasil.exit_code, "tidak terbaca dari gambar" in hasil.stderr) == (1, True)

    def test_damage_is_told_without_asking_for_a_key(
        self, jalankan: Jalankan, rumah: Path, rahasia: str
    ) -> None:
        jalankan("backup")
        with arsip(rumah).open("ab") as satu:
            satu.write(b"x")
        hasil = jalankan("backup", "periksa", str(arsip(rumah)))
        assert (hasil.exit_code, "bukan cadangan yang utuh" in hasil.stderr) == (1, True)
        assert "Kunci rahasia" not in hasil.output

    def test_a_wrong_key_is_told(self, jalankan: Jalankan, rumah: Path, rahasia: str) -> None:
        jalankan("backup")
        lain, _ = amplop.kunci_baru()
        hasil = jalankan("backup", "periksa", str(arsip(rumah)), masukan=f"{lain}\n")
        assert (hasil.exit_code, "Kunci ini bukan kunci cadangan ini" in hasil.stderr) == (1, True)


def test_attempts_are_listed_with_what_went_wrong(jalankan: Jalankan) -> None:
    for lalu, sebab in ((2, None), (1, Pesan("cadangan.tujuan_diam", tempat="s3"))):
        pada = clock.now() - timedelta(days=lalu)
        keadaan.catat(Catatan("x.age", pada, pada, "penyimpanan s3", ukuran=5_000_000, sebab=sebab))
    baris = jalankan("backup", "daftar").output.splitlines()
    assert len(baris) == 2
    assert "x.age (" in baris[0]
    assert "GAGAL" in baris[1]


def test_a_place_is_read_from_the_setting_or_the_command(settings: Any, rumah: Path) -> None:
    assert tujuan_cadangan() == Folder(rumah / "luar")
    assert tujuan_cadangan("/lain") == Folder(Path("/lain"))
    with pytest.raises(InvalidInput):
        tujuan_cadangan("lain")
    settings.EOFFICE_CADANGAN = ""
    with pytest.raises(RuleRefused):
        tujuan_cadangan()
