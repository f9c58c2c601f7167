"""The cast of a village, with the citizen signed in."""

import pytest
from django.test import Client

from eoffice.akun.selectors import pengguna
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.pabrik import Pemeran, pemeran


@pytest.fixture
def cast(cisontrol: Desa) -> Pemeran:
    """Euis, Rika, Dadang and Oman of Cisontrol."""
    with lingkup(cisontrol.kode):
        return pemeran()


@pytest.fixture
def warga(cast: Pemeran) -> Client:
    """A phone in which Euis is signed in."""
    browser = Client()
    browser.force_login(pengguna(cast.warga))
    return browser
