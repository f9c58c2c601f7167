"""Needs for which the law asks for no letter of the village: what to do instead, shown beside the letters."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True, slots=True)
class Petunjuk:
    """One hint: what people call the need, what to do in order, what to bring, and which regulation says so."""

    kode: str
    nama: str
    ringkas: str
    langkah: tuple[str, ...]
    bawa: tuple[str, ...]
    sumber: str
    singkatan: str = ""
    kata_cari: tuple[str, ...] = ()


@cache
def petunjuk() -> Mapping[str, Petunjuk]:
    """Return every hint of this release, by code, in the order of the file."""
    sumber = files("eoffice.surat.rules").joinpath("katalog", "bagian", "petunjuk.toml").read_text("utf-8")
    semua = (_baca(isi) for isi in tomllib.loads(sumber)["petunjuk"])
    return MappingProxyType({satu.kode: satu for satu in semua})


def _baca(isi: dict[str, Any]) -> Petunjuk:
    rapi: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in isi.items()}
    return Petunjuk(**rapi)
