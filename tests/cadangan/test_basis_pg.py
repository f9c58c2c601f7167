"""The regency's database: digests of what the role may see, and programs whose trouble is told in one line."""

import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from eoffice.cadangan.adapters import basis_pg
from eoffice.kernel.errors import ServiceDown
from eoffice.wilayah.models import Desa


@pytest.mark.django_db(transaction=False)
@pytest.mark.hanya_postgres
class TestDigests:
    """Asked of the database itself; the dump is tested in tests/config, as the owner."""

    @pytest.fixture(autouse=True)
    def _tanpa_tingkat(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The test's own transaction has begun: its level is given."""

        @contextmanager
        def sesaat() -> Any:
            with connection.cursor() as kursor:
                yield kursor

        monkeypatch.setattr(basis_pg, "_sesaat", sesaat)

    def test_every_table_has_rows_and_a_digest(self, cisontrol: Desa) -> None:
        semua = basis_pg.sidik_tabel()
        assert semua["wilayah_desa"].jumlah == 1
        assert semua["django_migrations"].jumlah > 20
        assert all(len(isi.sidik) == 64 for isi in semua.values())
        assert basis_pg.sidik_tabel() == semua

    def test_any_change_changes_the_digest(self, cisontrol: Desa) -> None:
        sebelum = basis_pg.sidik_tabel()
        Desa.objects.filter(pk=cisontrol.pk).update(telepon="0265")
        sesudah = basis_pg.sidik_tabel()
        assert [nama for nama in sebelum if sebelum[nama] != sesudah[nama]] == ["wilayah_desa"]
        assert sebelum["wilayah_desa"].jumlah == sesudah["wilayah_desa"].jumlah

    def test_a_database_with_tables_is_not_empty(self) -> None:
        assert not basis_pg.kosong()


class TestPrograms:
    """``pg_dump`` and ``pg_restore``."""

    @pytest.fixture
    def dipanggil(self, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
        """What was run; it answers as the list's first entry says."""
        semua: list[Any] = []

        def run(perintah: list[str], **lain: Any) -> subprocess.CompletedProcess[str]:
            semua.append((perintah, lain["env"]))
            return subprocess.CompletedProcess(perintah, self.kode, "", self.galat)

        self.kode, self.galat = 0, ""
        monkeypatch.setattr(basis_pg.subprocess, "run", run)
        setelan = {
            "NAME": "eoffice",
            "USER": "pemilik",
            "PASSWORD": "rahasia-sekali",
            "HOST": "db",
            "PORT": 5433,
        }
        monkeypatch.setattr(basis_pg, "connection", type("K", (), {"settings_dict": setelan})())
        return semua

    def test_the_password_is_not_on_the_command_line(self, dipanggil: list[Any]) -> None:
        basis_pg.pasang(Path("/srv/dump"))
        ((perintah, lingkungan),) = dipanggil
        assert "rahasia-sekali" not in " ".join(perintah)
        assert lingkungan["PGPASSWORD"] == "rahasia-sekali"
        assert (lingkungan["PGHOST"], lingkungan["PGPORT"], lingkungan["PGUSER"]) == ("db", "5433", "pemilik")

    def test_a_restore_is_all_or_nothing(self, dipanggil: list[Any]) -> None:
        basis_pg.pasang(Path("/srv/dump"))
        assert {"--single-transaction", "--exit-on-error", "--no-owner", "--dbname=eoffice"} <= set(
            dipanggil[0][0]
        )

    @pytest.mark.parametrize(
        ("galat", "sebab"),
        [
            ("pg_restore: error: role tidak ada\nCommand was: GRANT\n", "pg_restore: error: role tidak ada"),
            ("", "3"),
            ("x" * 900, "x" * 200),
        ],
    )
    def test_what_it_complains_about_is_one_line(self, dipanggil: list[Any], galat: str, sebab: str) -> None:
        self.kode, self.galat = 3, galat
        with pytest.raises(ServiceDown) as tolak:
            basis_pg.pasang(Path("/srv/dump"))
        assert tolak.value.pesan.kode == "cadangan.program_gagal"
        assert dict(tolak.value.pesan.params) == {"program": "pg_restore", "sebab": sebab}

    def test_without_the_program_it_is_said_which_one(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Path, "glob", lambda *_: iter(()))
        monkeypatch.setattr(basis_pg.shutil, "which", lambda _: None)
        with pytest.raises(ServiceDown) as tolak:
            basis_pg._program("pg_dump")
        assert dict(tolak.value.pesan.params) == {"program": "pg_dump"}

    def test_the_newest_program_is_taken(self, monkeypatch: pytest.MonkeyPatch) -> None:
        ada = [Path(f"/usr/lib/postgresql/{versi}/bin/pg_dump") for versi in ("9.6", "17", "15")]
        monkeypatch.setattr(Path, "glob", lambda *_: iter(ada))
        assert basis_pg._program("pg_dump") == "/usr/lib/postgresql/17/bin/pg_dump"
