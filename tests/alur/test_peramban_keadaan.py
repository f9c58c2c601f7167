"""What happens to people: the session ends, a button is pressed twice, the way back, no mouse, large type, paper."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from eoffice.penduduk.workers import terapkan_yang_diminta
from eoffice.wilayah.tenancy import lingkup
from tests.alur import panggung as p
from tests.alur.panggung import HP, LAYAR, Panggung
from tests.pabrik import PIN, SANDI
from tests.penduduk import berkas_uji
from tests.web.peramban import cela, kontras, melebar

pytestmark = [pytest.mark.peramban, pytest.mark.serentak]
ZOOM_200 = {"width": 640, "height": 400}
"""A PC of 1280 px at 200 %."""


def lupakan_sesi(page: Page) -> None:
    """Let the session end, as after twelve hours."""
    page.context.clear_cookies(name=re.compile("sesi"))


def mulai(page: Page, desa: str) -> None:
    page.goto(f"/desa/{desa}/surat/sku/")
    p.tekan(page, "Mulai mengisi")


def satu_halaman(page: Page, tempat: Path) -> str:
    """Print the page on A4; return its text, which must be all on one sheet."""
    cetakan = tempat / "cetak.pdf"
    page.pdf(path=cetakan, format="A4")
    assert p.banyak_halaman(cetakan) == 1
    return p.kata(cetakan)


# ---- the session ends ----


def test_an_answer_typed_after_the_session_ended_is_there_after_signing_in(panggung: Panggung) -> None:
    warga = panggung.warga()
    mulai(warga, panggung.desa)
    warga.locator("[name=nama_usaha]").fill("Warung Bu Euis")
    lupakan_sesi(warga)
    p.tekan(warga, "Simpan dan lanjut")
    expect(warga.get_by_role("main")).to_contain_text("Isian Anda belum hilang")
    p.potret(warga, "sesi-habis")
    assert cela(warga) == ""
    panggung.masuk_warga(warga)
    if "/nama_usaha/" in warga.url:
        expect(warga.locator("[name=nama_usaha]")).to_have_value("Warung Bu Euis")
    else:
        expect(warga).to_have_url(re.compile("/jenis_usaha/$"))


def test_a_note_typed_after_the_session_of_an_official_ended_is_there_after_signing_in(
    panggung: Panggung,
) -> None:
    tiket = panggung.permohonan()
    operator = panggung.sudah_masuk("operator")
    p.buka_permohonan(operator, tiket)
    operator.get_by_role("link", name="Tolak").click()
    operator.get_by_label("Alasannya").fill("Usaha ini berada di desa lain.")
    lupakan_sesi(operator)
    p.tekan(operator, "Tolak")
    expect(operator.get_by_role("main")).to_contain_text("Isian tadi masih ada")
    panggung.masuk_aparat(operator, "rika")
    p.potret(operator, "sesi-habis-aparat")
    assert cela(operator) == ""
    p.tekan(operator, "Kirim isian saya")
    expect(operator.locator(".kilat")).to_be_visible()
    p.buka_permohonan(operator, tiket)
    operator.get_by_text("Perjalanan permohonan ini").click()
    expect(operator.get_by_role("main")).to_contain_text("Usaha ini berada di desa lain.")


# ---- twice, and back ----


def test_a_double_click_sends_one_application_and_back_does_not_send_another(panggung: Panggung) -> None:
    warga = panggung.sudah_masuk("warga", HP)
    mulai(warga, panggung.desa)
    p.jawab_semua(warga, p.JAWABAN["sku"])
    warga.get_by_role("main").get_by_role("checkbox").check()
    warga.get_by_role("button", name="Kirim permohonan").dblclick()
    expect(warga.get_by_role("heading", name="Permohonan sudah kami terima")).to_be_visible()
    tiket = warga.locator(".tiket").inner_text()
    warga.go_back()
    if warga.get_by_role("button", name="Kirim permohonan").count():
        assert p.kirim(warga) == tiket
    warga.goto("/warga/")
    expect(warga.get_by_role("link", name="Surat Keterangan Usaha")).to_have_count(1)


def test_a_double_click_of_an_official_is_no_conflict(panggung: Panggung) -> None:
    tiket = panggung.permohonan()
    operator = panggung.sudah_masuk("operator")
    p.buka_permohonan(operator, tiket)
    p.centang_semua(operator)
    operator.get_by_role("button", name=re.compile("Sesuai")).dblclick()
    expect(operator.locator(".kilat")).to_be_visible()
    assert operator.url.endswith("/aparat/permohonan/")
    operator.go_back()
    expect(operator.get_by_role("heading", name=re.compile("Keterangan Usaha"))).to_be_visible()
    expect(operator.get_by_role("button", name=re.compile("Sesuai"))).to_have_count(0)


def test_who_comes_second_sees_what_the_other_decided(panggung: Panggung) -> None:
    tiket = panggung.permohonan()
    terlambat = panggung.sudah_masuk("operator")
    p.buka_permohonan(terlambat, tiket)
    p.centang_semua(terlambat)
    p.teruskan(panggung.sudah_masuk("operator"), tiket)
    p.paraf(panggung.sudah_masuk("sekdes"), tiket)
    p.tekan(terlambat, "Sesuai")
    expect(terlambat.get_by_role("main")).to_contain_text("ada petugas lain yang memproses")
    p.potret(terlambat, "berubah")
    assert cela(terlambat) == ""


# ---- no mouse, large type, few colours ----


def test_a_question_is_answered_by_keyboard_alone(panggung: Panggung) -> None:
    warga = panggung.buka(LAYAR)
    warga.goto(f"/desa/{panggung.desa}/masuk/")
    warga.keyboard.press("Tab")
    expect(warga.get_by_role("link", name="Langsung ke isi")).to_be_focused()
    warga.keyboard.press("Enter")
    warga.keyboard.press("Tab")
    warga.keyboard.type(p.NIK)
    warga.keyboard.press("Tab")
    warga.keyboard.type(PIN)
    warga.keyboard.press("Enter")
    expect(warga).to_have_url(re.compile("/warga/(#isi)?$"))

    mulai(warga, panggung.desa)
    for _ in range(3):
        p.jawab(warga, p.JAWABAN["sku"])
    expect(warga).to_have_url(re.compile("/di_rumah/$"))
    warga.locator("[name=di_rumah]").first.focus()
    warga.keyboard.press("ArrowDown")
    warga.keyboard.press("Enter")
    expect(warga).to_have_url(re.compile("/alamat_usaha/$"))
    warga.locator("[name=alamat_usaha]").focus()
    warga.keyboard.press("Tab")
    warga.keyboard.press("Enter")  # nothing typed yet
    expect(warga.get_by_role("alert")).to_be_focused()


@pytest.mark.parametrize("layar", [ZOOM_200, {"width": 320, "height": 640}], ids=["200%", "320px"])
@pytest.mark.lama
def test_the_signers_pile_and_an_application_fit_large_type(
    panggung: Panggung, layar: dict[str, int]
) -> None:
    tiket = panggung.permohonan()
    operator = panggung.sudah_masuk("operator", layar)
    p.buka_permohonan(operator, tiket)
    assert melebar(operator) == ""
    tombol = operator.get_by_role("button", name=re.compile("Sesuai"))
    tombol.scroll_into_view_if_needed()
    expect(tombol).to_be_in_viewport()
    p.teruskan(operator, tiket)
    p.paraf(panggung.sudah_masuk("sekdes", layar), tiket)
    kades = panggung.sudah_masuk("kades", layar)
    kades.goto("/aparat/tanda-tangan/")
    assert melebar(kades) == ""
    p.potret(kades, f"tumpukan-{layar['width']}")


def test_forced_colours_leave_every_button_an_edge(panggung: Panggung) -> None:
    tiket = panggung.permohonan()
    warga = panggung.sudah_masuk("warga", HP, forced_colors="active")
    warga.goto(f"/desa/{panggung.desa}/surat/sku/")
    operator = panggung.sudah_masuk("operator", forced_colors="active")
    p.buka_permohonan(operator, tiket)
    for page in (warga, operator):
        p.potret(page, f"paksa-{'warga' if page is warga else 'aparat'}")
        for tombol in page.locator("main .tombol:visible").all():
            assert tombol.evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"
            assert tombol.evaluate("e => getComputedStyle(e).borderTopWidth") == "2px"


# ---- paper ----


def test_the_receipt_is_printed_on_one_sheet(panggung: Panggung, tmp_path: Path) -> None:
    tiket = panggung.permohonan()
    warga = panggung.sudah_masuk("warga", HP)
    warga.goto("/warga/")
    warga.get_by_role("link", name=re.compile(tiket)).click()
    warga.goto(f"{warga.url}terkirim/")
    expect(warga.get_by_role("button", name="Simpan tanda terima")).to_be_visible()
    tulisan = satu_halaman(warga, tmp_path)
    assert tiket in tulisan
    assert "Keluar" not in tulisan
    assert "Lacak permohonan ini" not in tulisan


def test_the_activation_slip_fits_a_phone_and_one_sheet_and_opens_the_account(
    kosong: Panggung, tmp_path: Path
) -> None:
    operator = kosong.sudah_masuk("operator", HP)
    operator.goto("/aparat/penduduk/")
    operator.get_by_label("Cari nama, NIK, atau nomor KK").press_sequentially("euis")
    operator.get_by_role("link", name="Euis Komariah").click()
    p.tekan(operator, "Buka data")
    operator.get_by_role("link", name="Buat slip aktivasi").click()
    p.tekan(operator, "Buat slip")
    expect(operator.get_by_role("heading", name="Slip aktivasi siap dicetak")).to_be_visible()
    p.potret(operator, "slip")
    assert (cela(operator), melebar(operator)) == ("", "")
    operator.emulate_media(color_scheme="dark")
    assert kontras(operator) == ""
    kode = operator.locator(".slip .kode").inner_text()
    tulisan = satu_halaman(operator, tmp_path)
    assert kode in tulisan
    assert "Cetak slip" not in tulisan

    warga = kosong.buka(HP)
    warga.goto(p.kode_qr(tmp_path / "cetak.pdf", tmp_path).replace("http://localhost:8000", kosong.alamat))
    expect(warga.get_by_role("heading", name="Buat PIN Anda")).to_be_visible()
    warga.get_by_label("PIN baru").fill("482915")
    warga.get_by_label("Ketik PIN sekali lagi").fill("482915")
    p.tekan(warga, "Simpan PIN dan masuk")
    expect(warga.get_by_role("heading", name="Permohonan saya")).to_be_visible()


# ---- the office's other pages that come only by sending a form ----


def test_a_register_is_imported_and_its_people_are_found(kosong: Panggung) -> None:
    operator = kosong.sudah_masuk("operator", HP)
    operator.goto("/aparat/penduduk/impor/")
    isi = berkas_uji.berkas_csv(berkas_uji.orang(), berkas_uji.orang(nik="12", nama="SALAH NIK"))
    operator.locator("input[type=file]").set_input_files(
        {"name": "penduduk.csv", "mimeType": "text/csv", "buffer": isi}
    )
    operator.get_by_label(re.compile("memuat semua penduduk")).uncheck()
    p.tekan(operator, "Periksa berkas")
    expect(operator.get_by_role("main")).to_contain_text("NIK harus 16 angka")
    p.potret(operator, "impor-hasil")
    assert cela(operator) == ""
    p.tekan(operator, "Terapkan")
    expect(operator.get_by_role("heading", name="Data desa sedang diperbarui")).to_be_visible()
    with lingkup(kosong.desa):
        terapkan_yang_diminta()
    expect(operator.get_by_role("main")).to_contain_text("Sudah diterapkan")  # the page renews itself
    operator.goto("/aparat/penduduk/")
    expect(operator.get_by_role("link", name="ASEP SUTISNA")).to_be_visible()
    expect(operator.get_by_role("link", name="SALAH NIK")).to_have_count(0)


def test_the_words_of_one_letter_are_changed_with_the_page_beside_them(panggung: Panggung) -> None:
    tiket = panggung.permohonan()
    operator = panggung.sudah_masuk("operator")
    p.buka_permohonan(operator, tiket)
    operator.get_by_role("link", name="Ubah kata-kata surat ini").click()
    dulu = operator.locator("#hasil img").get_attribute("src")
    kotak = operator.locator("main textarea").first
    kotak.fill("Orang tersebut benar menjalankan usaha berikut:")
    kotak.press("End")
    kotak.type(" ")
    expect(operator.locator("#hasil img")).not_to_have_attribute("src", dulu or "")
    p.potret(operator, "kata")
    assert cela(operator) == ""
    p.tekan(operator, "Simpan kata-kata ini")
    p.buka_permohonan(operator, tiket)
    expect(operator.get_by_role("main")).to_contain_text("Orang tersebut benar menjalankan usaha berikut:")


def test_recovery_codes_are_shown_once_and_fit_one_sheet(kosong: Panggung, tmp_path: Path) -> None:
    kades = kosong.aparat("oman", HP)
    kades.goto("/aparat/keamanan/kode-pemulihan/")
    if "pastikan" in kades.url:
        kades.get_by_label("Kata sandi").fill(SANDI)
        p.tekan(kades, "Lanjutkan")
    p.tekan(kades, "Buat kode baru")
    expect(kades.locator(".kode-pemulihan li")).to_have_count(10)
    p.potret(kades, "kode-pemulihan")
    assert cela(kades) == ""
    assert kades.locator(".kode-pemulihan li").first.inner_text() in satu_halaman(kades, tmp_path)
