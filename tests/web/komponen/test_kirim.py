"""The queue of a citizen's phone, in a real browser: nothing lost, nothing twice, nothing under another name."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route

from tests.web import peramban

pytestmark = pytest.mark.peramban
KUNCI = "0190f000-0000-7000-8000-000000000001"
PAGE = """<!doctype html><html lang="id"><head><meta charset="utf-8"><title>Periksa</title>
<link rel="stylesheet" href="/static/eoffice/desa.css"></head><body class="warga" data-akun="{akun}">
<form id="keluar" method="post" action="/keluar/" data-tahan-keluar>
<input type="hidden" name="csrfmiddlewaretoken" value="{token}"><button>Keluar</button></form>
<main id="isi"><form id="f" method="post" action="/kirim/" enctype="multipart/form-data" {antre}>
<input type="hidden" name="csrfmiddlewaretoken" value="{token}"><input type="hidden" name="kunci" value="{kunci}">
<input name="nama" value="Euis"><input type="file" name="ktp" accept="image/*" data-kecilkan>
<button id="b">Kirim permohonan</button></form></main>
<div class="luring" id="luring" role="status" hidden><span></span></div>
<script src="/static/eoffice/halus.js" defer></script><script src="/static/eoffice/kirim.js" defer></script>
</body></html>"""


def page_of(akun: str = "a1", segar: str = "t1", *, antre: bool = True, kunci: str = KUNCI) -> str:
    return PAGE.format(akun=akun, token=segar, antre="data-antre" if antre else "", kunci=kunci)


@dataclass
class Server:
    """What the office answers, and what reached it."""

    mode: str = "terima"
    sent: list[dict[str, Any]] = field(default_factory=list)

    def __call__(self, route: Route) -> bool:
        request = route.request
        if request.method != "POST":
            return False
        if request.url.endswith("/keluar/"):
            route.fulfill(body="keluar", content_type="text/html")
            return True
        self.sent.append(
            {"kunci": request.headers.get("idempotency-key"), "isi": request.post_data_buffer or b""}
        )
        ANSWERS[self.mode](route, request.headers.get("idempotency-key"))
        return True

    def parts(self, nomor: int = -1) -> dict[str, bytes]:
        bagian = re.findall(rb'name="(\w+)".*?\r\n\r\n(.*?)\r\n--', self.sent[nomor]["isi"], re.DOTALL)
        return {nama.decode(): isi for nama, isi in bagian}


def _terima(route: Route, kunci: str | None) -> None:
    if kunci is None:
        route.fulfill(body="<title>x</title><h1>Terkirim</h1>", content_type="text/html")
    else:
        tajuk = {"Idempotency-Key": kunci, "Content-Location": "/selesai/"}
        route.fulfill(status=201, headers=tajuk, body="")


ANSWERS: dict[str, Callable[[Route, str | None], None]] = {
    "terima": _terima,
    "putus": lambda route, _: route.abort("internetdisconnected"),
    "rusak": lambda route, _: route.fulfill(status=500, body="rusak"),
    "penuh": lambda route, _: route.fulfill(status=503, body="penuh"),
    "masuk": lambda route, _: route.fulfill(status=302, headers={"Location": "/masuk/"}),
    "masuk_200": lambda route, _: route.fulfill(status=200, body="halaman masuk"),
    "tolak": lambda route, _: route.fulfill(
        status=422, body="<p id=salah>nama kurang</p>", content_type="text/html"
    ),
}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with peramban.browser() as started:
        yield started


@dataclass
class Phone:
    page: Page
    pages: dict[str, str]
    server: Server

    def go(self) -> None:
        self.page.goto(peramban.ORIGIN + "/isi/")

    def send(self) -> None:
        self.page.click("#b", no_wait_after=True)

    def queue(self) -> int:
        return int(
            self.page.evaluate(
                """() => new Promise(b => { const m = indexedDB.open('eoffice-antre', 1);
                m.onupgradeneeded = () => m.result.createObjectStore('kirim', {keyPath: 'kunci'});
                m.onsuccess = () => { const h = m.result.transaction('kirim').objectStore('kirim').count();
                h.onsuccess = () => { m.result.close(); b(h.result) } } })"""
            )
        )

    def bar(self) -> str:
        return self.page.locator("#luring").inner_text()


@pytest.fixture
def hp(chromium: Browser) -> Iterator[Phone]:
    context = chromium.new_context(viewport={"width": 360, "height": 800})
    pages = {"/isi/": page_of(), "/selesai/": "<!doctype html><title>Selesai</title><h1>Terkirim</h1>"}
    server = Server()
    peramban.serve(context, pages, server)
    phone = Phone(context.new_page(), pages, server)
    phone.go()
    yield phone
    context.close()


def test_a_good_line_sends_at_once_and_keeps_nothing(hp: Phone) -> None:
    hp.send()
    hp.page.wait_for_url("**/selesai/")
    assert [s["kunci"] for s in hp.server.sent] == [KUNCI]
    assert hp.server.parts()["nama"] == b"Euis"
    hp.go()
    assert hp.queue() == 0


@pytest.mark.parametrize("mode", ["putus", "rusak", "penuh", "masuk_200"])
def test_whatever_is_no_confirmation_keeps_the_form_in_the_phone(hp: Phone, mode: str) -> None:
    hp.server.mode = mode
    hp.send()
    hp.page.get_by_role("heading", name="Belum terkirim, tetapi aman di HP ini").wait_for()
    assert hp.queue() == 1
    assert "1 permohonan aman di HP ini" in hp.bar()


def test_it_is_sent_when_the_page_is_opened_again_with_the_same_key_and_a_fresh_token(hp: Phone) -> None:
    hp.server.mode = "putus"
    hp.send()
    hp.page.get_by_role("heading", name="Belum terkirim").wait_for()
    hp.server.mode = "terima"
    hp.pages["/isi/"] = page_of(segar="t2")
    hp.go()
    hp.page.get_by_role("link", name="Lihat tiketnya").wait_for()
    assert [s["kunci"] for s in hp.server.sent] == [KUNCI, KUNCI]
    assert hp.server.parts()["csrfmiddlewaretoken"] == b"t2"
    assert hp.queue() == 0


def test_it_is_sent_when_the_line_comes_back_and_the_ticket_is_shown(hp: Phone) -> None:
    hp.server.mode = "putus"
    hp.send()
    hp.page.get_by_role("heading", name="Belum terkirim").wait_for()
    hp.server.mode = "terima"
    hp.page.evaluate("window.dispatchEvent(new Event('online'))")
    hp.page.wait_for_url("**/selesai/")  # the page that said "not sent yet" shows the ticket by itself
    hp.go()
    assert hp.queue() == 0


def test_another_account_never_sends_it(hp: Phone) -> None:
    hp.server.mode = "putus"
    hp.send()
    hp.page.get_by_role("heading", name="Belum terkirim").wait_for()
    hp.server.mode = "terima"
    hp.pages["/isi/"] = page_of(akun="b2")
    hp.go()
    hp.page.wait_for_timeout(400)
    assert len(hp.server.sent) == 1
    assert not hp.page.locator("#luring").is_visible()
    hp.pages["/isi/"] = page_of()
    hp.go()
    hp.page.get_by_role("link", name="Lihat tiketnya").wait_for()


def test_an_ended_session_asks_to_sign_in_and_loses_nothing(hp: Phone) -> None:
    hp.server.mode = "masuk"
    hp.page.fill("[name=nama]", "Euis Komariah")
    with hp.page.expect_navigation():
        hp.send()
    assert hp.queue() == 1
    hp.server.mode = "terima"
    hp.go()
    hp.page.get_by_role("link", name="Lihat tiketnya").wait_for()
    assert hp.server.parts()["nama"] == b"Euis Komariah"


def test_a_refusal_shows_the_servers_own_page(hp: Phone) -> None:
    hp.server.mode = "tolak"
    hp.send()
    hp.page.locator("#salah").wait_for()
    assert hp.server.sent[0]["kunci"] == KUNCI
    assert hp.server.sent[1]["kunci"] is None  # the plain form
    assert hp.server.parts(1)["kunci"].decode() == KUNCI
    hp.server.mode = "terima"
    hp.go()
    assert hp.queue() == 0


def test_three_presses_send_once(hp: Phone) -> None:
    hp.page.evaluate("() => { const b = document.querySelector('#b'); b.click(); b.click(); b.click() }")
    hp.page.wait_for_url("**/selesai/")
    assert len(hp.server.sent) == 1


def test_signing_out_waits_for_what_waits(hp: Phone) -> None:
    hp.server.mode = "putus"
    hp.send()
    hp.page.get_by_role("heading", name="Belum terkirim").wait_for()
    said: list[str] = []
    hp.page.on("dialog", lambda d: (said.append(d.message), d.accept()))
    hp.page.get_by_role("button", name="Keluar").click()
    hp.page.wait_for_timeout(300)
    assert "belum terkirim" in said[0]
    assert hp.page.url.endswith("/isi/")
    hp.page.get_by_role("button", name="Hapus dari HP ini").click()
    hp.page.locator("#luring").wait_for(state="hidden")
    assert hp.queue() == 0
    with hp.page.expect_navigation():
        hp.page.get_by_role("button", name="Keluar").click()
    assert hp.page.url.endswith("/keluar/")


def test_without_a_notebook_the_form_is_a_plain_post(chromium: Browser) -> None:
    context = chromium.new_context()
    server = Server()
    peramban.serve(context, {"/isi/": page_of(), "/selesai/": "<title>x</title>"}, server)
    page = context.new_page()
    page.add_init_script("IDBFactory.prototype.open = () => { throw new Error('private window') }")
    page.goto(peramban.ORIGIN + "/isi/")
    page.click("#b", no_wait_after=True)
    page.wait_for_url("**/kirim/")
    assert [s["kunci"] for s in server.sent] == [None]
    context.close()


def test_without_scripts_the_form_is_a_plain_post(chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    server = Server()
    peramban.serve(context, {"/isi/": page_of(), "/selesai/": "<title>x</title>"}, server)
    page = context.new_page()
    page.goto(peramban.ORIGIN + "/isi/")
    page.click("#b")
    page.wait_for_url("**/kirim/")
    assert server.parts()["kunci"].decode() == KUNCI
    context.close()


def _photo(lebar: int, tinggi: int, *, exif: bool = False) -> bytes:
    gambar = Image.effect_noise((lebar, tinggi), 90).convert("RGB")
    keluar = BytesIO()
    data = Image.Exif()
    if exif:
        data[0x0112] = 6  # turned by 90 degrees
        data[0x010F] = "KAMERA RAHASIA"
    gambar.save(keluar, "JPEG", quality=95, exif=data)
    return keluar.getvalue()


@pytest.mark.parametrize("antre", [True, False])
def test_a_photo_travels_small_upright_and_without_its_secrets(hp: Phone, antre: bool) -> None:
    hp.pages["/isi/"] = page_of(antre=antre)
    hp.go()
    asli = _photo(3000, 2000, exif=True)
    hp.page.set_input_files("[name=ktp]", {"name": "IMG_1.jpeg", "mimeType": "image/jpeg", "buffer": asli})
    hp.send()
    hp.page.wait_for_url("**/selesai/" if antre else "**/kirim/")
    isi = hp.server.sent[-1]["isi"]
    assert b'filename="IMG_1.jpg"' in isi or b'filename="IMG_1.jpeg"' in isi
    mulai = isi.index(b"\xff\xd8")
    kecil = Image.open(BytesIO(isi[mulai : isi.rindex(b"\xff\xd9") + 2]))
    assert kecil.size == (1067, 1600)
    assert b"KAMERA RAHASIA" not in isi
    assert len(isi) < len(asli) / 2


def test_a_small_picture_and_a_pdf_travel_as_they_are(hp: Phone) -> None:
    hp.page.set_input_files(
        "[name=ktp]", {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 x"}
    )
    hp.send()
    hp.page.wait_for_url("**/selesai/")
    assert b"%PDF-1.7 x" in hp.server.sent[-1]["isi"]


def test_what_waited_a_week_is_sent_only_when_asked(hp: Phone) -> None:
    hp.server.mode = "putus"
    hp.send()
    hp.page.get_by_role("heading", name="Belum terkirim").wait_for()
    hp.server.mode = "terima"
    hp.page.add_init_script("{ const n = Date.now; Date.now = () => n() + 8 * 24 * 3600 * 1000 }")
    hp.go()
    hp.page.get_by_role("button", name="Kirim sekarang").wait_for()
    assert len(hp.server.sent) == 1
    hp.page.get_by_role("button", name="Kirim sekarang").click()
    hp.page.get_by_role("link", name="Lihat tiketnya").wait_for()
    assert hp.queue() == 0
