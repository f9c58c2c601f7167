"""Search while typing on staff pages: the same address, the same page, only the list is exchanged."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Route

from eoffice.web.middleware.tajuk import CONTENT_SECURITY_POLICY
from tests.web import peramban

from .gambar import draw

pytestmark = pytest.mark.peramban
SOURCE = """{% extends "dasar_aparat.html" %}{% block isi %}<h1>Penduduk</h1>
{% cari ke="/penduduk/" label="Cari penduduk" nilai=q hidup="hasil" %}
<div id="hasil" aria-live="polite"><p>Hasil untuk [{{ q }}]</p></div>{% endblock %}"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with peramban.browser() as started:
        yield started


def test_the_list_follows_the_typing_and_the_box_keeps_the_focus(chromium: Browser) -> None:
    asked: list[str] = []

    def answer(route: Route) -> bool:
        if "/penduduk/" not in route.request.url:
            return False
        q = route.request.url.partition("?q=")[2]
        asked.append(q)
        route.fulfill(
            body=draw(SOURCE, q=q),
            content_type="text/html; charset=utf-8",
            headers={"Content-Security-Policy": CONTENT_SECURITY_POLICY},
        )
        return True

    context = chromium.new_context()
    peramban.serve(context, {}, answer)
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    page.goto(peramban.ORIGIN + "/penduduk/")
    page.get_by_label("Cari penduduk").press_sequentially("euis", delay=20)
    page.get_by_text("Hasil untuk [euis]").wait_for()
    assert asked == ["", "euis"]  # one request for the word, not one for each letter
    assert page.evaluate("document.activeElement.name") == "q"
    assert page.url.endswith("/penduduk/?q=euis")
    page.keyboard.press("Enter")
    page.get_by_text("Hasil untuk [euis]").wait_for()
    assert not wrong
    context.close()
