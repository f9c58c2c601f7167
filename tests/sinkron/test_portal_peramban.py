"""A citizen's telephone at the portal, in a real browser at 360 px: from the slip to the signed letter of his village."""

import hashlib
import re
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.db import connections
from playwright.sync_api import Browser, Page, expect

from eoffice.akun import services as akun
from eoffice.dokumen import services as dokumen
from eoffice.sinkron.services.antar import antar
from eoffice.sinkron.services.sesi import jalankan
from eoffice.sinkron.services.slip import kunci_slip
from eoffice.surat.models import Surat
from eoffice.surat.selectors.verifikasi import Keadaan, periksa_berkas
from eoffice.surat.selectors.warga import berkas_terbit
from tests import pabrik
from tests.alur.panggung import GAMBAR, HP, JAWABAN, jawab_semua, potret, tekan, unduh
from tests.conftest import CISONTROL
from tests.penduduk import berkas_uji as uji
from tests.sinkron.garis_uji import bekerja
from tests.sinkron.portal_uji import Portal
from tests.web import peramban

pytestmark = [pytest.mark.peramban, pytest.mark.serentak, pytest.mark.hanya_sqlite]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Start a browser, which keeps an event loop in this thread; the tests' own queries are plain all the same."""
    connections.close_all()
    with pytest.MonkeyPatch.context() as lingkungan:
        lingkungan.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        with peramban.browser() as started:
            yield started


@pytest.fixture
def hp(portal: Portal, chromium: Browser) -> Iterator[Page]:
    """A telephone that reaches the portal; nobody is signed in."""
    cache.clear()
    with portal.hub.tanpa_lingkup(), peramban.peladen() as port:
        context = chromium.new_context(
            viewport=HP,  # type: ignore[arg-type]
            base_url=f"http://localhost:{port}",
            locale="id-ID",
        )
        yield context.new_page()
        context.close()


def bersih(page: Page, nama: str) -> None:
    """Look at a page: axe, and nothing runs over the edge of the telephone."""
    potret(page, f"portal-{nama}")
    assert peramban.cela(page) == "", nama


def segala_lebar(page: Page, nama: str) -> None:
    """Look at a page also on a wide screen, in the dark, and on the narrowest telephone."""
    assert peramban.periksa(page, f"{GAMBAR}/portal-{nama}" if GAMBAR else "") == [], nama
    page.set_viewport_size(HP)  # type: ignore[arg-type]
    page.emulate_media(color_scheme="light")


def aktifkan(page: Page, portal: Portal) -> None:
    """Type the code of a slip that was just printed at the village, and make a PIN."""
    slip = portal.node.di_sini(
        lambda: akun.terbitkan_slip(penduduk_id=portal.penduduk_id, pelaku="uji", kunci=kunci_slip())
    )
    page.goto(f"/desa/{CISONTROL}/aktivasi/")
    page.get_by_label("Kode pada slip").fill(slip.kode)
    page.get_by_label("NIK Anda").fill(uji.ASEP)
    bersih(page, "1-kode")
    tekan(page, "Lanjut")
    page.get_by_label("PIN baru").fill(pabrik.PIN)
    page.get_by_label("Ketik PIN sekali lagi").fill(pabrik.PIN)
    bersih(page, "2-pin")
    tekan(page, "Simpan PIN dan masuk")
    expect(page).to_have_url(re.compile("/warga/$"))


def ajukan(page: Page) -> None:
    """Ask for a letter, question after question, with photos, and send it."""
    page.goto(f"/desa/{CISONTROL}/surat/sku/")
    tekan(page, "Mulai mengisi")
    jawab_semua(page, JAWABAN["sku"])
    page.get_by_role("main").get_by_role("checkbox").check()
    tekan(page, "Kirim permohonan")
    expect(page.get_by_role("heading", name="Permohonan tersimpan dan dikirim ke desa")).to_be_visible()


def di_kantor(kerja: Callable[..., Any], *args: Any) -> Any:
    """Do something in a thread of its own: signing runs a loop, and this thread keeps the browser's."""
    with ThreadPoolExecutor(1) as utas:
        return utas.submit(Context().run, kerja, *args).result()


def surat_id(portal: Portal) -> UUID:
    return portal.hub.di_sini(lambda: Surat.objects.get().pk)  # type: ignore[no-any-return]


def sidik_pdf(isi: bytes, tempat: Path) -> str:
    """Return what ``pdfsig`` says of the signature."""
    pdf = tempat / "surat.pdf"
    pdf.write_bytes(isi)
    perintah = ["pdfsig", "-nocert", str(pdf)]
    return subprocess.run(perintah, capture_output=True, text=True, check=False).stdout


def test_from_the_slip_to_the_letter_signed_in_the_village(hp: Page, portal: Portal, tmp_path: Path) -> None:
    aktifkan(hp, portal)
    ajukan(hp)
    bersih(hp, "3-terkirim")
    tekan_tautan(hp, "Lacak permohonan ini")
    expect(hp.get_by_role("heading", name="Permohonan Anda sedang dikirim ke desa")).to_be_visible()
    segala_lebar(hp, "4-dikirim")
    alamat = hp.url
    portal.bertemu(2)
    hp.reload()
    expect(hp.get_by_role("heading", name="Permohonan Anda menunggu diperiksa petugas")).to_be_visible()
    satu = surat_id(portal)
    di_kantor(portal.terbitkan, satu)
    bekerja(portal.node)
    portal.node.di_sini(jalankan, portal.garis, portal.node.diri)  # the events; the line ends before the file
    bekerja(portal.hub)
    hp.goto(alamat)
    expect(hp.get_by_text("Surat sudah terbit, berkasnya sedang dikirim dari desa")).to_be_visible()
    bersih(hp, "5-berkas-menyusul")
    portal.node.di_sini(antar, portal.garis)
    hp.reload()
    bersih(hp, "6-siap")
    isi = unduh(hp, "Unduh surat").read_bytes()
    di_desa = portal.node.di_sini(berkas_terbit, satu)
    assert hashlib.sha256(isi).hexdigest() == hashlib.sha256(di_desa).hexdigest()
    assert "Signature is Valid." in sidik_pdf(isi, tmp_path)
    assert (dokumen.periksa_pdf(isi).keadaan, periksa_berkas(isi).keadaan) == ("sah", Keadaan.SAH)


def tekan_tautan(page: Page, kata: str) -> None:
    page.get_by_role("main").get_by_role("link", name=kata).first.click()


@pytest.mark.lama
def test_a_withdrawal_and_its_refusal_are_read_on_the_telephone(hp: Page, portal: Portal) -> None:
    satu = di_kantor(portal.ajukan)
    portal.bertemu(2)
    aktifkan(hp, portal)
    hp.goto(f"/warga/surat/{satu}/")
    tekan_tautan(hp, "Batalkan permohonan ini")
    tekan(hp, "Batalkan permohonan")
    expect(hp.get_by_text("Permintaan Anda sedang dikirim ke desa")).to_be_visible()
    bersih(hp, "7-diminta")
    di_kantor(portal.terbitkan, satu)
    portal.bertemu(2)
    hp.reload()
    expect(hp.get_by_text("Permintaan Anda tidak dapat dijalankan")).to_be_visible()
    segala_lebar(hp, "8-ditolak")
