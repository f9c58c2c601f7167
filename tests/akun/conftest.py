"""People of one office, with and without posts; nobody real."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from eoffice.akun import services
from eoffice.akun.rules.jabatan import Jabatan
from eoffice.kernel.ids import new_id
from eoffice.wilayah.models import Desa

SEKARANG = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
HARI = date(2026, 11, 24)
AWAL = date(2020, 1, 1)
SANDI = "Pisang-Raja-Sereh-1945"
LAHIR = date(1991, 7, 4)
NIK = "3207154407919001"
PIN = "836194"


@dataclass(frozen=True)
class Orang:
    """An official: his person and his account."""

    pejabat: UUID
    pengguna: UUID
    nama_masuk: str


def buat_orang(nama_masuk: str, jabatan: Jabatan | None) -> Orang:
    """Make an official of the village in scope, in a post since 2020."""
    pejabat = services.buat_aparat(
        nama_masuk=nama_masuk, nama=nama_masuk.title(), sandi=SANDI, pelaku="sistem", nip="", niap="12"
    )
    if jabatan is not None:
        services.angkat(pejabat_id=pejabat.pk, jabatan=jabatan, mulai=AWAL, pelaku="sistem")
    assert pejabat.pengguna_id is not None
    return Orang(pejabat.pk, pejabat.pengguna_id, nama_masuk)


@pytest.fixture
def kades(di_cisontrol: Desa) -> Orang:
    return buat_orang("kades", Jabatan.KEPALA_DESA)


@pytest.fixture
def sekdes(di_cisontrol: Desa) -> Orang:
    return buat_orang("sekdes", Jabatan.SEKRETARIS_DESA)


@pytest.fixture
def kasi(di_cisontrol: Desa) -> Orang:
    return buat_orang("kasi", Jabatan.KASI_PELAYANAN)


@pytest.fixture
def operator(di_cisontrol: Desa) -> Orang:
    return buat_orang("operator", Jabatan.OPERATOR)


def buat_warga(penduduk_id: UUID | None = None, nik: str = NIK, pin: str = PIN) -> UUID:
    """Activate a citizen's account in the village in scope; return the account."""
    slip = services.terbitkan_slip(penduduk_id=penduduk_id or new_id(), pelaku="operator")
    akun = services.aktifkan_warga(token=slip.token, pin=pin, nik=nik, nama="Euis", tanggal_lahir=LAHIR)
    return akun.pk
