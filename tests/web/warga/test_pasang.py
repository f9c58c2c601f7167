"""The pages on a phone's screen: the manifest names what is there, and the way is told where no browser offers it."""

import json
import struct

import pytest
from django.test import Client

from eoffice.wilayah.models import Desa
from tests.web.markup import read
from tests.web.peramban import STATIC

MANIFES = STATIC / "eoffice" / "warga.webmanifest"


def test_every_icon_is_there_in_the_size_it_says() -> None:
    for ikon in json.loads(MANIFES.read_text("utf-8"))["icons"]:
        isi = (STATIC / ikon["src"].removeprefix("/static/")).read_bytes()
        if ikon["type"] == "image/png":
            lebar, tinggi = struct.unpack(">II", isi[16:24])
            assert f"{lebar}x{tinggi}" == ikon["sizes"]


def test_the_manifest_names_nobody_and_stays_within_this_site() -> None:
    isi = json.loads(MANIFES.read_text("utf-8"))
    assert (isi["start_url"], isi["scope"], isi["display"]) == ("/", "/", "standalone")
    assert "http" not in MANIFES.read_text("utf-8")


@pytest.mark.parametrize("alamat", ["/desa/{0}/", "/bantuan/", "/desa/{0}/lacak/"])
def test_citizens_pages_name_the_manifest(client: Client, cisontrol: Desa, alamat: str) -> None:
    page = read(client.get(alamat.format(cisontrol.kode)).content.decode())
    assert page.all("link", rel="manifest")[0]["href"].endswith(".webmanifest")


def test_officials_pages_do_not(client: Client, cisontrol: Desa) -> None:
    assert not read(client.get("/aparat/masuk/").content.decode()).all("link", rel="manifest")


def test_help_tells_how_where_the_browser_offers_nothing(client: Client, cisontrol: Desa) -> None:
    page = read(client.get("/bantuan/").content.decode())
    for kata in ("Tambahkan ke layar utama", "Tambah ke Layar Utama", "HP lama"):
        assert kata in page.text
    (tombol,) = [b for b in page.all("button") if "data-pasang" in b]
    assert "hidden" in tombol, "shown by the script alone, when the browser offers it"
