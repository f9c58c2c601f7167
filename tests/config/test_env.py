"""Reading the environment: what is unclear stops the start."""

import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EOFFICE_UJI", raising=False)


def test_an_unset_or_empty_variable_takes_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    assert env.text("EOFFICE_UJI", "bawaan") == "bawaan"
    monkeypatch.setenv("EOFFICE_UJI", "")
    assert env.text("EOFFICE_UJI", "bawaan") == "bawaan"
    assert env.words("EOFFICE_UJI", "a, b ,,c") == ["a", "b", "c"]


@pytest.mark.parametrize(("written", "read"), [("1", True), ("ya", True), ("0", False), ("tidak", False)])
def test_a_flag_is_yes_or_no(monkeypatch: pytest.MonkeyPatch, written: str, read: bool) -> None:
    monkeypatch.setenv("EOFFICE_UJI", written)
    assert env.flag("EOFFICE_UJI", default=not read) is read


@pytest.mark.parametrize("written", ["yes", "on", "Ya", "2", " 1"])
def test_an_unclear_flag_stops_the_start(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("EOFFICE_UJI", written)
    with pytest.raises(ImproperlyConfigured, match="EOFFICE_UJI"):
        env.flag("EOFFICE_UJI", default=False)


def test_a_role_must_be_one_of_the_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EOFFICE_UJI", "provinsi")
    with pytest.raises(ImproperlyConfigured, match="desa, kabupaten"):
        env.choice("EOFFICE_UJI", {"desa", "kabupaten"}, "desa")


@pytest.mark.parametrize("written", ["-1", "8e3", "8000 ", "٨٠٠٠", "abc"])
def test_a_port_is_digits_only(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("EOFFICE_UJI", written)
    with pytest.raises(ImproperlyConfigured):
        env.number("EOFFICE_UJI", 8000)


def test_a_sqlite_address_keeps_its_absolute_path_and_its_safety() -> None:
    read = env.database("sqlite:////srv/eoffice/data.sqlite3")
    assert read["NAME"] == "/srv/eoffice/data.sqlite3"
    options = read["OPTIONS"]
    assert isinstance(options, dict)
    assert options["transaction_mode"] == "IMMEDIATE"
    for pragma in ("synchronous=FULL", "recursive_triggers=ON", "journal_mode=WAL", "foreign_keys=ON"):
        assert pragma in options["init_command"]


def test_a_postgresql_address_is_taken_apart_and_unquoted() -> None:
    read = env.database("postgresql://layanan:s%40ndi@db.desa:5433/e%2Foffice")
    assert (read["USER"], read["PASSWORD"], read["HOST"], read["PORT"], read["NAME"]) == (
        "layanan",
        "s@ndi",
        "db.desa",
        5433,
        "e/office",
    )
    assert read["OPTIONS"] == {"options": "-c lock_timeout=20s"}, "nobody waits for a lock for ever"


def test_any_other_database_is_refused_without_repeating_its_password() -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        env.database("mysql://root:rahasia@db/eoffice")
    assert "rahasia" not in str(refused.value)


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "kunci" / "lada.rahasia"
    first = env.secret(path)
    assert len(first) == 96
    assert env.secret(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert env.secret(tmp_path / "lain") != first
