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

_FOLDER: Final = resources.files("eoffice.sinkron") / "data"
_AKHIRAN: Final = ".zdict"
TANPA: Final = ""
"""Without a dictionary: what every version reads."""
TIDAK_DIKENAL: Final = "sinkron.kamus_tidak_dikenal"


@cache
def nama_kamus() -> tuple[str, ...]:
    """Return the names of all dictionaries here, the oldest first."""
    semua = (satu.name.removesuffix(_AKHIRAN) for satu in _FOLDER.iterdir() if satu.name.endswith(_AKHIRAN))
    return tuple(sorted(semua, key=lambda nama: (len(nama), nama)))


def terbaru(dikenal: Collection[str] | None = None) -> str:
    """Return the newest dictionary, among those that the other side knows too if it said which."""
    bersama = [nama for nama in nama_kamus() if dikenal is None or nama in dikenal]
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


def kamus_ditolak(pesan: Pesan) -> bool:
    """Tell whether the other side refuses a batch because it does not know its dictionary."""
    return TIDAK_DIKENAL in {pesan.kode, pesan.params.get("kode")}


@cache
def _kamus(nama: str) -> zstandard.ZstdCompressionDict:
    if nama not in nama_kamus():
        raise InvalidInput(Pesan(TIDAK_DIKENAL, kamus=nama[:20]))
    return zstandard.ZstdCompressionDict((_FOLDER / f"{nama}{_AKHIRAN}").read_bytes())
