"""The zstd dictionaries that were released, by name: a batch of one event is short because both sides hold them.

None of them is ever changed or left out: a batch that was packed with one may be years on its way.
"""

from collections.abc import Collection
from functools import cache
from importlib import resources
from typing import Final

import zstandard

from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.rules.paket import BENTUK

_FOLDER: Final = resources.files("eoffice.sinkron") / "data"
_AKHIRAN: Final = ".zdict"
TANPA: Final = ""
"""Without a dictionary: what every version reads."""
TIDAK_DIKENAL: Final = "sinkron.kamus_tidak_dikenal"
PERTAMA: Final = ("k1",)
"""What a hub knows that does not say which ones: the version before this one."""
SEJAK_BENTUK: Final = {"k3": 3}
"""Of words and numbers, which only batches of this form hold; those before it are shorter with the one before."""
TINGKAT_PENDEK, TINGKAT_PANJANG, PENDEK_BITA = 19, 9, 64 * 1024
"""A short batch is worth some milliseconds more: one byte in a hundred less."""


@cache
def nama_kamus() -> tuple[str, ...]:
    """Return the names of all dictionaries here, the oldest first."""
    semua = (satu.name.removesuffix(_AKHIRAN) for satu in _FOLDER.iterdir() if satu.name.endswith(_AKHIRAN))
    return tuple(sorted(semua, key=lambda nama: (len(nama), nama)))


def terbaru(dikenal: Collection[str] | None = None, bentuk: int = BENTUK) -> str:
    """Return the newest dictionary for a form of batches, among those the other side knows too if it said which."""
    cocok = (nama for nama in nama_kamus() if SEJAK_BENTUK.get(nama, 0) <= bentuk)
    bersama = [nama for nama in cocok if dikenal is None or nama in dikenal]
    return bersama[-1] if bersama else TANPA


def pemampat(nama: str, tingkat: int) -> zstandard.ZstdCompressor:
    """Return a compressor; it may be used once, by one thread."""
    return zstandard.ZstdCompressor(level=tingkat, dict_data=_kamus(nama) if nama else None)


def pembuka(nama: str, jendela: int) -> zstandard.ZstdDecompressor:
    """Return a decompressor that takes no more than a window of so many bytes.

    Raises:
        InvalidInput: the batch was packed with a dictionary that is not known here: the other side is newer.
    """
    return zstandard.ZstdDecompressor(max_window_size=jendela, dict_data=_kamus(nama) if nama else None)


def pemampat_rujukan(nama: str, rujukan: bytes, panjang: int) -> zstandard.ZstdCompressor:
    """Return a compressor of so many bytes whose dictionary goes on with what both sides hold; its frame names neither.

    Raises:
        InvalidInput: as ``pembuka``.
    """
    kamus = _sambung(nama, rujukan)
    setelan = zstandard.ZstdCompressionParameters.from_level(
        TINGKAT_PENDEK if panjang <= PENDEK_BITA else TINGKAT_PANJANG,
        source_size=panjang,
        dict_size=len(kamus.as_bytes()) if kamus else 0,
        format=zstandard.FORMAT_ZSTD1_MAGICLESS,
        write_dict_id=False,
    )
    return zstandard.ZstdCompressor(compression_params=setelan, dict_data=kamus)


def pembuka_rujukan(nama: str, rujukan: bytes, jendela: int) -> zstandard.ZstdDecompressor:
    """Return a decompressor of what ``pemampat_rujukan`` made.

    Raises:
        InvalidInput: as ``pembuka``.
    """
    bentuk = zstandard.FORMAT_ZSTD1_MAGICLESS
    return zstandard.ZstdDecompressor(
        max_window_size=jendela, dict_data=_sambung(nama, rujukan), format=bentuk
    )


def _sambung(nama: str, rujukan: bytes) -> zstandard.ZstdCompressionDict | None:
    """Return a dictionary with more text at its end, where it is cheapest to refer to."""
    if not rujukan:
        return _kamus(nama) if nama else None
    return zstandard.ZstdCompressionDict((_kamus(nama).as_bytes() if nama else b"") + rujukan)


def kamus_ditolak(pesan: Pesan) -> bool:
    """Tell whether the other side refuses a batch because it does not know its dictionary."""
    return TIDAK_DIKENAL in {pesan.kode, pesan.params.get("kode")}


@cache
def _kamus(nama: str) -> zstandard.ZstdCompressionDict:
    if nama not in nama_kamus():
        raise InvalidInput(Pesan(TIDAK_DIKENAL, kamus=nama[:20]))
    return zstandard.ZstdCompressionDict((_FOLDER / f"{nama}{_AKHIRAN}").read_bytes())
