"""Trouble from outside in words: database, disk, rights, ports, villages that are not here."""

import errno
import socket
import sqlite3
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from django.core.checks import CheckMessage
from django.db import DatabaseError, OperationalError

from config import checks, galat
from config.commands import periksa
from config.commands.desa import SEBUT, cari_desa
from config.commands.porta import tolak_porta
from config.galat import arti_basis_data, arti_sistem
from eoffice.wilayah.models import Desa
from tests.config.conftest import Jalankan


class TestBasisData:
    @pytest.mark.parametrize(
        ("kata", "apa", "lalu"),
        [
            ("database or disk is full", "Ruang simpan penuh.", galat.ULANGI),
            ("database is locked", "Basis data sedang dipakai proses lain.", "Tunggu sebentar, lalu ulangi."),
            (
                "canceling statement due to lock timeout",
                "Basis data sedang dipakai proses lain.",
                "Tunggu sebentar, lalu ulangi.",
            ),
            (
                "attempt to write a readonly database",
                "Basis data tidak boleh ditulis oleh pengguna ini.",
                galat.MENULIS,
            ),
            ("unable to open database file", "Berkas basis data tidak dapat dibuka.", galat.MENULIS),
            ("database disk image is malformed", "Berkas basis data rusak.", galat.CADANGAN),
            ("file is not a database", "Berkas basis data rusak, atau bukan basis data.", galat.CADANGAN),
            ("no such table: wilayah_desa", "Basis data belum disiapkan.", galat.SIAPKAN),
            ("no such column: wilayah_desa.revisi", "Basis data berasal dari versi lain.", galat.SIAPKAN),
            (
                'password authentication failed for user "x"',
                "PostgreSQL menolak nama pengguna atau sandi.",
                galat.URL,
            ),
            (
                "connection failed: Connection refused\n\tIs the server running?",
                "PostgreSQL tidak berjalan di alamat itu.",
                galat.URL,
            ),
        ],
    )
    def test_what_the_database_says_is_told_with_what_to_do(self, kata: str, apa: str, lalu: str) -> None:
        assert arti_basis_data(OperationalError(kata)) == (apa, lalu)

    def test_unknown_trouble_keeps_its_first_line_and_names_the_doctor(self) -> None:
        assert arti_basis_data(DatabaseError("aneh sekali\nbaris kedua")) == (
            "Basis data menolak: aneh sekali.",
            "Jalankan `eoffice doctor` untuk mencari sebabnya.",
        )

    def test_real_damage_is_recognised(self, tmp_path: Path) -> None:
        """The words are SQLite's own: a new release that says it otherwise fails here."""
        rusak, kosong = tmp_path / "rusak.sqlite3", tmp_path / "kosong.sqlite3"
        rusak.write_bytes(b"bukan basis data sama sekali" * 100)
        kasus: list[tuple[Path | str, str, str]] = [
            (rusak, "SELECT * FROM sqlite_master", "rusak"),
            (kosong, "SELECT * FROM wilayah_desa", "belum disiapkan"),
            (tmp_path / "tidak" / "ada.sqlite3", "SELECT 1", "tidak dapat dibuka"),
            (f"file:{kosong}?mode=ro", "CREATE TABLE x (y)", "tidak boleh ditulis"),
        ]
        for tempat, perintah, arti in kasus:
            with pytest.raises(sqlite3.DatabaseError) as ditolak:
                sqlite3.connect(tempat, uri=isinstance(tempat, str)).execute(perintah)
            assert arti in arti_basis_data(ditolak.value)[0]

    def test_a_full_database_is_recognised(self, tmp_path: Path) -> None:
        with sqlite3.connect(tmp_path / "penuh.sqlite3") as hubungan:
            hubungan.execute("PRAGMA max_page_count = 3")
            hubungan.execute("CREATE TABLE x (y)")
            with pytest.raises(sqlite3.OperationalError) as ditolak:
                hubungan.execute("INSERT INTO x VALUES (zeroblob(99999))")
        hubungan.close()
        assert arti_basis_data(ditolak.value) == ("Ruang simpan penuh.", galat.ULANGI)


