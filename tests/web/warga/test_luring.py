"""The form on a phone whose line is cut and whose server is away: nothing lost, one ticket, nothing left behind."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, expect

from eoffice.akun.selectors import pengguna
from eoffice.surat import services as surat
from eoffice.surat.models import Permohonan
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.pabrik import SKU, Pemeran, foto
from tests.web import peramban
from tests.web.warga.conftest import SYARAT_SKU

pytestmark = [pytest.mark.peramban, pytest.mark.serentak]
GAMBAR = os.environ.get("EOFFICE_GAMBAR", "")
FOTO: FilePayload = {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": foto()}
ISI_HP = """async () => { const db = await new Promise((b, g) => { const m = indexedDB.open('eoffice-draf', 1);
m.onupgradeneeded = () => m.result.createObjectStore('draf', {keyPath: 'kunci'});
m.onsuccess = () => b(m.result); m.onerror = g; });
const draf = await new Promise(b => { const h = db.transaction('draf').objectStore('draf').getAllKeys();
h.onsuccess = () => b(h.result) }); db.close();
return [draf, (await caches.keys()).filter(k => k.startsWith('isian|')).map(k => k.split('|')[2])] }"""


@pytest.fixture(autouse=True)
def _browser_beside_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """Playwright keeps an event loop in this thread; the tests' own queries are plain ones all the same."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture
def draf(cast: Pemeran, cisontrol: Desa) -> UUID:
    """A business letter that has just been begun."""
    with lingkup(cisontrol.kode):
        return surat.mulai_draf(pemilik=cast.warga, penduduk_id=cast.penduduk_id, jenis="sku")


class Peladen:
    """The village's server, which goes away and comes back at the same address."""

    def __init__(self) -> None:
        self._tumpuk, self.porta = ExitStack(), 0
        self.nyala()

    def nyala(self) -> None:
        self.porta = self._tumpuk.enter_context(peramban.peladen(self.porta))

    def mati(self) -> None:
        self._tumpuk.close()


@pytest.fixture
def peladen() -> Iterator[Peladen]:
    satu = Peladen()
    yield satu
    satu.mati()


@pytest.fixture
def context(peladen: Peladen, cast: Pemeran) -> Iterator[BrowserContext]:
    """The phone of Euis."""
    hp = Client()
    hp.force_login(pengguna(cast.warga))
    with peramban.browser() as browser, _telepon(browser) as context:
        peramban.bawa_sesi(context, hp, f"http://localhost:{peladen.porta}")
        yield context


def _telepon(browser: Browser) -> Any:
    return browser.new_context(viewport={"width": 360, "height": 800})


def _gambar(page: Page, nama: str) -> None:
    if GAMBAR:
        page.screenshot(path=f"{GAMBAR}/{nama}.png", full_page=True)


def _siap(page: Page, alamat: str) -> None:
    page.goto(alamat)
    expect(page.locator("#draf-siap")).to_be_visible(timeout=20_000)
    page.locator("form[data-draf=siap]").wait_for()


def _isi(page: Page) -> None:
    for kode, nilai in SKU.items():
        kotak = page.locator(f"[name={kode}]")
        if kotak.first.get_attribute("type") == "radio":
            page.locator(f"[name={kode}][value='{nilai}']").check(force=True)
        elif kotak.evaluate("k => k.tagName") == "SELECT":
            kotak.select_option(nilai)
        else:
            kotak.fill(nilai)


