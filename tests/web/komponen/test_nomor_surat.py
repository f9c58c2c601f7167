"""A letter's number in running text: whole on a line, or broken after a slash, never inside one of its parts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.web import peramban
from tests.web.komponen.gambar import draw
from tests.web.markup import read

NOMOR = "400.9.14.5/001/32.07.15.2004/XI/2026"
PANJANG = "400.12.3.2/0001/32.07.15.2004/PEM-UM/XII/2026/PERUBAHAN-KEDUA"
BARIS = """el => { const r = document.createRange(); const hasil = []; let atas = null;
  const jalan = document.createTreeWalker(el, NodeFilter.SHOW_TEXT);
  for (let n = jalan.nextNode(); n; n = jalan.nextNode()) for (let i = 0; i < n.length; i++) {
    r.setStart(n, i); r.setEnd(n, i + 1); const k = r.getBoundingClientRect();
    if (atas === null || Math.abs(k.top - atas) > k.height / 2) { hasil.push(""); atas = k.top; }
    hasil[hasil.length - 1] += n.data[i]; }
  return hasil; }"""
"""The lines in which an element is shown."""


def test_a_long_number_may_break_after_a_slash_and_reads_as_before() -> None:
    html = draw("{% nomor_surat nomor %}", nomor=NOMOR)
    page = read(html)
    assert page.text == NOMOR
    assert html.count("/<wbr>") == NOMOR.count("/")
    assert page.all("span", class_="nomor-surat")


@pytest.mark.parametrize("nomor", ["474/12", "", "tanpa garis miring dan panjang sekali"])
def test_what_is_short_or_has_blanks_is_left_alone(nomor: str) -> None:
    assert "<wbr>" not in draw("{% nomor_surat nomor %}", nomor=nomor)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with peramban.browser() as started:
        yield started


def _buka(chromium: Browser, nomor: str, lebar: int) -> Page:
    kata = draw(
        "{% kabar jenis='baik' judul='Keterangan Usaha' %}<p>Terbit dengan nomor {% nomor_surat n %}.</p>"
        "{% endkabar %}",
        n=nomor,
    )
    gaya = '<link rel="stylesheet" href="/static/eoffice/desa.css">'
    context = chromium.new_context(viewport={"width": lebar, "height": 800})
    isi = f'<!doctype html><html lang="id"><head>{gaya}</head><body><main><div>{kata}</div></main></body></html>'
    peramban.serve(context, {"/": isi})
    page = context.new_page()
    page.goto(peramban.ORIGIN)
    return page


@pytest.mark.peramban
@pytest.mark.parametrize("lebar", [320, 360, 768])
@pytest.mark.parametrize("nomor", [NOMOR, PANJANG])
def test_a_phone_shows_no_number_broken_inside_a_part(chromium: Browser, nomor: str, lebar: int) -> None:
    page = _buka(chromium, nomor, lebar)
    baris = page.locator(".nomor-surat").evaluate(BARIS)
    assert "".join(baris) == nomor
    assert all(satu.endswith("/") for satu in baris[:-1]), baris
    assert not peramban.melebar(page)
    page.context.close()


@pytest.mark.peramban
def test_a_number_that_fits_on_a_line_is_not_broken_at_all(chromium: Browser) -> None:
    page = _buka(chromium, NOMOR, 520)
    assert page.locator(".nomor-surat").evaluate(BARIS) == [NOMOR]
    kata = page.locator("p").evaluate(BARIS)
    assert kata == ["Terbit dengan nomor ", f"{NOMOR}."], "it goes to the next line as a whole"
    page.context.close()
