"""A village's own server that keeps backups in a folder."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from eoffice.cadangan.services import keadaan
from eoffice.cadangan.services.keadaan import Catatan
from eoffice.kernel import clock
from eoffice.kernel.messages import Pesan
from tests.conftest import CISONTROL
from tests.web.aparat.conftest import Balai


@pytest.fixture
def kantor(settings: Any, tmp_path: Path, balai: Balai) -> Balai:
    """Cisontrol on its own server, where the place of backups is set."""
    settings.EOFFICE_PERAN, settings.EOFFICE_DESA = "desa", CISONTROL
    settings.EOFFICE_HOME = tmp_path
    settings.EOFFICE_CADANGAN = "usb:/media/flashdisk"
    return balai


def catatan(lalu: timedelta = timedelta(), **ubah: Any) -> Catatan:
    """Return an attempt of a while ago."""
    mulai: datetime = clock.now() - lalu
    satu = Catatan(
        "eoffice-x.age", mulai, mulai, "flashdisk di /media/flashdisk", "jadwal", 2_500_000, 400, 52_000
    )
    return replace(satu, **ubah)


def dibuat(lalu: timedelta = timedelta(), **ubah: Any) -> None:
    """Let a backup have been made a while ago."""
    keadaan.catat(catatan(lalu, **ubah))


def gagal(lalu: timedelta = timedelta()) -> None:
    """Let a backup have failed a while ago."""
    dibuat(lalu, sebab=Pesan("cadangan.usb_tidak_terpasang", tempat="/media/flashdisk"))
