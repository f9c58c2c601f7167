"""An installation with a home of its own and a key that a person holds."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from eoffice.cadangan.services.kunci import buat_kunci


@pytest.fixture
def rumah(tmp_path: Path, settings: LazySettings) -> Path:
    """A home with a few files and keys."""
    satu = tmp_path / "rumah"
    (satu / "kunci" / "pejabat").mkdir(parents=True)
    (satu / "kunci" / "pejabat" / "a.p12").write_bytes(b"pkcs12")
    (satu / "kunci" / "saksi").mkdir()
    (satu / "kunci" / "saksi" / ".a.tmp").write_bytes(b"sementara")
    (satu / "log").mkdir()
    (satu / "log" / "eoffice.log").write_bytes(b"bukan urusan cadangan")
    settings.EOFFICE_HOME = satu
    return satu


@pytest.fixture
def rahasia(rumah: Path) -> str:
    """The secret key, as it stands on the sheet."""
    return buat_kunci("Desa Cisontrol")
