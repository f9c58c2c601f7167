"""The regency's pages in a browser: no barrier in either width and colour, the ways from page to page, a filter."""

import os
from collections.abc import Iterator
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect

from eoffice.sinkron.services import antaran, kuota
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.alur.lakon import chromium, peladen
from tests.conftest import CISONTROL
from tests.web import peramban
from tests.web.kabupaten.conftest import (
    bandingkan,
    browser,
    buat_petugas,
    ke,
    papan_penuh,
    pasang_server,
    tahan,
)
from tests.web.kabupaten.test_serah import surat_desa

__all__ = ["chromium", "peladen", "surat_desa"]
pytestmark = [pytest.mark.peramban, pytest.mark.serentak]
GAMBAR = os.environ.get("EOFFICE_GAMBAR", "")


@pytest.fixture
def halaman(chromium: Browser, peladen: int, cisontrol: Desa) -> Iterator[tuple[Page, str]]:
    """Return a page in which Dian is signed in, and where the hub answers; some villages are in trouble."""
    papan_penuh(30)
    pasang_server(cisontrol)
    tahan()
    tahan("sinkron.dua_cabang", 9, revisi=4)
    bandingkan(("surat.surat", [3]), ("akun.pejabat", []))
    with lingkup(CISONTROL):
        kuota.catat_ditolak(2)
        antaran.catat_diterima(kurang=False)
    dasar = f"http://localhost:{peladen}"
    with chromium.new_context() as context:
        peramban.bawa_sesi(context, browser(buat_petugas()), dasar)
        yield context.new_page(), dasar


def test_no_page_of_the_regency_has_a_barrier(halaman: tuple[Page, str]) -> None:
    page, dasar = halaman
    cela: dict[str, list[str]] = {}

    def periksa(nama: str) -> None:
        cela[nama] = peramban.periksa(page, f"{GAMBAR}/kabupaten-{nama}" if GAMBAR else "")

    page.goto(dasar + ke("papan"))
    periksa("papan")
    peramban.tekan(page.get_by_role("link", name="Cisontrol"))
    periksa("desa")
    page.get_by_role("link", name="Putuskan").click()
    peramban.tekan(page.get_by_role("button", name="Jangan pakai catatan ini"))
    periksa("putuskan")
    page.goto(dasar + ke("serah", CISONTROL))
    periksa("serah")
    page.goto(dasar + ke("cabut", CISONTROL))
    periksa("cabut")
    page.goto(dasar + ke("kode", CISONTROL))
    periksa("tanya-kode")
    page.get_by_text("Server lama diganti").click()
    peramban.tekan(page.get_by_role("button", name="Buat kode penggantian"))
    periksa("kode")
    page.goto(dasar + ke("kuota", CISONTROL))
    peramban.tekan(page.get_by_role("button", name="Simpan kuota"))
    periksa("kuota")
    assert {nama: satu for nama, satu in cela.items() if satu} == {}
    assert len(cela) == 8


def test_on_a_phone_the_board_is_narrowed_by_touch(halaman: tuple[Page, str]) -> None:
    page, dasar = halaman
    page.set_viewport_size({"width": peramban.HP, "height": 740})
    page.goto(dasar + ke("papan"))
    baris = page.locator("main tbody tr")
    expect(baris).to_have_count(31)
    page.get_by_role("link", name="Perlu dibantu").click()
    expect(baris).not_to_have_count(31)  # the page arrives when it does
    page.wait_for_load_state()
    assert 0 < baris.count() < 31
    assert baris.first.bounding_box()["width"] <= peramban.HP  # type: ignore[index]
    page.get_by_role("link", name="Perlu dibantu").last.click()  # the narrowing is taken off again
    expect(baris).to_have_count(31)


def test_the_way_of_a_letter_that_is_taken_back_has_no_barrier(
    chromium: Browser, peladen: int, surat_desa: UUID
) -> None:
    """Proposed by one, approved by another, returned by a third step; each page as an officer meets it."""
    dasar, cela = f"http://localhost:{peladen}", dict[str, list[str]]()
    with chromium.new_context() as satu, chromium.new_context() as dua:
        peramban.bawa_sesi(satu, browser(buat_petugas()), dasar)
        peramban.bawa_sesi(dua, browser(buat_petugas("asep", "Asep Rahmat")), dasar)
        dian, asep = satu.new_page(), dua.new_page()

        def periksa(page: Page, nama: str) -> None:
            cela[nama] = peramban.periksa(page, f"{GAMBAR}/kabupaten-{nama}" if GAMBAR else "")

        dian.goto(dasar + ke("serah", CISONTROL))
        periksa(dian, "serah-di-desa")
        dian.get_by_role("link", name="Usulkan penarikan").click()
        dian.get_by_role("button", name="Usulkan penarikan").click()
        expect(dian.get_by_text("Ada 1 hal yang perlu diperbaiki")).to_be_visible()
        periksa(dian, "usul-galat")
        dian.get_by_label("Alasan").fill("Server desa rusak sejak Senin.")
        dian.get_by_role("button", name="Usulkan penarikan").click()
        expect(dian.get_by_text("Penarikan diusulkan.")).to_be_visible()
        periksa(dian, "serah-diusulkan")
        asep.goto(dasar + ke("serah", CISONTROL))
        peramban.tekan(asep.get_by_role("link", name="Setujui"))
        periksa(asep, "setuju")
        asep.get_by_role("button", name="Tarik surat").click()
        expect(asep.get_by_text("Surat ditarik.")).to_be_visible()
        periksa(asep, "serah-ditarik")
        peramban.tekan(asep.get_by_role("link", name="Tolak"))
        periksa(asep, "tolak")
        asep.goto(dasar + ke("serah", CISONTROL))
        peramban.tekan(asep.get_by_role("link", name="Berikan lagi"))
        periksa(asep, "beri-lagi")
        asep.goto(dasar + ke("serah", CISONTROL))
        asep.get_by_role("link", name="Kembalikan ke pemohon").click()
        peramban.tekan(asep.get_by_role("button", name="Kembalikan"))
        periksa(asep, "kembalikan-galat")
        asep.get_by_label("Alasan").fill("Foto KTP tidak terbaca, kirim yang baru.")
        asep.get_by_role("button", name="Kembalikan").click()
        expect(asep.get_by_text("Permohonan dikembalikan kepada pemohon.")).to_be_visible()
        periksa(asep, "serah-dikembalikan")
        dian.goto(dasar + ke("desa", CISONTROL))
        periksa(dian, "desa-tindakan")
        dian.goto(dasar + ke("usb_terima", CISONTROL))
        periksa(dian, "usb-terima")
    assert {nama: satu for nama, satu in cela.items() if satu} == {}
    assert len(cela) == 11
