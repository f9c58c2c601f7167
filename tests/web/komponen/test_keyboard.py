"""The form components under a real keyboard and a real finger: what Chromium does with our labels and cards."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from eoffice.web.gaya.contoh import SALAH, Isian
from tests.web import peramban
from tests.web.komponen.gambar import draw

pytestmark = pytest.mark.peramban
FOKUS = "document.activeElement.id"
NAMA = "document.activeElement.name"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with peramban.browser() as started:
        yield started


@pytest.fixture
def halaman(chromium: Browser) -> Iterator[Any]:
    """Return a function that shows a template on a phone."""
    semua: list[Page] = []

    def buka(sumber: str, **isi: Any) -> Page:
        gaya = '<link rel="stylesheet" href="/static/eoffice/desa.css">'
        html = f'<!doctype html><html lang="id"><head><title>x</title>{gaya}</head><body><main>{draw(sumber, **isi)}'
        context = chromium.new_context(viewport={"width": 360, "height": 800})
        peramban.serve(context, {"/": f"{html}</main></body></html>"})
        page = context.new_page()
        page.goto(peramban.ORIGIN)
        semua.append(page)
        return page

    yield buka
    for page in semua:
        page.context.close()


FORMULIR = "<form>{% for b in form %}{% isian b %}{% endfor %}{% tombol teks='Kirim' %}</form>"


def test_tabbing_meets_every_box_once_in_reading_order(halaman: Any) -> None:
    form = Isian()
    page = halaman(FORMULIR, form=form)
    lewat: list[str] = []
    for _ in range(40):
        page.keyboard.press("Tab")
        nama = page.evaluate(NAMA)
        if nama is None or page.evaluate("document.activeElement.tagName") == "BUTTON":
            break
        lewat.append(nama)
    harap: list[str] = []
    for nama in form.fields:
        bagian = ["_hari", "_bulan", "_tahun"] if nama == "lahir" else [""]
        harap += [f"{nama}{akhir}" for akhir in bagian]
    # each tick of a group of ticks is a stop of its own; a native date box has one stop for each part
    urut = list(dict.fromkeys(lewat))
    assert urut == harap
    assert lewat.count("untuk") == 1, "a group of radios is one stop"
    assert lewat.count("syarat") == 2


@pytest.mark.parametrize("nama", ["nama", "nik", "jumlah", "modal", "hp", "alamat", "pin", "sandi", "otp"])
def test_touching_the_label_puts_the_cursor_into_its_box(halaman: Any, nama: str) -> None:
    page = halaman("{% isian b %}", b=Isian()[nama])
    page.locator("label").first.click()
    assert page.evaluate(FOKUS) == f"id_{nama}"


@pytest.mark.parametrize("bagian", ["hari", "bulan", "tahun"])
def test_each_part_of_a_date_has_its_own_label(halaman: Any, bagian: str) -> None:
    page = halaman("{% isian b %}", b=Isian()["lahir"])
    page.get_by_text(bagian.capitalize(), exact=True).click()
    assert page.evaluate(NAMA) == f"lahir_{bagian}"


def test_the_whole_card_is_the_button_of_its_choice(halaman: Any) -> None:
    page = halaman("{% isian b %}", b=Isian()["untuk"])
    kartu = page.locator("label.pilih").nth(1)
    kotak = kartu.bounding_box()
    assert kotak["height"] >= 44, "as high as a finger"
    page.mouse.click(kotak["x"] + kotak["width"] - 6, kotak["y"] + kotak["height"] - 6)
    assert page.locator("input:checked").get_attribute("value") == "bantuan"


def test_arrows_move_between_choices_and_space_ticks(halaman: Any) -> None:
    page = halaman("{% isian a %}{% isian b %}", a=Isian()["untuk"], b=Isian()["syarat"])
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.locator("input[name=untuk]:checked").get_attribute("value") == "kur"
    page.keyboard.press("ArrowDown")
    assert page.locator("input[name=untuk]:checked").get_attribute("value") == "bantuan"
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    dicentang = page.locator("input[name=syarat]:checked")
    assert dicentang.evaluate_all("semua => semua.map(s => s.value)") == ["ktp", "kk"]


def test_a_link_of_the_summary_puts_the_cursor_into_the_wrong_box(halaman: Any) -> None:
    salah = Isian(SALAH, prefix="s")
    salah.is_valid()
    page = halaman("{% ringkas_galat form %}" + FORMULIR, form=salah)
    for ke in ("id_s-nik", "id_s-lahir_0", "id_s-untuk_0"):
        tautan = page.locator(f".ringkas-galat a[href='#{ke}']").first
        tautan.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab") if page.evaluate(FOKUS) != ke else None
        assert page.evaluate(FOKUS) == ke
        assert page.locator(f"#{ke}").is_visible()


@pytest.mark.parametrize(
    ("nama", "kata"),
    [
        (
            "nik",
            "16 angka di KTP atau KK. Galat: Nomor ini baru 15 angka, seharusnya 16. Periksa lagi kartunya.",
        ),
        ("pin", "6 angka. Galat: PIN harus 6 angka."),
        ("jumlah", "Galat: Tulis dengan angka saja, misalnya 1250."),
    ],
)
def test_a_screen_reader_hears_hint_and_error_with_the_box(halaman: Any, nama: str, kata: str) -> None:
    salah = Isian(SALAH, prefix="s")
    salah.is_valid()
    page = halaman("{% isian b %}", b=salah[nama])
    uraian = page.evaluate(
        """id => document.getElementById(id).getAttribute("aria-describedby").split(" ")
        .map(i => document.getElementById(i).textContent.trim()).join(" ")""",
        f"id_s-{nama}",
    )
    assert uraian == kata


@pytest.mark.parametrize("sumber", ["{% tombol teks='Kirim' %}", "{% tombol teks='Unduh' ke='#x' %}"])
def test_a_button_is_large_enough_and_shows_where_the_keyboard_is(halaman: Any, sumber: str) -> None:
    page = halaman(sumber)
    page.keyboard.press("Tab")
    satu = page.locator(".tombol")
    assert satu.bounding_box()["height"] >= 44
    assert satu.evaluate("el => getComputedStyle(el).outlineStyle") != "none"


def test_a_closed_button_sends_nothing(halaman: Any) -> None:
    page = halaman("<form action='/lain/'>{% tombol teks='Kirim' mati=True %}</form>")
    page.locator("button").click(force=True)
    assert page.url.rstrip("/") == peramban.ORIGIN
