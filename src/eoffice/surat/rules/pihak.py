"""People whom a letter names beside its applicant: what is asked of each is declared once, in ``bagian/pihak.toml``.

A type says who is asked for (``tipe = "pihak"``) and which of the columns; here that becomes plain fields with the
person's code before theirs (``ayah_nama``), so that everything that knows fields knows people.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from eoffice.surat.rules.isian import Bila, Isian, Pilihan, Tipe

PIHAK = "pihak"
TTL = "ttl"
"""Short for place and day of birth."""
_LAHIR = ("tempat_lahir", "tanggal_lahir")
BARIS_IDENTITAS = (
    ("nama", "Nama", "{{{0}_nama!}}"),
    ("nik", "NIK", "{{{0}_nik}}"),
    ("tanggal_lahir", "Tempat, tanggal lahir", "{{{0}_ttl}}"),
    ("kelamin", "Jenis kelamin", "{{{0}_kelamin}}"),
    ("agama", "Agama", "{{{0}_agama}}"),
    ("warga_negara", "Kewarganegaraan", "{{{0}_warga_negara}}"),
    ("pekerjaan", "Pekerjaan", "{{{0}_pekerjaan}}"),
    ("alamat", "Alamat", "{{{0}_alamat}}"),
)
"""Column, label and template of the rows of somebody's identity block, in the order of print."""


@dataclass(frozen=True, slots=True)
class Pihak:
    """A person asked for: ``sebutan`` is what he is in a sentence ("ayah"), ``tanya`` the head of his questions."""

    kode: str
    sebutan: str
    tanya: str
    petunjuk: str = ""
    mengapa: str = ""
    kolom: tuple[str, ...] = ()

    def baris_identitas(self) -> Iterator[tuple[str, str, str]]:
        """Yield field, label and template of each row of his identity block."""
        for kolom, label, templat in BARIS_IDENTITAS:
            if kolom in self.kolom:
                yield f"{self.kode}_{kolom}", label, templat.format(self.kode)


@cache
def kolom_pihak() -> Mapping[str, Isian]:
    """Return what may be asked of a person, by column."""
    sumber = files("eoffice.surat.rules").joinpath("katalog", "bagian", "pihak.toml").read_text("utf-8")
    semua = (baca_satu(isi) for isi in tomllib.loads(sumber)["isian"])
    return MappingProxyType({isian.kode: isian for isian in semua})


def baca_isian_halaman(daftar: Sequence[dict[str, Any]]) -> Iterator[Isian]:
    """Yield the fields of a page; a person becomes the fields of his columns.

    Raises:
        TypeError, KeyError, ValueError: a key or column that is missing, unknown or of the wrong kind.
    """
    for data in daftar:
        if data["tipe"] == PIHAK:
            yield from _isian_pihak(data)
        else:
            yield baca_satu(data)


def baca_pihak(daftar: Sequence[dict[str, Any]]) -> Iterator[Pihak]:
    """Yield the people that a page asks for."""
    for data in daftar:
        if data["tipe"] == PIHAK:
            isi = {k: v for k, v in data.items() if k not in {"tipe", "bila", "boleh_kosong", "kolom"}}
            yield Pihak(**isi, kolom=_kolom(data))


def _kolom(data: dict[str, Any]) -> tuple[str, ...]:
    return tuple(k for kolom in data["kolom"] for k in (_LAHIR if kolom == TTL else (kolom,)))


def _isian_pihak(data: dict[str, Any]) -> Iterator[Isian]:
    kosong = data.get("boleh_kosong", ())
    for kolom in _kolom(data):
        asal = kolom_pihak()[kolom]
        yield replace(
            asal,
            kode=f"{data['kode']}_{kolom}",
            label=f"{asal.label} {data['sebutan']}",
            wajib=asal.wajib and kolom not in kosong,
            bila=bersyarat(data)["bila"],
            pihak=data["kode"],
        )


def baca_satu(data: dict[str, Any]) -> Isian:
    """Return one field; the columns of a list may name a column of a person instead of telling it anew."""
    pilihan = tuple(Pilihan(*kata) for kata in data.get("pilihan", ()))
    kolom = tuple(kolom_pihak()[k] if isinstance(k, str) else baca_satu(k) for k in data.get("kolom", ()))
    return Isian(**bersyarat(data) | {"tipe": Tipe(data["tipe"]), "pilihan": pilihan, "kolom": kolom})


def bersyarat(data: dict[str, Any]) -> dict[str, Any]:
    """Return data of TOML with its conditions read."""
    bila = tuple(
        Bila(b["isian"], tuple(b.get("salah_satu", ())), b.get("tidak", False)) for b in data.get("bila", ())
    )
    return data | {"bila": bila}
