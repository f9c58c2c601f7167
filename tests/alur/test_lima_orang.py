"""Five people at work, each from where he really begins: every page they meet is looked at for barriers.

Set ``EOFFICE_GAMBAR`` to a folder to look at the pages oneself: a script cannot say whether they are understood.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, CDPSession, Page, expect

from eoffice.akun import services as akun
from eoffice.akun.rules.jabatan import Jabatan
from eoffice.dokumen import services as dokumen
from eoffice.kernel.ids import new_id
from eoffice.penduduk.workers import terapkan_yang_diminta
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.alur import panggung as p
from tests.alur.panggung import HP, LAYAR, Panggung
from tests.alur.test_peramban_basah import layani, pindai
from tests.pabrik import FRASA, Pemeran
from tests.penduduk import berkas_uji
from tests.web import peramban
from tests.web.aparat.conftest import SANDI, angkat

pytestmark = [pytest.mark.peramban, pytest.mark.serentak, pytest.mark.lama]
TIGA_G = {"latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
"""A line of 400 kbit/s with 400 ms: 3G on a bad day."""


def di_3g(page: Page) -> CDPSession:
    """Put a page on a slow line and a slow telephone; return what its line is governed by."""
    telepon = page.context.new_cdp_session(page)
    telepon.send("Network.enable")
    telepon.send("Emulation.setCPUThrottlingRate", {"rate": 2})
    sinyal(telepon, ada=True)
    return telepon


def sinyal(telepon: CDPSession, *, ada: bool) -> None:
    """Let the telephone have a line or none."""
    telepon.send("Network.emulateNetworkConditions", TIGA_G | {"offline": not ada})


def amati(page: Page, nama: str) -> None:
    """Look at the page in both widths and colours, and go on with it on the telephone."""
    page.wait_for_load_state()
    peramban.lihat(page, nama)
    page.set_viewport_size(HP)  # type: ignore[arg-type]
    page.emulate_media(color_scheme="light")
    for satu in page.locator("details").all():
        satu.evaluate("d => d.open = false")


def test_a_citizen_who_reads_little_asks_and_gets_her_letter(panggung: Panggung, tmp_path: Path) -> None:
    euis = panggung.buka(HP)
    di_3g(euis)
    euis.goto(f"/desa/{panggung.desa}/")
    amati(euis, "1-beranda")
    euis.get_by_role("link", name=re.compile("Keterangan Usaha")).click()
    expect(euis.get_by_role("heading", name="Surat Keterangan Usaha")).to_be_visible()
    amati(euis, "1-surat")
    euis.get_by_role("link", name="Masuk dan mulai mengisi").click()
    expect(euis.get_by_label("NIK Anda")).to_be_visible()
    amati(euis, "1-masuk")
    panggung.masuk_warga(euis)
    expect(euis).to_have_url(re.compile("/tanya/|/berkas/|/surat/"))
    if "/surat/" in euis.url:
        p.tekan(euis, "Mulai mengisi")
    for langkah in range(25):
        expect(euis).to_have_url(re.compile("/tanya/|/berkas/|/kontak/|/periksa/"))
        if "/periksa/" in euis.url:
            break
        amati(euis, f"1-isi-{langkah:02}")
        p.jawab(euis, p.JAWABAN["sku"])
    amati(euis, "1-periksa")
    tiket = p.kirim(euis)
    amati(euis, "1-terkirim")
    euis.get_by_role("link", name="Lacak permohonan ini").click()
    expect(euis.get_by_role("main")).to_contain_text(tiket)
    amati(euis, "1-lacak")

    p.teruskan(panggung.aparat("rika"), tiket)
    p.paraf(panggung.aparat("dadang"), tiket)
    p.tanda_tangani(panggung.aparat("oman", HP))
    euis.goto("/warga/")
    amati(euis, "1-saya")
    euis.get_by_role("link", name=re.compile(tiket)).click()
    expect(euis.get_by_role("heading", name="Surat Anda sudah selesai")).to_be_visible()
    amati(euis, "1-selesai")
    surat = p.unduh(euis, "Unduh surat")
    euis.goto(panggung.dari_qr(surat, tmp_path))
    expect(euis.get_by_role("heading", name="Surat ini asli")).to_be_visible()
    amati(euis, "1-asli")


# ---- the operator's first day ----


@pytest.fixture
def kantor_baru(chromium: Browser, peladen: int, cisontrol: Desa) -> Iterator[Panggung]:
    """A village that has nothing but its name and two accounts: operator and sekdes."""
    cache.clear()
    rika = angkat(cisontrol, "rika.cisontrol", "Rika Amelia", Jabatan.OPERATOR)
    tati = angkat(cisontrol, "tati.cisontrol", "Tati Rohayati", Jabatan.SEKRETARIS_DESA)
    Desa.objects.filter(pk=cisontrol.pk).update(alamat="", telepon="")
    with lingkup(cisontrol.kode):
        dokumen.pastikan_otoritas(kabupaten="Ciamis")
    cast = Pemeran(
        rika.pengguna.pk, new_id(), rika.pengguna.pk, tati.pengguna.pk, tati.pengguna.pk, tati.pejabat.pk
    )
    yield Panggung(chromium, f"http://localhost:{peladen}", cisontrol.kode, cast)
    for context in chromium.contexts:
        context.close()


def test_an_operator_on_the_first_day_comes_from_nothing_to_the_first_letter(
    kantor_baru: Panggung, tmp_path: Path
) -> None:
    rika = kantor_baru.buka(HP)
    rika.goto("/aparat/masuk/")
    rika.get_by_label("Nama masuk").fill("rika.cisontrol")
    rika.get_by_label("Kata sandi").fill(SANDI)
    p.tekan(rika, "Masuk")
    expect(rika).to_have_url(re.compile("/aparat/$"))
    amati(rika, "2-beranda")
    rika.get_by_role("link", name="Buka persiapan desa").click()
    siap(rika, 1)
    kerjakan(rika, "Alamat dan telepon kantor")
    rika.get_by_label("Alamat kantor").fill("Jalan Raya Cisontrol Nomor 17")
    rika.get_by_label(re.compile("Telepon")).fill("0265-555-0142")
    amati(rika, "2-alamat")
    p.tekan(rika, "Simpan")
    siap(rika, 2)
    kerjakan(rika, "Lambang")
    rika.locator("input[name=lambang]").set_input_files(p.FOTO)
    amati(rika, "2-lambang")
    p.tekan(rika, "Simpan")
    siap(rika, 3)

    tati = kantor_baru.sudah_masuk("sekdes", HP)
    tati.goto("/aparat/persiapan/")
    kerjakan(tati, "Kepala desa")
    amati(tati, "2-pejabat")
    pejabat(tati, "H. Oman Rohman", "kepala_desa")
    siap(tati, 4)

    rika.reload()
    kerjakan(rika, "Data penduduk")
    amati(rika, "2-impor")
    isi = berkas_uji.berkas_csv(berkas_uji.orang(nama="EUIS KOMARIAH", nik=p.NIK))
    rika.locator("input[type=file]").set_input_files(
        {"name": "penduduk.csv", "mimeType": "text/csv", "buffer": isi}
    )
    p.tekan(rika, "Periksa berkas")
    expect(rika.get_by_role("button", name=re.compile("Terapkan"))).to_be_visible()
    amati(rika, "2-impor-periksa")
    p.tekan(rika, "Terapkan")
    expect(rika.get_by_role("heading", name="Data desa sedang diperbarui")).to_be_visible()
    with lingkup(kantor_baru.desa):
        terapkan_yang_diminta()
    expect(rika.get_by_role("main")).to_contain_text("Sudah diterapkan")
    amati(rika, "2-impor-jadi")
    rika.goto("/aparat/persiapan/")
    siap(rika, 5)
    amati(rika, "2-tinggal-surat")
    kerjakan(rika, "Surat pertama")
    tiket = layani(rika, "Surat Keterangan Usaha", "EUIS KOMARIAH")
    amati(rika, "2-loket-selesai")
    p.teruskan(rika, tiket)
    p.paraf(tati, tiket)
    p.buka_permohonan(rika, tiket)
    amati(rika, "2-diparaf")
    rika.get_by_role("link", name=re.compile("Cetak")).last.click()
    amati(rika, "2-penanda")
    p.tekan(rika, "Ambil nomor")
    expect(rika.get_by_role("link", name=re.compile("Unduh PDF"))).to_be_visible()
    amati(rika, "2-cetak")
    kertas = p.unduh(rika, "Unduh PDF")
    assert "H. Oman Rohman" in p.kata(kertas)
    rika.get_by_role("link", name="Lampirkan pindaian").click()
    rika.get_by_label("Foto atau pindaian surat").set_input_files(pindai(kertas, tmp_path))
    amati(rika, "2-pindaian")
    p.tekan(rika, "Lampirkan dan terbitkan")
    expect(rika.locator(".kilat")).to_contain_text("Surat terbit")
    amati(rika, "2-terbit")
    rika.goto("/aparat/")
    expect(rika.get_by_role("link", name="Buka persiapan desa")).to_have_count(0)
    amati(rika, "2-beranda-akhir")


def siap(page: Page, jadi: int) -> None:
    """Wait for the assistant that tells so many steps done."""
    expect(page.get_by_text(f"{jadi} dari 6 langkah selesai")).to_be_visible()
    amati(page, f"2-persiapan-{jadi}")


def kerjakan(page: Page, langkah: str) -> None:
    """Open the form of a step."""
    page.get_by_role("listitem").filter(has_text=langkah).get_by_role("link", name="Kerjakan").click()


def pejabat(page: Page, nama: str, jabatan: str) -> None:
    """Name somebody and his post."""
    page.get_by_label("Nama lengkap dengan gelar").fill(nama)
    p.tekan(page, "Simpan")
    expect(page.get_by_role("heading", name=f"Jabatan {nama}")).to_be_visible()
    page.locator("select[name=jabatan]").select_option(jabatan)
    page.get_by_label("Mulai bertugas").fill(date(2026, 1, 2).isoformat())
    page.get_by_label("Nomor SK").fill("SK 2/2026")
    p.tekan(page, "Simpan jabatan")


# ---- the sekdes ----


def test_a_sekdes_initials_sends_back_finds_and_counts(panggung: Panggung) -> None:
    satu, dua = panggung.permohonan(), panggung.permohonan()
    rika = panggung.sudah_masuk("operator")
    for tiket in (satu, dua):
        p.teruskan(rika, tiket)
    dadang = panggung.aparat("dadang", LAYAR)
    amati(dadang, "3-beranda")
    dadang.goto("/aparat/permohonan/")
    amati(dadang, "3-daftar")
    p.buka_permohonan(dadang, satu)
    amati(dadang, "3-permohonan")
    p.tekan(dadang, "Paraf")
    expect(dadang.locator(".kilat")).to_be_visible()
    p.buka_permohonan(dadang, dua)
    dadang.get_by_role("link", name="Kembalikan ke petugas").click()
    dadang.get_by_label("Alasannya").fill("Alamat usaha belum lengkap.")
    amati(dadang, "3-kembalikan")
    p.tekan(dadang, "Kembalikan")
    expect(dadang.locator(".kilat")).to_be_visible()
    p.buka_permohonan(rika, dua)
    expect(rika.get_by_role("main")).to_contain_text("Alamat usaha belum lengkap.")
    amati(rika, "3-dikembalikan")
    for alamat, nama in (
        ("/aparat/cari/?q=komaryah", "3-cari"),
        ("/aparat/penduduk/periksa/", "3-keraguan"),
        ("/aparat/penduduk/statistik/", "3-statistik"),
        ("/aparat/penduduk/statistik/umur-lima-tahunan/", "3-umur"),
        ("/aparat/cetak/", "3-cetak"),
        ("/aparat/cetak/ekspedisi/", "3-ekspedisi"),
        ("/aparat/register/", "3-register"),
    ):
        dadang.goto(alamat)
        amati(dadang, nama)


# ---- the kades who travels ----


def test_a_travelling_kades_signs_once_although_the_line_breaks(panggung: Panggung) -> None:
    tiket = [panggung.permohonan() for _ in range(2)]
    rika, dadang = panggung.sudah_masuk("operator"), panggung.sudah_masuk("sekdes")
    for satu in tiket:
        p.teruskan(rika, satu)
        p.paraf(dadang, satu)
    oman = panggung.aparat("oman", HP)
    telepon = di_3g(oman)
    amati(oman, "4-beranda")
    oman.goto("/aparat/tanda-tangan/")
    amati(oman, "4-tumpukan")
    for setuju in oman.locator("input[value=setuju]").all():
        setuju.check()
    oman.locator("input[name=frasa]").fill(FRASA)
    sinyal(telepon, ada=False)
    p.tekan(oman, "Tanda tangani")
    expect(oman.locator("input[name=frasa]")).to_have_count(0)  # the browser's own page stands there
    p.potret(oman, "4-putus")
    sinyal(telepon, ada=True)
    oman.goto("/aparat/tanda-tangan/")
    p.tanda_tangani(oman)
    expect(oman.get_by_role("heading", name=re.compile("^2 surat terbit"))).to_be_visible()
    amati(oman, "4-terbit")
    oman.goto("/aparat/tanda-tangan/")
    amati(oman, "4-kosong")
    oman.goto("/aparat/pengaturan/kades-keluar/")
    amati(oman, "4-keluar")


# ---- the head of the neighbourhood ----


def test_an_rt_head_helps_a_neighbour_and_nothing_of_hers_stays_on_his_phone(
    panggung: Panggung, tmp_path: Path
) -> None:
    with lingkup(panggung.desa):
        orang = pabrik.penduduk("Siti Aminah", "3207155506859003")
        slip = akun.terbitkan_slip(penduduk_id=orang.pk, pelaku="uji")
    rt = panggung.buka(HP)
    rt.goto(f"/desa/{panggung.desa}/aktivasi/{slip.token}/")
    amati(rt, "5-aktivasi")
    rt.get_by_label("PIN baru").fill("482915")
    rt.get_by_label("Ketik PIN sekali lagi").fill("482915")
    p.tekan(rt, "Simpan PIN dan masuk")
    expect(rt.get_by_role("heading", name="Permohonan saya")).to_be_visible()
    amati(rt, "5-masuk")
    tiket = p.ajukan(rt, panggung.desa, "sku")
    amati(rt, "5-terkirim")
    rt.goto("/warga/")
    rt.get_by_role("button", name="Keluar").or_(rt.get_by_role("link", name="Keluar")).first.click()
    rt.wait_for_load_state()
    amati(rt, "5-keluar")
    rt.go_back()
    rt.goto("/warga/")
    expect(rt.get_by_role("main")).not_to_contain_text("Siti Aminah")
    expect(rt.get_by_role("main")).not_to_contain_text(tiket)
    rt.goto(f"/desa/{panggung.desa}/lacak/")
    rt.get_by_label(re.compile("tiket", re.IGNORECASE)).fill(tiket)
    amati(rt, "5-lacak")
    rt.get_by_role("main").get_by_role("button").first.click()
    expect(rt.get_by_role("main")).to_contain_text(tiket)
    assert "Siti" not in rt.content()
    amati(rt, "5-lacak-jadi")
