"""The citizen's and the public pages in a real browser, served over plain HTTP by the real application."""

import gzip
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext

from eoffice.akun.selectors import pengguna
from eoffice.dokumen import services as dokumen
from eoffice.dokumen.rules.hasil import Klaim
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.models import Surat
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.pabrik import FRASA, diajukan, diparaf, pemeran, tte_lokal
from tests.web import peramban

pytestmark = [pytest.mark.peramban, pytest.mark.serentak]
GAMBAR = os.environ.get("EOFFICE_GAMBAR", "")


@pytest.fixture(autouse=True)
def _browser_beside_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """Playwright keeps an event loop in this thread; the tests' own queries are plain ones all the same."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture
def peladen() -> Iterator[str]:
    """Serve the application on localhost."""
    with peramban.peladen() as port:
        yield f"http://localhost:{port}"


@pytest.fixture
def kisah(cisontrol: Desa) -> dict[str, Any]:
    """One letter issued, one sent, one draft."""
    with lingkup(cisontrol.kode):
        cast = pemeran()
        tte_lokal(cast)
        surat_id = diparaf(cast)
    oleh = cast.pelaku(Peran.PENANDA_TANGAN)
    assert surat.tanda_tangani(desa=cisontrol.kode, pilihan=[(surat_id, 3)], frasa=FRASA, oleh=oleh)[0].terbit
    with lingkup(cisontrol.kode):
        s = Surat.objects.select_related("permohonan").get(pk=surat_id)
        assert s.tanggal is not None
        klaim = Klaim(
            cisontrol.kode,
            bytes.fromhex(s.kode),
            "SKU",
            s.permohonan.nama,
            s.keperluan,
            s.tanggal,
            s.berlaku_sampai,
        )
        kirim = diajukan(cast)
        draf = surat.mulai_draf(pemilik=cast.warga, penduduk_id=cast.penduduk_id, jenis="sku")
    return {
        "cast": cast,
        "terbit": surat_id,
        "kirim": kirim,
        "draf": draf,
        "qr": f"/V/{dokumen.buat_muatan(klaim)}",
        "kode": s.kode,
    }


def halaman(kisah: dict[str, Any], desa: str) -> dict[str, str]:
    """Return name and address of every page that is looked at."""
    awal, isi = f"/desa/{desa}/", f"/warga/isi/{kisah['draf']}/"
    return {
        "beranda": awal,
        "masuk": f"{awal}masuk/",
        "aktivasi": "/aktivasi/",
        "pilih": f"{awal}surat/",
        "jenis": f"{awal}surat/sku/",
        "lacak": f"{awal}lacak/?tiket=salah",
        "bantuan": "/bantuan/",
        "daftar": "/warga/",
        "tanya": f"{isi}tanya/mulai_usaha/",
        "pilihan": f"{isi}tanya/keperluan/",
        "berkas": f"{isi}berkas/ktp/",
        "kontak": f"{isi}kontak/",
        "periksa": f"{isi}periksa/",
        "surat": f"/warga/surat/{kisah['kirim']}/",
        "surat-terbit": f"/warga/surat/{kisah['terbit']}/",
        "selesai": f"/warga/surat/{kisah['kirim']}/terkirim/",
        "akses": "/warga/akses/",
        "pin": "/warga/pin/",
        "cek": "/cek/",
        "sah": kisah["qr"],
        "palsu": kisah["qr"][:-6] + ("AAAA" if "AAAA" not in kisah["qr"][-6:] else "BBBB") + kisah["qr"][-2:],
        "asing": "/cek/0000-0000-00/",
    }


HANYA_DI_SINI = {"pilihan", "surat-terbit", "selesai", "sah", "palsu", "asing"}
"""States that the table of addresses does not show (``tests/web/test_peramban_semua.py`` looks at those)."""


@pytest.fixture
def chromium(kisah: dict[str, Any], peladen: str) -> Iterator[Browser]:
    """Start a browser when the story is written: signing cannot run beside Playwright's event loop."""
    with peramban.browser() as started:
        yield started


def test_no_state_of_a_page_has_a_barrier(
    chromium: Browser, peladen: str, kisah: dict[str, Any], cisontrol: Desa
) -> None:
    found: dict[str, list[str]] = {}
    tamu = Client()
    tamu.force_login(pengguna(kisah["cast"].warga))
    context = chromium.new_context()
    peramban.bawa_sesi(context, tamu, peladen)
    page = context.new_page()
    for nama, alamat in halaman(kisah, cisontrol.kode).items():
        if nama in HANYA_DI_SINI:
            page.goto(peladen + alamat)
            found[nama] = peramban.periksa(page, GAMBAR and f"{GAMBAR}/{nama}")
    context.close()
    assert found == {nama: [] for nama in HANYA_DI_SINI}


def gz(data: bytes) -> int:
    return len(gzip.compress(data, 9))


def test_pages_keep_their_weight(kisah: dict[str, Any], cisontrol: Desa) -> None:
    tamu = Client()
    tamu.force_login(pengguna(kisah["cast"].warga))
    css = gz((peramban.STATIC / "eoffice/desa.css").read_bytes())
    semua = {nama: gz(tamu.get(a).content) for nama, a in halaman(kisah, cisontrol.kode).items()}
    if GAMBAR:
        Path(f"{GAMBAR}/berat.txt").write_text(
            "\n".join(f"{n} {b} {b + css}" for n, b in semua.items()) + f"\ncss {css}\n"
        )
    kecil = {"cek", "sah", "palsu", "asing"}
    assert {n: b + css for n, b in semua.items() if b + css > (8_000 if n in kecil else 14_000)} == {}


def _tanpa_sinyal(context: BrowserContext, alamat: str, hasil: str) -> str:
    """Open an address without signal, as a fresh scan does; return what the page says once it has this verdict."""
    page = context.new_page()
    page.goto(alamat)
    page.wait_for_selector(f"html[data-hasil={hasil}]", state="attached")
    if GAMBAR:
        page.screenshot(path=f"{GAMBAR}/luring-{hasil}.png", full_page=True)
    teks = page.locator("#isi").inner_text()
    page.close()
    return teks


def test_a_letter_verifies_with_the_network_off(
    chromium: Browser, peladen: str, kisah: dict[str, Any]
) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(peladen + kisah["qr"])
    page.wait_for_selector("html[data-luring-siap='32.07.15']", state="attached")
    page.evaluate(
        """() => navigator.serviceWorker.controller ? true : new Promise(b =>
        navigator.serviceWorker.addEventListener('controllerchange', () => b(true)))"""
    )
    context.set_offline(True)
    teks = _tanpa_sinyal(context, peladen + kisah["qr"], "sah")
    assert "Surat ini asli" in teks
    assert "Sah menurut data per" in teks
    assert "Euis Komariah" in teks
    assert not re.search(r"\{\w+\}", teks)
    _tanpa_sinyal(context, peladen + halaman(kisah, "x")["palsu"], "palsu")
    _tanpa_sinyal(context, peladen + kisah["qr"][:40], "rusak")
    _tanpa_sinyal(context, peladen + "/cek/0000-0000-00/", "ketik")
    page.evaluate(
        """async (kode) => { const t = await caches.open('verifikasi-data');
        const [m] = await t.keys(); const isi = await (await t.match(m)).json(); isi.dicabut = [kode];
        await t.put(m, new Response(JSON.stringify(isi))); }""",
        kisah["kode"],
    )
    _tanpa_sinyal(context, peladen + kisah["qr"], "dicabut")
    context.close()
