"""Hostile words in every place of every component stay words: no tag, no attribute, no address that runs."""

from typing import Any, Literal, get_args, get_origin
from urllib.parse import quote, quote_plus

import pytest
from django.utils.safestring import SafeString

from eoffice.web.komponen.mesin import RECIPES, Recipe
from eoffice.web.komponen.templatetags import komponen as _semua_komponen  # noqa: F401  fills RECIPES
from tests.web.komponen.gambar import draw_for
from tests.web.markup import Page

JAHAT = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7 }}{% x %}"
TERTENTU: dict[str, Any] = {
    "cap.status": "terbit",
    "putusan.hasil": "sah",
    "ikon.nama": "cek",
    "tabel.kolom": "A|B",
}
"""Parameters that take a name from a list, not words of a person."""
DAFTAR = {"aset", "ikon", "isian", "ringkas_galat", "awalan_galat", "galat_satu", "nama_kantor_polos"}
"""Components that draw a form, a file of ours or the office; their words are tested beside them."""


def isi_dari(resep: Recipe, teks: str) -> dict[str, Any]:
    """Return a value for each parameter that takes words, and for what must be given."""
    hasil: dict[str, Any] = {}
    for nama in (*resep.positional, *resep.keyword):
        petunjuk, kunci = resep.hints[nama], f"{resep.name}.{nama}"
        wajib = nama not in resep.optional
        if kunci in TERTENTU:
            hasil[nama] = TERTENTU[kunci]
        elif petunjuk is str or (str in get_args(petunjuk) and get_origin(petunjuk) is not Literal):
            hasil[nama] = teks if not _pilih_ikon(nama) else "cek"
        elif get_origin(petunjuk) is Literal and wajib:
            hasil[nama] = get_args(petunjuk)[0]
        elif petunjuk is int and wajib:
            hasil[nama] = 2
    return hasil


def _pilih_ikon(nama: str) -> bool:
    return nama.startswith("ikon")


def gambar(resep: Recipe, isi: dict[str, Any]) -> str:
    """Draw a component with these values."""
    depan = " ".join(n for n in resep.positional if n in isi)
    kata = " ".join(f"{n}={n}" for n in isi if n not in resep.positional)
    ekor = f"isi{{% end{resep.name} %}}" if resep.is_block else ""
    return draw_for("/", f"{{% {resep.name} {depan} {kata} %}}{ekor}", **isi)


def bisa(resep: Recipe) -> bool:
    """Tell whether a component takes words and nothing that a test cannot make up."""
    wajib = {n for n in (*resep.positional, *resep.keyword) if n not in resep.optional and n != "isi"}
    return resep.name not in DAFTAR and wajib <= isi_dari(resep, "x").keys()


DIUJI = sorted(
    nama
    for nama, resep in RECIPES.items()
    if bisa(resep) and any(isi_dari(resep, "x").get(n) == "x" for n in (*resep.positional, *resep.keyword))
)


def test_most_components_take_words() -> None:
    assert len(DIUJI) >= 35, DIUJI


@pytest.mark.parametrize("nama", DIUJI)
def test_hostile_words_stay_words(nama: str) -> None:
    resep = RECIPES[nama]
    isi = gambar(resep, isi_dari(resep, JAHAT))
    page = Page()
    page.feed(isi)
    polos = Page()
    polos.feed(gambar(resep, isi_dari(resep, "kata biasa")))
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in polos.tags], (
        "the same tags as for harmless words"
    )
    assert [sorted(a) for _, a in page.tags] == [sorted(a) for _, a in polos.tags], "and the same attributes"
    assert "<script" not in isi
    assert "onerror=alert(1)>" not in isi.replace("&gt;", "").replace("onerror=alert(1)&", "")


@pytest.mark.parametrize("nama", DIUJI)
def test_a_template_in_the_words_is_not_run(nama: str) -> None:
    resep = RECIPES[nama]
    kata = "{{ 40|add:2 }}"
    hasil = gambar(resep, isi_dari(resep, kata))
    assert any(bentuk in hasil for bentuk in (kata, quote(kata), quote_plus(kata))), "words, or in an address"


@pytest.mark.parametrize("nama", sorted(n for n in DIUJI if RECIPES[n].is_block))
def test_a_body_is_drawn_once_and_as_it_was_escaped(nama: str) -> None:
    resep = RECIPES[nama]
    isi = isi_dari(resep, "kata")
    kata = " ".join(f"{n}={n}" for n in isi if n not in resep.positional)
    depan = " ".join(n for n in resep.positional if n in isi)
    source = f"{{% {nama} {depan} {kata} %}}<b>aman</b>{{{{ jahat }}}}{{% end{nama} %}}"
    hasil = draw_for("/", source, jahat="<script>1</script>", **isi)
    assert hasil.count("<b>aman</b>") == 1
    assert "<script>" not in hasil


def test_words_marked_safe_by_us_are_drawn_as_html() -> None:
    """Only what our own code marked: a parameter that wants it refuses plain text (test_mesin)."""
    tanda = SafeString("<b>tanda</b>")
    assert "<b>tanda</b>" in draw_for(
        "/", '{% tuju %}{% tuju_butir ke="/" judul="x" tanda=tanda %}{% endtuju %}', tanda=tanda
    )
