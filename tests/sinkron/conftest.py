"""Two installations of Cisontrol, made from the migrated template."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from eoffice.jejak import registry
from eoffice.wilayah.models import Desa
from tests.conftest import CISONTROL
from tests.jejak.conftest import POLOS, SIMPAN, UJI
from tests.sinkron.mesin import Kabel, Mesin, kenalkan


@pytest.fixture(autouse=True)
def jenis_uji(monkeypatch: pytest.MonkeyPatch) -> None:
    """Register the test types on a copy of the register."""
    monkeypatch.setattr(registry, "_terdaftar", dict(registry._terdaftar))
    registry.daftarkan(UJI, POLOS, SIMPAN)


@pytest.fixture
def buat_mesin(
    salin_templat: Callable[[], None], django_db_blocker: Any, tmp_path: Path
) -> Iterator[Callable[[str], Mesin]]:
    """Return a function that makes an installation with one village in it."""
    templat = Path(connection.settings_dict["NAME"]).parent / "templat.sqlite3"

    def buat(nama: str) -> Mesin:
        berkas = tmp_path / f"{nama}.sqlite3"
        berkas.write_bytes(templat.read_bytes())
        mesin = Mesin(berkas)
        mesin.di_sini(
            lambda: Desa.objects.create(
                kode=CISONTROL,
                nama="Cisontrol",
                kecamatan="Rancah",
                kabupaten="Kabupaten Ciamis",
                provinsi="Jawa Barat",
            )
        )
        return mesin

    with django_db_blocker.unblock():
        yield buat


@pytest.fixture
def kabel(buat_mesin: Callable[[str], Mesin]) -> tuple[Mesin, Mesin, Kabel]:
    """A village's installation, the hub that knows it, and the line between them."""
    node, kabupaten = buat_mesin("desa"), buat_mesin("kabupaten")
    kenalkan(node, kabupaten)
    return node, kabupaten, Kabel(kabupaten)
