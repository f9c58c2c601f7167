"""Two event types of no room, registered only while a test runs."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from eoffice.jejak import registry, services
from eoffice.jejak.models import Peristiwa
from eoffice.jejak.registry import JenisPeristiwa
from eoffice.kernel.ids import new_id

UJI = JenisPeristiwa("uji.orang", 1, frozenset({"status"}), frozenset({"nama", "nik"}), "hapus")
POLOS = JenisPeristiwa("uji.polos", 1, frozenset({"nilai"}), frozenset(), "simpan")
SIMPAN = JenisPeristiwa("uji.simpan", 1, frozenset({"nilai"}), frozenset({"rahasia"}), "simpan")


@pytest.fixture(autouse=True)
def jenis_uji(monkeypatch: pytest.MonkeyPatch) -> None:
    """Register the test types on a copy of the register."""
    monkeypatch.setattr(registry, "_terdaftar", dict(registry._terdaftar))
    registry.daftarkan(UJI, POLOS, SIMPAN)


def isi_uji(nama: str = "Euis", status: str = "baru") -> dict[str, Any]:
    """Return the payload of a UJI event."""
    return {"publik": {"status": status}, "pribadi": {"nama": nama, "nik": "3207159000000001"}}


def tulis(agregat_id: UUID | None = None, **ubah: Any) -> Peristiwa:
    """Write one event in a transaction of its own."""
    isi = {
        "jenis": UJI,
        "agregat": "orang",
        "agregat_id": agregat_id or new_id(),
        "revisi": 1,
        "pelaku": "sistem",
        **isi_uji(),
        **ubah,
    }
    with transaction.atomic():
        return services.catat(**isi)


class Batal(Exception):
    """What rolls a test's transaction back."""


def lalu_batal(lakukan: Callable[[], object]) -> None:
    """Do something in a transaction that is rolled back."""

    def gagal() -> None:
        with transaction.atomic():
            lakukan()
            raise Batal

    with pytest.raises(Batal):
        gagal()


def banyak(jumlah: int, agregat_id: UUID | None = None) -> list[services.Catatan]:
    """Return several events to write at once."""
    return [
        services.Catatan(UJI, "orang", agregat_id or new_id(), 1, **isi_uji(f"Orang {nomor}"))
        for nomor in range(jumlah)
    ]


@pytest.fixture
def panjang(di_cisontrol: object) -> Callable[[int], None]:
    """Return a function that writes a stream of some length."""

    def lakukan(jumlah: int) -> None:
        with transaction.atomic():
            services.catat_banyak(banyak(jumlah), pelaku="sistem")

    return lakukan
