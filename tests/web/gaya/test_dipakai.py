"""The style guide keeps up with the product: whatever a real page draws can be seen on it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal, get_origin

import pytest
from django.core.cache import cache
from django.test import Client

from eoffice.web.gaya.views import HALAMAN
from eoffice.web.komponen.galat import GALAT
from eoffice.web.komponen.ikon import JALUR
from eoffice.web.komponen.mesin import RECIPES, Recipe
from eoffice.web.komponen.status import HASIL, STATUS
from eoffice.wilayah.models import Desa
from tests.web.dunia import Desaku, bangun
from tests.web.markup import read
from tests.web.matriks import MATRIKS, SIAPA

RUPA = {"status", "hasil", "keadaan", "jenis", "gaya"}
"""Parameters that choose how a component looks, besides those that are typed as a choice."""
TAK_DIPAJANG = {"awalan_galat", "tiket"}
"""A word in the title of a form that came back, and a part that only ``beres`` draws."""
BUKAN_RUPA = {"wajib_tahan", "tingkat"}
"""What changes the behaviour or the level of a heading, and nothing that is seen."""
Pakai = set[tuple[str, str, object]]


@contextmanager
def mencatat(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pakai]:
    """Note every component that is drawn, with the values that decide how it looks."""
    dipakai: Pakai = set()
    asli = Recipe.check

    def catat(resep: Recipe, given: Any) -> Any:
        dipakai.add((resep.name, "", ""))
        for nama, nilai in {**resep.optional, **given}.items():
            pilihan = get_origin(resep.hints[nama]) is Literal
            if pilihan or nama in RUPA or isinstance(nilai, bool):
                dipakai.add((resep.name, nama, nilai))
        return asli(resep, given)

    with monkeypatch.context() as sementara:
        sementara.setattr(Recipe, "check", catat)
        yield dipakai


def panduan() -> None:
    """Draw the whole guide."""
    tamu = Client()
    for alamat in ("/gaya/", *(f"/gaya/halaman/{nama}/" for nama in HALAMAN)):
        assert tamu.get(alamat).status_code == 200
    for status in GALAT:
        assert tamu.get(f"/gaya/galat/{status}/").status_code == status


def produk(desaku: Desaku) -> None:
    """Draw every page of the product, for everybody who gets one."""
    orang = {"tamu": Client(), **desaku.klien()}
    for alamat in MATRIKS:
        if alamat.cara != "P" and not alamat.nama.startswith("gaya:"):
            for siapa in (s for s in SIAPA if s in orang):
                orang[siapa].get(alamat.ke(desaku.argumen))
    for keadaan in ("kembali", "diparaf", "dicetak", "terbit"):
        orang["pemilik"].get(f"/warga/surat/{desaku.argumen[keadaan]}/")
        orang["operator"].get(f"/aparat/permohonan/{desaku.argumen[keadaan]}/")
    orang["pemilik"].get("/warga/")


@pytest.mark.django_db
def test_every_look_a_page_uses_is_on_the_guide(cisontrol: Desa, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    desaku = bangun(cisontrol, "cisontrol", "3207154506859001", "3207155506859003")
    with mencatat(monkeypatch) as dipakai:
        produk(desaku)
    with mencatat(monkeypatch) as dipajang:
        panduan()
    assert len(dipakai) > 60, "the pages were drawn"
    terlihat = {(t, n, v) for t, n, v in dipakai if t not in TAK_DIPAJANG and n not in BUKAN_RUPA}
    assert sorted(map(str, terlihat - dipajang)) == []


def test_every_component_is_drawn_by_the_guide(monkeypatch: pytest.MonkeyPatch) -> None:
    with mencatat(monkeypatch) as dipajang:
        panduan()
    assert RECIPES.keys() - {nama for nama, _, _ in dipajang} == TAK_DIPAJANG


def test_every_state_answer_and_icon_is_on_the_guide() -> None:
    isi = Client().get("/gaya/").content.decode()
    page = read(isi)
    for nama in JALUR:
        assert nama in page.text
    for rupa in STATUS.values():
        assert rupa.kata in page.text
    for hasil in HASIL.values():
        assert hasil.penjelasan in page.text


@pytest.mark.parametrize("tema", ["terang", "gelap"])
def test_the_guide_shows_both_themes_side_by_side(tema: str) -> None:
    assert f"tema-{tema}" in Client().get("/gaya/").content.decode()


def test_the_guide_knows_nobody_and_asks_no_database() -> None:
    """No ``django_db`` here: a query would fail. People of the guide are invented, and no whole NIK stands in it."""
    for alamat in ("/gaya/", *(f"/gaya/halaman/{nama}/" for nama in HALAMAN)):
        assert not re.search(r"(?<!\d)\d{16}(?!\d)", Client().get(alamat).content.decode()), alamat
