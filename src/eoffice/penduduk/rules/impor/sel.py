"""One cell to one value. A reader returns the value (None when the cell says nothing) and a problem or None."""

import re
from collections.abc import Callable
from datetime import date, datetime

from eoffice.kernel.messages import Pesan
from eoffice.penduduk.rules import kode
from eoffice.penduduk.rules.impor.kolom import Kolom
from eoffice.penduduk.rules.masalah import Masalah, tolak
from eoffice.penduduk.rules.nik import PANJANG, JenisNomor, baca_nomor
from eoffice.penduduk.rules.teks import bersihkan, bersihkan_kode, karakter_asing_nama, mirip_rumus

Sel = str | int | float | date
Nilai = str | int
Terbaca = tuple[Nilai | None, Masalah | None]

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
_HARI_DULU = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_ILMIAH = re.compile(r"\d[.,]?\d*[eE]\+?\d+")
_TAHUN_PERTAMA = 1880
_ANGKA_TERPANJANG = 10  # digits; Python refuses to read numbers without end
TULISAN_KOSONG = frozenset({"", "-"})


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
    name = bersihkan(teks_sel(sel))
    if name in TULISAN_KOSONG:
        return None, None
    strange = karakter_asing_nama(name)
    if strange:
        return None, tolak(kolom.nama, Pesan("penduduk.nama_karakter", tanda=strange))
    if not any(char.isalpha() for char in name):
        return None, tolak(kolom.nama, Pesan("penduduk.nama_tanpa_huruf"))
    return _muat(name, kolom)


def _teks(sel: Sel, kolom: Kolom) -> Terbaca:
    text = bersihkan(teks_sel(sel))
    if text in TULISAN_KOSONG:
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
    if text in TULISAN_KOSONG:
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
    """Read the basic status; OpenSID's export in words writes another table's words here."""
    if teks_sel(sel).strip().upper() in ("TETAP", "TIDAK TETAP"):
        return None, tolak(kolom.nama, Pesan("penduduk.mode_huruf"))
    return _kode(sel, kolom)


def _dari_tabel(sel: Sel, kolom: Kolom, cari: Callable[[str], int | None]) -> Terbaca:
    text = bersihkan_kode(teks_sel(sel))
    if text in TULISAN_KOSONG or text == "0":
        return None, None
    value = cari(text)
    if value is None:
        return None, tolak(kolom.nama, Pesan("penduduk.kode_asing", kolom=kolom.nama, isi=text[:40]))
    return value, None


def _tanggal(sel: Sel, kolom: Kolom) -> Terbaca:
    text = bersihkan_kode(teks_sel(sel))
    if text in TULISAN_KOSONG or not text.strip("0-/.: "):  # a database's "no date" is 0000-00-00
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
    for prefix in ("DUSUN ", "DSN ", "DSN. ") if kolom.nama == "dusun" else ("RW ", "RT "):
        text = text.removeprefix(prefix)
    if text in TULISAN_KOSONG or not text.strip("0"):
        return None, None
    if mirip_rumus(text):
        return None, tolak(kolom.nama, Pesan("penduduk.teks_rumus"))
    if kolom.nama != "dusun" and text.isascii() and text.isdigit() and len(text) < _ANGKA_TERPANJANG:
        text = f"{int(text):03d}"
    return _muat(text, kolom)


def _lain(sel: Sel, kolom: Kolom) -> Terbaca:
    """Read a column we only keep: nothing in it is a reason to refuse a person."""
    text = bersihkan(teks_sel(sel))[: kolom.panjang]
    return None if text in TULISAN_KOSONG or mirip_rumus(text) else text, None


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
}
