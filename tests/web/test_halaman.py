"""What every page keeps, whoever opens it: whole markup, forms that need no script, headers, weight, no NIK.

The pages are those of the table of addresses, so that a new page is held to all of this from its first day.
"""

import gzip
import itertools
import re
from collections.abc import Iterator
from http import HTTPStatus

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from eoffice.wilayah.models import Desa
from tests.web.dunia import Desaku, bangun
from tests.web.markup import Page, read
from tests.web.matriks import MATRIKS, SIAPA
from tests.web.peramban import STATIC

pytestmark = pytest.mark.django_db
WARGA, VERIFIKASI = ("warga:",), ("verifikasi:",)
NIK = re.compile(r"(?<!\d)3207\d{12}(?!\d)")
MAKS_WARGA, MAKS_CEK, MAKS_LURING = 14_000, 8_000, 8_500
TEMPLAT = re.compile(r"<template .*?</template>", re.DOTALL)
"""What a script may put into a page later is no part of it yet."""
PUBLIK = {"bantuan:cetak", "verifikasi:kunci", "warga:pengumuman_gambar", "warga:poster"}
"""What a browser may keep for everybody: keys and revocations, the poster, the picture of an announcement."""
DIPERIKSA_ULANG = {"verifikasi:luring", "verifikasi:pekerja", "warga:tanpa_sinyal"}
"""What a browser keeps for the time without signal, and asks about each time."""


@pytest.fixture
def desaku(cisontrol: Desa) -> Desaku:
    cache.clear()
    return bangun(cisontrol, "cisontrol", "3207154506859001", "3207155506859003")


def jawaban(desaku: Desaku, awalan: tuple[str, ...] = ("",)) -> Iterator[tuple[str, HttpResponse]]:
    """Open every address that is read, as each person who gets a page there."""
    orang = {"tamu": Client(), **desaku.klien()}
    for alamat in MATRIKS:
        if alamat.cara == "P" or not alamat.nama.startswith(awalan):
            continue
        for siapa in (s for s in SIAPA if s in orang and alamat.jawab[s] not in {302, 404}):
            yield f"{alamat.nama} {siapa}", orang[siapa].get(alamat.ke(desaku.argumen))


def halaman(desaku: Desaku, awalan: tuple[str, ...] = ("",)) -> Iterator[tuple[str, Page, str]]:
    """Read every page as a validator would."""
    for nama, jawab in jawaban(desaku, awalan):
        if jawab.headers["Content-Type"].startswith("text/html"):
            isi = jawab.content.decode()
            yield nama, read(TEMPLAT.sub("", isi)), isi


def gz(isi: bytes) -> int:
    """Return what travels."""
    return len(gzip.compress(isi, 9))


def test_every_page_is_whole_and_can_be_found_through(desaku: Desaku) -> None:
    banyak = 0
    for nama, page, isi in halaman(desaku):
        banyak += 1
        assert page.all("html", lang="id"), nama
        assert len(page.all("h1")) == (0 if nama.startswith("verifikasi:luring") else 1), nama
        assert page.all("a", class_="lewati", href="#isi"), nama
        assert len(page.all("main", id="isi")) == 1, nama
        judul = re.search(r"<title>(.*?)</title>", isi, re.DOTALL)
        assert judul, nama
        assert len(judul[1].strip()) > 5, nama
    assert banyak > 150, "the table was walked"


def test_headings_do_not_skip_a_level(desaku: Desaku) -> None:
    salah = {}
    for nama, page, _ in halaman(desaku, (*WARGA, *VERIFIKASI)):
        tingkat = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
        if any(b > a + 1 for a, b in itertools.pairwise(tingkat)):
            salah[nama] = tingkat
    assert salah == {}


def test_every_form_can_be_sent_without_a_script(desaku: Desaku) -> None:
    """A method, a token when it is posted, and a button that is not hidden."""
    for nama, seluruh, isi in halaman(desaku, (*WARGA, *VERIFIKASI, "aparat:", "masuk")):
        for form in re.findall(r"<form\b.*?</form>", isi, re.DOTALL):
            page = read_bagian(form)
            (tajuk,) = page.all("form")
            assert tajuk.get("method") in {"get", "post"}, (nama, form)
            luar = seluruh.all("button", form=tajuk["id"]) if "id" in tajuk else []
            tombol = [
                t
                for t in (*page.all("button"), *luar)
                if t.get("type", "submit") == "submit" and "hidden" not in t
            ]
            assert tombol or not _terlihat(page), (nama, form)
            if tajuk["method"] == "post":
                assert page.all("input", name="csrfmiddlewaretoken"), (nama, form)
                lain = page.all("input", type="file")
                assert not lain or tajuk.get("enctype") == "multipart/form-data", (nama, form)


def _terlihat(page: Page) -> list[str]:
    """Return what a person can fill in; a form of hidden fields alone is the frame of buttons that may be missing."""
    return [
        tag
        for tag, t in page.tags
        if tag in {"textarea", "select"} or (tag == "input" and t.get("type") != "hidden")
    ]


def read_bagian(potongan: str) -> Page:
    """Parse a piece of a page; what it refers to may stand outside."""
    page = Page()
    page.feed(potongan)
    return page


