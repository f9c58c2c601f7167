"""Fixtures of the plays: server and browser once a file, a village of its own for every play."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import connections
from playwright.sync_api import Browser

from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.alur.panggung import Panggung
from tests.web import peramban

NAMA_LAN = "kantor-desa.lan"
"""A name in the office's network: to a browser, unlike localhost, it is not a secure place."""


@pytest.fixture(scope="module")
def peladen() -> Iterator[int]:
    """Serve the application; the port is given."""
    with peramban.peladen() as port:
        yield port


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Start a browser, which keeps an event loop in this thread; the tests' own queries are plain all the same.

    Django keeps connections apart by loop: those of outside would stay open on a database that is thrown away.
    """
    connections.close_all()
    with pytest.MonkeyPatch.context() as lingkungan:
        lingkungan.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        with peramban.browser(f"--host-resolver-rules=MAP {NAMA_LAN} 127.0.0.1") as started:
            yield started


@pytest.fixture
def kosong(cisontrol: Desa, chromium: Browser, peladen: int) -> Iterator[Panggung]:
    """Cisontrol as it is installed: letters are signed by hand."""
    cache.clear()
    with lingkup(cisontrol.kode):
        cast = pabrik.pemeran()
        pabrik.dokumen.pastikan_otoritas(kabupaten="Ciamis")
        rahasia = pabrik.pasang_totp(cast.kades)
    yield Panggung(chromium, f"http://localhost:{peladen}", cisontrol.kode, cast, rahasia)
    for context in chromium.contexts:
        context.close()


@pytest.fixture
def panggung(kosong: Panggung) -> Panggung:
    """Cisontrol with a kades who signs electronically."""
    with lingkup(kosong.desa):
        pabrik.tte_lokal(kosong.cast)
    return kosong
