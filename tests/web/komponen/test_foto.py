"""A blurred photo gets a word of warning, in a real browser; it is never refused."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.web import peramban

pytestmark = pytest.mark.peramban
HURUF = str(next((Path(__file__).resolve().parents[3] / "src").rglob("LiberationSans-Regular.ttf"), ""))
PAGE = """<!doctype html><html lang="id"><meta charset="utf-8"><title>Foto</title><body class="warga">
<form id="f" method="post"><input id="id_ktp" type="file" name="ktp" multiple accept="image/*" data-kecilkan></form>
<script src="/static/eoffice/foto.js" defer></script></body></html>"""


def lembar(kabur: float = 0) -> Image.Image:
    """Draw a sheet with lines of writing, as a phone photographs it, ``kabur`` pixels out of focus."""
    gambar = Image.new("RGB", (1600, 1200), "#e8e4da")
    pena = ImageDraw.Draw(gambar)
    for baris in range(14):
        pena.text(
            (80, 60 + 78 * baris),
            "NAMA: EUIS KOMARIAH  TEMPAT LAHIR: CIAMIS  RT 02 RW 05",
            "#222",
            font_size=44,
        )
    return gambar.filter(ImageFilter.GaussianBlur(kabur)) if kabur else gambar


def berkas(gambar: Image.Image, nama: str) -> FilePayload:
    isi = io.BytesIO()
    gambar.save(isi, "JPEG", quality=85)
    return {"name": nama, "mimeType": "image/jpeg", "buffer": isi.getvalue()}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with peramban.browser() as started:
        yield started


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context(viewport={"width": 360, "height": 800}) as context:
        peramban.serve(context, {"/foto/": PAGE})
        halaman = context.new_page()
        halaman.goto(peramban.ORIGIN + "/foto/")
        yield halaman


def test_only_the_blurred_one_is_named_and_both_stay_chosen(page: Page) -> None:
    page.set_input_files("#id_ktp", [berkas(lembar(), "tajam.jpg"), berkas(lembar(8), "kabur.jpg")])
    kata = page.locator("#id_ktp-buram")
    expect(kata).to_have_text(
        "kabur.jpg tampak buram. Bila tulisannya sulit dibaca, potret sekali lagi. Boleh juga tetap dikirim."
    )
    assert page.evaluate("document.getElementById('id_ktp').files.length") == 2


def test_the_warning_goes_when_a_sharp_one_takes_its_place(page: Page) -> None:
    page.set_input_files("#id_ktp", berkas(lembar(8), "kabur.jpg"))
    expect(page.locator("#id_ktp-buram")).to_have_count(1)
    page.set_input_files("#id_ktp", berkas(lembar(), "tajam.jpg"))
    expect(page.locator("#id_ktp-buram")).to_have_count(0)


def test_what_is_no_picture_or_damaged_is_left_to_the_server(page: Page) -> None:
    rusak: FilePayload = {"name": "rusak.jpg", "mimeType": "image/jpeg", "buffer": b"bukan foto"}
    lampiran: FilePayload = {"name": "kk.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"}
    page.set_input_files("#id_ktp", [rusak, lampiran, berkas(lembar(8), "kabur.jpg")])
    expect(page.locator("#id_ktp-buram")).to_contain_text("kabur.jpg tampak buram")
    expect(page.locator("#id_ktp-buram")).not_to_contain_text("rusak.jpg")
