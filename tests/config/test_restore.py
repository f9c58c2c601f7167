"""``eoffice restore``: what it refuses before anything is unpacked, and what its second half checks."""

import json
import os
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from config import pemasangan
from config.commands import restore
from config.commands.restore import di_samping, pastikan_kosong
from eoffice.cadangan import services as cadangan
from eoffice.cadangan.rules import manifes as bentuk
from eoffice.cadangan.rules.manifes import Isi, Manifes
from eoffice.kernel.errors import InvalidInput, RuleRefused
from eoffice.wilayah.models import Desa
from tests.cadangan.test_gudang import KEPALA
from tests.config.conftest import Jalankan
from tests.conftest import CISONTROL

ADA = tuple(f"{app}.{nama}" for app, nama in MigrationLoader(None).disk_migrations)


@pytest.fixture
def arsip(tmp_path: Path) -> Path:
    (tmp_path / "x.age").write_bytes(b"bukan arsip")
    return tmp_path / "x.age"


class TestBefore:
    """The home must be empty and be able to take a name."""

    @pytest.fixture(autouse=True)
    def _tanpa_basis(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("EOFFICE_DATABASE_URL", raising=False)

    @pytest.fixture
    def rumah_baru(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.setenv("EOFFICE_HOME", str(tmp_path / "baru"))
        monkeypatch.setattr(restore, "jalankan", lambda *_: pytest.fail("something was unpacked"))
        return tmp_path / "baru"

    def test_a_file_in_its_place(self, jalankan: Jalankan, rumah_baru: Path, arsip: Path) -> None:
        rumah_baru.write_text("catatan")
        hasil = jalankan("restore", str(arsip))
        assert (hasil.exit_code, "tidak kosong" in hasil.stderr) == (1, True)
        assert rumah_baru.read_text() == "catatan"

    def test_a_home_with_keys_alone(self, jalankan: Jalankan, rumah_baru: Path, arsip: Path) -> None:
        """Any command that ran there before made secrets: they are not written over either."""
        (rumah_baru / "kunci").mkdir(parents=True)
        hasil = jalankan("restore", str(arsip))
        assert (hasil.exit_code, "Tidak ada yang ditimpa" in hasil.stderr) == (1, True)

    def test_a_mount_point(
        self, jalankan: Jalankan, rumah_baru: Path, arsip: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Path, "is_mount", lambda path: path == rumah_baru)
        hasil = jalankan("restore", str(arsip))
        assert (hasil.exit_code, "titik kait" in hasil.stderr) == (1, True)

    def test_a_database_elsewhere(
        self, jalankan: Jalankan, rumah_baru: Path, arsip: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("EOFFICE_DATABASE_URL", "sqlite:////srv/lain.sqlite3")
        hasil = jalankan("restore", str(arsip))
        assert (hasil.exit_code, "EOFFICE_DATABASE_URL" in hasil.stderr) == (1, True)

    @pytest.mark.parametrize("ada", [True, False])
    def test_an_empty_folder_or_none_is_fine(self, tmp_path: Path, ada: bool) -> None:
        if ada:
            (tmp_path / "baru").mkdir()
        pastikan_kosong(tmp_path / "baru")


class TestBeside:
    """Everything happens beside the home."""

    @pytest.fixture
    def langkah(self, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
        """What the parts would be asked to do; the second leaves a home."""
        semua: list[tuple[str, str]] = []

        def jalankan(tahap: str, rumah: Path, kata: list[str]) -> None:
            semua.append((tahap, rumah.name))
            rumah.mkdir(parents=True)
            (rumah / "isi").write_text(" ".join(Path(satu).name for satu in kata))

        monkeypatch.setattr(restore, "jalankan", jalankan)
        monkeypatch.delenv("EOFFICE_DATABASE_URL", raising=False)
        return semua

    def test_two_parts_make_a_home_that_is_then_named(
        self,
        jalankan: Jalankan,
        langkah: list[tuple[str, str]],
        tmp_path: Path,
        arsip: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("EOFFICE_HOME", str(tmp_path / "baru"))
        hasil = jalankan("restore", "--lembar", str(arsip), str(arsip))
        assert (hasil.exit_code, langkah) == (0, [("uraikan", "kerja"), ("pastikan", "rumah")])
        assert (tmp_path / "baru/isi").read_text() == "x.age"
        assert sorted(path.name for path in tmp_path.iterdir()) == ["baru", "x.age"]

    def test_a_part_that_fails_leaves_nothing(
        self, jalankan: Jalankan, tmp_path: Path, arsip: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("EOFFICE_DATABASE_URL", raising=False)
        monkeypatch.setenv("EOFFICE_HOME", str(tmp_path / "baru"))
        monkeypatch.setattr(restore.subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 1))
        assert jalankan("restore", str(arsip)).exit_code == 1
        assert [path.name for path in tmp_path.iterdir()] == ["x.age"]

    def test_what_a_cut_left_goes_first(self, tmp_path: Path) -> None:
        sisa = tmp_path / ".baru.pemulihan"
        (sisa / "rumah").mkdir(parents=True)
        (sisa / "rumah/basis").write_bytes(b"separuh")
        with di_samping(tmp_path / "baru") as samping:
            assert samping == sisa
            assert list(samping.iterdir()) == []
            assert samping.stat().st_mode & 0o777 == 0o700
        assert not sisa.exists()

    def test_each_part_is_a_process_with_the_home_it_works_on(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        dipanggil: list[Any] = []

        def run(perintah: list[str], **lain: Any) -> subprocess.CompletedProcess[str]:
            dipanggil.append((perintah[1:], lain["env"]))
            return subprocess.CompletedProcess(perintah, 0)

        monkeypatch.setattr(restore.subprocess, "run", run)
        restore.jalankan("uraikan", tmp_path / "kerja", ["x.age"])
        ((kata, lingkungan),) = dipanggil
        assert kata == ["-m", "config.commands", "restore", "--tahap", "uraikan", "x.age"]
        assert lingkungan["EOFFICE_HOME"] == str(tmp_path / "kerja")
        assert lingkungan["EOFFICE_SEBAGAI_PEMILIK"] == "1"
        assert os.environ.get("EOFFICE_HOME") != str(tmp_path / "kerja")


class TestWhose:
    """What the head of an archive is refused for."""

    @pytest.fixture(autouse=True)
    def _desa(self, settings: Any) -> None:
        settings.EOFFICE_PERAN, settings.EOFFICE_DESA = "desa", CISONTROL

    def test_its_own_is_taken(self) -> None:
        pemasangan._cek(replace(KEPALA, mesin_basis=connection.vendor, migrasi=ADA))

    @pytest.mark.parametrize(
        ("ubah", "kode"),
        [
            ({"sendiri": "32.07.15.2005"}, "cadangan.desa_lain"),
            ({"peran": "kabupaten", "sendiri": ""}, "cadangan.peran_lain"),
            ({"mesin_basis": "oracle"}, "cadangan.basis_lain"),
            ({"migrasi": (*ADA, "surat.9999_nanti")}, "cadangan.versi_baru"),
        ],
    )
    def test_another_is_refused(self, ubah: dict[str, Any], kode: str) -> None:
        kepala = replace(KEPALA, mesin_basis=connection.vendor, migrasi=ADA)
        with pytest.raises(InvalidInput) as tolak:
            pemasangan._cek(replace(kepala, **ubah))
        assert tolak.value.pesan.kode == kode

    def test_an_older_version_is_taken(self) -> None:
        pemasangan._cek(replace(KEPALA, mesin_basis=connection.vendor, migrasi=ADA[:5]))


@pytest.mark.django_db
class TestAfter:
    """The second half: as the home that it is to become."""

    @pytest.fixture
    def samping(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any, cisontrol: Desa
    ) -> Path:
        """An unpacked archive with one key in it, whose tables are as they were."""
        settings.EOFFICE_PERAN, settings.EOFFICE_DESA = "desa", CISONTROL
        settings.EOFFICE_HOME = tmp_path / "rumah"
        (tmp_path / "rumah/kunci").mkdir(parents=True)
        (tmp_path / "rumah/kunci/a").write_bytes(b"kunci")
        sidik = Isi(5, "b5b7e5d7a1ed8f1b1a1fa0b6d38e4ad7c3f6b77c0a3a1a07a5a2ecf5b0fbd9b1")
        manifes = Manifes(KEPALA, {"surat": Isi(2, "aa")}, {"rumah/kunci/a": sidik})
        (tmp_path / "manifes.json").write_bytes(bentuk.tulis(manifes))
        monkeypatch.setattr(pemasangan, "_tabel", lambda _: {"surat": Isi(2, "aa")})
        monkeypatch.setattr(pemasangan, "call_command", lambda *_, **__: None)
        monkeypatch.setattr(pemasangan.connections, "close_all", lambda: None)
        return tmp_path

    def test_what_differs_is_named_and_refused(self, samping: Path) -> None:
        with pytest.raises(RuleRefused) as tolak:
            pemasangan.pastikan(samping, None, samping)
        assert dict(tolak.value.pesan.params) == {"apa": "kunci/a"}
        assert not (samping / f"rumah/kunci/saksi/{CISONTROL}.json").exists()

    def test_what_is_equal_holds_up_numbers_and_tells_what_to_do(
        self, samping: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(cadangan, "bandingkan", lambda *_: cadangan.Beda([], []))
        pemasangan.pastikan(samping, None, samping)
        saksi = json.loads((samping / f"rumah/kunci/saksi/{CISONTROL}.json").read_bytes())
        assert saksi["pulih"] == "cadangan"
        kata = capsys.readouterr().out
        assert "Desa Cisontrol: utuh" in kata
        assert "buku register" in kata
        assert "Setel EOFFICE_DESA" not in kata

    def test_a_setting_that_is_missing_is_said(
        self,
        samping: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
        settings: Any,
    ) -> None:
        settings.EOFFICE_DESA = ""
        monkeypatch.setattr(cadangan, "bandingkan", lambda *_: cadangan.Beda([], []))
        pemasangan.pastikan(samping, None, samping)
        assert f"Setel EOFFICE_DESA={KEPALA.sendiri}." in capsys.readouterr().out

    def test_a_regency_is_not_told_of_registers(
        self,
        samping: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
        settings: Any,
    ) -> None:
        settings.EOFFICE_PERAN, settings.EOFFICE_DESA = "kabupaten", ""
        kepala = replace(KEPALA, peran="kabupaten", sendiri="")
        (samping / "manifes.json").write_bytes(bentuk.tulis(Manifes(kepala, {}, {})))
        monkeypatch.setattr(cadangan, "bandingkan", lambda *_: cadangan.Beda([], []))
        pemasangan.pastikan(samping, None, samping)
        kata = capsys.readouterr().out
        assert "buku register" not in kata
        assert "Matikan komputer lama" in kata
        assert not (samping / "rumah/kunci/saksi").exists()
