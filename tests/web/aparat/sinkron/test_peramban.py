"""The pages in a real browser, in every state of the light: no barrier, nothing that scrolls sideways."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from config import workers
from eoffice.kernel import clock
from eoffice.sinkron.rules.undangan import Undangan, sidik_kunci
from eoffice.sinkron.services import antaran, jatah
from eoffice.sinkron.services.kemajuan import Kerja, berjalan
from eoffice.wilayah.models import Desa
from tests.alur.lakon import chromium, peladen
from tests.conftest import CISONTROL
from tests.pabrik import diajukan, diparaf
from tests.web import peramban
from tests.web.aparat.conftest import buka_balai, ke
from tests.web.aparat.sinkron import alat
from tests.web.aparat.sinkron.alat import ServerDesa, diri_baru
from tests.web.aparat.sinkron.test_usb import dari_hub
from tests.web.peramban import lihat

__all__ = ["chromium", "peladen"]
pytestmark = [pytest.mark.peramban, pytest.mark.serentak]


@pytest.fixture
def server(cisontrol: Desa, chromium: Browser, settings: Any, tmp_path: Path) -> ServerDesa:
    """Cisontrol's own server with letters under way, made when the browser runs."""
    del chromium
    settings.EOFFICE_PERAN, settings.EOFFICE_DESA = "desa", cisontrol.kode
    settings.EOFFICE_HOME = tmp_path
    balai = buka_balai(cisontrol, "cisontrol", "3207154506859001")
    for buat in (diajukan, diajukan, diparaf):
        balai.dalam(buat, balai.orang)
    return ServerDesa(balai, diri_baru())


@pytest.fixture
def halaman(server: ServerDesa, chromium: Browser, peladen: int) -> Any:
    """Return a page opener for the operator."""
    with peramban.pembuka(chromium, server.balai.operator, peladen) as buka:
        yield buka


def _sama(server: ServerDesa) -> None:
    server.hijau()
    server.dalam(alat.pertemuan, lalu=timedelta(minutes=3), dikirim=14, diambil=2, berkas=3)
    server.dalam(alat.pertemuan, lalu=timedelta(minutes=40), kali=12, selisih_jam=4)


def _menunggu(server: ServerDesa) -> None:
    server.dalam(alat.terima_semua, 5, clock.now() - timedelta(hours=2))
    server.dalam(alat.cocokkan, pada=clock.now() - timedelta(hours=9))
    server.dalam(alat.titipkan_berkas, 3, ditunggu=False)
    server.dalam(alat.titipkan_berkas, 2, ditunggu=True)
    server.dalam(
        alat.pertemuan, "sinkron.garis_putus", timedelta(minutes=5), kali=7, rincian={"sebab": "gaierror"}
    )
    server.dalam(alat.pertemuan, lalu=timedelta(hours=2), dikirim=200, selisih_jam=960)


def _merah(server: ServerDesa) -> None:
    server.hijau()
    server.dalam(alat.tahan, "sinkron.revisi_melompat", {"ada": 3, "datang": 5}, "akun.pejabat")
    server.dalam(alat.tahan, "sinkron.versi_belum_dikenal", {"jenis": "surat.surat", "versi": 9})
    server.dalam(alat.tahan, "sinkron.dua_cabang", {"revisi": 4}, "penduduk.penduduk_dicatat")
    server.dalam(alat.pertemuan, lalu=timedelta(minutes=2), diambil=2, selisih_jam=-90_000)


def _kuota(server: ServerDesa) -> None:
    server.hijau()
    server.dalam(alat.titipkan_berkas, 3, ditunggu=False)
    server.dalam(jatah.ingat_kuota, 10**10, 10**10, 2)
    server.dalam(jatah.pakai, 500_000_000)
    server.dalam(antaran.catat_ditulis, 14)


KEADAAN: dict[str, Callable[[ServerDesa], None]] = {
    "sama": _sama,
    "menunggu": _menunggu,
    "merah": _merah,
    "kuota": _kuota,
}


@pytest.mark.parametrize("keadaan", KEADAAN)
def test_light_and_page_have_no_barrier(
    server: ServerDesa, halaman: Callable[[str], Page], keadaan: str
) -> None:
    server.hubungkan()
    KEADAAN[keadaan](server)
    lihat(halaman(ke("beranda")), f"beranda-{keadaan}")
    page = halaman(ke("sinkron"))
    lihat(page, f"sinkron-{keadaan}")


