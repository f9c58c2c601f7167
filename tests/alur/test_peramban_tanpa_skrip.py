"""The main job where scripts are switched off: every step is a plain form."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.alur import panggung as p
from tests.alur.panggung import HP, Panggung

pytestmark = [pytest.mark.peramban, pytest.mark.serentak]


@pytest.fixture
def polos(panggung: Panggung) -> Panggung:
    """Phones and PCs that run no script."""
    panggung.pilihan["java_script_enabled"] = False
    return panggung


def test_a_letter_is_asked_for_signed_and_verified_without_a_script(polos: Panggung, tmp_path: Path) -> None:
    warga = polos.warga()
    tiket = p.ajukan(warga, polos.desa, "sktm")
    expect(warga.get_by_role("button", name="Simpan tanda terima")).to_be_hidden()  # it could do nothing

    p.teruskan(polos.aparat("rika"), tiket)
    p.paraf(polos.aparat("dadang"), tiket)
    kades = polos.aparat("oman", HP)
    p.tanda_tangani(kades, "bukan frasanya")
    expect(kades.get_by_role("alert")).to_contain_text("Tidak ada surat yang ditandatangani")
    p.tanda_tangani(kades)
    expect(kades.get_by_role("heading", name="1 surat terbit")).to_be_visible()

    warga.goto("/warga/")
    warga.get_by_role("link", name="Surat Keterangan Tidak Mampu").click()
    siapa_saja = polos.buka(HP)
    siapa_saja.goto(polos.dari_qr(p.unduh(warga, "Unduh surat"), tmp_path))
    expect(siapa_saja.get_by_role("heading", name="Surat ini asli")).to_be_visible()


def test_a_resident_is_found_and_served_at_the_counter_without_a_script(polos: Panggung) -> None:
    operator = polos.aparat("rika")
    operator.goto("/aparat/loket/")
    operator.get_by_label("Cari nama, NIK, atau nomor KK").fill("euis")
    p.tekan(operator, "Cari")
    operator.get_by_role("link", name="Euis Komariah").click()
    expect(operator.locator("h1")).to_contain_text("Surat apa")
