"""One certificate authority, one signer and one signed letter for all tests that only look at them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from eoffice.dokumen.adapters import ca, signer
from eoffice.dokumen.adapters.typesetter import rangkai
from eoffice.dokumen.adapters.verifier import Kepercayaan
from tests.dokumen.alat import FRASA, contoh

SAAT = datetime(2026, 4, 14, 3, 0, tzinfo=UTC)
"""When the authority of the tests was made; letters are signed an hour later."""
SAAT_TTD = SAAT + timedelta(hours=1)

BuatCa = Callable[[str], ca.Otoritas]


def _otoritas(folder: Path, nama: str = "Kabupaten Ciamis") -> ca.Otoritas:
    ca.buat_ca(folder / "akar", folder / "ca", kabupaten=nama, simpul="Simpul Uji", waktu=SAAT)
    return ca.muat(folder / "ca")


def _kunci(
    otoritas: ca.Otoritas, nama: str = "Dadang Suhendar, S.IP.", ekor: str = ""
) -> signer.KunciTerbuka:
    p12, _ = ca.buat_penanda_tangan(
        otoritas,
        nama=nama,
        jabatan=f"Sekretaris Desa{ekor}",
        organisasi=f"Pemerintah Desa Cisontrol{ekor}",
        frasa=FRASA,
        waktu=SAAT,
    )
    return signer.buka_kunci(p12, FRASA)


@pytest.fixture(scope="session")
def otoritas(tmp_path_factory: pytest.TempPathFactory) -> ca.Otoritas:
    """Nobody revokes here: shared."""
    return _otoritas(tmp_path_factory.mktemp("ca"))


@pytest.fixture(scope="session")
def kunci(otoritas: ca.Otoritas) -> signer.KunciTerbuka:
    return _kunci(otoritas)


@pytest.fixture
def otoritas_sendiri(tmp_path: Path) -> ca.Otoritas:
    """An authority of one test, to revoke in."""
    return _otoritas(tmp_path)


@pytest.fixture
def kunci_sendiri(otoritas_sendiri: ca.Otoritas) -> signer.KunciTerbuka:
    return _kunci(otoritas_sendiri)


@pytest.fixture
def bernama_terpanjang(tmp_path: Path) -> tuple[ca.Otoritas, signer.KunciTerbuka]:
    """Authority and signer whose every name is too long for X.520 and cut, in letters of two bytes."""
    otoritas = _otoritas(tmp_path, "Å" * 64)
    return otoritas, _kunci(otoritas, "Å" * 64, "Å" * 64)


@pytest.fixture(scope="session")
def surat() -> bytes:
    return rangkai(contoh())


@pytest.fixture(scope="session")
def surat_bertanda(surat: bytes, otoritas: ca.Otoritas, kunci: signer.KunciTerbuka) -> bytes:
    return signer.tanda_tangani(
        surat, kunci, otoritas, alasan="Menandatangani surat desa", lokasi="Cisontrol", waktu=SAAT_TTD
    )


@pytest.fixture(scope="session")
def kepercayaan(otoritas: ca.Otoritas) -> Kepercayaan:
    return Kepercayaan.dari_otoritas(otoritas, ca.crl_segar(otoritas, SAAT_TTD))