def test_a_form_is_filled_and_sent_while_line_and_server_are_away(
    context: BrowserContext, peladen: Peladen, draf: UUID, cisontrol: Desa
) -> None:
    alamat = f"http://localhost:{peladen.porta}/warga/isi/{draf}/sekaligus/"
    page = context.new_page()
    _siap(page, alamat)
    _gambar(page, "sekaligus-siap")
    page.fill("[name=nama_usaha]", "Warung Bu Euis")
    page.set_input_files("[name=berkas_ktp]", [FOTO])
    expect(page.locator("#draf-kabar")).to_have_text("Isian tersimpan di HP ini.")
    assert page.evaluate(ISI_HP) == [[str(draf)], [str(draf)]]

    peladen.mati()
    page.reload()
    expect(page.locator("#draf-kabar")).to_have_text(
        "Isian Anda yang tersimpan di HP ini sudah dikembalikan."
    )
    context.set_offline(True)
    page.reload()
    expect(page.locator("[name=nama_usaha]")).to_have_value("Warung Bu Euis")
    assert page.evaluate("document.querySelector('[name=berkas_ktp]').files.length") == 1
    _isi(page)
    for syarat in SYARAT_SKU:
        page.set_input_files(f"[name=berkas_{syarat}]", [FOTO])
    page.check("[name=benar]")
    expect(page.locator("#draf-kabar")).to_have_text("Isian tersimpan di HP ini.")
    kedua = context.new_page()
    kedua.goto(alamat)
    expect(kedua.locator("[name=benar]")).to_be_checked()
    kedua.goto(f"http://localhost:{peladen.porta}/warga/")
    expect(kedua.get_by_role("heading", name="Tidak ada sinyal")).to_be_visible()
    _gambar(kedua, "tanpa-sinyal")
    kedua.get_by_role("link", name="Lanjutkan mengisi").click()
    expect(kedua.locator("[name=benar]")).to_be_checked()
    for tab in (page, kedua):
        tab.get_by_role("button", name="Kirim permohonan").click()
        expect(tab.get_by_role("heading", name="Belum terkirim")).to_be_visible()
    _gambar(page, "sekaligus-belum-terkirim")

    peladen.nyala()
    context.set_offline(False)
    expect(page.get_by_text("Permohonan sudah kami terima")).to_be_visible(timeout=20_000)
    _gambar(page, "sekaligus-terkirim")
    kedua.goto(alamat)
    expect(kedua.get_by_text("Permohonan sudah kami terima")).to_be_visible()
    assert kedua.evaluate(ISI_HP) == [[], []], "nothing is left in the phone"
    with lingkup(cisontrol.kode):
        assert Permohonan.objects.count() == 1


def test_signing_out_wipes_what_was_not_sent(context: BrowserContext, peladen: Peladen, draf: UUID) -> None:
    page = context.new_page()
    _siap(page, f"http://localhost:{peladen.porta}/warga/isi/{draf}/sekaligus/")
    page.fill("[name=nama_usaha]", "Rahasia")
    expect(page.locator("#draf-kabar")).to_have_text("Isian tersimpan di HP ini.")
    keluar = page.locator("form[data-tahan-keluar]").first
    keluar.evaluate("f => f.requestSubmit()")
    expect(page.get_by_text("Anda sudah keluar")).to_be_visible()
    assert page.evaluate(ISI_HP) == [[], []]
    context.set_offline(True)
    page.goto(f"http://localhost:{peladen.porta}/warga/isi/{draf}/sekaligus/")
    expect(page.get_by_role("heading", name="Tidak ada sinyal")).to_be_visible()


def test_the_page_of_one_person_goes_when_another_signs_in(
    context: BrowserContext, peladen: Peladen, draf: UUID, tetangga: Client
) -> None:
    page = context.new_page()
    dasar = f"http://localhost:{peladen.porta}"
    _siap(page, f"{dasar}/warga/isi/{draf}/sekaligus/")
    context.clear_cookies()
    peramban.bawa_sesi(context, tetangga, dasar)
    page.goto(f"{dasar}/warga/")
    page.wait_for_function("async () => !(await caches.keys()).some(k => k.startsWith('isian|'))")
    context.set_offline(True)
    page.goto(f"{dasar}/warga/isi/{draf}/sekaligus/")
    expect(page.get_by_role("heading", name="Tidak ada sinyal")).to_be_visible()
