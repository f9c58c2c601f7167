"""A real browser for tests: Debian's Chromium, served without a network and without a database.

Pages are handed over by a route handler, so a test decides what the "server" answers; or the real application
answers, from a server in this process.
"""

import mimetypes
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, cast

from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.cache import cache
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
STATIC = Path(__file__).resolve().parents[2] / "src" / "eoffice" / "web" / "static"
ORIGIN = "http://desa.test"
AXE = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}

SEMPIT, HP, LAYAR = 320, 360, 1280
"""Reflow without scrolling sideways is asked for from 320 px on (WCAG 1.4.10)."""

GAMBAR = os.environ.get("EOFFICE_GAMBAR", "")
"""A folder for pictures of the pages that tests look at."""

Answer = Callable[[Route], bool]


class _Diam(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Say nothing."""

    def setup(self) -> None:
        """Remember the line, so that a server can be cut off from a browser that holds it open."""
        super().setup()
        cast("Any", self.server).jalur.append(self.connection)


@contextmanager
def peladen(porta: int = 0) -> Iterator[int]:
    """Serve the application on this machine by plain HTTP; the port is given, or free when 0.

    At the end lines that a browser still holds open are cut.
    """
    cache.clear()
    server = ThreadedWSGIServer(("127.0.0.1", porta), _Diam, connections_override={})
    server.set_app(StaticFilesHandler(get_wsgi_application()))
    jalur: list[socket.socket] = []
    cast("Any", server).jalur = jalur
    server.daemon_threads = False  # closing waits for the last answer, and its database connection
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        for satu in jalur:
            with suppress(OSError):
                satu.shutdown(socket.SHUT_RD)
        server.server_close()


def bawa_sesi(context: BrowserContext, klien: Client, alamat: str) -> None:
    """Carry the session of a test client into a browser."""
    for nama, keping in klien.cookies.items():
        context.add_cookies([{"name": nama, "value": keping.value, "url": alamat}])


@contextmanager
def pembuka(browser: Browser, klien: Client, porta: int) -> Iterator[Callable[[str], Page]]:
    """Give what opens an address of the application in one tab, signed in as a test client is."""
    cache.clear()
    dasar = f"http://localhost:{porta}"
    with browser.new_context() as context:
        bawa_sesi(context, klien, dasar)
        page = context.new_page()

        def buka(alamat: str) -> Page:
            page.goto(dasar + alamat)
            return page

        yield buka


def tekan(tombol: Locator) -> None:
    """Touch a link or a button, and wait until the page it leads to has come in place of this one."""
    with tombol.page.expect_navigation():
        tombol.click()


def lihat(page: Page, nama: str) -> None:
    """Look at a page with all that folds opened: no barrier; pictures under this name if ``EOFFICE_GAMBAR`` is set."""
    for satu in page.locator("details").all():
        satu.evaluate("d => d.open = true")
    assert periksa(page, f"{GAMBAR}/{nama}" if GAMBAR else "") == []


def cela(page: Page) -> str:
    """Return what is wrong with the page as it is shown: axe's findings, sideways scrolling; "" when nothing is."""
    temuan = Axe().run(page, options=AXE)
    return "\n".join(
        k for k in (temuan.generate_report() if temuan.violations_count else "", melebar(page)) if k
    )


def periksa(page: Page, gambar: str = "") -> list[str]:
    """Look at a page in both widths and colours, and at the narrowest width; say what is wrong, nothing if nothing.

    Pictures are kept under a name when one is given.
    """
    hasil = []
    for lebar in (HP, LAYAR):
        page.set_viewport_size({"width": lebar, "height": 800})
        for warna, lihat in (("light", cela), ("dark", kontras)):
            page.emulate_media(color_scheme=warna)  # type: ignore[arg-type]
            hasil.append(lihat(page))
            if gambar:
                page.screenshot(path=f"{gambar}-{lebar}-{warna}.png", full_page=True)
    page.set_viewport_size({"width": SEMPIT, "height": 800})
    return [c for c in (*hasil, melebar(page)) if c]


def kontras(page: Page) -> str:
    """Return what is hard to read in the colours now shown, on a page that ``cela`` has looked at; "" when nothing."""
    temuan = page.evaluate(
        """async () => (await axe.run({runOnly: ["color-contrast", "link-in-text-block"], resultTypes: ["violations"]}))
        .violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.target} ${n.failureSummary}`))"""
    )
    return "\n".join([*temuan, *filter(None, [melebar(page)])])


def melebar(page: Page) -> str:
    """Return by how much the page scrolls sideways; "" when it does not."""
    lebih = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return f"{lebih} px too wide at {page.evaluate('innerWidth')} px" if lebih > 0 else ""


@contextmanager
def browser(*pilihan: str) -> Iterator[Browser]:
    """Start Chromium and stop it again.

    Playwright runs a loop in this thread, and Django keeps connections apart by loop: those of the browser's time end
    with it, or the next browser's time would begin on a database that was thrown away.
    """
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=[*FLAGS, *pilihan])
        try:
            yield started
        finally:
            if "DJANGO_ALLOW_ASYNC_UNSAFE" in os.environ:  # else nothing could be opened beside the loop
                connections.close_all()
            started.close()


def serve(context: BrowserContext, pages: dict[str, str], answer: Answer | None = None) -> None:
    """Answer every request of a context: static files, ``pages`` by path, and what ``answer`` takes upon itself."""

    def handle(route: Route) -> None:
        path = route.request.url.removeprefix(ORIGIN).split("?")[0].split("#")[0]
        if answer is not None and answer(route):
            return
        if path.startswith("/static/"):
            file = STATIC / path.removeprefix("/static/")
            route.fulfill(
                body=file.read_bytes(), content_type=mimetypes.guess_type(file.name)[0] or "text/plain"
            )
        elif path in pages:
            route.fulfill(body=pages[path], content_type="text/html; charset=utf-8")
        else:
            route.fulfill(status=404, body="")

    context.route("**/*", handle)
