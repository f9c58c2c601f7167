"""Fixtures of the whole suite. Databases are the business of ``tests/basis_data.py``."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from argon2 import PasswordHasher
from django.conf import settings
from django.db import connections

from eoffice.akun.services import rahasia
from eoffice.akun.services.sandi import SandiHasher
from eoffice.dokumen.adapters import ca
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup

CISONTROL, SITUMANDALA = "32.07.15.2004", "32.07.15.2005"


class UndefinedVariable(str):
    """What an undefined template variable becomes in tests: a failure, not an empty string."""

    __slots__ = ()

    def __mod__(self, missing: object) -> str:
        raise AssertionError(f"undefined template variable: {missing}")

    def __contains__(self, part: object) -> bool:
        return part == "%s"


@pytest.fixture(scope="session")
def django_db_setup(salin_templat: Callable[[], None], django_db_blocker: Any) -> Iterator[None]:
    """Replace pytest-django's own test database by a working copy of the migrated template."""
    yield
    with django_db_blocker.unblock():
        connections.close_all()


@pytest.fixture(autouse=True, scope="session")
def _undefined_variables_fail() -> None:
    for engine in settings.TEMPLATES:
        engine["OPTIONS"]["string_if_invalid"] = UndefinedVariable("%s")


KUNCI_ASLI = (
    (SandiHasher, "time_cost", SandiHasher.time_cost),
    (SandiHasher, "memory_cost", SandiHasher.memory_cost),
    (rahasia, "_pin_hasher", rahasia._pin_hasher),
    (ca, "PUTARAN_KDF", ca.PUTARAN_KDF),
)
RINGAN = (1, 8, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1), 1000)


@pytest.fixture(autouse=True, scope="session")
def _ringan() -> Iterator[None]:
    """Stretch keys by next to nothing: a thousand tests make some. What they really cost: ``kunci_asli``."""
    with pytest.MonkeyPatch.context() as ubah:
        for (tempat, nama, _), nilai in zip(KUNCI_ASLI, RINGAN, strict=True):
            ubah.setattr(tempat, nama, nilai)
        yield


@pytest.fixture
def kunci_asli(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretch keys as the product does."""
    for tempat, nama, nilai in KUNCI_ASLI:
        monkeypatch.setattr(tempat, nama, nilai)


def _desa(kode: str, nama: str) -> Desa:
    return Desa.objects.create(
        kode=kode,
        nama=nama,
        kecamatan="Rancah",
        kabupaten="Kabupaten Ciamis",
        provinsi="Jawa Barat",
        alamat=f"Jalan Raya {nama} Nomor 17",
        telepon="0265-555-0142",
        kode_pos="46387",
    )


@pytest.fixture
def cisontrol(request: pytest.FixtureRequest) -> Desa:
    """Desa Cisontrol, where the story plays."""
    _database(request)
    return _desa(CISONTROL, "Cisontrol")


@pytest.fixture
def situmandala(request: pytest.FixtureRequest) -> Desa:
    """Desa Situmandala, the neighbour whose data must never show."""
    _database(request)
    return _desa(SITUMANDALA, "Situmandala")


def _database(request: pytest.FixtureRequest) -> None:
    if request.node.get_closest_marker("serentak") is None:
        request.getfixturevalue("db")


@pytest.fixture
def di_cisontrol(cisontrol: Desa) -> Iterator[Desa]:
    """Work in the scope of Cisontrol for the whole test."""
    with lingkup(cisontrol.kode):
        yield cisontrol
