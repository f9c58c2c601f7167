"""A letter type is data: what is asked, what is required, how the body reads. One TOML file each."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from eoffice.surat.rules.isian import Bila, Isian, Nilai
from eoffice.surat.rules.pihak import Pihak, baca_isian_halaman, baca_pihak, bersyarat
from eoffice.surat.rules.terbilang import tambah_bulan


@dataclass(frozen=True, slots=True)
class Syarat:
    """A required document. ``bila`` must all hold, else it is not asked for."""

    kode: str
    label: str
    wajib: bool = True
    petunjuk: str = ""
    bila: tuple[Bila, ...] = ()

    def diminta(self, nilai: Mapping[str, Nilai]) -> bool:
        """Say whether this document is asked for, given the answers."""
        return all(syarat.berlaku(nilai) for syarat in self.bila)


@dataclass(frozen=True, slots=True)
class Halaman:
    """One page of questions, in the citizen's order."""

    kode: str
    judul: str
    isian: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Baris:
    """One ``label : value`` row of an identity block."""

    label: str
    nilai: str
    bila: tuple[Bila, ...] = ()


@dataclass(frozen=True, slots=True)
class Kolom:
    """One column of a table made of a list: ``nilai`` is the code of the list's field, ``mm`` its width.

    A column without ``mm`` shares what is left.
    """

    judul: str
    nilai: str
    mm: int = 0
    rata: str = "kiri"


@dataclass(frozen=True, slots=True)
class Penanda:
    """Somebody who signs beside the official, by hand: ``nama`` and ``keterangan`` are templates."""

    nama: str
    keterangan: str = ""
    bila: tuple[Bila, ...] = ()


@dataclass(frozen=True, slots=True)
class Blok:
    """One block of the body. Text holds ``{isian}``, ``{isian!}`` (bold) and ``**bold words**``.

    ``kunci``: the words may not be changed for one letter (opening, closing, legal reservations). ``dari``: the list
    or person that a table, signatures or an identity block are made of; ``keterangan``: the list's field that stands
    under each name. ``meterai``: what the frame for the stamp duty says.
    """

    kode: str
    jenis: str
    isi: str = ""
    baris: tuple[Baris, ...] = ()
    butir: tuple[str, ...] = ()
    bila: tuple[Bila, ...] = ()
    kunci: bool = False
    dari: str = ""
    kolom: tuple[Kolom, ...] = ()
    orang: tuple[Penanda, ...] = ()
    keterangan: str = ""
    meterai: str = ""


@dataclass(frozen=True, slots=True)
class Lembar:
    """A further sheet of the same file, signed by hand by those it names (the N forms of a marriage)."""

    kode: str
    judul: str
    model: str
    badan: tuple[Blok, ...]
    bila: tuple[Bila, ...] = ()


@dataclass(frozen=True, slots=True)
class JenisSurat:
    """A kind of letter that a citizen may ask for. At most one of ``berlaku_*`` bounds its validity.

    ``berlaku_isian``: valid until the day that this field holds. ``camat``: the letter has a place for the camat's
    hand ("mengetahui"). ``hanya_basah``: signed on paper whatever the village uses, because others sign it too.
    ``penutup``: the closing sentence where the usual one does not fit. ``rapat``: set closely, to stay on one page.
    ``janji_jam``: the office hours a village promises for it; ``None``: as for every letter.
    """

    kode: str
    nama: str
    singkatan: str
    judul: str
    klasifikasi: str
    kelompok: str
    ringkas: str
    keperluan: str
    isian: tuple[Isian, ...]
    halaman: tuple[Halaman, ...]
    syarat: tuple[Syarat, ...]
    badan: tuple[Blok, ...]
    versi: int = 1
    kata_cari: tuple[str, ...] = ()
    berlaku_bulan: int | None = None
    berlaku_hari: int | None = None
    berlaku_isian: str = ""
    atas_nama: bool = True
    tembusan: tuple[str, ...] = ()
    pihak: tuple[Pihak, ...] = ()
    lembar: tuple[Lembar, ...] = ()
    camat: bool = False
    hanya_basah: bool = False
    rapat: bool = False
    penutup: str = ""
    janji_jam: int | None = None

    def isian_kode(self, kode: str) -> Isian:
        """Return the field with this code; ``KeyError`` when the type has none."""
        for isian in self.isian:
            if isian.kode == kode:
                return isian
        raise KeyError(kode)

    def blok_kode(self, kode: str) -> Blok:
        """Return the block with this code; ``KeyError`` when the type has none."""
        for blok in self.badan:
            if blok.kode == kode:
                return blok
        raise KeyError(kode)

    def isian_halaman(self, halaman: Halaman) -> tuple[Isian, ...]:
        """Return the fields of one page, in order."""
        return tuple(self.isian_kode(kode) for kode in halaman.isian)

    def pihak_kode(self, kode: str) -> Pihak | None:
        """Return the person whom a group of fields is about, or ``None``."""
        return next((pihak for pihak in self.pihak if pihak.kode == kode), None)

    def ditanya_bersama(self, kode: str) -> tuple[Isian, ...]:
        """Return the fields that are asked on one page: all about one person, else the one field."""
        return tuple(isian for isian in self.isian if (isian.pihak or isian.kode) == kode)

    def syarat_diminta(self, nilai: Mapping[str, Nilai]) -> tuple[Syarat, ...]:
        """Return the documents asked for, given the answers."""
        return tuple(syarat for syarat in self.syarat if syarat.diminta(nilai))

    def berlaku_sampai(self, terbit: date, nilai: Mapping[str, Nilai] | None = None) -> date | None:
        """Return the last day on which a letter of this date is valid; ``None`` without a limit."""
        if self.berlaku_isian and (hari := (nilai or {}).get(self.berlaku_isian)):
            return date.fromisoformat(str(hari))
        if self.berlaku_bulan is not None:
            return tambah_bulan(terbit, self.berlaku_bulan)
        return terbit + timedelta(days=self.berlaku_hari) if self.berlaku_hari is not None else None


