"""How long the claims in a QR may be, and what gives way first."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from eoffice.dokumen.rules.hasil import Klaim

PANJANG_KODE: Final = 16
MAKS_MUATAN: Final = 318
"""Characters; with an address of up to 48 before it, the QR stays within version 11-M (366)."""
MAKS_NAMA: Final = 48
_TANDA_POTONG: Final = "…"
_RUANG_MIN: Final = 8


def potong(teks: str, panjang: int) -> str:
    """Return at most ``panjang`` characters, ending in an ellipsis when something was cut, never in half a word
    if a space lies in the last third."""
    if len(teks) <= panjang:
        return teks
    kepala = teks[: panjang - 1]
    sela = kepala.rfind(" ")
    return (kepala[:sela] if sela >= panjang * 2 // 3 else kepala).rstrip(" ,.-") + _TANDA_POTONG


def ringkas_klaim(klaim: Klaim, ukur: Callable[[Klaim], int], maks: int = MAKS_MUATAN) -> Klaim:
    """Return claims that ``ukur`` to at most ``maks`` characters.

    The name is kept up to 48 characters; the purpose gives way first, then the name. The same claims are always
    shortened alike, so that a reader may compare beginnings.
    """
    klaim = replace(klaim, nama=potong(klaim.nama, MAKS_NAMA))
    for panjang in range(len(klaim.keperluan), _RUANG_MIN, -1):
        calon = replace(klaim, keperluan=potong(klaim.keperluan, panjang))
        if ukur(calon) <= maks:
            return calon
    klaim = replace(klaim, keperluan=potong(klaim.keperluan, _RUANG_MIN))
    for panjang in range(len(klaim.nama), _RUANG_MIN, -1):
        calon = replace(klaim, nama=potong(klaim.nama, panjang))
        if ukur(calon) <= maks:
            return calon
    return replace(klaim, nama=potong(klaim.nama, _RUANG_MIN))
