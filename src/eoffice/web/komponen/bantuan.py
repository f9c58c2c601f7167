"""The help of a page is the section of a handbook that names it: one text for the screen and for the printer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .naskah import Bagian, Blok, Kalimat, Naskah, Runtun, baca

FOLDER: Final = Path(__file__).parent / "panduan"
BUKU: Final[Mapping[str, str]] = {
    "operator": "Sehari-hari di kantor desa",
    "sekdes-kades": "Paraf, tanda tangan, dan pelimpahan",
    "warga": "Meminta surat dari HP",
    "diskominfo": "Menjaga server semua desa",
    "pemasangan": "Memasang dan merawat server",
}
"""The handbooks, by the name of their file, in the order they are offered; what each is about."""


@cache
def naskah(buku: str) -> Naskah:
    """Return a handbook of ``BUKU``; read once."""
    return baca((FOLDER / f"{buku}.md").read_text(encoding="utf-8"))


@cache
def _menurut_halaman() -> dict[str, tuple[tuple[str, Bagian], ...]]:
    hasil: dict[str, tuple[tuple[str, Bagian], ...]] = {}
    for buku in BUKU:
        for bagian in naskah(buku).bagian:
            for nama in bagian.halaman:
                hasil[nama] = (*hasil.get(nama, ()), (buku, bagian))
    return hasil


def halaman_berbantuan() -> frozenset[str]:
    """Return the names of all addresses that have a help."""
    return frozenset(_menurut_halaman())


def bantuan_untuk(nama: str) -> tuple[tuple[str, Bagian], ...]:
    """Return the sections that are the help of a page, each with its handbook; empty for an unknown page."""
    return _menurut_halaman().get(nama, ())


def data_cetak(buku: str, *, penulis: str) -> dict[str, Any]:
    """Return a handbook as the typesetter wants it: plain text and the names of shapes, nothing to be interpreted."""
    isi = naskah(buku)
    return {
        "bentuk": "selebaran" if buku == "warga" else "buku",
        "judul": isi.judul,
        "tentang": BUKU[buku],
        "penulis": penulis,
        "bagian": [
            {"tingkat": b.tingkat, "judul": b.judul, "blok": [asdict(satu) for satu in b.blok]}
            for b in isi.bagian
        ],
    }


def gambar(bagian: Bagian) -> SafeString:
    """Draw what stands under a heading."""
    return format_html_join("", "{}", ((_blok(satu),) for satu in bagian.blok))


def _blok(blok: Blok) -> SafeString:
    if blok.jenis == "tabel":
        return _tabel(blok)
    if blok.jenis == "kode":
        return format_html("<pre>{}</pre>", "\n".join(sel[0].teks for (sel,) in blok.baris))
    isi = [kalimat(sel) for (sel,) in blok.baris]
    if blok.jenis == "alinea":
        return format_html("<p>{}</p>", isi[0])
    tag = "ol" if blok.jenis == "urut" else "ul"
    butir = format_html_join("", "<li>{}</li>", ((satu,) for satu in isi))
    return format_html("<{0}>{1}</{0}>", SafeString(tag), butir)


def _tabel(blok: Blok) -> SafeString:
    kepala = format_html_join("", '<th scope="col">{}</th>', ((kalimat(sel),) for sel in blok.baris[0]))
    baris = format_html_join("", "<tr>{}</tr>", ((_baris(satu),) for satu in blok.baris[1:]))
    return format_html(
        '<div class="gulir" tabindex="0" role="group" aria-label="Tabel"><table><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table></div>",
        kepala,
        baris,
    )


def _baris(sel: tuple[Kalimat, ...]) -> SafeString:
    return format_html_join("", "<td>{}</td>", ((kalimat(satu),) for satu in sel))


def kalimat(satu: Kalimat) -> SafeString:
    """Draw a line with its bold words, names of keys and links."""
    return format_html_join("", "{}", ((potong,) for potong in _potong(satu)))


_TAG: Final = {"tebal": "b", "miring": "em", "kode": "code"}


def _potong(satu: Kalimat) -> Iterator[object]:
    for r in satu:
        if r.ke:
            yield _tautan(r)
        elif r.rupa:
            yield format_html("<{0}>{1}</{0}>", SafeString(_TAG[r.rupa]), r.teks)
        else:
            yield r.teks


def _tautan(r: Runtun) -> object:
    """Draw a link to another handbook; anything else is only text, because a village may have no internet."""
    buku = r.ke.removesuffix(".md")
    if buku not in BUKU:
        return r.teks
    return format_html('<a href="{}">{}</a>', reverse("bantuan:buku", args=[buku]), r.teks)
