"""A correction from the citizen's phone to the counter and back, in a browser without JavaScript, without barrier."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from eoffice.wilayah.models import Desa
from tests.alur.lakon import chromium, peladen
from tests.pabrik import foto
from tests.web import peramban
from tests.web.dunia import Desaku, bangun

__all__ = ["chromium", "peladen"]
pytestmark = [pytest.mark.peramban, pytest.mark.serentak]
Buka = Callable[[str, str], Page]


@pytest.fixture
def desaku(cisontrol: Desa, chromium: Browser) -> Desaku:
    """One of everything, made when the browser runs."""
    del chromium
    return bangun(cisontrol, "cisontrol", "3207154506859001", "3207155506859003")


@pytest.fixture
def buka(chromium: Browser, peladen: int, desaku: Desaku) -> Iterator[Buka]:
    """Return a way to open an address as one of the people, without JavaScript."""
    dasar, klien = f"http://localhost:{peladen}", desaku.klien()
    semua = []

    def halaman(siapa: str, alamat: str) -> Page:
        context = chromium.new_context(java_script_enabled=False)
        semua.append(context)
        peramban.bawa_sesi(context, klien[siapa], dasar)
        page = context.new_page()
        page.set_viewport_size({"width": 360 if siapa == "pemilik" else 1280, "height": 800})
        page.goto(dasar + alamat)
        return page

    yield halaman
    for context in semua:
        context.close()


def test_asked_on_the_phone_answered_at_the_counter_read_on_the_phone(buka: Buka, tmp_path: Path) -> None:
    bukti = tmp_path / "kk.jpg"
    bukti.write_bytes(foto())
    hp = buka("pemilik", "/warga/data/")
    hp.get_by_role("link", name="Minta dibetulkan").click()
    hp.get_by_role("link", name="Nama ibu").click()
    hp.get_by_role("button", name="Kirim permintaan").click()
    expect(hp.get_by_role("heading", name="Nama ibu keliru")).to_be_visible()
    hp.get_by_label("Nama ibu yang benar").fill("Kokom")
    hp.locator("#id_berkas").set_input_files(bukti)
    hp.get_by_role("button", name="Kirim permintaan").click()
    expect(hp.get_by_text("Menurut Anda: Kokom. Menunggu diperiksa kantor desa.")).to_be_visible()

    loket = buka("operator", "/aparat/")
    loket.get_by_role("link", name="Buka permintaan").click()
    loket.locator("tr", has_text="Nama ibu").get_by_role("link").click()
    expect(loket.get_by_role("heading", name="Nama ibu: Euis Komariah")).to_be_visible()
    loket.get_by_role("link", name="Betulkan data").click()
    expect(loket.locator("#id_nama_ibu")).to_have_value("KOKOM")
    loket.get_by_label("Dokumen dasar").select_option("kk")
    loket.get_by_label("Apa yang keliru?").fill("Kosong sewaktu impor")
    loket.get_by_role("button", name="Lanjutkan").click()
    expect(loket.get_by_text("Belum ada yang dicatat")).to_be_visible()
    loket.get_by_role("button", name="Perbaiki isian").click()
    expect(loket.locator("#id_nama_ibu")).to_have_value("KOKOM")
    loket.get_by_role("button", name="Lanjutkan").click()
    loket.get_by_role("button", name="Catat").click()
    expect(loket.get_by_text("Data sudah dibetulkan")).to_be_visible()

    hp.reload()
    expect(hp.locator("li", has_text="Sudah dibetulkan")).to_be_visible()


def test_the_pages_of_a_correction_have_no_barrier(chromium: Browser, peladen: int, desaku: Desaku) -> None:
    dasar, orang = f"http://localhost:{peladen}", desaku.argumen["penduduk"]
    cela: dict[str, list[str]] = {}
    for siapa, alamat in (
        ("operator", f"/aparat/penduduk/{orang}/koreksi/?permintaan={desaku.argumen['permintaan']}"),
        ("pemilik", "/warga/data/koreksi/nik/"),
        ("pemilik", "/warga/data/koreksi/tanggal_lahir/"),
    ):
        with chromium.new_context() as context:
            peramban.bawa_sesi(context, desaku.klien()[siapa], dasar)
            page = context.new_page()
            page.goto(dasar + alamat)
            page.get_by_role(
                "button", name="Lanjutkan" if siapa == "operator" else "Kirim permintaan"
            ).click()
            expect(page.locator("[class*=ringkas]").first).to_be_visible()
            peramban.lihat(page, f"koreksi-salah-{siapa}")
            cela[alamat] = []
    assert len(cela) == 3
