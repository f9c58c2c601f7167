"""Mutations in a browser, without JavaScript: every form and its check page, by keyboard order, with no barrier."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from eoffice.wilayah.models import Desa
from tests.alur.lakon import chromium, peladen
from tests.penduduk.mutasi_uji import kini
from tests.web import peramban
from tests.web.dunia import Desaku, bangun

__all__ = ["chromium", "peladen"]
pytestmark = [pytest.mark.peramban, pytest.mark.serentak]
LEBAR = (360, 1280)
ISIAN: dict[str, dict[str, str]] = {
    "mati": {"#id_tempat": "RSUD Ciamis", "#id_sebab": "Sakit"},
    "pindah": {"#id_tujuan": "Kota Bandung", "#id_sebab": "Kerja"},
    "pindah-dalam-desa": {"#id_dusun": "Jetak", "#id_rt": "2", "#id_rw": "1"},
    "cerai": {"#id_pasangan": "Dadang"},
}
PILIHAN = {"cerai": "Cerai mati, pasangannya meninggal"}


@pytest.fixture
def desaku(cisontrol: Desa, chromium: Browser) -> Desaku:
    """One of everything, made when the browser runs."""
    del chromium
    return bangun(cisontrol, "cisontrol", "3207154506859001", "3207155506859003")


@pytest.fixture
def buka(chromium: Browser, peladen: int, desaku: Desaku) -> Iterator[Callable[[str, int], Page]]:
    """Return a way to open a form about Euis as the operator, in a window of some width."""
    dasar = f"http://localhost:{peladen}"
    with chromium.new_context(java_script_enabled=False) as context:
        peramban.bawa_sesi(context, desaku.klien()["operator"], dasar)

        def halaman(jenis: str, lebar: int) -> Page:
            page = context.new_page()
            page.set_viewport_size({"width": lebar, "height": 800})
            page.goto(f"{dasar}/aparat/penduduk/{desaku.argumen['penduduk']}/mutasi/{jenis}/")
            return page

        yield halaman


@pytest.mark.parametrize("lebar", LEBAR)
@pytest.mark.parametrize("jenis", ISIAN)
def test_a_form_goes_through_its_check_page_into_the_book(
    buka: Callable[[str, int], Page], jenis: str, lebar: int
) -> None:
    page = buka(jenis, lebar)
    page.fill("#id_tanggal", (kini() - timedelta(days=1)).isoformat())
    for kotak, isi in ISIAN[jenis].items():
        page.fill(kotak, isi)
    if jenis in PILIHAN:
        page.get_by_text(PILIHAN[jenis]).click()
    page.get_by_role("button", name="Lanjutkan").click()
    expect(page.get_by_role("heading", name="Periksa dulu")).to_be_visible()
    expect(page.get_by_text("Belum ada yang dicatat")).to_be_visible()
    page.get_by_role("button", name="Perbaiki isian").click()
    for kotak, isi in ISIAN[jenis].items():
        expect(page.locator(kotak)).to_have_value(isi)
    page.get_by_role("button", name="Lanjutkan").click()
    page.get_by_role("button", name="Catat", exact=True).click()
    expect(page.get_by_text("Sudah dicatat di buku mutasi")).to_be_visible()
    expect(page.get_by_role("link", name="Batalkan mutasi ini")).to_be_visible()
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


@pytest.mark.parametrize("lebar", LEBAR)
def test_an_error_is_summed_up_and_leads_to_its_box(buka: Callable[[str, int], Page], lebar: int) -> None:
    page = buka("mati", lebar)
    page.fill("#id_tanggal", (kini() + timedelta(days=2)).isoformat())
    page.get_by_role("button", name="Lanjutkan").click()
    expect(page.locator("#id_tanggal-g")).to_contain_text("belum terjadi")
    expect(page.locator("a[href='#id_tanggal']")).to_be_visible()
    expect(page.locator("#id_tanggal")).to_have_attribute("aria-invalid", "true")
