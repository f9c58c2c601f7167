"""Numbers as Indonesians say and write them."""

from __future__ import annotations

from typing import Final

SATUAN: Final = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
)  # fmt: skip
BESAR: Final = (
    (1_000_000_000_000, "triliun"), (1_000_000_000, "miliar"), (1_000_000, "juta"), (1000, "ribu"), (100, "ratus"),
)  # fmt: skip


def terbilang(n: int) -> str:
    """1250 -> "seribu dua ratus lima puluh".  Raises ValueError outside 0 ... 10**15 - 1."""
    if not 0 <= n < 10**15:
        raise ValueError(f"no words for {n}")
    if n < 12:
        return SATUAN[n]
    if n < 20:
        return f"{SATUAN[n - 10]} belas"
    if n < 100:
        return _sambung(f"{SATUAN[n // 10]} puluh", n % 10)
    besar, kata = next(b for b in BESAR if n >= b[0])
    if n // besar == 1 and besar <= 1000:
        return _sambung(f"se{kata}", n % besar)
    return _sambung(f"{terbilang(n // besar)} {kata}", n % besar)


def _sambung(depan: str, sisa: int) -> str:
    return f"{depan} {terbilang(sisa)}" if sisa else depan


def ribuan(n: int) -> str:
    """1250000 -> 1.250.000"""
    return f"{n:,}".replace(",", ".")


def rupiah(n: int) -> str:
    """1250000 -> Rp1.250.000 (PUEBI: no space after Rp)"""
    return f"-Rp{ribuan(-n)}" if n < 0 else f"Rp{ribuan(n)}"


def ukuran(bita: int) -> str:
    """A file size for people: 820 B, 86 KB, 1,4 MB, 2,0 GB."""
    if bita < 1000:
        return f"{bita} B"
    if bita < 999_500:
        return f"{bita / 1000:.0f} KB"
    if bita < 999_950_000:
        return f"{bita / 1_000_000:.1f} MB".replace(".", ",")
    return f"{bita / 1_000_000_000:.1f} GB".replace(".", ",")


def eja(kode: str) -> str:
    """A ticket as it is read aloud: MANUK-PADI-27 -> manuk, padi, dua puluh tujuh; 05 -> nol lima."""
    return ", ".join(_eja_bagian(bagian) for bagian in kode.split("-"))


def _eja_bagian(bagian: str) -> str:
    if not bagian.isascii() or not bagian.isdigit():
        return bagian.lower()
    if bagian.startswith("0") or len(bagian) > 3:
        return " ".join(SATUAN[int(angka)] for angka in bagian)
    return terbilang(int(bagian))