def test_pages_of_citizens_and_verification_never_hold_a_nik(
    desaku: Desaku, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither in the page nor in its title, its headers, its address, or what is logged meanwhile."""
    caplog.set_level("DEBUG")
    for nama, jawab in jawaban(desaku, (*WARGA, *VERIFIKASI)):
        siapa = nama.split()
        if siapa[0] == "warga:salinan_json" and jawab.status_code == HTTPStatus.OK:
            assert jawab.headers["Content-Disposition"].startswith("attachment"), nama
            assert len(set(NIK.findall(jawab.content.decode()))) == 1, f"{nama}: his own, which he asked for"
        else:
            assert not NIK.search(jawab.content.decode("latin-1")), nama
        assert not NIK.search(str(jawab.headers)), nama
        assert not NIK.search(jawab.request["PATH_INFO"]), nama
    assert not NIK.search(caplog.text)
    assert caplog.records


def test_titles_and_addresses_of_the_office_hold_no_nik(desaku: Desaku) -> None:
    """They end up in the history of a browser that several people use."""
    for nama, jawab in jawaban(desaku, ("aparat:",)):
        judul = re.search(rb"<title>.*?</title>", jawab.content, re.DOTALL)
        assert not NIK.search(jawab.request["PATH_INFO"]), nama
        assert judul is None or not NIK.search(judul[0].decode()), nama


def test_a_sign_in_leaves_no_nik_and_no_pin_in_the_log(
    desaku: Desaku, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    for pin in ("111222", "739154"):
        client.post(f"/desa/{desaku.desa.kode}/masuk/", {"nik": "3207154506859001", "pin": pin})
        client.get(f"/desa/{desaku.desa.kode}/lacak/?tiket=3207154506859001")
        client.get("/?q=3207154506859001")
    assert caplog.records
    for rahasia in ("3207154506859001", "111222", "739154"):
        assert rahasia not in caplog.text


def test_security_headers_stand_on_every_answer(desaku: Desaku) -> None:
    for nama, jawab in jawaban(desaku):
        if nama.startswith("sinkron:"):  # no browser asks there, and each byte crosses a poor line
            assert jawab.headers["X-Content-Type-Options"] == "nosniff", nama
            assert not jawab.headers["Content-Type"].startswith("text/html"), nama
            continue
        assert "default-src 'none'" in jawab.headers["Content-Security-Policy"], nama
        assert "unsafe" not in jawab.headers["Content-Security-Policy"], nama
        assert jawab.headers["X-Content-Type-Options"] == "nosniff", nama
        assert jawab.headers["X-Frame-Options"] == "DENY", nama
        assert jawab.headers["Referrer-Policy"] == "same-origin", nama


def test_nothing_is_kept_by_a_cache_but_what_is_everybodys(desaku: Desaku) -> None:
    for nama, jawab in jawaban(desaku):
        simpan, alamat = jawab.headers["Cache-Control"], nama.split()[0]
        if alamat in PUBLIK:
            assert simpan == "public, max-age=300", nama
        elif alamat in DIPERIKSA_ULANG:
            assert simpan == "no-cache", nama
        else:
            assert simpan == "private, no-store", nama


def test_what_is_kept_for_everybody_is_the_same_for_everybody(desaku: Desaku) -> None:
    """No account, no token and no village of a person in what a browser or a proxy keeps."""
    orang = [Client(), *desaku.klien().values()]
    for nama in PUBLIK | DIPERIKSA_ULANG:
        alamat = next(a for a in MATRIKS if a.nama == nama).ke(desaku.argumen)
        isi = {browser.get(alamat).content for browser in orang}
        assert len(isi) == 1, nama
        assert b"csrfmiddlewaretoken" not in isi.pop(), nama


def test_pages_keep_their_weight(desaku: Desaku) -> None:
    """HTML and CSS as they travel: 14 KB for a citizen's page, 8 KB for verification."""
    css = gz((STATIC / "eoffice/desa.css").read_bytes())
    berat = {nama: gz(isi.encode()) + css for nama, _, isi in halaman(desaku, (*WARGA, *VERIFIKASI))}
    assert {n: b for n, b in berat.items() if n.startswith(WARGA) and b > MAKS_WARGA} == {}
    luring = {n: b for n, b in berat.items() if n.startswith("verifikasi:luring")}
    cek = {n: b for n, b in berat.items() if n.startswith(VERIFIKASI) and n not in luring}
    assert {n: b for n, b in cek.items() if b > MAKS_CEK} == {}
    assert max(luring.values()) <= MAKS_LURING, (
        "seven answers at once, fetched once and not while anybody waits"
    )
    assert len(berat) > 60


def test_the_first_load_of_a_citizens_page_is_thirty_kilobytes_at_most(desaku: Desaku) -> None:
    for nama, page, isi in halaman(desaku, WARGA):
        milik = [
            t.get("src") or t.get("href", "")
            for _, t in page.tags
            if (t.get("src") or t.get("rel") in {"stylesheet", "icon"}) and t.get("loading") != "lazy"
        ]
        malas = isi.count('loading="lazy"')
        assert malas == nama.startswith("warga:pengumuman_satu"), "a picture in a closed box, and no other"
        tertutup = re.findall(r"<details(?! open)[^>]*>.*?</details>", isi, re.DOTALL)
        assert malas == sum(satu.count('loading="lazy"') for satu in tertutup)
        kita = [m for m in milik if m.startswith("/static/")]
        assert all(m.startswith(("/static/", "/warga/")) for m in milik), nama
        berat = gz(isi.encode()) + sum(
            gz((STATIC / m.removeprefix("/static/")).read_bytes()) for m in set(kita)
        )
        assert berat <= 30_000, (nama, berat)