def test_the_page_while_something_runs(server: ServerDesa, halaman: Callable[[str], Page]) -> None:
    server.hubungkan()
    server.dalam(alat.terima_semua, 5)
    with berjalan(CISONTROL, Kerja.TEMU, 620) as maju:
        maju(400, 12)
        page = halaman(ke("sinkron"))
        assert page.get_by_text("400 dari 620 data sudah dikirim").is_visible()
        lihat(page, "sinkron-berjalan")
        maju(600, 12)
        page.get_by_text("600 dari 620 data sudah dikirim").wait_for()
    page.get_by_role("button", name="Sinkronkan sekarang").wait_for()


def test_enrolment_has_no_barrier(server: ServerDesa, halaman: Callable[[str], Page]) -> None:
    page = halaman(ke("beranda"))
    lihat(page, "beranda-belum")
    page.get_by_role("link", name="Hubungkan ke kabupaten").click()
    peramban.tekan(page.get_by_role("button", name="Baca undangan"))
    lihat(page, "daftar-galat")
    sidik = sidik_kunci(server.hub.kunci.public_key().public_bytes_raw())
    baris = Undangan("https://kab-ciamis.example", CISONTROL, "ABCDEFGHJK23456789MN", sidik).tulis()
    page.get_by_label("Baris undangan").fill(baris)
    peramban.tekan(page.get_by_role("button", name="Baca undangan"))
    lihat(page, "daftar-bandingkan")
    peramban.tekan(page.get_by_role("button", name="Hubungkan ke kabupaten"))
    lihat(page, "daftar-bandingkan-galat")
    lihat(halaman(ke("sinkron")), "sinkron-belum")


def test_the_usb_page_has_no_barrier(server: ServerDesa, halaman: Callable[[str], Page]) -> None:
    server.hubungkan()
    page = halaman(ke("sinkron_terima"))
    page.get_by_label("Berkas .eod").set_input_files(
        {"name": "bukan.eod", "mimeType": "application/octet-stream", "buffer": b"bukan berkas antar"}
    )
    peramban.tekan(page.get_by_role("button", name="Terima berkas"))
    lihat(page, "terima-galat")


def test_the_question_about_a_copy_has_no_barrier(server: ServerDesa, halaman: Callable[[str], Page]) -> None:
    server.hubungkan()
    rincian = {
        "kode": "sinkron.giliran_lama",
        "kata": "Salinan lain dari server desa ini sudah bertemu kabupaten.",
    }
    server.dalam(alat.pertemuan, "sinkron.kata_kabupaten", rincian=rincian)
    page = halaman(ke("sinkron"))
    lihat(page, "salinan-halaman")
    page.get_by_role("link", name="Pastikan komputer ini yang dipakai").click()
    page.get_by_role("button", name="Pakai komputer ini").click()
    page.get_by_role("link", name="Yang lain sudah dimatikan").wait_for()
    lihat(page, "salinan-galat")


def test_a_large_file_from_a_stick_has_no_barrier_while_it_waits_runs_and_is_done(
    server: ServerDesa, halaman: Callable[[str], Page], settings: Any
) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1
    server.hubungkan()
    server.hijau()
    page = halaman(ke("sinkron_terima"))
    isi = {"name": "kabupaten.eod", "mimeType": "application/octet-stream", "buffer": dari_hub(server)}
    page.get_by_label("Berkas .eod").set_input_files(isi)
    page.get_by_role("button", name="Terima berkas").click()
    expect(page.get_by_text("Stik USB boleh dicabut.")).to_be_visible()
    expect(page.get_by_text("Berkas dari stik USB menunggu giliran.")).to_be_visible()
    with berjalan(CISONTROL, Kerja.USB, 300) as maju:
        maju(120, 0)
        expect(page.get_by_text("sedang dimasukkan: 40 persen.")).to_be_visible()
        lihat(page, "usb-jalan")
    workers._masukkan_usb()
    expect(page.get_by_text("Berkas USB diterima")).to_be_visible()
    lihat(page, "usb-diterima")
