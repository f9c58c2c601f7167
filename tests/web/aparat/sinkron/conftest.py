"""A village's own server, before and after enrolment."""

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import CISONTROL
from tests.web.aparat.conftest import Balai
from tests.web.aparat.sinkron.alat import ServerDesa, diri_baru


@pytest.fixture
def di_desa(settings: Any, tmp_path: Path) -> None:
    """Work on a village's own server, with a home of its own, from the first row on."""
    settings.EOFFICE_PERAN, settings.EOFFICE_DESA = "desa", CISONTROL
    settings.EOFFICE_HOME = tmp_path


@pytest.fixture
def server_baru(di_desa: None, balai: Balai) -> ServerDesa:
    """The server of Cisontrol as it was installed: nobody enrolled it."""
    return ServerDesa(balai, diri_baru())


@pytest.fixture
def server(server_baru: ServerDesa) -> ServerDesa:
    """The server of Cisontrol, enrolled."""
    server_baru.hubungkan()
    return server_baru
