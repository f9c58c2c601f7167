"""The main job over the office's network: plain HTTP, a name that is not localhost, so neither service worker nor
``crypto.subtle``."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.alur import panggung as p
from tests.alur.lakon import NAMA_LAN
from tests.alur.panggung import HP, Panggung

pytestmark = [pytest.mark.peramban, pytest.mark.serentak]


@pytest.fixture
def lan(panggung: Panggung) -> Panggung:
    """The same office, called by its name in the network."""
    panggung.alamat = panggung.alamat.replace("localhost", NAMA_LAN)
    return panggung


def test_a_letter_is_asked_for_signed_and_verified_on_the_lan(lan: Panggung, tmp_path: Path) -> None:
    warga = lan.warga()
    assert warga.evaluate("[isSecureContext, 'serviceWorker' in navigator, !!crypto.subtle]") == [False] * 3
    galat: list[str] = []
    warga.on("pageerror", lambda e: galat.append(str(e)))
    tiket = p.ajukan(warga, lan.desa, "sku")

    p.teruskan(lan.aparat("rika"), tiket)
    p.paraf(lan.aparat("dadang"), tiket)
    kades = lan.aparat("oman", HP)
    p.tanda_tangani(kades)
    expect(kades.get_by_role("heading", name="1 surat terbit")).to_be_visible()

    warga.goto("/warga/")
    warga.get_by_role("link", name="Surat Keterangan Usaha").click()
    warga.goto(lan.dari_qr(p.unduh(warga, "Unduh surat"), tmp_path))
    expect(warga.get_by_role("heading", name="Surat ini asli")).to_be_visible()
    assert galat == []


def test_an_application_cut_off_on_the_lan_is_sent_once_when_the_line_is_back(lan: Panggung) -> None:
    warga = lan.warga()
    warga.goto(f"/desa/{lan.desa}/surat/sku/")
    p.tekan(warga, "Mulai mengisi")
    p.jawab_semua(warga, p.JAWABAN["sku"])
    warga.get_by_role("main").get_by_role("checkbox").check()
    warga.context.set_offline(True)
    p.tekan(warga, "Kirim permohonan")
    expect(warga.get_by_role("heading", name="Belum terkirim, tetapi aman di HP ini")).to_be_visible()
    p.potret(warga, "lan-terputus")
    warga.context.set_offline(False)
    expect(warga.get_by_role("heading", name="Permohonan sudah kami terima")).to_be_visible()
    warga.goto("/warga/")
    expect(warga.get_by_role("link", name="Surat Keterangan Usaha")).to_have_count(1)
