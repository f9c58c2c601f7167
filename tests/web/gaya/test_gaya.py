"""The style guide answers anybody, without a database, and shows every component."""

import itertools
import re
from pathlib import Path

import pytest
from django.test import Client

from eoffice.web.gaya.views import HALAMAN
from eoffice.web.komponen.galat import GALAT
from eoffice.web.komponen.mesin import RECIPES
from eoffice.web.komponen.status import HASIL, STATUS
from tests.web.markup import read

TEMPLATES = Path(__file__).resolve().parents[3] / "src/eoffice/web"


@pytest.fixture
def tamu() -> Client:
    return Client()


def test_the_guide_is_public_and_valid(tamu: Client) -> None:
    response = tamu.get("/gaya/")
    assert response.status_code == 200
    page = read(response.content.decode())
    assert len(page.all("h1")) == 1


@pytest.mark.parametrize("nama", HALAMAN)
def test_every_sample_page_is_valid(tamu: Client, nama: str) -> None:
    response = tamu.get(f"/gaya/halaman/{nama}/")
    assert response.status_code == 200
    page = read(response.content.decode())
    assert len(page.all("h1")) == 1
    assert page.all("a", class_="lewati", href="#isi")
    assert len(page.all("main", id="isi")) == 1
    assert page.all("html", lang="id")


@pytest.mark.parametrize("status", sorted(GALAT))
def test_every_error_page_can_be_seen(tamu: Client, status: int) -> None:
    assert tamu.get(f"/gaya/galat/{status}/").status_code == status


@pytest.mark.parametrize("alamat", ["/gaya/halaman/tidak-ada/", "/gaya/galat/418/"])
def test_other_names_do_not_exist(tamu: Client, alamat: str) -> None:
    assert tamu.get(alamat).status_code == 404


def test_the_guide_takes_no_orders(tamu: Client) -> None:
    assert tamu.post("/gaya/").status_code == 405


def test_no_component_is_missing_from_the_guide() -> None:
    sources = [*TEMPLATES.glob("gaya/templates/**/*.html"), *TEMPLATES.glob("komponen/templates/*.html")]
    used = set(re.findall(r"{%\s*(\w+)", " ".join(p.read_text("utf-8") for p in sources)))
    inside = {"tiket"}  # shown by beres
    helpers = {"awalan_galat"}  # text for the title, prefixed by the script as well
    assert set(RECIPES) - used - inside - helpers == set()


def test_every_state_is_shown(tamu: Client) -> None:
    page = read(tamu.get("/gaya/").content.decode())
    for rupa in STATUS.values():
        assert rupa.kata in page.text
        assert rupa.untuk("aparat") in page.text
    for hasil in HASIL.values():
        assert hasil.judul in page.text


def test_headings_do_not_skip_a_level(tamu: Client) -> None:
    for alamat in ("/gaya/", *(f"/gaya/halaman/{nama}/" for nama in HALAMAN)):
        levels = [
            int(tag[1])
            for tag, _ in read(tamu.get(alamat).content.decode()).tags
            if re.fullmatch(r"h[1-6]", tag)
        ]
        jumps = [b for a, b in itertools.pairwise(levels) if b > a + 1]
        assert not jumps, (alamat, levels)
