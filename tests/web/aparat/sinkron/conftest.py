"""A village's own server, before and after enrolment."""

from pathlib import Path
from typing import Any

import pytest

from tests.web.aparat.conftest import Balai
from tests.web.aparat.sinkron.alat import ServerDesa, diri_baru


@pytest.fixture
def server_baru(balai: Balai, settings: Any, tmp_path: Path) -> ServerDesa:
    """The server of Cisontrol as it was installed: nobody enrolled it."""
    settings.EOFFICE_PERAN, settings.EOFFICE_DESA = "desa", balai.desa.kode
    settings.EOFFICE_HOME = tmp_path
    return ServerDesa(balai, diri_baru())


@pytest.fixture
def server(server_baru: ServerDesa) -> ServerDesa:
    """The server of Cisontrol, enrolled."""
    server_baru.hubungkan()
    return server_baru
