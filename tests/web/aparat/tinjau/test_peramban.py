"""The pages of the recovery in a real browser: no barrier, nothing that scrolls sideways, and the whole way by clicks."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from eoffice.arsip import services as arsip
from eoffice.arsip.services.berkas_saksi import letak
from eoffice.wilayah.models import Desa
from tests.alur.lakon import chromium, peladen
from tests.web import peramban
from tests.web.aparat.conftest import buka_balai, ke
from tests.web.aparat.tinjau.alat import Pulih
from tests.web.peramban import lihat

__all__ = ["chromium", "peladen"]
pytestmark = [pytest.mark.peramban, pytest.mark.serentak]


@pytest.fixture
def pulih(cisontrol: Desa, chromium: Browser, settings: Any, tmp_path: Path) -> Pulih:
    """Cisontrol's own server, made when the browser runs."""
    del chromium
    settings.EOFFICE_PERAN, settings.EOFFICE_DESA, settings.EOFFICE_MESIN = "desa", cisontrol.kode, "satu"
    settings.EOFFICE_HOME, settings.EOFFICE_FOLDER_CA = tmp_path, tmp_path / "ca-akar"
    return Pulih(buka_balai(cisontrol, "cisontrol", "3207154506859001"), tmp_path)


@pytest.fixture
def halaman(pulih: Pulih, chromium: Browser, peladen: int) -> Any:
    """Return a page opener for the operator."""
    with peramban.pembuka(chromium, pulih.balai.operator, peladen) as buka:
        yield buka


@pytest.mark.lama
def test_the_recovery_by_clicks(pulih: Pulih, halaman: Callable[[str], Page]) -> None:
    pulih.bernomor()
    pulih.dalam(lambda: letak().unlink())
    page = halaman(ke("beranda"))
    lihat(page, "beranda-pulih")
    peramban.tekan(page.get_by_role("link", name="Buka Pemulihan"))
    lihat(page, "pemulihan")
    peramban.tekan(page.get_by_role("button", name="Pastikan nomor terakhir"))
    lihat(page, "pemulihan-galat")
    page.get_by_label("Mengapa tidak dapat menunggu?").fill("Warga harus ke bank hari ini")
    peramban.tekan(page.get_by_role("button", name="Pakai nomor sementara"))
    lihat(page, "pemulihan-sementara")
    pulih.bernomor()
    page.get_by_label("Nomor terakhir di buku surat keterangan").fill("17")
    page.get_by_label("Catatan").fill("Buku register halaman 3")
    page.get_by_role("button", name="Pastikan nomor terakhir").click()
    page.get_by_text("Nomor terakhir sudah pasti").wait_for()
    lihat(page, "pemulihan-selesai")
    page = halaman(ke("tinjau"))
    lihat(page, "tinjau-sementara")
    page.get_by_role("button", name="Catat dengan nomor tetap").click()
    page.get_by_text("Dicatat di buku register dengan nomor").wait_for()


def test_a_doubled_number_is_settled_by_clicks(pulih: Pulih, halaman: Callable[[str], Page]) -> None:
    satu, _ = pulih.dua_surat()
    page = halaman(ke("beranda"))
    peramban.tekan(page.get_by_role("link", name="Lihat dan putuskan"))
    lihat(page, "tinjau")
    peramban.tekan(page.get_by_role("link", name=pulih.nomor(satu)))
    lihat(page, "tinjau-nomor")
    peramban.tekan(page.get_by_role("button", name="Simpan keputusan"))
    lihat(page, "tinjau-nomor-galat")
    page.get_by_text("Surat A", exact=True).click()
    page.get_by_label("Alasannya").fill("Tertulis di buku register")
    page.get_by_role("button", name="Simpan keputusan").click()
    page.get_by_text("Surat yang lain dicatat ulang dengan nomor").wait_for()
    lihat(page, "tinjau-selesai")


def test_two_versions_of_a_letter_have_no_barrier(pulih: Pulih, halaman: Callable[[str], Page]) -> None:
    pulih.bernomor()
    surat_id = pulih.siap()
    pulih.kembali(lambda: pulih.cetak_di_sini(surat_id), lambda: pulih.cetak_di_sini(surat_id))
    lihat(halaman(ke("tinjau_cabang", surat_id)), "tinjau-cabang")
    assert pulih.dalam(arsip.nomor_ganda)
