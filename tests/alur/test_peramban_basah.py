"""Letters signed by hand, served at the counter; and the turns a letter can take: mended, withdrawn, refused, revoked."""

import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.alur import panggung as p
from tests.alur.panggung import HP, Panggung
from tests.web.peramban import cela

pytestmark = [pytest.mark.peramban, pytest.mark.serentak]


def layani(page: Page, jenis: str, nama: str = "Euis Komariah") -> str:
    """Ask for a letter at the counter for somebody who came without her phone; return the ticket."""
    page.goto("/aparat/loket/")
    page.get_by_label("Cari nama, NIK, atau nomor KK").press_sequentially("euis")
    page.get_by_role("link", name=nama).click()
    page.get_by_role("button", name=re.compile(jenis)).click()
    for kode, nilai in p.JAWABAN["sku"].items():
        kotak = page.locator(f"main [name={kode}]")
        kotak.and_(page.locator(f"[value={nilai}]")).check() if kotak.count() > 1 else kotak.fill(nilai)
    expect(page.locator("main input[type=file]").first).to_be_attached()
    for berkas in page.locator("main input[type=file]").all():
        berkas.set_input_files(p.FOTO)
    p.potret(page, "loket-isi")
    p.tekan(page, "Kirim permohonan")
    expect(page.get_by_role("heading", name="Permohonan sudah masuk")).to_be_visible()
    p.potret(page, "loket-selesai")
    return page.locator(".tiket").inner_text().replace("\n", "")


def pindai(kertas: Path, tempat: Path) -> Path:
    """Photograph the printed paper, as after the signature."""
    subprocess.run(["pdftoppm", "-r", "110", "-jpeg", "-singlefile", kertas, tempat / "pindaian"], check=True)
    return tempat / "pindaian.jpg"


def test_a_letter_signed_by_hand_is_issued_as_its_scan(kosong: Panggung, tmp_path: Path) -> None:
    operator = kosong.aparat("rika")
    tiket = layani(operator, "Surat Keterangan Usaha")
    p.teruskan(operator, tiket)
    p.paraf(kosong.aparat("dadang"), tiket)

    p.buka_permohonan(operator, tiket)
    operator.get_by_role("link", name=re.compile("Cetak")).last.click()
    p.potret(operator, "basah-penanda")
    p.tekan(operator, "Ambil nomor")
    p.potret(operator, "basah-cetak")
    assert cela(operator) == ""
    kertas = p.unduh(operator, "Unduh PDF")
    assert "Euis Komariah" in p.kata(kertas)
    operator.get_by_role("link", name="Lampirkan pindaian").click()
    operator.get_by_label("Foto atau pindaian surat").set_input_files(pindai(kertas, tmp_path))
    p.potret(operator, "basah-lampirkan")
    p.tekan(operator, "Lampirkan dan terbitkan")
    expect(operator.locator(".kilat")).to_contain_text("Surat terbit")
    p.potret(operator, "basah-terbit")

    warga = kosong.warga()
    warga.get_by_role("link", name="Surat Keterangan Usaha").click()
    surat = p.unduh(warga, "Unduh surat")
    warga.goto(kosong.dari_qr(surat, tmp_path))
    p.potret(warga, "basah-cek")
    expect(warga.get_by_role("heading", name="Surat ini asli")).to_be_visible()


def test_a_returned_application_is_mended_on_the_phone_and_sent_again(kosong: Panggung) -> None:
    warga = kosong.warga()
    tiket = p.ajukan(warga, kosong.desa, "sku")
    operator = kosong.aparat("rika", HP)
    p.buka_permohonan(operator, tiket)
    operator.get_by_role("link", name="Minta perbaikan").click()
    operator.get_by_label("Foto tempat usaha").check()
    operator.get_by_label("Alasannya").fill("Fotonya gelap. Foto lagi dari depan.")
    p.potret(operator, "minta-perbaikan")
    assert cela(operator) == ""
    p.tekan(operator, "Minta perbaikan")

    warga.goto("/warga/")
    warga.get_by_role("link", name=re.compile(tiket)).click()
    expect(warga.get_by_role("main")).to_contain_text("Fotonya gelap. Foto lagi dari depan.")
    p.potret(warga, "perlu-perbaikan")
    assert cela(warga) == ""
    warga.get_by_role("link", name="Perbaiki sekarang").click()
    p.tekan(warga, "Buka jawaban saya")
    p.jawab_semua(warga, p.JAWABAN["sku"])
    assert p.kirim(warga) == tiket
    p.buka_permohonan(operator, tiket)
    expect(operator.get_by_role("button", name=re.compile("Sesuai"))).to_be_visible()


@pytest.mark.lama
def test_a_citizen_withdraws_and_the_office_sees_it(kosong: Panggung) -> None:
    warga = kosong.warga()
    tiket = p.ajukan(warga, kosong.desa, "sku")
    warga.get_by_role("link", name="Lacak permohonan ini").click()
    warga.get_by_role("link", name="Batalkan permohonan ini").click()
    p.tekan(warga, "Batalkan permohonan")
    p.potret(warga, "ditarik")
    operator = kosong.aparat("rika")
    p.buka_permohonan(operator, tiket)
    expect(operator.get_by_role("button", name=re.compile("Sesuai"))).to_have_count(0)
    assert cela(operator) == ""


@pytest.mark.lama
def test_a_refused_application_says_why(kosong: Panggung) -> None:
    warga = kosong.warga()
    tiket = p.ajukan(warga, kosong.desa, "sku")
    operator = kosong.aparat("rika")
    p.buka_permohonan(operator, tiket)
    operator.get_by_role("link", name="Tolak").click()
    operator.get_by_label("Alasannya").fill("Usaha ini berada di desa lain.")
    p.tekan(operator, "Tolak")
    warga.goto("/warga/")
    warga.get_by_role("link", name=re.compile(tiket)).click()
    expect(warga.get_by_role("main")).to_contain_text("Usaha ini berada di desa lain.")
    p.potret(warga, "ditolak")
    assert cela(warga) == ""


@pytest.mark.lama
def test_a_revoked_letter_is_called_revoked_by_its_qr(panggung: Panggung, tmp_path: Path) -> None:
    warga = panggung.warga()
    tiket = p.ajukan(warga, panggung.desa, "sku")
    p.teruskan(panggung.aparat("rika"), tiket)
    p.paraf(panggung.aparat("dadang"), tiket)
    kades = panggung.aparat("oman", HP)
    p.tanda_tangani(kades)
    p.buka_permohonan(kades, tiket)
    qr = panggung.dari_qr(p.unduh(kades, "Unduh surat"), tmp_path)
    kades.get_by_role("link", name="Cabut surat").click()
    kades.get_by_label("Alasannya").fill("Data usaha ternyata tidak benar.")
    kades.get_by_label(re.compile("Saya paham")).check()
    p.potret(kades, "cabut")
    p.tekan(kades, "Cabut surat")
    warga.goto(qr)
    expect(warga.get_by_role("heading", name=re.compile("dicabut"))).to_be_visible()
    p.potret(warga, "cek-dicabut")
    assert cela(warga) == ""
