"""The stage of the plays in a browser: one server, one Chromium, and what each person does with the pages.

People act by what they read (labels, buttons, links), so that a play fails when a page no longer says it.
"""

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyotp
from playwright.sync_api import Browser, Page, expect

from eoffice.kernel import clock
from eoffice.surat.selectors.meja import rincian
from eoffice.wilayah.tenancy import lingkup
from tests.pabrik import FRASA, PIN, SANDI, Pemeran, diajukan, foto
from tests.web.aparat.conftest import browser
from tests.web.peramban import bawa_sesi

GAMBAR = os.environ.get("EOFFICE_GAMBAR", "")
SABAR = 20_000
"""Milliseconds a page may take: other tests share the machine."""
expect.set_options(timeout=SABAR)
HP, LAYAR = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
NIK = "3207154506859001"
FOTO = {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": foto()}
JAWABAN: Mapping[str, Mapping[str, str]] = {
    "sku": {
        "nama_usaha": "Warung Bu Euis",
        "jenis_usaha": "warung makan",
        "mulai_usaha": "2018",
        "di_rumah": "tidak",
        "alamat_usaha": "Dusun Cikupa RT 003 RW 002",
        "keperluan": "kur",
        "omzet": "4500000",
    },
    "sktm": {
        "keperluan": "pendidikan",
        "lembaga": "SMA Negeri 1 Rancah",
        "untuk": "keluarga",
        "nama_anak": "Rizki Maulana",
        "hubungan": "anak_kandung",
        "penghasilan": "850000",
        "tanggungan": "3",
        "no_pengantar": "12/RT.003/XI/2026",
    },
}


@dataclass
class Panggung:
    """A village at work behind an address, and a browser."""

    browser: Browser
    alamat: str
    desa: str
    cast: Pemeran
    rahasia: str = ""
    pilihan: dict[str, Any] = field(default_factory=dict)

    def buka(self, layar: dict[str, int], **pilihan: Any) -> Page:
        """Open a phone or a PC of its own, with nobody signed in."""
        context = self.browser.new_context(
            viewport=layar, base_url=self.alamat, locale="id-ID", **self.pilihan | pilihan
        )
        context.set_default_timeout(SABAR)
        return context.new_page()

    def dari_qr(self, pdf: Path, tempat: Path) -> str:
        """Read the address on a letter, as it is reached in this network."""
        return re.sub("^HTTP://[^/]+", self.alamat, kode_qr(pdf, tempat))

    def warga(self, **pilihan: Any) -> Page:
        """Euis signs in on her phone."""
        page = self.buka(HP, **pilihan)
        page.goto(f"/desa/{self.desa}/masuk/")
        self.masuk_warga(page)
        expect(page).to_have_url(re.compile("/warga/$"))
        return page

    def sudah_masuk(self, siapa: str, layar: dict[str, int] = LAYAR, **pilihan: Any) -> Page:
        """Open a phone or PC where somebody of the cast is signed in already: signing in is not what is played."""
        page = self.buka(layar, **pilihan)
        bawa_sesi(page.context, browser(getattr(self.cast, siapa)), self.alamat)
        return page

    def permohonan(self) -> str:
        """Let an application for a business letter lie on the operator's table; return its ticket."""
        with lingkup(self.desa):
            return rincian(diajukan(self.cast)).tiket

    def masuk_warga(self, page: Page) -> None:
        """Fill in the sign-in page that is open."""
        page.get_by_label("NIK Anda").fill(NIK)
        page.get_by_label("PIN", exact=True).fill(PIN)
        tekan(page, "Masuk")

    def aparat(self, nama: str, layar: dict[str, int] = LAYAR, **pilihan: Any) -> Page:
        """Sign an official in, with the code of the phone where there is one."""
        page = self.buka(layar, **pilihan)
        page.goto("/aparat/masuk/")
        self.masuk_aparat(page, nama)
        expect(page).to_have_url(re.compile("/aparat/$"))
        return page

    def masuk_aparat(self, page: Page, nama: str) -> None:
        """Fill in the sign-in page of officials that is open."""
        page.get_by_label("Nama masuk").fill(f"{nama}.cisontrol")
        page.get_by_label("Kata sandi").fill(SANDI)
        tekan(page, "Masuk")
        if "/masuk/kode/" in page.url:
            page.get_by_label(re.compile("[Kk]ode")).first.fill(pyotp.TOTP(self.rahasia).at(clock.now()))
            tekan(page, "Masuk")


def potret(page: Page, nama: str) -> None:
    """Keep a picture when somebody wants to look (EOFFICE_GAMBAR=folder)."""
    if GAMBAR:
        page.screenshot(path=str(Path(GAMBAR) / f"{nama}.png"), full_page=True)


def tekan(page: Page, kata: str) -> None:
    """Press the first button with these words."""
    page.get_by_role("main").get_by_role("button", name=re.compile(kata)).first.click()


def judul(page: Page) -> str:
    """Return the main heading."""
    return page.locator("h1").first.inner_text()


# ---- the citizen ----


def ajukan(page: Page, desa: str, jenis: str) -> str:
    """Ask for a letter from its own page to the confirmation; return the ticket."""
    page.goto(f"/desa/{desa}/surat/{jenis}/")
    tekan(page, "Mulai mengisi")
    jawab_semua(page, JAWABAN[jenis])
    return kirim(page)


def jawab_semua(page: Page, jawaban: Mapping[str, str]) -> None:
    """Answer question after question until all can be checked."""
    for _ in range(25):
        if "/periksa/" in page.url:
            return
        jawab(page, jawaban)
    raise AssertionError(f"the questions do not end: {page.url}")


def jawab(page: Page, jawaban: Mapping[str, str]) -> None:
    """Answer the question on this page and go on."""
    alamat, kode = page.url, page.url.rstrip("/").split("/")[-1]
    if "/berkas/" in alamat:
        page.locator("input[type=file]").set_input_files(FOTO)
    elif page.locator("main input[type=radio]").count():
        page.locator(f"main input[type=radio][value={jawaban[kode]}]").check()
    elif kode in jawaban:
        page.locator(f"main [name={kode}]").fill(jawaban[kode])
    elif "/kontak/" in alamat:
        page.get_by_label(re.compile("nomor HP")).fill("0812 5550 0174")
    potret(page, f"tanya-{kode}")
    tekan(page, "Simpan dan lanjut")
    expect(page).not_to_have_url(alamat)


def kirim(page: Page) -> str:
    """Declare that all is true and send; return the ticket."""
    page.get_by_role("main").get_by_role("checkbox").check()
    tekan(page, "Kirim permohonan")
    expect(page.get_by_role("heading", name="Permohonan sudah kami terima")).to_be_visible()
    return page.locator(".tiket").inner_text().replace("\n", "")


# ---- the office ----


def buka_permohonan(page: Page, tiket: str) -> None:
    """Open an application from the list, by its ticket."""
    page.goto("/aparat/permohonan/?keadaan=semua")
    page.get_by_role("link", name=tiket).first.click()
    page.wait_for_url(re.compile(r"/aparat/permohonan/[0-9a-f-]{36}/"))


def centang_semua(page: Page) -> None:
    """Tick every paper as looked at: the list of boxes is read once, so wait until the first is there."""
    kotak = page.get_by_role("main").get_by_role("checkbox")
    kotak.first.wait_for()
    for satu in kotak.all():
        satu.check()


def teruskan(page: Page, tiket: str) -> None:
    """The operator has looked at every paper and passes the application on."""
    buka_permohonan(page, tiket)
    centang_semua(page)
    tekan(page, "Sesuai")
    expect(page.locator(".kilat")).to_contain_text("Permohonan diteruskan")


def paraf(page: Page, tiket: str) -> None:
    """The sekdes initials."""
    buka_permohonan(page, tiket)
    tekan(page, "Paraf")
    expect(page.locator(".kilat")).to_be_visible()


def tanda_tangani(page: Page, frasa: str = FRASA) -> None:
    """The kades agrees to all that waits and signs with the passphrase."""
    page.goto("/aparat/tanda-tangan/")
    for setuju in page.locator("input[value=setuju]").all():
        setuju.check()
    page.locator("input[name=frasa]").fill(frasa)
    tekan(page, "Tanda tangani")


def unduh(page: Page, kata: str) -> Path:
    """Follow a link that gives a file; return where it lies."""
    with page.expect_download() as janji:
        page.get_by_role("main").get_by_role("link", name=re.compile(kata)).first.click()
    return Path(janji.value.path())


# ---- paper ----


def kata(pdf: Path) -> str:
    """Return the text of a PDF in one line."""
    hasil = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True)
    return " ".join(hasil.stdout.split())


def kode_qr(pdf: Path, tempat: Path) -> str:
    """Read the QR code from the last page as a phone would from paper at 150 dpi."""
    subprocess.run(["pdftoppm", "-r", "150", "-png", pdf, tempat / "h"], check=True)
    gambar = max(tempat.glob("h*.png"))
    hasil = subprocess.run(
        ["zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", gambar],
        capture_output=True,
        text=True,
        check=True,
    )
    return hasil.stdout.strip()


def banyak_halaman(pdf: Path) -> int:
    """Return how many pages a PDF has."""
    hasil = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True)
    return int(re.search(r"Pages:\s+(\d+)", hasil.stdout)[1])  # type: ignore[index]
