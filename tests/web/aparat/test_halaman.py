"""Every page of the office, whatever it shows: sound HTML, nothing inline, the part for htmx equal to the page."""

import re
from typing import Any

import lxml.html
import pytest
from django.test import Client

from tests.web.aparat.conftest import HTMX, Balai, isi, ke
from tests.web.aparat.test_kueri import HALAMAN, LAIN, Bahan, bahan, ingat_hasil
from tests.web.markup import read

pytestmark = pytest.mark.django_db
SEKALI_TAMPIL = {"slip", "kode_pemulihan"}  # what they show is new each time


def polos(halaman: str) -> str:
    """Return the content of a page without tokens, keys of a sending and generated moments."""
    page = lxml.html.document_fromstring(halaman)
    for token in page.xpath("//input[@name='csrfmiddlewaretoken' or @name='kunci']"):
        token.getparent().remove(token)
    (utama,) = page.xpath("//main") or [page]
    for kilat in utama.xpath(".//*[contains(@class, 'pesan-kilat')]"):
        kilat.getparent().remove(kilat)
    return " ".join(
        "".join(lxml.html.tostring(satu, encoding="unicode") for satu in utama.iterchildren()).split()
    )


def panggil(balai: Balai, siapa: str, cara: str, tujuan: str, **lain: Any) -> str:
    """Open a page the way its people do."""
    klien: Client = getattr(balai, siapa)
    data = {"q": "euis"} if tujuan == ke("loket") else {}
    return isi(getattr(klien, cara)(tujuan, data, **lain))


def semua(balai: Balai, b: Bahan) -> list[tuple[str, str, str, str]]:
    """Return every page of the table of statements: name, who, how, where."""
    ingat_hasil(balai, b.terbit, 2)
    tabel = [*HALAMAN.items(), *((f"lain {n}", h) for n, h in enumerate(LAIN))]
    return [(nama, siapa, cara, alamat(b)) for nama, (siapa, cara, alamat) in tabel]


def test_every_page_is_sound_and_has_nothing_inline(balai: Balai) -> None:
    for nama, siapa, cara, tujuan in semua(balai, bahan(balai)):
        halaman = panggil(balai, siapa, cara, tujuan)
        page = read(halaman)
        assert len(page.all("h1")) == 1, nama
        assert len(page.all("main")) == 1, nama
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', halaman), (
            nama,
            "nothing from elsewhere",
        )
        assert "javascript:" not in halaman, nama
        judul = re.findall(r"<title>(.*?) - Desa Cisontrol</title>", halaman)
        assert judul, (nama, "every page has a title of its own")


def test_every_form_that_changes_something_carries_a_token(balai: Balai) -> None:
    for nama, siapa, cara, tujuan in semua(balai, bahan(balai)):
        page = lxml.html.document_fromstring(panggil(balai, siapa, cara, tujuan))
        for form in page.xpath("//form[translate(@method, 'POST', 'post')='post']"):
            assert form.xpath(".//input[@name='csrfmiddlewaretoken']"), (nama, form.get("action"))


def test_the_part_for_htmx_is_what_stands_in_the_page(balai: Balai) -> None:
    beda = []
    for nama, siapa, cara, tujuan in semua(balai, bahan(balai)):
        if nama in SEKALI_TAMPIL:
            continue
        panggil(balai, siapa, cara, tujuan)  # what a look itself writes down is there before both
        penuh, bagian = panggil(balai, siapa, cara, tujuan), panggil(balai, siapa, cara, tujuan, headers=HTMX)
        assert "<html" not in bagian, nama
        assert "<main" not in bagian, nama
        if polos(f"<html><body><main>{bagian}</main></body></html>") != polos(penuh):
            beda.append(nama)
    assert beda == ["penduduk_satu", "penduduk_nik"], "each opening adds a line to the log that they show"


def test_no_page_is_kept_by_a_browser_or_a_proxy(balai: Balai) -> None:
    for nama, siapa, cara, tujuan in semua(balai, bahan(balai)):
        klien: Client = getattr(balai, siapa)
        jawab = getattr(klien, cara)(tujuan)
        assert jawab.headers["Cache-Control"] == "private, no-store", nama
        assert "default-src" in jawab.headers["Content-Security-Policy"], nama
        assert "unsafe-inline" not in jawab.headers["Content-Security-Policy"], nama


@pytest.mark.parametrize("siapa", ["operator", "sekdes", "kades"])
def test_the_menu_leads_only_where_this_person_may_go(balai: Balai, siapa: str) -> None:
    klien: Client = getattr(balai, siapa)
    menu = re.findall(r'<nav class="samping".*?</nav>', isi(klien.get(ke("beranda"))), re.DOTALL)[0]
    tujuan = re.findall(r'href="([^"]+)"', menu)
    assert len(tujuan) >= 5
    for satu in tujuan:
        jawab = klien.get(satu)
        assert jawab.status_code == 200, satu
        assert f'href="{satu}"' in jawab.content.decode()
        kini = re.findall(r'<a [^>]*aria-current="page"[^>]*>', jawab.content.decode())
        assert any(f'href="{satu}"' in k for k in kini), (satu, kini)


def test_links_on_the_pages_lead_to_pages(balai: Balai) -> None:
    b = bahan(balai)
    putus, dilihat = [], set()
    for nama, siapa, cara, tujuan in semua(balai, b):
        for href in re.findall(r'<a [^>]*href="([^"#][^"]*)"', panggil(balai, siapa, cara, tujuan)):
            ke_mana = href.replace("&amp;", "&").split("#")[0]
            lengkap = ke_mana if ke_mana.startswith("/") else tujuan.split("?")[0] + ke_mana
            if (siapa, lengkap) in dilihat or not ke_mana:
                continue
            dilihat.add((siapa, lengkap))
            kode = getattr(balai, siapa).get(lengkap).status_code
            if kode not in {200, 302}:
                putus.append((nama, siapa, lengkap, kode))
    assert putus == []
    assert len(dilihat) > 60
