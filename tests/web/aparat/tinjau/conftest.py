"""Cisontrol's own server."""

from pathlib import Path
from typing import Any

import pytest

from tests.web.aparat.conftest import Balai
from tests.web.aparat.tinjau.alat import Pulih, siapkan


@pytest.fixture
def pulih(balai: Balai, settings: Any, tmp_path: Path) -> Pulih:
    """The office of Cisontrol on its own server, with a home of its own."""
    settings.EOFFICE_PERAN, settings.EOFFICE_DESA, settings.EOFFICE_MESIN = "desa", balai.desa.kode, "satu"
    settings.EOFFICE_HOME, settings.EOFFICE_FOLDER_CA = tmp_path, tmp_path / "ca-akar"
    satu = Pulih(balai, tmp_path)
    satu.dalam(siapkan)
    return satu
