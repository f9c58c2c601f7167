"""Two installations of Cisontrol, made from the migrated template."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from eoffice.dokumen import services as dokumen
from eoffice.jejak import registry
from eoffice.surat.services import ubah_pengaturan
from eoffice.wilayah.models import Desa
from tests import pabrik
from tests.conftest import CISONTROL
from tests.jejak.conftest import POLOS, SIMPAN, UJI
from tests.sinkron.kerja import bawa, bekerja
from tests.sinkron.mesin import Kabel, Mesin, kenalkan
from tests.sinkron.portal_uji import Gudang, Portal, buka_portal


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


@pytest.fixture
def dua(buat_mesin: Callable[[str], Mesin]) -> tuple[Mesin, Mesin]:
    """A village that has worked, and an empty hub that has received its stream but applied nothing."""
    node, hub = buat_mesin("desa"), buat_mesin("kabupaten")
    node.di_sini(bekerja)
    bawa(node, hub)
    return node, hub


@pytest.fixture
def dua_rumah(buat_mesin: Callable[[str], Mesin], tmp_path: Path) -> tuple[Mesin, Mesin]:
    """A village's server and the hub that knows it, each with a home of its own for files and keys."""
    node, hub = buat_mesin("desa"), buat_mesin("kabupaten")
    for mesin in (node, hub):
        mesin.rumah = tmp_path / f"rumah-{mesin.berkas.stem}"
        mesin.rumah.mkdir()
    node.peran = "desa"
    kenalkan(node, hub)
    return node, hub


@pytest.fixture
def kantor(dua_rumah: tuple[Mesin, Mesin]) -> pabrik.Pemeran:
    """The cast of the village, which signs electronically under its emblem."""

    def buat() -> pabrik.Pemeran:
        cast = pabrik.pemeran()
        pabrik.tte_lokal(cast)
        ubah_pengaturan(pelaku="uji", lambang=dokumen.simpan(dokumen.terima_lambang(pabrik.foto())))
        return cast

    return dua_rumah[0].di_sini(buat)  # type: ignore[no-any-return]


@pytest.fixture(scope="session")
def gudang(tmp_path_factory: pytest.TempPathFactory) -> Gudang:
    """Where the portal of the tests is kept once it was built."""
    return Gudang(tmp_path_factory.mktemp("portal"))


@pytest.fixture
def portal(dua_rumah: tuple[Mesin, Mesin], gudang: Gudang, request: pytest.FixtureRequest) -> Portal:
    """A village with its own server, its regency's portal, and a citizen with an account there."""
    if gudang.isi is None:
        gudang.simpan(buka_portal(*dua_rumah, request.getfixturevalue("kantor")))
    return gudang.keluarkan(*dua_rumah)
