"""Typed extra fields of a letter: from what was typed to a value, and from the value to printed words."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from eoffice.kernel.messages import Pesan
from eoffice.surat.rules.teks import periksa_teks, rapikan
from eoffice.surat.rules.terbilang import BULAN, rupiah_terbilang, tanggal_indonesia, terbilang

Nilai = str | int | bool
LAINNYA = "lainnya"
MAKS_TEKS = 120
MAKS_PANJANG = 500
MAKS_KETIKAN = 4000
MAKS_UANG = 10**12


class Tipe(StrEnum):
    """The kinds of field. A stored value is JSON: text, whole number, or yes/no; a date is ``YYYY-MM-DD``."""

    TEKS = "teks"
    TEKS_PANJANG = "teks_panjang"
    ANGKA = "angka"
    UANG = "uang"
    TANGGAL = "tanggal"
    TAHUN = "tahun"
    PILIHAN = "pilihan"
    YA_TIDAK = "ya_tidak"
    NIK = "nik"


@dataclass(frozen=True, slots=True)
class Pilihan:
    """One choice: its code, its words in the question, and its words in the letter (else the same)."""

    kode: str
    label: str
    cetak: str = ""


@dataclass(frozen=True, slots=True)
class Bila:
    """A condition on other fields: the field has one of these values, or simply has a value."""

    isian: str
    salah_satu: tuple[Nilai, ...] = ()

    def berlaku(self, nilai: Mapping[str, Nilai]) -> bool:
        """Say whether the condition holds for these values."""
        ada = nilai.get(self.isian)
        if not self.salah_satu:
            return ada is not None and ada != ""
        return ada is not None and any(ada == v and type(ada) is type(v) for v in self.salah_satu)


@dataclass(frozen=True, slots=True)
class Isian:
    """One field: how it is asked (question, hint, why), and what is accepted.

    ``min`` and ``maks`` bound a number, an amount of rupiah, or a year; ``maks`` also bounds the length of a
    text. ``bila`` must all hold, else the field is neither asked nor kept. ``bawaan`` names the ready-made
    text (such as the resident's address) that stands in the letter when the field is not asked. ``lain``
    names the field that holds the words when the choice is ``lainnya``.
    """

    kode: str
    label: str
    tipe: Tipe
    tanya: str
    petunjuk: str = ""
    mengapa: str = ""
    wajib: bool = True
    pilihan: tuple[Pilihan, ...] = ()
    min: int | None = None
    maks: int | None = None
    bila: tuple[Bila, ...] = ()
    bawaan: str = ""
    lain: str = ""

    def diminta(self, nilai: Mapping[str, Nilai]) -> bool:
        """Say whether this field is asked, given the other values."""
        return all(syarat.berlaku(nilai) for syarat in self.bila)

    def pilih(self, kode: str) -> Pilihan | None:
        """Return the choice with this code, or ``None``."""
        return next((pilihan for pilihan in self.pilihan if pilihan.kode == kode), None)


def baca_isian(isian: Isian, mentah: str, hari_ini: date) -> Nilai | Pesan | None:
    """Return the value of what was typed, ``None`` when it is empty, or the reason why it is not accepted."""
    if len(mentah) > MAKS_KETIKAN:
        return Pesan("surat.isian_panjang", maks=_maks_teks(isian), panjang=len(mentah))
    teks = rapikan(mentah)
    if not teks:
        return Pesan("surat.isian_kosong", label=isian.label) if isian.wajib else None
    return _PEMBACA[isian.tipe](isian, teks, hari_ini)


def baca_semua(
    daftar: Sequence[Isian], mentah: Mapping[str, str], hari_ini: date
) -> tuple[dict[str, Nilai], dict[str, Pesan]]:
    """Read a whole form in the order of its fields: the values, and the problem of each field that has one.

    A field whose condition does not hold is skipped, whatever was sent for it; unknown keys are ignored.
    """
    nilai: dict[str, Nilai] = {}
    galat: dict[str, Pesan] = {}
    for isian in daftar:
        if not isian.diminta(nilai):
            continue
        hasil = baca_isian(isian, mentah.get(isian.kode, ""), hari_ini)
        if isinstance(hasil, Pesan):
            galat[isian.kode] = hasil
        elif hasil is not None:
            nilai[isian.kode] = hasil
    return nilai, galat


def tulis_isian(isian: Isian, nilai: Nilai) -> str:
    """Return a stored value as the letter prints it."""
    match isian.tipe:
        case Tipe.UANG:
            return rupiah_terbilang(int(nilai))
        case Tipe.ANGKA:
            return f"{nilai} ({terbilang(int(nilai))})"
        case Tipe.TANGGAL:
            return tanggal_indonesia(date.fromisoformat(str(nilai)))
        case Tipe.PILIHAN:
            pilihan = isian.pilih(str(nilai))
            return (pilihan.cetak or pilihan.label) if pilihan else str(nilai)
        case Tipe.YA_TIDAK:
            return "ya" if nilai else "tidak"
    return str(nilai)


def mentah_dari(isian: Isian, nilai: Nilai) -> str:
    """Return a stored value as a form shows it again, readable by ``baca_isian``."""
    if isian.tipe is Tipe.YA_TIDAK:
        return "ya" if nilai else "tidak"
    if isian.tipe is Tipe.TANGGAL:
        return date.fromisoformat(str(nilai)).strftime("%d-%m-%Y")
    return str(nilai)


def tulis_semua(
    daftar: Sequence[Isian], nilai: Mapping[str, Nilai], siap: Mapping[str, str]
) -> dict[str, str]:
    """Return the printed text of every field; ``siap`` holds texts known without asking (name, address ...).

    A field that was not asked takes its ``bawaan``; a choice ``lainnya`` takes the words of its companion;
    a field left empty is an empty text, which a draft shows and a final letter refuses.
    """
    teks = dict(siap)
    for isian in daftar:
        ada = nilai.get(isian.kode)
        if isian.lain and ada == LAINNYA:
            teks[isian.kode] = str(nilai.get(isian.lain, ""))
        elif ada is not None:
            teks[isian.kode] = tulis_isian(isian, ada)
        elif isian.bawaan and not isian.diminta(nilai):
            teks[isian.kode] = siap.get(isian.bawaan, "")
        else:
            teks[isian.kode] = ""
    return teks


def _maks_teks(isian: Isian) -> int:
    return isian.maks or (MAKS_PANJANG if isian.tipe is Tipe.TEKS_PANJANG else MAKS_TEKS)


def _baca_teks(isian: Isian, teks: str, _hari_ini: date) -> Nilai | Pesan:
    return periksa_teks(teks, _maks_teks(isian)) or teks


_UANG = re.compile(r"(?:rp\.?\s*)?(\d{1,3}(?:[. ]\d{3})+|\d+)(?:,(?:0{1,2}|-)|,?-)?", re.IGNORECASE)


def _baca_angka(isian: Isian, teks: str, _hari_ini: date) -> Nilai | Pesan:
    if not re.fullmatch(r"[0-9]{1,9}", teks):
        return Pesan("surat.isian_bukan_angka")
    return _dalam_batas(isian, int(teks), isian.min or 0, isian.maks if isian.maks is not None else 10**9)


def _baca_uang(isian: Isian, teks: str, _hari_ini: date) -> Nilai | Pesan:
    cocok = _UANG.fullmatch(teks) if teks.isascii() else None
    if cocok is None or len(teks) > 30:
        return Pesan("surat.isian_bukan_uang")
    angka = int(re.sub(r"\D", "", cocok[1]))
    return _dalam_batas(isian, angka, isian.min or 0, isian.maks if isian.maks is not None else MAKS_UANG)


def _dalam_batas(isian: Isian, angka: int, paling_kecil: int, paling_besar: int) -> Nilai | Pesan:
    if angka < paling_kecil:
        return Pesan("surat.isian_kecil", label=isian.label, min=paling_kecil)
    if angka > paling_besar:
        return Pesan("surat.isian_besar", label=isian.label, maks=paling_besar)
    return angka


_TANGGAL = re.compile(r"(\d{1,2})[-/. ](\d{1,2}|[a-z]+)[-/. ](\d{4})", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_BULAN = MappingProxyType(
    {nama[:3].lower(): nomor for nomor, nama in enumerate(BULAN, 1)} | {"agt": 8, "ags": 8}
)


def _baca_tanggal(_isian: Isian, teks: str, _hari_ini: date) -> Nilai | Pesan:
    if not teks.isascii():
        return Pesan("surat.isian_bukan_tanggal")
    if iso := _ISO.fullmatch(teks):
        bagian = (int(iso[1]), int(iso[2]), int(iso[3]))
    elif cocok := _TANGGAL.fullmatch(teks):
        bulan = int(cocok[2]) if cocok[2].isdigit() else _BULAN.get(cocok[2].lower()[:3], 0)
        bagian = (int(cocok[3]), bulan, int(cocok[1]))
    else:
        return Pesan("surat.isian_bukan_tanggal")
    try:
        return date(*bagian).isoformat()
    except ValueError:
        return Pesan("surat.isian_bukan_tanggal")


def _baca_tahun(isian: Isian, teks: str, hari_ini: date) -> Nilai | Pesan:
    if not re.fullmatch(r"[0-9]{4}", teks):
        return Pesan("surat.isian_bukan_tahun")
    tahun = int(teks)
    if tahun > hari_ini.year and isian.maks is None:
        return Pesan("surat.isian_tahun_belum", tahun=tahun, maks=hari_ini.year)
    return _dalam_batas(isian, tahun, isian.min or 1900, isian.maks or hari_ini.year)


def _baca_pilihan(isian: Isian, teks: str, _hari_ini: date) -> Nilai | Pesan:
    return teks if isian.pilih(teks) else Pesan("surat.isian_bukan_pilihan", label=isian.label)


def _baca_ya_tidak(isian: Isian, teks: str, _hari_ini: date) -> Nilai | Pesan:
    jawab = {"ya": True, "tidak": False}.get(teks.lower())
    return Pesan("surat.isian_bukan_pilihan", label=isian.label) if jawab is None else jawab


def _baca_nik(_isian: Isian, teks: str, _hari_ini: date) -> Nilai | Pesan:
    angka = re.sub(r"[\s.\-']", "", teks)
    return angka if re.fullmatch(r"[0-9]{16}", angka) else Pesan("surat.isian_bukan_nik", panjang=len(angka))


_PEMBACA: MappingProxyType[Tipe, Callable[[Isian, str, date], Nilai | Pesan]] = MappingProxyType(
    {
        Tipe.TEKS: _baca_teks,
        Tipe.TEKS_PANJANG: _baca_teks,
        Tipe.ANGKA: _baca_angka,
        Tipe.UANG: _baca_uang,
        Tipe.TANGGAL: _baca_tanggal,
        Tipe.TAHUN: _baca_tahun,
        Tipe.PILIHAN: _baca_pilihan,
        Tipe.YA_TIDAK: _baca_ya_tidak,
        Tipe.NIK: _baca_nik,
    }
)
