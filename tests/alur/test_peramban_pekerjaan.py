"""The main job, from the citizen's phone to a letter anybody verifies, for every type of letter."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.alur import panggung as p
from tests.alur.panggung import HP, Panggung
from tests.web.peramban import cela

pytestmark = [pytest.mark.peramban, pytest.mark.serentak]
TERTULIS = {
    "sku": ["SURAT KETERANGAN USAHA", "Euis Komariah", "Warung Bu Euis", "pengajuan kredit usaha rakyat"],
    "sktm": ["SURAT KETERANGAN TIDAK MAMPU", "Rizki Maulana", "Rp850.000", "keringanan biaya pendidikan"],
}


@pytest.mark.parametrize("jenis", ["sku", pytest.param("sktm", marks=pytest.mark.lama)])
def test_a_letter_goes_from_the_phone_to_a_verified_paper(
    panggung: Panggung, jenis: str, tmp_path: Path
) -> None:
    warga = panggung.warga()
    tiket = p.ajukan(warga, panggung.desa, jenis)
    p.potret(warga, f"{jenis}-terkirim")

    operator = panggung.aparat("rika")
    p.teruskan(operator, tiket)
    sekdes = panggung.aparat("dadang")
    p.paraf(sekdes, tiket)
    kades = panggung.aparat("oman", HP)
    p.tanda_tangani(kades)
    expect(kades.get_by_role("heading", name=re.compile("^1 surat terbit"))).to_be_visible()
    assert cela(kades) == ""

    warga.goto("/warga/")
    warga.get_by_role("link", name=re.compile(tiket)).click()
    expect(warga.get_by_role("heading", name="Surat Anda sudah selesai")).to_be_visible()
    surat = p.unduh(warga, "Unduh surat")
    tulisan = p.kata(surat)
    assert [k for k in TERTULIS[jenis] if k not in tulisan] == []

    siapa_saja = panggung.buka(HP)
    siapa_saja.goto(panggung.dari_qr(surat, tmp_path))
    expect(siapa_saja.get_by_role("heading", name="Surat ini asli")).to_be_visible()
    assert "Euis Komariah" in siapa_saja.locator("main").inner_text()
    assert p.NIK not in siapa_saja.content()

    siapa_saja.goto("/cek/")
    siapa_saja.locator("details:has(input[type=file]) summary").click()
    siapa_saja.locator("input[type=file]").set_input_files(
        {"name": "surat.pdf", "mimeType": "application/pdf", "buffer": surat.read_bytes()}
    )
    p.tekan(siapa_saja, "Cek berkas")
    expect(siapa_saja.get_by_role("heading", name="Surat ini asli")).to_be_visible()
