"""One cell to one value. A reader returns the value (None when the cell says nothing) and a problem or None."""

import re
from collections.abc import Callable
from datetime import date, datetime

from eoffice.kernel.messages import Pesan
from eoffice.penduduk.rules import kode
from eoffice.penduduk.rules.impor.kolom import Kolom
from eoffice.penduduk.rules.masalah import Masalah, ingatkan, tolak
from eoffice.penduduk.rules.nik import PANJANG, JenisNomor, baca_nomor
from eoffice.penduduk.rules.teks import bersihkan, bersihkan_kode, karakter_asing_nama, mirip_rumus

Sel = str | int | float | date
Nilai = str | int
Terbaca = tuple[Nilai | None, Masalah | None]

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
_HARI_DULU = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_ILMIAH = re.compile(r"\d[.,]?\d*[eE]\+?\d+")
_SEBUTAN = {
    "dusun": re.compile(r"(?:DUSUN|DSN)[ .:]+"),
    "rw": re.compile(r"RW[ .:]*(?=[0-9])"),
    "rt": re.compile(r"RT[ .:]*(?=[0-9])"),
}
_TAHUN_PERTAMA = 1880
_SALAH_KETIK = str.maketrans(dict.fromkeys('_*;:!#&\\[]{}"~^|?%$', " "))
"""Signs that slip into names; markup, formulas and letters lost to another encoding are not among them."""
_ANGKA_TERPANJANG = 10  # digits; Python refuses to read numbers without end
MODE_HURUF = "penduduk.berkas_mode_huruf"
_RUSAK_MODE_HURUF = frozenset({"ktp_el", "status_rekam"})
"""Columns in which OpenSID's export in words writes the words of a nationality."""


def teks_sel(sel: Sel) -> str:
    """Return a cell as text: whole floats without ``.0``, dates in ISO form."""
    if isinstance(sel, str):
        return sel
    if isinstance(sel, datetime):
        return sel.date().isoformat()
    if isinstance(sel, date):
        return sel.isoformat()
    if isinstance(sel, float) and sel.is_integer() and abs(sel) < 1e17:
        return str(int(sel))
    return str(sel)


def teks_asli(sel: Sel) -> str:
    """Return a cell as it is kept to be shown again: not endless, and without NUL, which PostgreSQL refuses."""
    return teks_sel(sel)[:300].replace("\0", "")


def baca_sel(sel: Sel, kolom: Kolom) -> Terbaca:
    """Read one cell of a column."""
    return _PEMBACA[kolom.macam](sel, kolom)


def _nomor(sel: Sel, kolom: Kolom) -> Terbaca:
    text = teks_sel(sel)
    jenis: JenisNomor = "no_kk" if kolom.nama == "no_kk" else "nik"
    if _ILMIAH.fullmatch(text.strip()):
        return None, tolak(kolom.nama, Pesan("penduduk.nomor_ilmiah"))
    if isinstance(sel, int | float) and _rusak_sebagai_angka(text):
        return None, tolak(kolom.nama, Pesan("penduduk.nomor_sel_angka"))
    number = baca_nomor(text, jenis)
    problem = number.masalah[0] if number.masalah else None
    if problem is not None and problem.kolom != kolom.nama:
        problem = tolak(kolom.nama, problem.pesan)
    return number.angka or None, problem


def _rusak_sebagai_angka(text: str) -> bool:
    """Tell whether a number cell lost digits: fifteen is all it keeps, and no number has a fraction or a sign."""
    return not text.isalnum() or (len(text) == PANJANG and text[-1] == "0")


def _nama(sel: Sel, kolom: Kolom) -> Terbaca:
    """Read a name. Slips of the keyboard become spaces, which is told; other strange signs refuse it."""
    written = bersihkan_kode(teks_sel(sel))
    if kosong(written):
        return None, None
    name = bersihkan(written.translate(_SALAH_KETIK))
    strange = karakter_asing_nama(name)
    if strange:
        return None, tolak(kolom.nama, Pesan("penduduk.nama_karakter", tanda=strange))
    if not any(char.isalpha() for char in name):
        return None, tolak(kolom.nama, Pesan("penduduk.nama_tanpa_huruf"))
    value, problem = _muat(name, kolom)
    if problem is None and name != written:
        problem = ingatkan(kolom.nama, Pesan("penduduk.nama_dirapikan", tanda=karakter_asing_nama(written)))
    return value, problem


def kosong(text: str) -> bool:
    """Tell whether a clean cell says nothing: it is empty, or holds only dashes."""
    return not text.strip("-")


def _teks(sel: Sel, kolom: Kolom) -> Terbaca:
    text = bersihkan_kode(teks_sel(sel))
    if kosong(text):
        return None, None
    if mirip_rumus(text):
        return None, tolak(kolom.nama, Pesan("penduduk.teks_rumus"))
    return _muat(text, kolom)


def _muat(text: str, kolom: Kolom) -> Terbaca:
    if len(text) > kolom.panjang:
        return None, tolak(kolom.nama, Pesan("penduduk.teks_panjang", batas=kolom.panjang))
    return text, None


def _desa(sel: Sel, kolom: Kolom) -> Terbaca:
    return bersihkan_kode(teks_sel(sel)).replace(".", "") or None, None


