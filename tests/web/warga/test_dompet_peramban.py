"""The wallet in a browser without JavaScript: kept, used at a question, wiped; its pages have no barrier."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from eoffice.wilayah.models import Desa
from tests.alur.lakon import chromium, peladen
from tests.web import peramban
from tests.web.dunia import Desaku, bangun
from tests.web.warga.test_dompet import gambar

__all__ = ["chromium", "peladen"]
pytestmark = [pytest.mark.peramban, pytest.mark.serentak]


@pytest.fixture
def desaku(cisontrol: Desa, chromium: Browser) -> Desaku:
    """One of everything, made when the browser runs."""
    del chromium
    return bangun(cisontrol, "cisontrol", "3207154506859001", "3207155506859003")


@pytest.fixture
def hp(chromium: Browser, peladen: int, desaku: Desaku) -> Iterator[Page]:
    """A small phone without JavaScript in which Euis is signed in."""
    dasar = f"http://localhost:{peladen}"
    with chromium.new_context(java_script_enabled=False, base_url=dasar) as context:
        peramban.bawa_sesi(context, desaku.klien()["pemilik"], dasar)
        page = context.new_page()
        page.set_viewport_size({"width": 360, "height": 740})
        yield page


def test_kept_used_and_wiped_without_a_script(hp: Page, desaku: Desaku, tmp_path: Path) -> None:
    ktp = tmp_path / "ktp.jpg"
    ktp.write_bytes(gambar("orange"))
    hp.goto("/warga/")
    hp.get_by_role("link", name="Berkas saya").click()
    hp.get_by_role("link", name="Simpan berkas").click()
    hp.get_by_role("button", name="Simpan").click()
    expect(hp.get_by_text("Beri tanda setuju dulu").first).to_be_visible()
    hp.get_by_label("Berkas apa ini?").select_option("ktp")
    hp.locator("#id_berkas").set_input_files(ktp)
    hp.get_by_label("Saya setuju").check()
    hp.get_by_role("button", name="Simpan").click()
    expect(hp.get_by_text("Berkas disimpan.")).to_be_visible()

    hp.goto(f"/warga/isi/{desaku.argumen['draf']}/berkas/kk/")
    expect(hp.get_by_role("heading", name="Atau pakai dari Berkas saya")).to_be_visible()
    hp.get_by_role("button", name="Pakai Kartu Keluarga").click()
    expect(hp.get_by_text("Salinannya dilampirkan")).to_be_visible()
    expect(hp.get_by_role("heading", name="Sudah ada")).to_be_visible()

    hp.goto("/warga/berkas/")
    hp.get_by_role("link", name="Hapus KTP").click()
    hp.get_by_role("button", name="Hapus berkas").click()
    expect(hp.get_by_text("KTP sudah dihapus")).to_be_visible()
    expect(hp.get_by_role("link", name="Lihat KTP")).to_have_count(0)


def test_the_question_that_offers_documents_has_no_barrier(
    chromium: Browser, peladen: int, desaku: Desaku
) -> None:
    dasar = f"http://localhost:{peladen}"
    with chromium.new_context() as context:
        peramban.bawa_sesi(context, desaku.klien()["pemilik"], dasar)
        page = context.new_page()
        for nama, alamat in (
            ("tanya", f"/warga/isi/{desaku.argumen['draf']}/berkas/kk/"),
            ("daftar", "/warga/berkas/"),
            ("baru", "/warga/berkas/baru/"),
            ("pilih", "/warga/data/koreksi/"),
            ("data", "/warga/data/"),
        ):
            page.goto(dasar + alamat)
            peramban.lihat(page, f"dompet-{nama}")
