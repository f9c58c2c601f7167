"""Reading the environment: what is unclear stops the start."""

import os
import stat
import threading
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from config import env

NAMA = "EOFFICE_UJI"


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(NAMA, raising=False)


@pytest.fixture
def tulis(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    return monkeypatch


def test_an_unset_or_empty_variable_takes_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    assert env.text(NAMA, "bawaan") == "bawaan"
    monkeypatch.setenv(NAMA, "")
    assert env.text(NAMA, "bawaan") == "bawaan"
    assert env.words(NAMA, "a, b ,,c") == ["a", "b", "c"]
    assert env.number(NAMA, 7) == 7
    assert env.port(NAMA, 8000) == 8000
    assert env.flag(NAMA, default=True) is True
    assert env.choice(NAMA, {"desa"}, "desa") == "desa"


@pytest.mark.parametrize(
    ("written", "read"),
    [("1", True), ("ya", True), ("true", True), ("0", False), ("tidak", False), ("false", False)],
)
def test_a_flag_is_yes_or_no(monkeypatch: pytest.MonkeyPatch, written: str, read: bool) -> None:
    monkeypatch.setenv(NAMA, written)
    assert env.flag(NAMA, default=not read) is read


@pytest.mark.parametrize("written", ["yes", "on", "Ya", "2", " 1", "1 ", "TRUE", "-", "tida"])
def test_an_unclear_flag_stops_the_start(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv(NAMA, written)
    with pytest.raises(ImproperlyConfigured, match=NAMA):
        env.flag(NAMA, default=False)


@pytest.mark.parametrize("written", ["provinsi", "Desa", "desa ", "desa,kabupaten"])
def test_a_role_must_be_one_of_the_two(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv(NAMA, written)
    with pytest.raises(ImproperlyConfigured) as refused:
        env.choice(NAMA, {"desa", "kabupaten"}, "desa")
    assert str(refused.value) == f"{NAMA}={written!r}: pilih salah satu dari desa, kabupaten."


@pytest.mark.parametrize(
    "written", ["-1", "8e3", "8000 ", "٨٠٠٠", "abc", "8_000", "0x1f", "+8", "8.0", "9" * 5000]
)
def test_a_number_is_digits_only(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv(NAMA, written)
    for baca in (env.number, env.port):
        with pytest.raises(ImproperlyConfigured, match=NAMA):
            baca(NAMA, 8000)


@pytest.mark.parametrize("written", ["1", "80", "8000", "65535"])
def test_a_port_is_from_1_to_65535(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv(NAMA, written)
    assert env.port(NAMA, 8000) == int(written)


@pytest.mark.parametrize("written", ["0", "65536", "9999999999"])
def test_a_port_that_no_computer_has_stops_the_start(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv(NAMA, written)
    with pytest.raises(ImproperlyConfigured, match="harus dari 1 sampai 65535"):
        env.port(NAMA, 8000)


@pytest.mark.parametrize(
    "written",
    [
        "http://localhost:8000",
        "https://surat.ciamis.go.id",
        "http://192.168.1.10:8000",
        "http://[fd00::1]:80",
    ],
)
@pytest.mark.parametrize("akhir", ["", "/"])
def test_a_public_address_is_kept_without_its_slash(
    monkeypatch: pytest.MonkeyPatch, written: str, akhir: str
) -> None:
    monkeypatch.setenv(NAMA, written + akhir)
    assert env.address(NAMA, "http://localhost") == written


@pytest.mark.parametrize(
    "written",
    [
        "surat.desa.id",
        "ftp://surat.desa.id",
        "http://",
        "http://:8000",
        "http://surat.desa.id/surat",
        "http://surat.desa.id?x=1",
        "http://surat.desa.id#x",
        "http://surat.desa.id:lima",
        "http://surat.desa.id:70000",
        "http://[",
        "http://[fd00::1",
        "http://admin:sandi@surat.desa.id",
        "http://surat desa.id",
        "http://surat.desa.id\u00a0",
        "javascript:alert(1)",
    ],
)
def test_an_address_that_a_qr_cannot_carry_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    monkeypatch.setenv(NAMA, written)
    with pytest.raises(ImproperlyConfigured, match="tanpa jalur"):
        env.address(NAMA, "http://localhost")


class TestDatabase:
    def test_a_sqlite_address_keeps_its_absolute_path_and_its_safety(self) -> None:
        read = env.database("sqlite:////srv/eoffice/data.sqlite3")
        assert read["NAME"] == "/srv/eoffice/data.sqlite3"
        options = read["OPTIONS"]
        assert isinstance(options, dict)
        assert options["transaction_mode"] == "IMMEDIATE"
        for pragma in ("synchronous=FULL", "recursive_triggers=ON", "journal_mode=WAL", "foreign_keys=ON"):
            assert pragma in options["init_command"]

    def test_a_postgresql_address_is_taken_apart_and_unquoted(self) -> None:
        read = env.database("postgresql://layanan:s%40ndi@db.desa:5433/e%2Foffice")
        assert (read["USER"], read["PASSWORD"], read["HOST"], read["PORT"], read["NAME"]) == (
            "layanan",
            "s@ndi",
            "db.desa",
            5433,
            "e/office",
        )

    def test_a_postgresql_address_may_leave_out_what_has_a_default(self) -> None:
        read = env.database("postgres:///eoffice")
        assert (read["USER"], read["PASSWORD"], read["HOST"], read["PORT"], read["NAME"]) == (
            "",
            "",
            "",
            "",
            "eoffice",
        )

    @pytest.mark.parametrize(
        "url",
        [
            "mysql://root:rahasia@db/eoffice",
            "eoffice.sqlite3?rahasia",
            "sqlite://",
            "sqlite:///",
            "sqlite://rahasia/eoffice",
            "postgresql://a:rahasia@db",
            "postgresql://a:rahasia@db/",
            "postgresql://a:rahasia@db:lima/eoffice",
            "postgresql://a:rahasia@db:99999/eoffice",
            "postgresql://a:rahasia@[::1/eoffice",
            "",
        ],
    )
    def test_an_unclear_address_is_refused_without_repeating_its_password(self, url: str) -> None:
        with pytest.raises(ImproperlyConfigured) as refused:
            env.database(url)
        assert "rahasia" not in str(refused.value)
        assert "sqlite:///berkas" in str(refused.value)

    @given(st.text(st.characters(exclude_characters="/?#[]@:%", exclude_categories=["C", "Z"]), min_size=1))
    def test_no_address_of_another_kind_goes_through(self, skema: str) -> None:
        if skema.lower() not in {"sqlite", "postgres", "postgresql"}:
            with pytest.raises(ImproperlyConfigured):
                env.database(f"{skema}://pengguna@komputer/nama")


class TestHome:
    def test_it_is_made_for_its_owner_alone(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv(NAMA, str(tmp_path / "a" / "b"))
        home = env.home(NAMA, "var")
        assert home == tmp_path / "a" / "b"
        assert stat.S_IMODE(home.stat().st_mode) & 0o077 == 0

    def test_an_existing_one_keeps_its_rights(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        (tmp_path / "rumah").mkdir(mode=0o750)
        monkeypatch.setenv(NAMA, str(tmp_path / "rumah"))
        assert stat.S_IMODE(env.home(NAMA, "var").stat().st_mode) == 0o750

    def test_a_relative_one_is_made_absolute(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.chdir(tmp_path)
        assert env.home(NAMA, "var") == tmp_path / "var"

    @pytest.mark.parametrize("akhir", ["", "x", "x/y"])
    def test_a_file_in_the_way_stops_the_start(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, akhir: str
    ) -> None:
        (tmp_path / "berkas").touch()
        monkeypatch.setenv(NAMA, str(tmp_path / "berkas" / akhir))
        with pytest.raises(ImproperlyConfigured, match="folder tidak dapat dibuat"):
            env.home(NAMA, "var")

    def test_a_folder_of_somebody_else_stops_the_start(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv(NAMA, str(tmp_path))
        asked: list[int] = []

        def access(_path: Path, mode: int) -> bool:
            asked.append(mode)
            return False

        monkeypatch.setattr(env.os, "access", access)
        with pytest.raises(ImproperlyConfigured, match="tidak boleh ditulis oleh pengguna ini"):
            env.home(NAMA, "var")
        assert asked == [os.R_OK | os.W_OK | os.X_OK]


class TestSecret:
    def test_it_is_made_once_and_only_its_owner_reads_it(self, tmp_path: Path) -> None:
        path = tmp_path / "kunci" / "lada.rahasia"
        first = env.secret(path)
        assert len(first) == 96
        assert env.secret(path) == first
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        assert env.secret(tmp_path / "lain") != first

    def test_a_size_is_in_bytes(self, tmp_path: Path) -> None:
        assert len(env.secret(tmp_path / "pendek", size=16)) == 32

    def test_two_first_starts_at_once_agree(self, tmp_path: Path) -> None:
        """Web server and worker start together in a fresh home: both must sign sessions with the same key."""
        path, mulai, hasil = tmp_path / "kunci" / "django.rahasia", threading.Barrier(8), []

        def baca() -> None:
            mulai.wait()
            hasil.append(env.secret(path))

        utas = [threading.Thread(target=baca) for _ in range(8)]
        for satu in utas:
            satu.start()
        for satu in utas:
            satu.join()
        assert len(hasil) == 8
        assert set(hasil) == {path.read_text()}

    @pytest.mark.parametrize("isi", ["", "\n", "pendek"])
    def test_a_secret_cut_short_stops_the_start(self, tmp_path: Path, isi: str) -> None:
        """A power cut at the first start can leave an empty file: signing with it would be signing with nothing."""
        path = tmp_path / "django.rahasia"
        path.write_text(isi)
        with pytest.raises(ImproperlyConfigured, match=r"django\.rahasia"):
            env.secret(path)


@pytest.mark.parametrize(("written", "read"), [("0", 0), ("7", 7), ("23", 23), ("", 21)])
def test_an_hour_is_from_0_to_23(monkeypatch: pytest.MonkeyPatch, written: str, read: int) -> None:
    monkeypatch.setenv("EOFFICE_CADANGAN_JAM", written)
    assert env.hour("EOFFICE_CADANGAN_JAM", 21) == read


@pytest.mark.parametrize("written", ["24", "-1", "21.00", "malam", "٧", "9" * 200])
def test_an_hour_that_no_clock_shows_stops_the_start(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("EOFFICE_CADANGAN_JAM", written)
    with pytest.raises(ImproperlyConfigured, match="EOFFICE_CADANGAN_JAM"):
        env.hour("EOFFICE_CADANGAN_JAM", 21)


@pytest.mark.parametrize(
    ("written", "read"),
    [("7,4,12", (7, 4, 12)), (" 1, 0 ,0", (1, 0, 0)), ("", (7, 4, 12)), ("0,0,9999", (0, 0, 9999))],
)
def test_three_numbers_are_read(
    monkeypatch: pytest.MonkeyPatch, written: str, read: tuple[int, int, int]
) -> None:
    monkeypatch.setenv("EOFFICE_CADANGAN_SIMPAN", written)
    assert env.numbers("EOFFICE_CADANGAN_SIMPAN", "7,4,12") == read


@pytest.mark.parametrize(
    "written", ["7", "7,4", "7,4,12,1", "a,b,c", "7;4;12", "-1,4,12", "7,4,", "99999,1,1", "٧,٤,١"]
)
def test_what_is_not_three_numbers_stops_the_start(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("EOFFICE_CADANGAN_SIMPAN", written)
    with pytest.raises(ImproperlyConfigured, match="7,4,12"):
        env.numbers("EOFFICE_CADANGAN_SIMPAN", "7,4,12")


@pytest.mark.parametrize(
    ("written", "read"),
    [("", (19, 5)), ("19-5", (19, 5)), ("0-23", (0, 23)), ("21 - 04", (21, 4)), ("8-8", (8, 8))],
)
def test_a_night_is_two_hours(monkeypatch: pytest.MonkeyPatch, written: str, read: tuple[int, int]) -> None:
    monkeypatch.setenv(NAMA, written)
    assert env.night(NAMA, "19-5") == read


@pytest.mark.parametrize(
    "written", ["19", "19-", "-5", "19-24", "24-5", "19-5-6", "malam", "-1-5", "19.00-5.00", "٣-5"]
)
def test_no_night_is_told_with_an_example(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv(NAMA, written)
    with pytest.raises(ImproperlyConfigured, match="misalnya 19-5"):
        env.night(NAMA, "19-5")
