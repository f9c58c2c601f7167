"""Numbers as few bytes, and reading one part of bytes after the other. Pure."""

from typing import Final

_MAKS_ANGKA: Final = 2**63


def angka(nilai: int) -> bytes:
    """Return a number that is not negative, seven bits a byte, the lowest first (LEB128)."""
    keluar = bytearray()
    while nilai > 0x7F:
        keluar.append(nilai & 0x7F | 0x80)
        nilai >>= 7
    return bytes([*keluar, nilai])


def selisih(nilai: int) -> bytes:
    """Return a number that may be negative: small ones of either sign are short."""
    return angka(nilai * 2 if nilai >= 0 else -nilai * 2 - 1)


class Pembaca:
    """Reads one part after the other.

    Raises:
        IndexError: there is less.
        ValueError: no number of 63 bits.
    """

    def __init__(self, isi: bytes, tempat: int = 0) -> None:
        self.isi, self.tempat = isi, tempat

    def ambil(self, banyak: int) -> bytes:
        """Return the next bytes."""
        bagian = self.isi[self.tempat : self.tempat + banyak]
        if len(bagian) < banyak:
            raise IndexError
        self.tempat += banyak
        return bagian

    def angka(self) -> int:
        """Return what ``angka`` wrote."""
        nilai = geser = 0
        while True:
            (satu,) = self.ambil(1)
            nilai |= (satu & 0x7F) << geser
            if nilai >= _MAKS_ANGKA:
                raise ValueError
            if not satu & 0x80:
                return nilai
            geser += 7

    def selisih(self) -> int:
        """Return what ``selisih`` wrote."""
        nilai = self.angka()
        return -(nilai + 1) // 2 if nilai & 1 else nilai // 2

    @property
    def habis(self) -> bool:
        """Tell whether nothing is left."""
        return self.tempat == len(self.isi)
