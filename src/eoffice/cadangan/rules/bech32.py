"""Bech32 (BIP 173), in which age writes its keys: 32 bytes to letters and back, with a checksum."""

from collections.abc import Iterable, Sequence
from typing import Final

from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan

RAHASIA: Final = "age-secret-key-"
_HURUF: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR: Final = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_UJI: Final = 6


def tulis(isi: bytes, awalan: str = RAHASIA) -> str:
    """Return the key in capital letters, as age prints a secret one."""
    lima = _bagi(isi, 8, 5, sisa=True)
    polimod = _polimod([*_bentang(awalan), *lima, *[0] * _UJI]) ^ 1
    uji = [(polimod >> 5 * (5 - i)) & 31 for i in range(_UJI)]
    return f"{awalan}1{''.join(_HURUF[satu] for satu in [*lima, *uji])}".upper()


def baca(teks: str, awalan: str = RAHASIA) -> bytes:
    """Return the bytes of a key.

    Raises:
        InvalidInput: no key of this kind, or one that was typed wrongly.
    """
    awal, _, data = teks.strip().lower().rpartition("1")
    angka = [_HURUF.find(huruf) for huruf in data]
    if awal != awalan or -1 in angka or _polimod([*_bentang(awalan), *angka]) != 1:
        raise InvalidInput(Pesan("cadangan.kunci_salah_ketik"))
    return bytes(_bagi(angka[:-_UJI], 5, 8, sisa=False))


def _polimod(angka: Iterable[int]) -> int:
    uji = 1
    for satu in angka:
        atas = uji >> 25
        uji = (uji & 0x1FFFFFF) << 5 ^ satu
        for i, generator in enumerate(_GENERATOR):
            uji ^= generator if (atas >> i) & 1 else 0
    return uji


def _bentang(awalan: str) -> list[int]:
    return [*(ord(huruf) >> 5 for huruf in awalan), 0, *(ord(huruf) & 31 for huruf in awalan)]


def _bagi(isi: Sequence[int], dari: int, ke: int, *, sisa: bool) -> list[int]:
    """Regroup bits; ``sisa``: what does not fill a group is padded, else left out."""
    bit = "".join(f"{satu:0{dari}b}" for satu in isi)
    if sisa:
        bit += "0" * (-len(bit) % ke)
    return [int(bit[i : i + ke], 2) for i in range(0, len(bit) - ke + 1, ke)]
