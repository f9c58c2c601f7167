"""What the service worker keeps is everybody's; what it looks for is what the form's script writes."""

import json
import re

import pytest
from django.test import Client

from eoffice.wilayah.models import Desa
from tests.web.peramban import STATIC
from tests.web.warga.conftest import Pengisian


def pekerja(browser: Client) -> str:
    return browser.get("/sw.js").content.decode()


def simpanan(naskah: str) -> list[str]:
    """Return the addresses that the worker keeps."""
    kepala = next(baris for baris in naskah.splitlines() if baris.startswith("const SIMPAN = "))
    return list(json.loads(kepala.removeprefix("const SIMPAN = ").removesuffix(";")))


def test_the_worker_is_the_same_for_everybody(client: Client, warga: Client) -> None:
    assert pekerja(client) == pekerja(warga)


def test_every_page_it_keeps_is_the_same_for_a_visitor_and_a_citizen(client: Client, warga: Client) -> None:
    halaman = [ke for ke in simpanan(pekerja(client)) if not ke.startswith("/static/")]
    assert len(halaman) == 2
    for ke in halaman:
        tamu, orang = client.get(ke), warga.get(ke)
        assert tamu.status_code == orang.status_code == 200
        assert tamu.content == orang.content
        assert "Euis" not in orang.content.decode()


def test_every_file_it_keeps_is_there(client: Client) -> None:
    berkas = [ke for ke in simpanan(pekerja(client)) if ke.startswith("/static/")]
    assert {"/static/eoffice/isian.js", "/static/eoffice/kirim.js", "/static/eoffice/desa.css"} <= set(berkas)
    assert [ke for ke in berkas if not (STATIC / ke.removeprefix("/static/")).is_file()] == []


def test_the_page_without_signal_loads_only_what_is_kept(client: Client) -> None:
    naskah = pekerja(client)
    isi = client.get("/tanpa-sinyal/").content.decode()
    dimuat = re.findall(r'(?:src|href)="(/static/[^"]+\.(?:js|css|svg))"', isi)
    assert dimuat
    assert set(dimuat) <= set(simpanan(naskah))


@pytest.mark.parametrize(
    ("ke", "cocok"),
    [
        ("sekaligus", True),
        ("periksa", False),
        ("kontak", False),
    ],
)
def test_only_the_form_on_one_page_is_answered_from_the_phone(
    isian: Pengisian, ke: str, *, cocok: bool
) -> None:
    pola = re.search(r"const ISIAN = /(.+)/;", pekerja(isian.hp))
    assert pola
    assert bool(re.search(pola[1].replace("\\/", "/"), isian.ke(ke))) == cocok


def test_officials_pages_are_left_to_the_network(isian: Pengisian, cisontrol: Desa) -> None:
    pola = re.search(r"const WARGA = /(.+)/;", pekerja(isian.hp))
    assert pola
    umum = pola[1].replace("\\/", "/")
    assert [ke for ke in ("/aparat/", "/kabupaten/", "/masuk/", "/sinkron/") if re.search(umum, ke)] == []
    citizens = ("/", "/warga/", f"/desa/{cisontrol.kode}/", "/bantuan/", "/lacak/")
    assert all(re.search(umum, ke) for ke in citizens)


def test_the_scripts_speak_of_the_same_caches_and_drafts() -> None:
    kirim, isian = ((STATIC / "eoffice" / nama).read_text("utf-8") for nama in ("kirim.js", "isian.js"))
    assert kirim.count('"isian"') == 1, "what signing out wipes"
    assert '["isian", akun, kunci, Date.now()]' in isian, "is what the form wrote"
    assert "window.eofficeIsian = { draf, buang, buangHalaman" in kirim
    assert "window.eofficeIsian" in isian
    assert "indexedDB.open" not in isian, "drafts have one door, so that signing out finds all of them"
