"""Every page has its help, every help a page; what a handbook says is drawn as text, never as markup."""

import re
from pathlib import Path

import pytest
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory
from django.urls import resolve

from eoffice.web.komponen import bantuan
from eoffice.web.komponen.naskah import baca
from tests.arsitektur.sumber import SRC
from tests.web.markup import read
from tests.web.matriks import MATRIKS
from tests.web.test_peramban_semua import BUKAN_HALAMAN as BERKAS

BUKAN_HALAMAN = BERKAS - {"warga:dompet_lihat", "warga:lihat", "warga:ulang_lihat", "warga:unduh"}
PROGRAM = ("sinkron:", "gaya:", "metrik:", "kabel")
"""Called by programs, the guide of styles, and the switch of the trial: nobody needs help there."""


def isi(teks: str) -> str:
    """Draw a section with this text."""
    return str(bantuan.gambar(baca(f"# B\n\n{teks}\n").bagian[0]))


def test_every_page_has_its_help_and_every_help_its_page() -> None:
    """A new address needs a section in docs/panduan that names it: ``<!-- halaman: face:name -->``."""
    semua = {a.nama for a in MATRIKS}
    perlu = {nama for nama in semua if nama not in BUKAN_HALAMAN and not nama.startswith(PROGRAM)}
    assert perlu - bantuan.halaman_berbantuan() == set(), "no help in docs/panduan"
    assert bantuan.halaman_berbantuan() - semua == set(), "help of a page that is no more"


def test_a_page_is_named_once_in_a_book() -> None:
    for buku in bantuan.BUKU:
        nama = [n for satu in bantuan.naskah(buku).bagian for n in satu.halaman]
        assert len(nama) == len(set(nama)), buku


def test_the_help_of_a_page_is_short() -> None:
    """A person who is stuck reads one screen."""
    panjang = {}
    for nama in bantuan.halaman_berbantuan():
        gambar = "".join(str(bantuan.gambar(satu)) for _, satu in bantuan.bantuan_untuk(nama))
        panjang[nama] = len(re.sub(r"<[^>]+>", " ", gambar).split())
    assert {n: p for n, p in panjang.items() if not 10 <= p <= 260} == {}


def test_the_books_of_the_product_are_those_of_the_documents() -> None:
    dokumen = SRC.parent / "docs" / "panduan"
    assert {p.stem for p in dokumen.glob("*.md")} - {"README"} == bantuan.BUKU.keys()
    for buku in bantuan.BUKU:
        satu = bantuan.FOLDER / f"{buku}.md"
        assert satu.is_symlink(), "one text: a copy would grow old"
        assert satu.resolve() == (dokumen / f"{buku}.md").resolve()


@pytest.mark.parametrize("buku", bantuan.BUKU)
def test_sections_of_a_book_have_addresses_of_their_own(buku: str) -> None:
    jangkar = [satu.jangkar for satu in bantuan.naskah(buku).bagian]
    assert len(jangkar) == len(set(jangkar))
    assert all(jangkar)


class TestDrawing:
    def test_each_kind_of_block(self) -> None:
        html = isi(
            "Satu **dua** `tiga` *empat*.\n\n- a\n- b\n\n1. c\n\n| d | e |\n|---|---|\n| f | g |\n\n```\nh\ni\n```"
        )
        read(html)
        assert "<p>Satu <b>dua</b> <code>tiga</code> <em>empat</em>.</p>" in html
        assert "<ul><li>a</li><li>b</li></ul><ol><li>c</li></ol>" in html
        assert '<thead><tr><th scope="col">d</th><th scope="col">e</th></tr></thead>' in html
        assert "<tbody><tr><td>f</td><td>g</td></tr></tbody>" in html
        assert "<pre>h\ni</pre>" in html

    @pytest.mark.parametrize(
        "jahat",
        [
            "a <script>alert(1)</script>",
            "**<img src=x>**",
            "`<b>`",
            "- <i>x</i>",
            "| <u> | b |\n|---|---|\n| <s> | d |",
        ],
    )
    def test_markup_is_text(self, jahat: str) -> None:
        html = isi(jahat)
        assert not re.search(r"<(script|img|i>|u>|s>)", html)
        assert "&lt;" in html

    def test_a_link_leads_to_another_book(self) -> None:
        assert '<a href="/bantuan/buku/operator/">buku operator</a>' in isi(
            "Lihat [buku operator](operator.md)."
        )

    @pytest.mark.parametrize(
        "ke", ["https://contoh.id", "javascript:alert", "/aparat/", "README.md", "../x.md"]
    )
    def test_a_link_to_anywhere_else_is_only_text(self, ke: str) -> None:
        assert isi(f"Lihat [sini]({ke}) ya.") == "<p>Lihat sini ya.</p>"


def halaman(request: HttpRequest | None) -> str:
    templat = engines["django"].from_string("{% bantuan %}")
    return templat.render({"x": 1}, request).strip()


class TestPanel:
    def permintaan(self, alamat: str) -> HttpRequest:
        request = RequestFactory().get(alamat)
        request.resolver_match = resolve(alamat)
        return request

    def test_it_is_closed_and_leads_to_the_book(self) -> None:
        html = halaman(self.permintaan("/aparat/cari/"))
        panel = read(html)
        assert [t for t in panel.all("details") if "open" in t] == []
        assert panel.all("summary")
        assert panel.all("a", href="/bantuan/buku/operator/#mencari-warga-atau-surat")
        assert "Ketik sebagian nama" in html

    @pytest.mark.parametrize("alamat", ["/gaya/", "/metrik/"])
    def test_a_page_without_help_shows_nothing(self, alamat: str) -> None:
        assert halaman(self.permintaan(alamat)) == ""

    def test_an_error_page_has_no_address_and_shows_nothing(self) -> None:
        assert halaman(RequestFactory().get("/tidak-ada/")) == ""
        assert halaman(None) == ""


def test_what_is_printed_holds_all_that_is_read() -> None:
    data = bantuan.data_cetak("operator", penulis="Kantor")
    assert (data["bentuk"], data["penulis"]) == ("buku", "Kantor")
    assert [b["judul"] for b in data["bagian"]] == [b.judul for b in bantuan.naskah("operator").bagian]
    runtun = data["bagian"][1]["blok"][0]["baris"][0][0][0]
    assert set(runtun) == {"teks", "rupa", "ke"}
    assert bantuan.data_cetak("warga", penulis="Kantor")["bentuk"] == "selebaran"


def test_the_folder_is_part_of_the_package() -> None:
    assert Path(bantuan.__file__).parent in bantuan.FOLDER.parents
    assert '"*.md"' in (SRC.parent / "pyproject.toml").read_text()
