"""A batch that is being fetched: what arrived of it is on the disk, and stays over a cut, a meeting and a power cut.

Its name is its SHA-256, and says nothing until the whole was compared with it. It lies in a drawer, alone, until the
next one begins.
"""

import re
from typing import Final

from eoffice.dokumen import services as dokumen
from eoffice.kernel.errors import InvalidInput, ServiceDown
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.services.sambungan import MAKS_JAWABAN, Kepala

LACI: Final = "tarik"
_NAMA: Final = re.compile(r'"([0-9a-f]{64})"')
_RENTANG: Final = re.compile(r"bytes (\d{1,9})-\d{1,9}/(\d{1,9})")


class Tarikan:
    """The batch in the drawer: ``sidik`` is its name, empty when there is none; ``sampai`` how much of it is here."""

    def __init__(self) -> None:
        self.sidik = next(iter(dokumen.isi_laci(LACI)), "")
        self._panjang = 0

    @property
    def sampai(self) -> int:
        """How many bytes are here."""
        return dokumen.sampai_mana(self.sidik, LACI) if self.sidik else 0

    def mulai(self, kepala: Kepala) -> None:
        """Read the head of an answer: the same batch goes on where it is, another one begins.

        Raises:
            ServiceDown: neither of these, or more than a batch can have.
        """
        nama, rentang = (
            _NAMA.fullmatch(kepala("ETag")),
            _RENTANG.fullmatch(kepala("Content-Range")),
        )
        if nama is None or rentang is None:
            raise _aneh()
        dari, self._panjang = int(rentang[1]), int(rentang[2])
        if dari == 0:
            dokumen.kosongkan_laci(LACI)
            self.sidik = nama[1]
        if (nama[1], dari) != (self.sidik, self.sampai) or not dari <= self._panjang <= MAKS_JAWABAN:
            raise _aneh()

    def tampung(self, isi: bytes) -> None:
        """Keep what arrived.

        Raises:
            ServiceDown: it is more than was said, or the drawer was emptied meanwhile: something was erased.
            StorageFull: no space; what is here stays.
        """
        sampai = self.sampai
        if sampai + len(isi) > self._panjang:
            raise _aneh()
        dokumen.tambah_potongan(self.sidik, sampai, isi, LACI)

    def utuh(self) -> bytes:
        """Return the whole.

        Raises:
            ServiceDown: it is not what its name says: it was thrown away, and begins anew in the next meeting.
        """
        try:
            return dokumen.baca_potongan(self.sidik, LACI)
        except (InvalidInput, FileNotFoundError):
            raise _aneh() from None


def _aneh() -> ServiceDown:
    return ServiceDown(Pesan("sinkron.jawaban_aneh"))
