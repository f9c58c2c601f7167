"""How much a page asks the database: at most fifteen statements, and no more when there are more rows."""

from http import HTTPStatus

import pytest
from django.core.cache import cache
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext

from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.web.dunia import Desaku, bangun, tambah
from tests.web.matriks import MATRIKS, SIAPA, Alamat

pytestmark = pytest.mark.django_db
MAKS = 15
BINGKAI = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "SELECT set_config")
"""What opens and closes scope and savepoints is not asked by the page."""

SALINAN = {"warga:salinan_json", "warga:salinan_pdf"}
"""Files with everything about one person, asked for now and then: they read each application whole."""


@pytest.fixture
def desaku(cisontrol: Desa) -> Desaku:
    cache.clear()
    return bangun(cisontrol, "cisontrol", "3207154506859001", "3207155506859003")


def banyak(klien: Client, ke: str) -> int:
    """Return how many statements one opening takes."""
    reset_queries()  # the log has an end, and there are many pages
    with CaptureQueriesContext(connection) as kueri:
        assert klien.get(ke).status_code == HTTPStatus.OK, ke
    return len([q for q in kueri.captured_queries if not q["sql"].startswith(BINGKAI)])


def dibaca() -> list[tuple[Alamat, str]]:
    """Return every address that is read, with each person who gets a page there."""
    return [
        (alamat, siapa)
        for alamat in MATRIKS
        if alamat.cara != "P" and alamat.nama not in SALINAN
        for siapa in SIAPA
        if siapa not in {"warga_lain", "operator_lain"} and alamat.jawab[siapa] == HTTPStatus.OK
    ]


def hitung(desaku: Desaku) -> dict[str, int]:
    """Return how many statements each page takes for each person who may open it."""
    orang = {"tamu": Client(), **desaku.klien()}
    return {
        f"{alamat.nama} {siapa}": banyak(orang[siapa], alamat.ke(desaku.argumen))
        for alamat, siapa in dibaca()
    }


def test_no_page_asks_more_than_fifteen_times_nor_more_often_for_more_rows(desaku: Desaku) -> None:
    hitung(desaku)  # the first opening leaves traces in the access log, which other pages show
    dulu = hitung(desaku)
    assert {ke: n for ke, n in dulu.items() if n > MAKS} == {}
    with lingkup(desaku.desa.kode):
        tambah(desaku, 2)
    kini = hitung(desaku)
    assert {ke: (dulu[ke], n) for ke, n in kini.items() if n > dulu[ke]} == {}
