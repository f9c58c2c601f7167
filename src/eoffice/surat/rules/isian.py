"""Typed extra fields of a letter: from what was typed to a value, and from the value to printed words."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from eoffice.kernel.messages import Pesan
from eoffice.surat.rules.teks import periksa_teks, rapikan
from eoffice.surat.rules.terbilang import (
    BULAN,
    hari_tanggal,
    ribuan,
    rupiah_terbilang,
    tanggal_indonesia,
    terbilang,
)

Satu = str | int | bool
Baris = dict[str, Satu]
Nilai = Satu | list[Baris]
LAINNYA = "lainnya"
MAKS_TEKS = 120
MAKS_PANJANG = 500
MAKS_KETIKAN = 4000
MAKS_KETIKAN_DAFTAR = 40_000
MAKS_UANG = 10**12


class Tipe(StrEnum):
    """The kinds of field. A stored value is JSON: text, whole number, or yes/no; a date is ``YYYY-MM-DD``, a
    time ``HH:MM``, a list its rows in order.
    """

    TEKS = "teks"
    TEKS_PANJANG = "teks_panjang"
    ANGKA = "angka"
    UANG = "uang"
    TANGGAL = "tanggal"
    TAHUN = "tahun"
    PILIHAN = "pilihan"
    YA_TIDAK = "ya_tidak"
    NIK = "nik"
    JAM = "jam"
    DAFTAR = "daftar"


@dataclass(frozen=True, slots=True)
class Pilihan:
    """One choice: its code, its words in the question, and its words in the letter (else the same)."""

    kode: str
    label: str
    cetak: str = ""


@dataclass(frozen=True, slots=True)
class Bila:
    """A condition on other fields: the field has one of these values, or simply has a value; ``tidak``: it has not."""

    isian: str
    salah_satu: tuple[Satu, ...] = ()
    tidak: bool = False

    def berlaku(self, nilai: Mapping[str, Nilai]) -> bool:
        """Say whether the condition holds for these values."""
        ada = nilai.get(self.isian)
        if self.salah_satu:
            cocok = ada is not None and any(ada == v and type(ada) is type(v) for v in self.salah_satu)
        else:
            cocok = ada is not None and ada != "" and ada != []
        return cocok is not self.tidak


@dataclass(frozen=True, slots=True)
class Isian:
    """One field: how it is asked (question, hint, why), and what is accepted.

    ``min`` and ``maks`` bound a number, an amount of rupiah, a year, or the rows of a list; ``maks`` also bounds
    the length of a text. ``paling_awal`` and ``paling_akhir`` bound a date, in days from today. ``bila`` must all
    hold, else the field is neither asked nor kept. ``bawaan`` names the ready-made text (such as the resident's
    address) that stands in the letter when the field is not asked. ``lain`` names the field that holds the words
    when the choice is ``lainnya``. ``satuan`` follows a number in print instead of its words. ``rupa`` is
    ``hari`` for a date that is printed with the day's name, ``polos`` for a number printed without its words.
    ``kolom`` are the fields of one row of a list. ``pihak`` names the person whom the field is about.
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
    satuan: str = ""
    rupa: str = ""
    paling_awal: int | None = None
    paling_akhir: int | None = None
    kolom: "tuple[Isian, ...]" = ()
    pihak: str = ""

    def diminta(self, nilai: Mapping[str, Nilai]) -> bool:
        """Say whether this field is asked, given the other values."""
        return all(syarat.berlaku(nilai) for syarat in self.bila)

    def pilih(self, kode: str) -> Pilihan | None:
        """Return the choice with this code, or ``None``."""
        return next((pilihan for pilihan in self.pilihan if pilihan.kode == kode), None)


def baca_isian(isian: Isian, mentah: str, hari_ini: date) -> Satu | Pesan | None:
    """Return the value of what was typed, ``None`` when it is empty, or the reason why it is not accepted.

    A list is read by ``rules.daftar``.
    """
    if len(mentah) > MAKS_KETIKAN:
        return Pesan("surat.isian_panjang", maks=_maks_teks(isian), panjang=len(mentah))
    teks = rapikan(mentah)
    if not teks:
        return Pesan("surat.isian_kosong", label=isian.label) if isian.wajib else None
    return _PEMBACA[isian.tipe](isian, teks, hari_ini)


def tulis_satu(isian: Isian, nilai: Satu) -> str:
    """Return one stored value, not a list, as the letter prints it."""
    match isian.tipe:
        case Tipe.UANG:
            return rupiah_terbilang(int(nilai))
        case Tipe.ANGKA:
            return _tulis_angka(isian, int(nilai))
        case Tipe.TANGGAL:
            hari = date.fromisoformat(str(nilai))
            return hari_tanggal(hari) if isian.rupa == "hari" else tanggal_indonesia(hari)
        case Tipe.JAM:
            return str(nilai).replace(":", ".")
        case Tipe.PILIHAN:
            pilihan = isian.pilih(str(nilai))
            return (pilihan.cetak or pilihan.label) if pilihan else str(nilai)
        case Tipe.YA_TIDAK:
            return "ya" if nilai else "tidak"
    return str(nilai)


