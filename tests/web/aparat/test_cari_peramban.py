"""The office's search by keyboard alone, in a real browser, on a wide and a narrow screen, with and without scripts."""

import pytest
from playwright.sync_api import Browser, expect

from eoffice.wilayah.models import Desa
from tests.alur.lakon import chromium, peladen
from tests.web import peramban
from tests.web.dunia import Desaku, bangun

__all__ = ["chromium", "peladen"]
pytestmark = [pytest.mark.peramban, pytest.mark.serentak]


@pytest.fixture
def desaku(cisontrol: Desa, chromium: Browser) -> Desaku:
    """One of everything, made when the browser runs: connections are kept apart by its loop."""
    del chromium
    return bangun(cisontrol, "cisontrol", "3207154506859001", "3207155506859003")


def test_a_slash_leads_to_the_box_and_the_keyboard_does_the_rest(
    chromium: Browser, peladen: int, desaku: Desaku
) -> None:
    dasar = f"http://localhost:{peladen}"
    with chromium.new_context(viewport={"width": 1280, "height": 800}) as context:
        peramban.bawa_sesi(context, desaku.klien()["operator"], dasar)
        page = context.new_page()
        page.goto(f"{dasar}/aparat/")
        page.keyboard.press("/")
        kotak = page.locator("#cari-semua")
        expect(kotak).to_be_focused()
        expect(kotak).to_have_value("")
        page.keyboard.type("euis/kom")
        expect(kotak).to_have_value("euis/kom")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{dasar}/aparat/cari/")
        expect(page.locator("#temuan")).to_contain_text("Euis Komariah")
        page.keyboard.press("/")
        expect(page.locator("#cari-q")).to_be_focused()
        expect(page.locator("#cari-q")).to_have_value("euis/kom")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        expect(page.locator("#temuan a").first).to_be_focused()


def test_what_is_typed_on_the_page_of_the_search_is_found_while_typing(
    chromium: Browser, peladen: int, desaku: Desaku
) -> None:
    dasar = f"http://localhost:{peladen}"
    with chromium.new_context(viewport={"width": 360, "height": 740}) as context:
        peramban.bawa_sesi(context, desaku.klien()["operator"], dasar)
        page = context.new_page()
        page.goto(f"{dasar}/aparat/penduduk/")
        expect(page.locator("#cari-semua")).to_be_hidden()
        page.locator("h1").click()
        page.keyboard.press("/")
        expect(page.locator("#cari-q")).to_be_focused()
        page.goto(f"{dasar}/aparat/permohonan/")
        page.locator("h1").click()
        page.keyboard.press("/")
        page.wait_for_url(f"{dasar}/aparat/cari/")
        expect(page.locator("#cari-q")).to_be_focused()
        page.keyboard.type("komar")
        expect(page.locator("#temuan")).to_contain_text("Euis Komariah")
        expect(page.locator("#temuan [role=status]")).to_contain_text("hasil.")
        assert page.url == f"{dasar}/aparat/cari/", "nothing typed stands in the address"


def test_without_scripts_the_box_is_a_plain_form(chromium: Browser, peladen: int, desaku: Desaku) -> None:
    dasar = f"http://localhost:{peladen}"
    with chromium.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 800}) as context:
        peramban.bawa_sesi(context, desaku.klien()["operator"], dasar)
        page = context.new_page()
        page.goto(f"{dasar}/aparat/permohonan/")
        page.locator("#cari-semua").fill("komariah")
        page.get_by_role("button", name="Temukan").click()
        page.wait_for_url(f"{dasar}/aparat/cari/")
        expect(page.locator("#temuan")).to_contain_text("Euis Komariah")


def test_a_slash_inside_a_box_of_text_is_a_slash(chromium: Browser, peladen: int, desaku: Desaku) -> None:
    dasar = f"http://localhost:{peladen}"
    with chromium.new_context(viewport={"width": 1280, "height": 800}) as context:
        peramban.bawa_sesi(context, desaku.klien()["operator"], dasar)
        page = context.new_page()
        page.goto(f"{dasar}/aparat/permohonan/")
        saring = page.locator("main input[name=q]")
        saring.focus()
        page.keyboard.type("047/Ds")
        expect(saring).to_have_value("047/Ds")
        expect(page.locator("#cari-semua")).to_have_value("")


def test_keys_lead_where_the_menu_leads_and_can_be_switched_off(
    chromium: Browser, peladen: int, desaku: Desaku
) -> None:
    dasar = f"http://localhost:{peladen}"
    with chromium.new_context(viewport={"width": 1280, "height": 800}) as context:
        peramban.bawa_sesi(context, desaku.klien()["operator"], dasar)
        page = context.new_page()
        page.goto(f"{dasar}/aparat/")
        page.keyboard.press("?")
        expect(page.locator("#bantuan summary")).to_be_focused()
        expect(page.locator("#bantuan > div")).to_be_visible()
        page.keyboard.press("g")
        page.keyboard.press("t")  # an operator has no such line in his menu
        page.keyboard.press("p")  # and one letter alone goes nowhere
        expect(page).to_have_url(f"{dasar}/aparat/")
        page.keyboard.press("g")
        page.keyboard.press("p")
        page.wait_for_url(f"{dasar}/aparat/permohonan/")
        page.goto(f"{dasar}/bantuan/tombol/")
        page.get_by_role("button", name="Matikan tombol pintas").click()
        expect(page.get_by_text("Tombol pintas mati di peramban ini.")).to_be_visible()
        page.goto(f"{dasar}/aparat/")
        for kunci in ("/", "?", "g", "p"):
            page.keyboard.press(kunci)
        expect(page.locator("#cari-semua")).not_to_be_focused()
        expect(page.locator("#bantuan > div")).to_be_hidden()
        expect(page).to_have_url(f"{dasar}/aparat/")
