"""A new village in a browser, without JavaScript: from the first account to everything but residents and a letter."""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from eoffice.akun.rules.jabatan import Jabatan
from eoffice.wilayah.models import Desa
from tests.alur.lakon import chromium, peladen
from tests.pabrik import foto
from tests.web import peramban
from tests.web.aparat.conftest import SANDI, angkat, browser

__all__ = ["chromium", "peladen"]
pytestmark = [pytest.mark.peramban, pytest.mark.serentak]


@pytest.fixture
def sekdes(chromium: Browser, peladen: int, cisontrol: Desa) -> Iterator[Page]:
    """The browser of the only official there is."""
    orang = angkat(cisontrol, "tati", "Tati Rohayati", Jabatan.SEKRETARIS_DESA)
    Desa.objects.filter(pk=cisontrol.pk).update(alamat="")
    dasar = f"http://localhost:{peladen}"
    with chromium.new_context(java_script_enabled=False) as context:
        peramban.bawa_sesi(context, browser(orang.pengguna.pk), dasar)
        page = context.new_page()
        page.set_viewport_size({"width": 360, "height": 800})
        page.goto(f"{dasar}/aparat/")
        yield page


def maju(page: Page, jadi: int) -> None:
    """Wait for the setup page that tells so many steps done."""
    expect(page.get_by_role("heading", name="Persiapan desa")).to_be_visible()
    expect(page.get_by_text(f"{jadi} dari 6 langkah selesai")).to_be_visible()


def kerjakan(page: Page, langkah: str) -> None:
    """Open the form of the next step, which is this one."""
    berikut = page.locator('[aria-current="step"]')
    expect(berikut).to_contain_text(langkah)
    berikut.get_by_role("link", name="Kerjakan").click()


def pejabat(page: Page, nama: str, jabatan: str, *, akun: str = "") -> None:
    """Name somebody and his post by the two real forms."""
    page.get_by_label("Nama lengkap dengan gelar").fill(nama)
    if akun:
        page.get_by_label("Nama masuk").fill(akun)
        page.get_by_label("Kata sandi sementara").fill(SANDI)
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("heading", name=f"Jabatan {nama}")).to_be_visible()
    page.locator("select[name=jabatan]").select_option(jabatan)
    page.get_by_label("Mulai bertugas").fill(date(2026, 1, 2).isoformat())
    page.get_by_label("Nomor SK").fill("SK 2/2026")
    page.get_by_role("button", name="Simpan jabatan").click()


def test_the_setup_leads_through_the_real_forms_and_takes_up_where_it_was_left(sekdes: Page) -> None:
    sekdes.get_by_role("link", name="Buka persiapan desa").click()
    maju(sekdes, 1)
    kerjakan(sekdes, "Alamat dan telepon kantor")
    sekdes.get_by_label("Alamat kantor").fill("Jalan Raya Cisontrol 17")
    sekdes.get_by_role("button", name="Simpan").click()
    maju(sekdes, 2)
    expect(sekdes.get_by_text("Jalan Raya Cisontrol 17")).to_be_visible()
    kerjakan(sekdes, "Lambang")
    sekdes.set_input_files(
        "input[name=lambang]", {"name": "l.jpg", "mimeType": "image/jpeg", "buffer": foto()}
    )
    sekdes.get_by_role("button", name="Simpan").click()
    maju(sekdes, 3)
    kerjakan(sekdes, "Kepala desa")
    pejabat(sekdes, "Ujang Sutarna", "kepala_desa")
    maju(sekdes, 3)
    expect(sekdes.get_by_text("Belum ada: operator, yang memeriksa")).to_be_visible()
    sekdes.get_by_role("link", name="Beranda").first.click()  # left, and taken up again
    sekdes.get_by_role("link", name="Buka persiapan desa").click()
    kerjakan(sekdes, "Kepala desa")
    pejabat(sekdes, "Rika Amelia", "operator", akun="rika.amelia")
    maju(sekdes, 4)
    expect(sekdes.get_by_text("3 orang bertugas hari ini")).to_be_visible()
    expect(sekdes.get_by_text("Dikerjakan operator.").first).to_be_visible()
    assert not sekdes.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
