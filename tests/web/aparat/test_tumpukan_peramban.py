"""The pile on a phone in a browser, with and without JavaScript: a look keeps the choice, Enter signs."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from eoffice.kernel.peran import Peran
from eoffice.surat.rules.alur import Aksi, Status
from eoffice.surat.rules.jenis import katalog
from eoffice.surat.selectors.meja import rincian
from eoffice.surat.services import jalankan, ubah_kata
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


def test_the_second_page_comes_when_it_is_touched(
    request: pytest.FixtureRequest, page: Page, cisontrol: Desa, cast: pabrik.Pemeran
) -> None:
    """Halaman kedua: with a script below the first page, without one by the button."""
    with lingkup(cisontrol.kode):
        surat_id = pabrik.diajukan(cast)
        blok = [b for b in katalog()["sku"].badan if b.jenis == "paragraf" and not b.kunci]
        kata = {
            b.kode: (f"{b.isi} " + "Usahanya sudah lama berjalan dengan baik. " * 90)[:1900] for b in blok
        }
        oleh = cast.pelaku(Peran.OPERATOR)
        ubah_kata(surat_id=surat_id, versi=1, kata=kata, oleh=oleh)
        jalankan(surat_id=surat_id, aksi=Aksi.VERIFIKASI, oleh=oleh, versi=2)
        jalankan(surat_id=surat_id, aksi=Aksi.PARAF, oleh=cast.pelaku(Peran.PEMERIKSA), versi=3)
    diminta: list[str] = []
    page.on("request", lambda satu: diminta.append(satu.url) if ".png" in satu.url else None)
    page.goto("/aparat/tanda-tangan/")
    if "no script" in request.node.name:
        page.get_by_role("button", name="Baca semua halaman").click()
        expect(page.get_by_role("img", name="Halaman 2 dari")).to_be_visible()
        return
    page.locator(".halaman-lain").scroll_into_view_if_needed()
    kedua = page.get_by_text("Halaman 2 dari")
    expect(kedua).to_be_visible()
    assert not [satu for satu in diminta if satu.endswith("2.png")], "not before it is wanted"
    kedua.click()
    gambar = page.locator(".halaman-lain img").first
    expect(gambar).to_be_visible()
    expect(gambar).to_have_js_property("naturalWidth", 800)
    assert [satu for satu in diminta if satu.endswith("2.png")]
    assert peramban.periksa(page, f"{peramban.GAMBAR}/tumpukan-dua" if peramban.GAMBAR else "") == []
