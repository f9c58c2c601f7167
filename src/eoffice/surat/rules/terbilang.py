"""Numbers, money and dates in the words that a letter prints."""

from datetime import date, timedelta

BULAN = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MAKS = 10**15 - 1

_SATUAN = (
    *("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh"),
    *("delapan", "sembilan", "sepuluh", "sebelas"),
)
_TINGKAT = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"))


def terbilang(angka: int) -> str:
    """Return a whole number from 0 to 999,999,999,999,999 in words.

    Raises:
        ValueError: out of range.
    """
    if not 0 <= angka <= MAKS:
        raise ValueError(f"no words for {angka}")
    if angka == 0:
        return "nol"
    kata: list[str] = []
    for nilai, nama in _TINGKAT:
        banyak, angka = divmod(angka, nilai)
        if banyak == 1 and nama == "ribu":
            kata.append("seribu")
        elif banyak:
            kata += [_ratusan(banyak), nama]
    if angka:
        kata.append(_ratusan(angka))
    return " ".join(kata)


def _ratusan(angka: int) -> str:
    ratus, sisa = divmod(angka, 100)
    depan = {0: "", 1: "seratus"}.get(ratus, f"{_SATUAN[ratus]} ratus" if ratus > 1 else "")
    return " ".join(filter(None, (depan, _puluhan(sisa))))


def _puluhan(angka: int) -> str:
    if angka < 12:
        return _SATUAN[angka]
    puluh, satuan = divmod(angka, 10)
    if puluh == 1:
        return f"{_SATUAN[satuan]} belas"
    return " ".join(filter(None, (f"{_SATUAN[puluh]} puluh", _SATUAN[satuan])))


def rupiah(angka: int) -> str:
    """Return whole rupiah with dots: ``Rp850.000``."""
    return "Rp" + ribuan(angka)


def ribuan(angka: int) -> str:
    """Return a whole number with dots: ``3.200``."""
    return f"{angka:,}".replace(",", ".")


def rupiah_terbilang(angka: int) -> str:
    """Return money as letters write it: figure, then words in brackets."""
    return f"{rupiah(angka)} ({terbilang(angka)} rupiah)"


def tanggal_indonesia(tanggal: date) -> str:
    """Return ``14 April 2026``."""
    return f"{tanggal.day} {BULAN[tanggal.month - 1]} {tanggal.year}"


def hari_tanggal(tanggal: date) -> str:
    """Return ``Selasa, 14 April 2026``."""
    return f"{HARI[tanggal.weekday()]}, {tanggal_indonesia(tanggal)}"


def tambah_bulan(tanggal: date, bulan: int) -> date:
    """Return the same day some months later; the last day of a shorter month when that day is missing."""
    tahun, indeks = divmod(tanggal.year * 12 + tanggal.month - 1 + bulan, 12)
    awal_berikut = date(tahun + (indeks == 11), (indeks + 1) % 12 + 1, 1)
    terakhir = awal_berikut - timedelta(days=1)
    return min(terakhir, date(tahun, indeks + 1, min(tanggal.day, terakhir.day)))
