"""What an official changed in a letter, as the signer reads it beside the page: before, and after."""

from __future__ import annotations

from typing import Any

from eoffice.surat.rules.badan import isi_templat, kode_dipakai
from eoffice.surat.rules.beda import beda_kata
from eoffice.surat.rules.jenis import JenisSurat
from eoffice.surat.selectors.meja import LembarTanda

from .sajian import tulis


def ubahan(s: LembarTanda, jenis: JenisSurat | None) -> list[dict[str, Any]]:
    """Return each change: an answer of the applicant as a whole, words of the type with what went and what came."""
    return [] if jenis is None else _isian(s, jenis) + _kata(s, jenis)


def _isian(s: LembarTanda, jenis: JenisSurat) -> list[dict[str, Any]]:
    awal = s.nilai_awal or s.nilai
    return [
        {
            "label": i.label.lower(),
            "semula": tulis(i, awal.get(i.kode)) or "kosong",
            "baru": tulis(i, s.nilai.get(i.kode)) or "kosong",
        }
        for i in jenis.isian
        if awal.get(i.kode) != s.nilai.get(i.kode)
    ]


def _kata(s: LembarTanda, jenis: JenisSurat) -> list[dict[str, Any]]:
    asli = {b.kode: b.isi for b in jenis.badan}
    return [
        {
            "label": f"kata-kata bagian {kode.replace('_', ' ')}",
            "potong": beda_kata(_terbaca(asli.get(kode, ""), s, jenis), _terbaca(baru, s, jenis)),
        }
        for kode, baru in s.ubahan.items()
    ]


def _terbaca(templat: str, s: LembarTanda, jenis: JenisSurat) -> str:
    """Return the words with the answers in their places; what comes from the register is named in brackets."""
    teks = {kode: f"[{kode.replace('_', ' ')}]" for kode in kode_dipakai(templat)}
    teks |= {i.kode: tulis(i, s.nilai.get(i.kode)) or "kosong" for i in jenis.isian}
    return isi_templat(templat, {**teks, "nama": s.nama})
