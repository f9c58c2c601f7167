"""Every page of the product in a browser, by the table of addresses: no barrier, nothing that scrolls sideways."""

import os

import pytest
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Browser

from eoffice.wilayah.models import Desa
from tests.alur.lakon import chromium, peladen
from tests.web import peramban
from tests.web.dunia import Desaku, bangun
from tests.web.matriks import MATRIKS, Alamat

__all__ = ["chromium", "peladen"]
pytestmark = [pytest.mark.peramban, pytest.mark.serentak]
GAMBAR = os.environ.get("EOFFICE_GAMBAR", "")
ORANG = ("tamu", "pemilik", "operator", "sekdes", "kades")
"""Who looks: the first who may see a page; what several see differently is looked at by each of them."""
BEDA = {"aparat:beranda", "aparat:permohonan", "aparat:periksa"}
BUKAN_HALAMAN = {
    "sinkron:nonce",  # answers a program
    "aparat:berkas", "aparat:halaman", "aparat:impor_ditolak", "aparat:lembar_cetak", "aparat:permintaan_foto", "aparat:statistik_csv",
    "aparat:statistik_pdf", "aparat:unduh",
    "aparat:pengumuman_gambar", "warga:pengumuman_gambar",
    "aparat:cetak_pilihan", "aparat:padam_cetak", "aparat:ekspedisi_pdf", "aparat:tanda_terima",
    "bantuan:cetak", "verifikasi:kunci", "verifikasi:pekerja", "warga:berkas_surat", "warga:dompet_lihat", "warga:lihat", "warga:poster",
    "warga:salinan_json", "warga:salinan_pdf", "warga:ulang_lihat", "warga:unduh",
}  # fmt: skip
"""Files."""


@pytest.fixture
def desaku(cisontrol: Desa, chromium: Browser) -> Desaku:
    """One of everything, made when the browser runs: connections are kept apart by its loop."""
    del chromium
    return bangun(cisontrol, "cisontrol", "3207154506859001", "3207155506859003")


def siapa(alamat: Alamat) -> list[str]:
    """Return who looks at a page."""
    boleh = [orang for orang in ORANG if alamat.jawab[orang] in {200, 503} and "G" in alamat.cara]
    return boleh if alamat.nama in BEDA else boleh[:1]


HALAMAN = [(a, orang) for a in MATRIKS if a.nama not in BUKAN_HALAMAN for orang in siapa(a)]


@pytest.mark.parametrize("orang", ORANG)
def test_no_page_has_a_barrier(chromium: Browser, peladen: int, desaku: Desaku, orang: str) -> None:
    dasar = f"http://localhost:{peladen}"
    with chromium.new_context() as context:
        peramban.bawa_sesi(context, {"tamu": Client(), **desaku.klien()}[orang], dasar)
        page = context.new_page()
        cela: dict[str, list[str]] = {}
        for alamat in (a for a, yang in HALAMAN if yang == orang):
            cache.clear()  # a limit of tries is not what is looked at
            page.goto(dasar + alamat.ke(desaku.argumen))
            gambar = f"{GAMBAR}/{alamat.nama.replace(':', '-')}-{orang}" if GAMBAR else ""
            cela[alamat.nama] = peramban.periksa(page, gambar)
    assert {nama: c for nama, c in cela.items() if c} == {}
    assert len(cela) == sum(yang == orang for _, yang in HALAMAN)
