"""The documents a village asks for with one letter type: add, remove, order, make mandatory. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from eoffice.surat.rules.jenis import JenisSurat, SyaratDesa
from eoffice.surat.rules.teks import rapikan

Daftar = tuple[SyaratDesa, ...]


def daftar_kini(jenis: JenisSurat, ubahan: Daftar | None) -> Daftar:
    """Return what is asked for now, to be changed: the village's own list, else the catalogue's."""
    return tuple(SyaratDesa(s.kode, s.wajib) for s in jenis.syarat) if ubahan is None else ubahan


def kode_sendiri(label: str) -> str:
    """Return the code of a village's own document: the same words are the same document, also after a while."""
    return f"desa_{re.sub('[^a-z0-9]+', '_', label.casefold()).strip('_')[:25] or 'lain'}"


def tambah(daftar: Daftar, *, label: str, petunjuk: str, wajib: bool) -> Daftar:
    """Return the list with one more document at its end, in the village's own words."""
    rapi = rapikan(label)
    return (*daftar, SyaratDesa(kode_sendiri(rapi), wajib, rapi, rapikan(petunjuk)))


def pulihkan(daftar: Daftar, kode: str, jenis: JenisSurat) -> Daftar:
    """Return the list with a document of the catalogue that had been removed; as it was when it is there."""
    ada = {satu.kode for satu in daftar}
    return (
        *daftar,
        *(SyaratDesa(s.kode, s.wajib) for s in jenis.syarat if s.kode == kode and kode not in ada),
    )


def buang(daftar: Daftar, kode: str) -> Daftar:
    """Return the list without one document."""
    return tuple(satu for satu in daftar if satu.kode != kode)


def balik_wajib(daftar: Daftar, kode: str) -> Daftar:
    """Return the list with one document mandatory that was not, or the other way round."""
    return tuple(replace(satu, wajib=not satu.wajib) if satu.kode == kode else satu for satu in daftar)


def naikkan(daftar: Daftar, kode: str) -> Daftar:
    """Return the list with one document a place earlier; the first stays."""
    return _tukar(daftar, [satu.kode for satu in daftar], kode)


def turunkan(daftar: Daftar, kode: str) -> Daftar:
    """Return the list with one document a place later; the last stays."""
    return naikkan(daftar[::-1], kode)[::-1]


def _tukar(daftar: Daftar, semua: Sequence[str], kode: str) -> Daftar:
    letak = semua.index(kode) if kode in semua else 0
    if letak == 0:
        return daftar
    return (*daftar[: letak - 1], daftar[letak], daftar[letak - 1], *daftar[letak + 1 :])
