"""The pile on a phone in a browser, with and without JavaScript: a look keeps the choice, Enter signs."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from eoffice.surat.rules.alur import Status
from eoffice.surat.selectors.meja import rincian
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.alur.lakon import chromium, peladen
from tests.web import peramban
from tests.web.aparat.conftest import browser

__all__ = ["chromium", "peladen"]
pytestmark = [pytest.mark.peramban, pytest.mark.serentak]


@pytest.fixture
def cast(cisontrol: Desa, chromium: Browser) -> pabrik.Pemeran:
    """A village that signs electronically, made when the browser runs."""
    del chromium
    with lingkup(cisontrol.kode):
        made = pabrik.pemeran()
        pabrik.tte_lokal(made)
    return made


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def page(
    request: pytest.FixtureRequest, chromium: Browser, peladen: int, cast: pabrik.Pemeran
) -> Iterator[Page]:
    """The kades's phone, signed in and freshly proven."""
    dasar = f"http://localhost:{peladen}"
    with chromium.new_context(java_script_enabled=request.param, base_url=dasar) as context:
        peramban.bawa_sesi(context, browser(cast.kades), dasar)
        hp = context.new_page()
        hp.set_viewport_size({"width": 360, "height": 740})
        yield hp


def test_a_look_keeps_the_choice_and_enter_signs(page: Page, cisontrol: Desa, cast: pabrik.Pemeran) -> None:
    with lingkup(cisontrol.kode):
        surat_id = pabrik.diparaf(cast)
    page.goto("/aparat/tanda-tangan/")
    lembar = page.locator(f"#s{surat_id.hex}")
    lembar.get_by_text("Setuju", exact=True).click()
    lembar.get_by_role("button", name="Baca semua halaman").click()
    page.wait_for_url("**/baca/**")
    page.get_by_role("link", name="Kembali").click()
    page.wait_for_url(f"**/tanda-tangan/#s{surat_id.hex}")
    expect(page.locator(f"input[name=putus_{surat_id.hex}][value=setuju]")).to_be_checked()
    page.locator("input[name=frasa]").fill(pabrik.FRASA)
    page.locator("input[name=frasa]").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("1 surat terbit")
    with lingkup(cisontrol.kode):
        assert rincian(surat_id).status is Status.TERBIT
