"""The page of backups in a real browser, in every state: no barrier, nothing that scrolls sideways, no script needed."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect

from eoffice.cadangan import services as cadangan
from eoffice.cadangan.adapters import amplop
from eoffice.cadangan.services import keadaan
from eoffice.wilayah.models import Desa
from tests.alur.lakon import chromium, peladen
from tests.dokumen.alat import baca_qr
from tests.web import peramban
from tests.web.aparat.cadangan.conftest import dibuat, gagal
from tests.web.aparat.conftest import Balai, buka_balai, ke

__all__ = ["chromium", "peladen"]
pytestmark = [pytest.mark.peramban, pytest.mark.serentak]
GAMBAR = os.environ.get("EOFFICE_GAMBAR", "")
Buka = Callable[[str], Page]


@pytest.fixture
def balai_server(cisontrol: Desa, chromium: Browser, settings: Any, tmp_path: Path) -> Balai:
    """Cisontrol's own server, made when the browser runs."""
    del chromium
    settings.EOFFICE_PERAN, settings.EOFFICE_DESA = "desa", cisontrol.kode
    settings.EOFFICE_HOME, settings.EOFFICE_CADANGAN = tmp_path, "usb:/media/flashdisk"
    return buka_balai(cisontrol, "cisontrol", "3207154506859001")


@pytest.fixture
def halaman(balai_server: Balai, chromium: Browser, peladen: int) -> Any:
    """Return a page opener for the operator."""
    cache.clear()
    dasar = f"http://localhost:{peladen}"
    with chromium.new_context(accept_downloads=True) as context:
        peramban.bawa_sesi(context, balai_server.operator, dasar)
        page = context.new_page()

        def buka(alamat: str) -> Page:
            page.goto(dasar + alamat)
            return page

        yield buka


def lihat(page: Page, nama: str) -> None:
    assert peramban.periksa(page, f"{GAMBAR}/{nama}" if GAMBAR else "") == []


def _tanpa_tempat(settings: Any) -> None:
    settings.EOFFICE_CADANGAN = ""


def _tanpa_kunci(_: Any) -> None:
    """Nothing was made yet."""


def _segar(_: Any) -> None:
    cadangan.buat_kunci("Desa Cisontrol")
    cadangan.tambah_penerima(amplop.kunci_baru()[1], "Diskominfo Kabupaten Ciamis")
    dibuat(timedelta(days=2))
    gagal(timedelta(days=1))
    dibuat(timedelta(hours=10), oleh="Siti Aminah Nurhayati Sastradinata", hilang=1)


def _lama(_: Any) -> None:
    cadangan.buat_kunci("Desa Cisontrol")
    dibuat(timedelta(days=9))
    gagal()


KEADAAN: dict[str, Callable[[Any], None]] = {
    "tanpa-tempat": _tanpa_tempat,
    "tanpa-kunci": _tanpa_kunci,
    "segar": _segar,
    "lama": _lama,
}


@pytest.mark.parametrize("nama", KEADAAN)
def test_no_state_has_a_barrier(balai_server: Balai, halaman: Buka, settings: Any, nama: str) -> None:
    KEADAAN[nama](settings)
    lihat(halaman(ke("beranda")), f"beranda-{nama}")
    lihat(halaman(ke("cadangan")), f"cadangan-{nama}")


def test_the_sheet_is_asked_for_and_downloaded(balai_server: Balai, halaman: Buka, tmp_path: Path) -> None:
    page = halaman(ke("cadangan"))
    peramban.tekan(page.get_by_role("link", name="Buat lembar pemulihan"))
    lihat(page, "lembar")
    page.get_by_role("button", name="Buat dan unduh lembar").click()
    expect(page.get_by_text("Beri tanda centang untuk melanjutkan.").first).to_be_visible()
    lihat(page, "lembar-galat")
    page.get_by_role("checkbox").check()
    with page.expect_download() as unduhan:
        page.get_by_role("button", name="Buat dan unduh lembar").click()
    unduhan.value.save_as(tmp_path / "lembar.pdf")
    (rahasia,) = baca_qr((tmp_path / "lembar.pdf").read_bytes(), tmp_path)
    assert [satu.kunci for satu in cadangan.penerima()] == [amplop.kunci_publik(rahasia)]
    expect(halaman(ke("cadangan")).get_by_role("button", name="Cadangkan sekarang")).to_be_visible()


def test_the_page_follows_a_backup_that_is_made(balai_server: Balai, halaman: Buka) -> None:
    cadangan.buat_kunci("Desa Cisontrol")
    page = halaman(ke("cadangan"))
    page.get_by_role("button", name="Cadangkan sekarang").click()
    expect(page.get_by_text("Dimulai dalam beberapa detik.")).to_be_visible()
    assert cadangan.ambil_permintaan()
    with keadaan.berjalan() as maju:
        maju(400, 1_620)
        expect(page.get_by_text("400 dari 1.620 berkas.")).to_be_visible()
        lihat(page, "cadangan-berjalan")
        dibuat()
    expect(page.get_by_text("Cadangan ada.")).to_be_visible()
    expect(page.get_by_role("button", name="Cadangkan sekarang")).to_be_visible()
