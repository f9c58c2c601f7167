"""The trial's own PostgreSQL: started, stopped, killed, started again; closed to who has no password."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from config.demo import perintah, pg

pytestmark = pytest.mark.proses


@pytest.fixture
def rumah() -> Iterator[Path]:
    """A home that also an unprivileged user can reach."""
    folder = Path(f"/var/tmp/eoffice-uji-pg-{os.getpid()}")  # noqa: S108  a name of our own
    folder.mkdir(mode=0o711)
    yield folder
    shutil.rmtree(folder)


def _tulis(basis: pg.Basis, isi: str) -> None:
    with psycopg.connect(basis.pemilik) as hubungan:
        hubungan.execute("CREATE TABLE IF NOT EXISTS surat (isi text)")
        hubungan.execute("INSERT INTO surat VALUES (%s)", [isi])


def _baca(basis: pg.Basis) -> list[str]:
    with psycopg.connect(basis.pemilik) as hubungan:
        return [isi for (isi,) in hubungan.execute("SELECT isi FROM surat ORDER BY isi")]


def test_what_was_written_is_there_after_a_stop_and_after_a_kill(rumah: Path) -> None:
    folder = rumah / "pg"
    assert pg.alasan_tidak(rumah, folder) == ""
    with pg.berjalan(folder) as basis:
        _tulis(basis, "pertama")
        os.kill(_induk(folder), signal.SIGKILL)
    with pg.berjalan(folder) as basis:
        assert _baca(basis) == ["pertama"]
        _tulis(basis, "kedua")
        with psycopg.connect(basis.layanan) as layanan, pytest.raises(psycopg.errors.InsufficientPrivilege):
            layanan.execute("SELECT isi FROM surat")
        tanpa = urlsplit(basis.layanan)
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(f"postgresql://{pg.SUPERUSER}:salah@127.0.0.1:{tanpa.port}/postgres")
    assert not (folder / "data" / "postmaster.pid").exists()
    assert (folder / "sandi").stat().st_mode & 0o077 == 0
    with perintah._basis(rumah) as lagi:
        assert lagi is not None
        assert _baca(lagi) == ["kedua", "pertama"]


def _induk(folder: Path) -> int:
    return int((folder / "data" / "postmaster.pid").read_text().split()[0])


def test_a_server_whose_trial_was_killed_is_taken_over(rumah: Path) -> None:
    folder = rumah / "pg"
    pg.alasan_tidak(rumah, folder)
    with pytest.raises(KeyboardInterrupt), pg.berjalan(folder) as basis:
        _tulis(basis, "pertama")
        yatim = _induk(folder)
        with pytest.MonkeyPatch.context() as ubah:
            ubah.setattr(pg, "run", lambda *_: None)  # the trial is gone before it could stop the server
            raise KeyboardInterrupt
    with pg.berjalan(folder) as basis:
        assert _induk(folder) != yatim
        assert _baca(basis) == ["pertama"]


class TestTidakDapat:
    def test_without_the_programs_that_is_said(self, rumah: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def tidak_ada() -> Path:
            raise FileNotFoundError

        monkeypatch.setattr(pg, "binaries", tidak_ada)
        assert pg.alasan_tidak(rumah, rumah / "pg") == "PostgreSQL belum terpasang di komputer ini"

    def test_a_home_that_nobody_else_may_enter_is_said(
        self, rumah: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pg, "unprivileged", lambda _: ["false"])
        assert "pengguna lain tidak dapat membuka folder ini" in pg.alasan_tidak(rumah, rumah / "pg")

    def test_then_the_regency_has_sqlite_and_the_newcomer_is_told(
        self, rumah: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(pg, "alasan_tidak", lambda *_: "PostgreSQL belum terpasang di komputer ini")
        with perintah._basis(rumah) as basis:
            assert basis is None
        assert capsys.readouterr().out == (
            "Kabupaten memakai SQLite, bukan PostgreSQL. PostgreSQL belum terpasang di komputer ini.\n"
        )

    def test_a_trial_that_began_with_sqlite_stays_with_it(
        self, rumah: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (rumah / "kabupaten").mkdir()
        (rumah / "kabupaten" / "eoffice.sqlite3").touch()
        with perintah._basis(rumah) as basis:
            assert basis is None
        assert capsys.readouterr().out == "Kabupaten memakai SQLite, bukan PostgreSQL.\n"


def test_a_program_that_fails_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        pg.run(["false"], tmp_path)