def _tulis_angka(isian: Isian, angka: int) -> str:
    if isian.satuan:
        return f"{ribuan(angka)} {isian.satuan}"
    return str(angka) if isian.rupa == "polos" else f"{angka} ({terbilang(angka)})"


def mentah_satu(isian: Isian, nilai: Satu) -> str:
    """Return one stored value, not a list, as a form shows it again, readable by ``baca_isian``."""
    if isian.tipe is Tipe.YA_TIDAK:
        return "ya" if nilai else "tidak"
    if isian.tipe is Tipe.TANGGAL:
        return date.fromisoformat(str(nilai)).strftime("%d-%m-%Y")
    return str(nilai)


def _maks_teks(isian: Isian) -> int:
    return isian.maks or (MAKS_PANJANG if isian.tipe is Tipe.TEKS_PANJANG else MAKS_TEKS)


def _baca_teks(isian: Isian, teks: str, _hari_ini: date) -> Satu | Pesan:
    return periksa_teks(teks, _maks_teks(isian)) or teks


_UANG = re.compile(r"(?:rp\.?\s*)?(\d{1,3}(?:[. ]\d{3})+|\d+)(?:,(?:0{1,2}|-)|,?-)?", re.IGNORECASE)


def _baca_angka(isian: Isian, teks: str, _hari_ini: date) -> Satu | Pesan:
    if not re.fullmatch(r"[0-9]{1,9}", teks):
        return Pesan("surat.isian_bukan_angka")
    return _dalam_batas(isian, int(teks), isian.min or 0, isian.maks if isian.maks is not None else 10**9)


def _baca_uang(isian: Isian, teks: str, _hari_ini: date) -> Satu | Pesan:
    cocok = _UANG.fullmatch(teks) if teks.isascii() else None
    if cocok is None or len(teks) > 30:
        return Pesan("surat.isian_bukan_uang")
    angka = int(re.sub(r"\D", "", cocok[1]))
    return _dalam_batas(isian, angka, isian.min or 0, isian.maks if isian.maks is not None else MAKS_UANG)


def _dalam_batas(isian: Isian, angka: int, paling_kecil: int, paling_besar: int) -> Satu | Pesan:
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


def _baca_tanggal(isian: Isian, teks: str, hari_ini: date) -> Satu | Pesan:
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
        hari = date(*bagian)
    except ValueError:
        return Pesan("surat.isian_bukan_tanggal")
    return _tanggal_dalam_batas(isian, hari, hari_ini) or hari.isoformat()


def _tanggal_dalam_batas(isian: Isian, hari: date, hari_ini: date) -> Pesan | None:
    if isian.paling_awal is not None and hari < hari_ini + timedelta(days=isian.paling_awal):
        return Pesan("surat.isian_terlalu_awal", mulai=f"{hari_ini + timedelta(days=isian.paling_awal)}")
    if isian.paling_akhir is not None and hari > hari_ini + timedelta(days=isian.paling_akhir):
        return Pesan("surat.isian_terlalu_akhir", sampai=f"{hari_ini + timedelta(days=isian.paling_akhir)}")
    return None


_JAM = re.compile(r"([01]?[0-9]|2[0-3])(?:[.:]([0-5][0-9]))?(?: ?wi(?:b|ta|t))?", re.IGNORECASE)


def _baca_jam(_isian: Isian, teks: str, _hari_ini: date) -> Satu | Pesan:
    cocok = _JAM.fullmatch(teks) if teks.isascii() else None
    return f"{int(cocok[1]):02}:{cocok[2] or '00'}" if cocok else Pesan("surat.isian_bukan_jam")


def _baca_tahun(isian: Isian, teks: str, hari_ini: date) -> Satu | Pesan:
    if not re.fullmatch(r"[0-9]{4}", teks):
        return Pesan("surat.isian_bukan_tahun")
    tahun = int(teks)
    if tahun > hari_ini.year and isian.maks is None:
        return Pesan("surat.isian_tahun_belum", tahun=tahun, maks=hari_ini.year)
    return _dalam_batas(isian, tahun, isian.min or 1900, isian.maks or hari_ini.year)


def _baca_pilihan(isian: Isian, teks: str, _hari_ini: date) -> Satu | Pesan:
    return teks if isian.pilih(teks) else Pesan("surat.isian_bukan_pilihan", label=isian.label)


def _baca_ya_tidak(isian: Isian, teks: str, _hari_ini: date) -> Satu | Pesan:
    jawab = {"ya": True, "tidak": False}.get(teks.lower())
    return Pesan("surat.isian_bukan_pilihan", label=isian.label) if jawab is None else jawab


def _baca_nik(_isian: Isian, teks: str, _hari_ini: date) -> Satu | Pesan:
    angka = re.sub(r"[\s.\-']", "", teks)
    return angka if re.fullmatch(r"[0-9]{16}", angka) else Pesan("surat.isian_bukan_nik", panjang=len(angka))


_PEMBACA: MappingProxyType[Tipe, Callable[[Isian, str, date], Satu | Pesan]] = MappingProxyType(
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
        Tipe.JAM: _baca_jam,
    }
)