@dataclass(frozen=True, slots=True)
class SyaratDesa:
    """A document one village asks for: the catalogue's of that code, or one of its own, in its own words."""

    kode: str
    wajib: bool = True
    label: str = ""
    petunjuk: str = ""


@dataclass(frozen=True, slots=True)
class UbahanJenis:
    """What one village decides otherwise for a type. ``None`` means: as the catalogue has it.

    ``syarat`` are all documents it asks for, in its order. ``janji_jam``: office hours from sending to issue.
    """

    aktif: bool = True
    klasifikasi: str | None = None
    berlaku_bulan: int | None = None
    atas_nama: bool | None = None
    tembusan: tuple[str, ...] | None = None
    camat: bool | None = None
    syarat: tuple[SyaratDesa, ...] | None = None
    janji_jam: int | None = None

    def __post_init__(self) -> None:
        """Accept what JSON makes of tuples and of their parts."""
        if self.tembusan is not None:
            object.__setattr__(self, "tembusan", tuple(self.tembusan))
        if self.syarat is not None:
            semua = (SyaratDesa(**satu) if isinstance(satu, Mapping) else satu for satu in self.syarat)
            object.__setattr__(self, "syarat", tuple(semua))

    def pada(self, jenis: JenisSurat) -> JenisSurat:
        """Return the type as this village uses it."""
        return replace(
            jenis,
            klasifikasi=self.klasifikasi or jenis.klasifikasi,
            berlaku_bulan=jenis.berlaku_bulan if self.berlaku_bulan is None else self.berlaku_bulan,
            berlaku_hari=jenis.berlaku_hari if self.berlaku_bulan is None else None,
            atas_nama=jenis.atas_nama if self.atas_nama is None else self.atas_nama,
            tembusan=jenis.tembusan if self.tembusan is None else self.tembusan,
            camat=jenis.camat if self.camat is None else self.camat,
            syarat=jenis.syarat if self.syarat is None else tuple(self._syarat(jenis)),
            janji_jam=self.janji_jam,
        )

    def _syarat(self, jenis: JenisSurat) -> Iterator[Syarat]:
        """Yield what is asked for; what a later catalogue no longer knows has no words and is passed over."""
        baku = {satu.kode: satu for satu in jenis.syarat}
        for satu in self.syarat or ():
            if satu.kode in baku:
                yield replace(baku[satu.kode], wajib=satu.wajib)
            elif satu.label:
                yield Syarat(satu.kode, satu.label, satu.wajib, satu.petunjuk)


@cache
def katalog() -> Mapping[str, JenisSurat]:
    """Return every letter type of this release, by code, in the order of their names."""
    berkas = [
        b for b in files("eoffice.surat.rules").joinpath("katalog").iterdir() if b.name.endswith(".toml")
    ]
    jenis = sorted((baca_jenis(b.read_text(encoding="utf-8")) for b in berkas), key=lambda j: j.nama)
    return MappingProxyType({j.kode: j for j in jenis})


def baca_jenis(sumber: str) -> JenisSurat:
    """Return the letter type written in TOML.

    Raises:
        TypeError, KeyError, ValueError: a key that is missing, unknown or of the wrong kind.
    """
    data = tomllib.loads(sumber)
    halaman = data.pop("halaman")
    isian = [(h["kode"], i) for h in halaman for i in baca_isian_halaman(h["isian"])]
    sisa: dict[str, Any] = {
        kunci: tuple(nilai) if isinstance(nilai, list) else nilai
        for kunci, nilai in data.items()
        if kunci not in {"syarat", "badan", "lembar"}
    }
    return JenisSurat(
        isian=tuple(i for _, i in isian),
        halaman=tuple(
            Halaman(h["kode"], h["judul"], tuple(i.kode for kode, i in isian if kode == h["kode"]))
            for h in halaman
        ),
        pihak=tuple(p for h in halaman for p in baca_pihak(h["isian"])),
        syarat=tuple(Syarat(**bersyarat(s)) for s in data["syarat"]),
        badan=tuple(_blok(b) for b in data["badan"]),
        lembar=tuple(
            Lembar(**bersyarat(e) | {"badan": tuple(_blok(b) for b in e["badan"])})
            for e in data.get("lembar", ())
        ),
        **sisa,
    )


def _blok(data: dict[str, Any]) -> Blok:
    """Return a block; what it is made of stands in lists of tables."""
    isi = {
        "baris": tuple(Baris(**bersyarat(b)) for b in data.get("baris", ())),
        "kolom": tuple(Kolom(**k) for k in data.get("kolom", ())),
        "orang": tuple(Penanda(**bersyarat(o)) for o in data.get("orang", ())),
        "butir": tuple(data.get("butir", ())),
    }
    return Blok(**bersyarat(data) | isi)
