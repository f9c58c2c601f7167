"""Finding a letter, or the hint that none is needed, by what people call their need."""

import re
from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from eoffice.surat.rules.jenis import JenisSurat
from eoffice.surat.rules.petunjuk import Petunjuk

Dicari = TypeVar("Dicari", JenisSurat, Petunjuk)
SERING: Final = ("sktm", "sku", "domisili", "skck")
"""The letters asked for most; they stand on the first page."""
KELOMPOK: Final = (
    "Kependudukan",
    "Bantuan dan sekolah",
    "Usaha dan pekerjaan",
    "Keluarga",
    "Kepolisian dan acara",
    "Tanah dan waris",
)
"""The groups in the order of how often they are needed; a group not named here comes last."""


def kelompok_jenis(daftar: Iterable[JenisSurat]) -> list[tuple[str, list[JenisSurat]]]:
    """Return letters by group."""
    hasil: dict[str, list[JenisSurat]] = {}
    for jenis in daftar:
        hasil.setdefault(jenis.kelompok, []).append(jenis)
    urut = {nama: n for n, nama in enumerate(KELOMPOK)}
    return sorted(hasil.items(), key=lambda satu: urut.get(satu[0], len(urut)))


def cari_jenis(q: str, daftar: Sequence[Dicari]) -> list[Dicari]:
    """Return what a need may mean, best first: how many words of it (or their beginnings) they know."""
    kata = [k for k in re.findall(r"\w+", q.lower()) if len(k) > 2]
    if not kata:
        return list(daftar)
    nilai = {j.kode: sum(_dikenal(k, j) for k in kata) for j in daftar}
    return sorted((j for j in daftar if nilai[j.kode]), key=lambda j: -nilai[j.kode])


def _dikenal(kata: str, jenis: JenisSurat | Petunjuk) -> bool:
    teks = f"{jenis.nama} {jenis.singkatan} {jenis.ringkas} {' '.join(jenis.kata_cari)}".lower()
    return any(k.startswith(kata) or (len(k) > 3 and kata.startswith(k)) for k in re.findall(r"\w+", teks))


def sering(daftar: Sequence[JenisSurat], banyak: int = len(SERING)) -> list[JenisSurat]:
    """Return the letters asked for most of those that a village offers, then others."""
    urut = {kode: n for n, kode in enumerate(SERING)}
    return sorted(daftar, key=lambda j: urut.get(j.kode, len(urut)))[:banyak]
