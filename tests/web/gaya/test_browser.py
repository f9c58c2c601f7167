"""The style guide and its sample pages in a real browser: axe, reflow, targets, print, forced colours, keyboard."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page

from eoffice.web.gaya.views import HALAMAN
from eoffice.web.komponen.galat import GALAT
from tests.web import peramban

pytestmark = pytest.mark.peramban
ALAMAT = ["/gaya/", *(f"/gaya/halaman/{nama}/" for nama in HALAMAN), "/gaya/galat/404/", "/gaya/galat/503/"]


@pytest.fixture(scope="module")
def halaman() -> dict[str, str]:
    tamu = Client()
    alamat = {*ALAMAT, *(f"/gaya/galat/{status}/" for status in GALAT)}
    return {a: tamu.get(a).content.decode() for a in sorted(alamat)}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with peramban.browser() as started:
        yield started


def buka(chromium: Browser, halaman: dict[str, str], alamat: str, **pilihan: Any) -> Page:
    context = chromium.new_context(**pilihan)
    peramban.serve(context, halaman)
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda e: problems.append(str(e)))
    page.goto(peramban.ORIGIN + alamat)
    assert not problems
    return page


@pytest.mark.parametrize("alamat", ALAMAT)
def test_no_page_has_a_barrier(chromium: Browser, halaman: dict[str, str], alamat: str) -> None:
    page = buka(chromium, halaman, alamat)
    assert peramban.periksa(page) == []
    page.set_viewport_size({"width": 768, "height": 800})
    assert peramban.melebar(page) == ""
    page.context.close()


def test_a_doubled_text_size_still_fits(chromium: Browser, halaman: dict[str, str]) -> None:
    """200 % zoom of a 1280 px window is a 640 px one with two device pixels for each."""
    for alamat in ALAMAT:
        page = buka(chromium, halaman, alamat, viewport={"width": 640, "height": 400}, device_scale_factor=2)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), alamat
        page.context.close()


SMALL = """() => [...document.querySelectorAll('a,button,input:not([type=hidden]),select,textarea,summary')]
  .filter(e => !e.closest('p:not(.aksi),li:not([class]) p,small,dd .redup') && e.getClientRects().length)
  .map(e => [e, (e.closest('label.pilih') || e).getBoundingClientRect()])
  .filter(([e, r]) => (r.height < 47.5 || r.width < 24) && !e.matches('.lewati,.lihat-fokus-a'))
  .map(([e, r]) => e.outerHTML.slice(0, 90) + ' ' + Math.round(r.width) + 'x' + Math.round(r.height))"""


def test_targets_are_48_pixels_high(chromium: Browser, halaman: dict[str, str]) -> None:
    for alamat in ALAMAT:
        page = buka(chromium, halaman, alamat, viewport={"width": 360, "height": 800})
        small = page.evaluate(SMALL)
        page.context.close()
        assert not small, alamat


def test_the_keyboard_reaches_the_content_first(chromium: Browser, halaman: dict[str, str]) -> None:
    page = buka(chromium, halaman, "/gaya/halaman/aparat/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Langsung ke isi"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "isi"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#isi') !== null")


def test_the_error_summary_has_the_focus_and_leads_to_the_box(
    chromium: Browser, halaman: dict[str, str]
) -> None:
    page = buka(chromium, halaman, "/gaya/halaman/tanya/")
    assert page.evaluate("document.activeElement.className") == "ringkas-galat"
    assert page.title().startswith("Galat: ")
    page.get_by_role("link", name="Tanggal lahir").click()
    assert page.evaluate("location.hash") == "#id_s-lahir_0"
    assert page.locator("#id_s-lahir_0").input_value() == "31"


def test_a_hidden_passphrase_can_be_looked_at(chromium: Browser, halaman: dict[str, str]) -> None:
    page = buka(chromium, halaman, "/gaya/halaman/tumpukan/")
    kotak = page.locator("input[name=t-sandi]")
    assert kotak.get_attribute("type") == "password"
    page.get_by_role("button", name="Tampilkan yang diketik").click()
    assert kotak.get_attribute("type") == "text"
    page.get_by_role("button", name="Sembunyikan lagi").click()
    assert kotak.get_attribute("type") == "password"


def test_a_page_of_print_has_no_buttons_and_dark_ink(chromium: Browser, halaman: dict[str, str]) -> None:
    page = buka(chromium, halaman, "/gaya/halaman/slip/", color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.locator(".samping").is_visible()
    assert not page.locator(".tombol").first.is_visible()
    assert page.locator(".slip").is_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    qr = page.locator(".slip .qr").bounding_box()
    assert qr is not None
    assert qr["width"] >= 132  # 35 mm


def test_dark_text_is_printed_dark_everywhere(chromium: Browser, halaman: dict[str, str]) -> None:
    """A page seen in the dark theme must not be printed in light ink."""
    pale = """() => [...document.querySelectorAll('main *')].filter(e => e.children.length === 0 && e.textContent.trim()
      && e.getClientRects().length).map(e => [e.textContent.trim().slice(0, 40), getComputedStyle(e).color])
      .filter(([, c]) => { const [r, g, b] = c.match(/\\d+/g).map(Number); return r + g + b > 420 })"""
    for nama in ("verifikasi", "selesai", "aparat", "slip"):
        page = buka(chromium, halaman, f"/gaya/halaman/{nama}/", color_scheme="dark")
        page.emulate_media(media="print", color_scheme="dark")
        found = page.evaluate(pale)
        page.context.close()
        assert not found, nama


def test_states_survive_forced_colours(chromium: Browser, halaman: dict[str, str]) -> None:
    page = buka(chromium, halaman, "/gaya/", forced_colors="active")
    for pilih in (".cap", ".kabar", ".putusan", ".tombol"):
        assert page.locator(pilih).first.evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"


def test_a_form_is_sent_once(chromium: Browser, halaman: dict[str, str]) -> None:
    context = chromium.new_context()
    sent: list[str] = []

    def answer(route: Any) -> bool:
        if route.request.method == "POST":
            sent.append(route.request.url)
            return True  # never answered: the line is slow
        return False

    peramban.serve(context, halaman, answer)
    page = context.new_page()
    page.goto(peramban.ORIGIN + "/gaya/halaman/konfirmasi/")
    page.evaluate(
        "() => { const b = document.querySelector('.konfirmasi button'); b.click(); b.click(); b.click() }"
    )
    page.wait_for_timeout(300)
    assert len(sent) == 1
    context.close()