def _kelamin(sel: Sel, kolom: Kolom) -> Terbaca:
    text = bersihkan_kode(teks_sel(sel))
    if kosong(text):
        return None, None
    value = kode.cari_kelamin(text)
    return value, None if value else tolak(kolom.nama, Pesan("penduduk.kelamin_asing", isi=text[:20]))


def _kode(sel: Sel, kolom: Kolom) -> Terbaca:
    return _dari_tabel(sel, kolom, kode.TABEL[kolom.nama].cari)


def _kawin_opensid(sel: Sel, kolom: Kolom) -> Terbaca:
    return _dari_tabel(sel, kolom, kode.cari_kawin_opensid)


def _darah(sel: Sel, kolom: Kolom) -> Terbaca:
    return _dari_tabel(sel, kolom, kode.cari_golongan_darah)


def _status(sel: Sel, kolom: Kolom) -> Terbaca:
    """Read the basic status; OpenSID's export in words writes another table's words here.

    The word of code 1 says no more than that nothing is known; that of code 2 may be somebody who died.
    """
    word = bersihkan_kode(teks_sel(sel)).upper()
    if word == "TETAP":
        return None, ingatkan(kolom.nama, Pesan(MODE_HURUF))
    if word == "TIDAK TETAP":
        return None, tolak(kolom.nama, Pesan("penduduk.mode_huruf"))
    return _kode(sel, kolom)


def _dari_tabel(sel: Sel, kolom: Kolom, cari: Callable[[str], int | None]) -> Terbaca:
    text = bersihkan_kode(teks_sel(sel))
    if kosong(text) or text == "0":
        return None, None
    value = cari(text)
    if value is None:
        return None, tolak(kolom.nama, Pesan("penduduk.kode_asing", kolom=kolom.nama, isi=text[:40]))
    return value, None


def _tanggal(sel: Sel, kolom: Kolom) -> Terbaca:
    text = bersihkan_kode(teks_sel(sel))
    if not text.strip("0-/.: "):  # a database's "no date" is 0000-00-00
        return None, None
    value = baca_tanggal(text)
    if value is None:
        return None, tolak(kolom.nama, Pesan("penduduk.tanggal_bentuk", isi=text[:30]))
    if value.year < _TAHUN_PERTAMA:
        return None, tolak(kolom.nama, Pesan("penduduk.tanggal_terlalu_lama", tahun=value.year))
    return value.isoformat(), None


def baca_tanggal(text: str) -> date | None:
    """Read ``YYYY-MM-DD``, ``DD-MM-YYYY``, ``DD/MM/YYYY`` or ``DD.MM.YYYY``; the year has four digits."""
    iso, indonesian = _ISO.fullmatch(text), _HARI_DULU.fullmatch(text)
    if iso:
        year, month, day = (int(part) for part in iso.groups())
    elif indonesian:
        day, month, year = (int(part) for part in indonesian.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _wilayah(sel: Sel, kolom: Kolom) -> Terbaca:
    """Read dusun, RW or RT: numbers get three digits; a dash or zeros mean there is none."""
    text = bersihkan_kode(teks_sel(sel)).replace("_", " ").upper()
    if said := _SEBUTAN[kolom.nama].match(text):
        text = text[said.end() :]
    if not text.strip("-0"):
        return None, None
    if mirip_rumus(text):
        return None, tolak(kolom.nama, Pesan("penduduk.teks_rumus"))
    if kolom.nama != "dusun" and text.isascii() and text.isdigit() and len(text) < _ANGKA_TERPANJANG:
        text = f"{int(text):03d}"
    return _muat(text, kolom)


def _lain(sel: Sel, kolom: Kolom) -> Terbaca:
    """Read a column we only keep: nothing in it is a reason to refuse a person."""
    text = bersihkan_kode(teks_sel(sel))[: kolom.panjang].strip()
    return None if kosong(text) or mirip_rumus(text) else text, None


def _lain_kode(sel: Sel, kolom: Kolom) -> Terbaca:
    """Read a kept column that has a table: its code where we know the words, else what was written."""
    text, _ = _lain(sel, kolom)
    if text is None or text == "0":
        return None, None
    if kolom.nama in _RUSAK_MODE_HURUF and not str(text).isdigit() and kode.KEWARGANEGARAAN.cari(str(text)):
        return None, ingatkan(kolom.nama, Pesan(MODE_HURUF))
    found = kode.TABEL_LAIN[kolom.nama].cari(str(text))
    return text if found is None else str(found), None


def _lain_tanggal(sel: Sel, kolom: Kolom) -> Terbaca:
    """Read a kept column of dates: one form for each day, else what was written."""
    text, _ = _lain(sel, kolom)
    if text is None or not str(text).strip("0-/.: "):
        return None, None
    day = baca_tanggal(str(text))
    return text if day is None else day.isoformat(), None


_PEMBACA: dict[str, Callable[[Sel, Kolom], Terbaca]] = {
    "desa": _desa,
    "nomor": _nomor,
    "nik_orang_tua": _nomor,
    "nama": _nama,
    "teks": _teks,
    "kelamin": _kelamin,
    "tanggal": _tanggal,
    "kode": _kode,
    "kawin_opensid": _kawin_opensid,
    "status": _status,
    "darah": _darah,
    "wilayah": _wilayah,
    "lain": _lain,
    "lain_kode": _lain_kode,
    "lain_tanggal": _lain_tanggal,
}
