"""Passkeys in a real browser, whose own virtual device answers: made, used at every door, taken away."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from eoffice.akun import selectors
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.alur.lakon import NAMA_LAN, chromium, peladen
from tests.web import peramban
from tests.web.aparat.conftest import browser

__all__ = ["chromium", "peladen"]
pytestmark = [pytest.mark.peramban, pytest.mark.serentak]
HP: dict[str, Any] = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def cast(cisontrol: Desa, chromium: Browser) -> pabrik.Pemeran:
    """The people of a village, made when the browser runs; the head has his codes."""
    del chromium
    with lingkup(cisontrol.kode):
        made = pabrik.pemeran()
    pabrik.pasang_totp(made.kades)
    return made


@pytest.fixture
def page(chromium: Browser, peladen: int) -> Iterator[Page]:
    """A telephone whose browser knows passkeys."""
    with chromium.new_context(base_url=f"http://localhost:{peladen}") as context:
        hp = context.new_page()
        hp.set_viewport_size({"width": 360, "height": 740})
        yield hp


def perangkat(page: Page) -> tuple[CDPSession, str]:
    """Give the browser a device that keeps passkeys."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    return cdp, cdp.send("WebAuthn.addVirtualAuthenticator", {"options": HP})["authenticatorId"]


def test_a_passkey_from_the_first_day_to_the_last(page: Page, peladen: int, cast: pabrik.Pemeran) -> None:
    galat: list[str] = []
    page.on("pageerror", lambda satu: galat.append(str(satu)))
    page.on("console", lambda satu: galat.append(satu.text) if "Content Security" in satu.text else None)
    cdp, hp = perangkat(page)
    peramban.bawa_sesi(page.context, browser(cast.kades), f"http://localhost:{peladen}")
    page.goto("/aparat/keamanan/kunci-sandi/")
    peramban.periksa(page, f"{peramban.GAMBAR}/kunci-kosong" if peramban.GAMBAR else "")
    tombol = page.get_by_role("button", name="Pasang kunci sandi di perangkat ini")
    tombol.click()
    expect(page.locator("[data-fokus]")).to_contain_text("Beri nama perangkat ini")
    page.get_by_label("Nama perangkat ini").fill("HP Pak Kades")
    tombol.click()
    expect(page.get_by_role("heading", name="HP Pak Kades")).to_be_visible()
    assert peramban.periksa(page, f"{peramban.GAMBAR}/kunci-ada" if peramban.GAMBAR else "") == []
    page.get_by_label("Nama perangkat ini").fill("HP yang sama")
    tombol.click()
    expect(page.get_by_role("alert")).to_contain_text("sudah punya kunci sandi")

    page.context.clear_cookies()
    page.goto("/aparat/masuk/?lanjut=/aparat/keamanan/")
    assert peramban.periksa(page, f"{peramban.GAMBAR}/kunci-masuk" if peramban.GAMBAR else "") == []
    masuk = page.get_by_role("button", name="Masuk dengan kunci sandi")
    cdp.send("WebAuthn.setUserVerified", {"authenticatorId": hp, "isUserVerified": False})
    masuk.click()
    expect(page.get_by_role("alert")).to_contain_text("Tidak jadi")
    cdp.send("WebAuthn.setUserVerified", {"authenticatorId": hp, "isUserVerified": True})
    masuk.click()
    page.wait_for_url("**/aparat/keamanan/")

    page.context.clear_cookies()
    page.goto("/aparat/masuk/")
    page.get_by_label("Nama masuk").fill("oman.cisontrol")
    page.get_by_label("Kata sandi", exact=True).fill(pabrik.SANDI)
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.get_by_role("button", name="Pakai kunci sandi").click()
    page.wait_for_url("**/aparat/")

    (satu,) = selectors.kunci_sandi(cast.kades)
    assert satu.dipakai_pada is not None
    page.goto("/aparat/keamanan/kunci-sandi/")
    page.get_by_role("link", name="Hapus kunci sandi HP Pak Kades").click()
    page.get_by_role("button", name="Hapus kunci sandi").click()
    expect(page.get_by_text("Belum ada kunci sandi.")).to_be_visible()
    page.context.clear_cookies()
    page.goto("/aparat/masuk/")
    masuk.click()
    expect(page.get_by_text("tidak dikenal di sini")).to_be_visible()
    assert galat == []


def test_on_a_plain_line_the_page_says_why_there_are_none(
    page: Page, peladen: int, cast: pabrik.Pemeran
) -> None:
    perangkat(page)
    page.goto(f"http://{NAMA_LAN}:{peladen}/aparat/masuk/")
    expect(page.get_by_text("tidak diawali https")).to_be_visible()
    expect(page.get_by_role("button", name="Masuk dengan kunci sandi")).to_have_count(0)
