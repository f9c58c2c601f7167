"""Files go and come beside the events, on a line of their own: small ones first, on from any byte, never in the way.

Before every piece it is asked whether events wait; then the rest of the files waits for a later turn.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import structlog

from eoffice.dokumen import services as dokumen
from eoffice.kernel.errors import InvalidInput, NotFound
from eoffice.sinkron.models import BerkasAntar
from eoffice.sinkron.services.berkas import (
    MAKS_TANYA,
    POTONG,
    Jawab,
    Tanya,
    ingat_terkirim,
    milik_desa,
    sampai,
    tambah,
)
from eoffice.sinkron.services.sambungan import Tampung

log = structlog.get_logger(__name__)
_TIDAK_TAHU: Final = 2**62
_TERTUNDA: Final = (dokumen.BerkasHilang, NotFound, InvalidInput, dokumen.SalahTempat)
"""What stops one file and no other."""


class LawanBerkas(Protocol):
    """The other side, as far as files are concerned."""

    def tanya_berkas(self, tanya: Tanya) -> Jawab:
        """Ask what it awaits, what it has whole, and what can be fetched."""

    def tambah_berkas(self, sha256: str, dari: int, panjang: int, isi: bytes) -> int:
        """Hand over a piece; the answer is how far the file reaches there. What arrives before a cut stays there."""

    def ambil_berkas(self, sha256: str, dari: int, tampung: Tampung) -> None:
        """Fetch the piece that begins at a byte; ``tampung`` gets it as it arrives, also what comes before a cut."""


@dataclass(frozen=True, slots=True)
class HasilAntar:
    """How many files were finished, and how many bytes went and came; ``mengalah``: events came first."""

    dikirim: int = 0
    diambil: int = 0
    bita_kirim: int = 0
    bita_ambil: int = 0
    mengalah: bool = False

    @property
    def bergerak(self) -> bool:
        """Tell whether anything went or came."""
        return bool(self.dikirim or self.diambil or self.bita_kirim or self.bita_ambil)


def tidak_mengalah() -> bool:
    """Say that nothing waits."""
    return False


def antar(lawan: LawanBerkas, mengalah: Callable[[], bool] = tidak_mengalah) -> HasilAntar:
    """Send and fetch what is still missing; the village's scope must be open. Broken off anywhere, it goes on later.

    Raises:
        ServiceDown: the line broke; what arrived until then stays.
        StorageFull: no space here; what arrived until then stays.
    """
    return _Antar(lawan, mengalah).jalankan()


class _Antar:
    """One exchange of files, and what it moved."""

    def __init__(self, lawan: LawanBerkas, mengalah: Callable[[], bool]) -> None:
        self.lawan, self.mengalah = lawan, mengalah
        self.dikirim = self.diambil = self.bita_kirim = self.bita_ambil = 0

    def jalankan(self) -> HasilAntar:
        tanya = Tanya(_menunggu(ditunggu=False), _menunggu(ditunggu=True))
        jawab = self.lawan.tanya_berkas(tanya)
        ingat_terkirim(jawab.tiba)
        selesai = all(self._satu(*satu) for satu in self._urut(tanya, jawab))
        return HasilAntar(self.dikirim, self.diambil, self.bita_kirim, self.bita_ambil, not selesai)

    def _urut(self, tanya: Tanya, jawab: Jawab) -> list[tuple[int, str, bool]]:
        """Return what is to be moved, small files first: size, name, and whether it goes or comes.

        Only what an event of ours names goes, and only what was asked for comes.
        """
        pergi = milik_desa(list(jawab.ditunggu))
        kirim = [(dokumen.ukuran(sha256) or _TIDAK_TAHU, sha256, True) for sha256 in pergi]
        minta = set(tanya.minta)
        ambil = [(ukuran, sha256, False) for sha256, ukuran in jawab.ada.items() if sha256 in minta]
        self.ditunggu = jawab.ditunggu
        return sorted(kirim + ambil)

    def _satu(self, ukuran: int, sha256: str, pergi: bool) -> bool:
        """Move one file; ``False``: it gave way to events."""
        try:
            if pergi:
                return self._kirim(sha256, self.ditunggu[sha256])
            return self._ambil(sha256, ukuran)
        except _TERTUNDA as galat:
            log.warning("sinkron.berkas_tertunda", sidik=sha256, sebab=galat.pesan.kode)
            return True

    def _kirim(self, sha256: str, dari: int) -> bool:
        isi = dokumen.baca(sha256)  # proved before it goes: a damaged file would be refused for ever
        while True:
            if self.mengalah():
                return False
            potong = isi[dari : dari + POTONG]
            dari = self.lawan.tambah_berkas(sha256, dari, len(isi), potong)
            self.bita_kirim += len(potong)
            if dari >= len(isi):
                break
        ingat_terkirim([sha256])
        self.dikirim += 1
        return True

    def _ambil(self, sha256: str, ukuran: int) -> bool:
        dari = sampai(sha256)

        def tampung(isi: bytes) -> None:
            nonlocal dari
            self.bita_ambil += len(isi)
            dari = tambah(sha256, dari, ukuran, isi)

        if dari >= ukuran:  # killed between the last byte and the proof
            tampung(b"")
        while dari < ukuran:
            if self.mengalah():
                return False
            self.lawan.ambil_berkas(sha256, dari, tampung)
        self.diambil += 1
        return True


def _menunggu(*, ditunggu: bool) -> Sequence[str]:
    belum = BerkasAntar.objects.filter(ditunggu=ditunggu, selesai_pada=None)
    return list(belum.order_by("ukuran", "disebut_pada").values_list("sha256", flat=True)[:MAKS_TANYA])