class TestSistem:
    @pytest.mark.parametrize(
        ("nomor", "kata"),
        [
            (errno.ENOSPC, "Ruang simpan penuh: /srv/a."),
            (errno.EACCES, "Tidak diizinkan: /srv/a."),
            (errno.EROFS, "Tempat itu hanya dapat dibaca: /srv/a."),
            (errno.ENOENT, "Berkas atau folder tidak ada: /srv/a."),
            (errno.EISDIR, "Ini folder, bukan berkas: /srv/a."),
        ],
    )
    def test_what_the_system_refuses_names_the_file(self, nomor: int, kata: str) -> None:
        assert arti_sistem(OSError(nomor, "English", "/srv/a")) == kata

    def test_without_a_file_the_reason_alone_is_told(self) -> None:
        assert arti_sistem(OSError(errno.ENOSPC, "No space left")) == "Ruang simpan penuh."
        assert arti_sistem(OSError("aneh")) == "aneh."
        assert arti_sistem(OSError(errno.EXDEV, "Cross-device link")) == "Cross-device link."

    def test_a_draft_that_does_not_fit_on_the_disk_is_a_sentence(
        self, jalankan: Jalankan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        data = tmp_path / "data.json"
        data.write_text(
            '{"isian": {"nama_usaha": "Warung", "jenis_usaha": "warung", "mulai_usaha": "2018", "di_rumah": "ya", '
            '"keperluan": "kur"}}'
        )

        def penuh(self: Path, _isi: bytes) -> int:
            raise OSError(errno.ENOSPC, "No space left on device", str(self))

        monkeypatch.setattr(Path, "write_bytes", penuh)
        hasil = jalankan("render", "sku", str(data), str(tmp_path / "draf.pdf"))
        assert hasil.exit_code == 1
        assert hasil.output == f"Error: Ruang simpan penuh: {tmp_path / 'draf.pdf'}.\n"


class TestPorta:
    def test_a_free_port_is_no_trouble(self) -> None:
        with socket.socket() as sementara:
            sementara.bind(("127.0.0.1", 0))
            porta = sementara.getsockname()[1]
        tolak_porta("127.0.0.1", porta)
        tolak_porta("::1", porta)

    @pytest.mark.parametrize("alamat", ["127.0.0.1", "0.0.0.0"])  # noqa: S104
    def test_a_taken_port_names_another(self, alamat: str) -> None:
        with socket.socket() as lain:
            lain.bind((alamat, 0))
            lain.listen()
            porta = lain.getsockname()[1]
            with pytest.raises(click.ClickException, match=f"Porta {porta} sudah dipakai") as ditolak:
                tolak_porta(alamat, porta)
        assert f"EOFFICE_PORT={porta + 10 if porta <= 65525 else porta - 10} " in ditolak.value.message

    def test_the_other_port_exists(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._gagal(monkeypatch, errno.EADDRINUSE)
        with pytest.raises(click.ClickException, match="EOFFICE_PORT=65525 "):
            tolak_porta("127.0.0.1", 65535)

    def test_a_low_port_needs_root(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._gagal(monkeypatch, errno.EACCES)
        with pytest.raises(click.ClickException, match="Porta 80 hanya untuk root"):
            tolak_porta("127.0.0.1", 80)

    def test_an_address_of_another_machine_is_told(self) -> None:
        with pytest.raises(click.ClickException, match=r"192\.0\.2\.77: alamat itu bukan milik komputer ini"):
            tolak_porta("192.0.2.77", 8128)

    def test_serve_asks_before_anything_else(
        self, jalankan: Jalankan, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("config.commands.serve.temuan", lambda: pytest.fail("the checks ran"))
        with socket.socket() as lain:
            lain.bind(("0.0.0.0", 0))  # noqa: S104
            lain.listen()
            hasil = jalankan("serve", "--porta", str(lain.getsockname()[1]))
        assert hasil.exit_code == 1
        assert "sudah dipakai program lain" in hasil.output

    @staticmethod
    def _gagal(monkeypatch: pytest.MonkeyPatch, nomor: int) -> None:
        def tolak(*_: object) -> None:
            raise OSError(nomor, "English")

        monkeypatch.setattr(socket.socket, "bind", tolak)


class TestCariDesa:
    @pytest.mark.parametrize("ketikan", ["32.07.15.2004", "3207152004", " 3207152004 "])
    def test_a_code_may_be_typed_without_dots(self, cisontrol: Desa, situmandala: Desa, ketikan: str) -> None:
        assert cari_desa(ketikan).kode == cisontrol.kode

    @pytest.mark.parametrize("ketikan", ["32.07.15.2009", "", "Cisontrol", "32.07.15.20044"])
    def test_what_is_not_here_is_answered_with_what_is(
        self, cisontrol: Desa, situmandala: Desa, ketikan: str
    ) -> None:
        with pytest.raises(click.ClickException) as ditolak:
            cari_desa(ketikan)
        assert ditolak.value.message == (
            f"Desa {ketikan} tidak dilayani di sini. "
            "Yang dilayani: 32.07.15.2004 Cisontrol, 32.07.15.2005 Situmandala."
        )

    @pytest.mark.django_db
    def test_a_regency_of_many_villages_names_a_few(self) -> None:
        for nomor in range(SEBUT + 3):
            Desa.objects.create(kode=f"32.07.15.20{nomor:02d}", nama=f"Desa {nomor}")
        with pytest.raises(click.ClickException, match="dan 3 lainnya"):
            cari_desa("99")

    @pytest.mark.django_db
    @pytest.mark.parametrize(
        "kata",
        [
            ("audit", "verify", "--desa", "99"),
            (
                "pejabat",
                "tambah",
                "a",
                "--desa",
                "99",
                "--nama",
                "A",
                "--jabatan",
                "operator",
                "--sandi",
                "x" * 20,
            ),
            ("import", "penduduk", __file__, "--desa", "99"),
        ],
    )
    def test_every_command_says_so(self, jalankan: Jalankan, kata: tuple[str, ...]) -> None:
        hasil = jalankan(*kata)
        assert hasil.exit_code == 1
        assert "Desa 99 tidak dilayani di sini. Yang dilayani: belum ada." in hasil.output

    def test_an_import_into_a_code_without_dots_goes_to_that_village(
        self, jalankan: Jalankan, cisontrol: Desa, tmp_path: Path
    ) -> None:
        berkas = tmp_path / "p.csv"
        berkas.write_text("a;b\n1;2\n")
        hasil = jalankan("import", "penduduk", str(berkas), "--desa", "3207152004")
        assert "untuk Desa Cisontrol" in hasil.output
        assert "tidak dilayani" not in hasil.output


class TestTemuan:
    """A database that cannot be asked is a finding; it hides no other."""

    @pytest.fixture
    def rusak(self, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
        asli = periksa.run_checks

        def pasang(kata: str) -> None:
            def jalankan(**pilihan: object) -> list[CheckMessage]:
                if "databases" in pilihan:
                    raise OperationalError(kata)
                return asli(**pilihan)  # type: ignore[arg-type]

            monkeypatch.setattr(periksa, "run_checks", jalankan)

        return pasang

    def test_the_damage_comes_with_what_to_do(
        self, jalankan: Jalankan, rumah: Path, rusak: Callable[[str], None]
    ) -> None:
        rusak("database disk image is malformed")
        hasil = jalankan("doctor")
        assert hasil.exit_code == 1
        assert "MASALAH [eoffice.E008] Berkas basis data rusak." in hasil.output
        assert f"Lakukan: {galat.CADANGAN}" in hasil.output

    def test_other_findings_are_still_told(self, rumah: Path, rusak: Callable[[str], None]) -> None:
        rusak("database is locked")
        (rumah / "kunci" / "django.rahasia").touch(mode=0o644)
        (rumah / "kunci" / "django.rahasia").chmod(0o644)
        assert {"eoffice.E008", "eoffice.E013"} <= {satu.id for satu in periksa.temuan()}

    def test_the_server_is_not_started(
        self, jalankan: Jalankan, rumah: Path, rusak: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("config.commands.serve.tolak_porta", lambda *_: None)
        rusak("file is not a database")
        hasil = jalankan("serve")
        assert hasil.exit_code == 1
        assert "Server tidak dijalankan" in hasil.output
        assert "rusak, atau bukan basis data" in hasil.output


class TestDesaSendiri:
    """A village's own installation: the code in the environment and the village in the database must agree."""

    @pytest.fixture(autouse=True)
    def _desa(self, settings: object, rumah: Path) -> None:
        settings.EOFFICE_PERAN = "desa"  # type: ignore[attr-defined]
        settings.EOFFICE_DESA = "32.07.15.2004"  # type: ignore[attr-defined]

    @pytest.mark.django_db
    def test_a_village_that_was_never_registered_is_refused(self) -> None:
        found = list(checks.database(databases=["default"]))
        assert [satu.id for satu in found] == ["eoffice.E017"]
        assert "EOFFICE_DESA=32.07.15.2004" in found[0].msg

    def test_the_registered_village_is_fine(self, cisontrol: Desa) -> None:
        assert list(checks.database(databases=["default"])) == []

    def test_another_village_in_the_database_does_not_do(self, situmandala: Desa) -> None:
        assert [satu.id for satu in checks.database(databases=["default"])] == ["eoffice.E017"]

    @pytest.mark.django_db
    def test_a_regency_needs_no_village_of_its_own(self, settings: object) -> None:
        settings.EOFFICE_PERAN = "kabupaten"  # type: ignore[attr-defined]
        assert list(checks.database(databases=["default"])) == []
