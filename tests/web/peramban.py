"""A real browser for tests: Debian's Chromium, served without a network and without a database.

Pages are handed over by a route handler, so a test decides what the "server" answers.
"""

import mimetypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Route, sync_playwright

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

Answer = Callable[[Route], bool]


@contextmanager
def browser() -> Iterator[Browser]:
    """Start Chromium and stop it again."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        try:
            yield started
        finally:
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
