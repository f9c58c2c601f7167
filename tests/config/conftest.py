"""The command line as a person meets it: words and an exit code."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.conf import LazySettings

from config.commands import eoffice
from tests.config.dua_tempat import Dunia, dua_tempat

Jalankan = Callable[..., Result]


@pytest.fixture
def jalankan() -> Jalankan:
    """Run ``eoffice`` with arguments; an exception that is no exit fails the test."""

    def panggil(*kata: str, masukan: str | None = None) -> Result:
        hasil = CliRunner().invoke(eoffice, list(kata), input=masukan, prog_name="eoffice")
        if hasil.exception is not None and not isinstance(hasil.exception, SystemExit):
            raise hasil.exception
        return hasil

    return panggil


@pytest.fixture
def rumah(tmp_path: Path, settings: LazySettings) -> Path:
    """A home of its own, with closed keys."""
    kunci = tmp_path / "kunci"
    kunci.mkdir(mode=0o700)
    (kunci / "ca").mkdir()
    (kunci / "ca" / "simpul.pem").touch(mode=0o600)
    settings.EOFFICE_HOME, settings.KUNCI = tmp_path, kunci
    settings.STATIC_ROOT = tmp_path / "static"
    settings.EOFFICE_FOLDER_CA = tmp_path / "ca-akar"
    return tmp_path


@pytest.fixture(scope="session")
def dunia(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dunia]:
    """A hub that serves, and a village's installation that was let in: real processes, shared by all who use them."""
    yield from dua_tempat(tmp_path_factory)
