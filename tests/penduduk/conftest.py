"""Short words for the tests of the register."""

from collections.abc import Callable

import pytest

from eoffice.penduduk import services
from eoffice.penduduk.rules.impor.hasil import RincianImpor

Masuk = Callable[..., RincianImpor]
OLEH = "uji"


@pytest.fixture
def siapkan() -> Masuk:
    """Prepare a file of these bytes."""

    def prepare(isi: bytes, *, lengkap: bool = True) -> RincianImpor:
        return services.siapkan_impor(isi=isi, nama_berkas="penduduk.csv", lengkap=lengkap, oleh=OLEH)

    return prepare


@pytest.fixture
def masukkan(siapkan: Masuk) -> Masuk:
    """Prepare and apply a file of these bytes."""

    def apply(isi: bytes, *, lengkap: bool = True) -> RincianImpor:
        return services.terapkan_impor(impor_id=siapkan(isi, lengkap=lengkap).id, oleh=OLEH)

    return apply
