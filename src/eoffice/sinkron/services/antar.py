"""Files go and come beside the events, on a line of their own: small ones first, on from any byte, never in the way.

Before every piece it is asked whether events wait; then the rest of the files waits for a later turn. Large ones that
are sent wait for the night, all of them for the next day when what a day allows is used up, and those that do not
fit into the village's room at the regency until there is more of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

import structlog
from django.utils import timezone

from eoffice.dokumen import services as dokumen
from eoffice.kernel import clock
from eoffice.kernel.errors import InvalidInput, NotFound
from eoffice.sinkron.models import BerkasAntar
from eoffice.sinkron.rules.antrean import TAK_TERBATAS, Aturan
from eoffice.sinkron.selectors import aturan_berkas
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
from eoffice.sinkron.services.jatah import ingat_kuota, pakai
from eoffice.sinkron.services.kuota import PENUH
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
    """How many files were finished, and how many bytes went and came; ``mengalah``: events came first.

    ``malam`` files wait for the night, ``ditolak`` for room at the regency; ``jatah_habis``: no more moves today.
    """

    dikirim: int = 0
    diambil: int = 0
    bita_kirim: int = 0
    bita_ambil: int = 0
    mengalah: bool = False
    malam: int = 0
    ditolak: int = 0
    jatah_habis: bool = False

    @property
    def bergerak(self) -> bool:
        """Tell whether anything went or came."""
        return bool(self.dikirim or self.diambil or self.bita_kirim or self.bita_ambil)


def tidak_mengalah() -> bool:
    """Say that nothing waits."""
    return False


def antar(
    lawan: LawanBerkas, mengalah: Callable[[], bool] = tidak_mengalah, *, besar_juga: bool = False
) -> HasilAntar:
    """Send and fetch what is still missing; the village's scope must be open. Broken off anywhere, it goes on later.

    ``besar_juga``: somebody wants large files to go now, whatever the hour.

    Raises:
        ServiceDown: the line broke; what arrived until then stays.
        StorageFull: no space here; what arrived until then stays.
    """
    aturan = aturan_berkas()
    return _Antar(lawan, mengalah, replace(aturan, besar=0) if besar_juga else aturan).jalankan()


class _Antar:
    """One exchange of files, and what it moved."""

    def __init__(self, lawan: LawanBerkas, mengalah: Callable[[], bool], aturan: Aturan) -> None:
        self.lawan, self.mengalah, self.aturan = lawan, mengalah, aturan
        self.dikirim = self.diambil = self.bita_kirim = self.bita_ambil = self.malam = 0
        self.jatah_habis = False

    def jalankan(self) -> HasilAntar:
        tanya = _tanya()
        jawab = self.lawan.tanya_berkas(tanya)
        ingat_terkirim(jawab.tiba)
        self.ditolak = jawab.ditolak
        ingat_kuota(jawab.tempat.kuota, jawab.tempat.terpakai, self.ditolak)
        selesai = all(self._satu(*satu) for satu in self._urut(tanya, jawab))
        ingat_kuota(jawab.tempat.kuota, jawab.tempat.terpakai, self.ditolak)
        mengalah = not selesai and not self.jatah_habis
        return HasilAntar(
            self.dikirim, self.diambil, self.bita_kirim, self.bita_ambil, mengalah,
            self.malam, self.ditolak, self.jatah_habis,
        )  # fmt: skip

    def _urut(self, tanya: Tanya, jawab: Jawab) -> list[tuple[int, str, bool]]:
        """Return what is to be moved, small files first: size, name, and whether it goes or comes.

        Only what an event of ours names goes, and only what was asked for comes. A large one that goes is the last:
        somebody here may be waiting for one that comes.
        """
        kirim = [(dokumen.ukuran(sha256) or _TIDAK_TAHU, sha256, True) for sha256 in self._pergi(jawab)]
        minta = set(tanya.minta)
        ambil = [(ukuran, sha256, False) for sha256, ukuran in jawab.ada.items() if sha256 in minta]
        self.ditunggu = jawab.ditunggu
        besar = self.aturan.besar or TAK_TERBATAS
        return sorted(kirim + ambil, key=lambda satu: (satu[2] and satu[0] >= besar, *satu))

    def _pergi(self, jawab: Jawab) -> set[str]:
        """Return what goes now; large files wait for the night."""
        semua, kini = milik_desa(list(jawab.ditunggu)), timezone.localtime(clock.now())
        rows = BerkasAntar.objects.filter(sha256__in=semua, ditunggu=False)
        menanti = {
            sha256
            for sha256, disebut in rows.values_list("sha256", "disebut_pada")
            if self.aturan.menanti_malam(dokumen.ukuran(sha256) or 0, disebut, kini)
        }
        self.malam = len(menanti)
        return semua - menanti

    def _boleh(self, bita: int) -> bool:
        """Tell whether so many bytes may move now, and count them; events come first, and a day allows so much."""
        if self.mengalah():
            return False
        self.jatah_habis = not pakai(bita)
        return not self.jatah_habis

    def _satu(self, ukuran: int, sha256: str, pergi: bool) -> bool:
        """Move one file; ``False``: it gave way to events."""
        try:
            if pergi:
                return self._kirim(sha256, self.ditunggu[sha256])
            return self._ambil(sha256, ukuran)
        except _TERTUNDA as galat:
            log.warning("sinkron.berkas_tertunda", sidik=sha256, sebab=galat.pesan.kode)
            self.ditolak += galat.pesan.params.get("kode") == PENUH
            return True

    def _kirim(self, sha256: str, dari: int) -> bool:
        isi = dokumen.baca(sha256)  # proved before it goes: a damaged file would be refused for ever
        while True:
            potong = isi[dari : dari + POTONG]
            if not self._boleh(len(potong)):
                return False
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
            if not self._boleh(min(POTONG, ukuran - dari)):
                return False
            self.lawan.ambil_berkas(sha256, dari, tampung)
        self.diambil += 1
        return True


def _tanya() -> Tanya:
    kirim = _menunggu(ditunggu=False)
    ukuran = {sha256: byte for sha256, byte in kirim if byte is not None}
    return Tanya([sha256 for sha256, _ in kirim], [sha256 for sha256, _ in _menunggu(ditunggu=True)], ukuran)


def _menunggu(*, ditunggu: bool) -> Sequence[tuple[str, int | None]]:
    belum = BerkasAntar.objects.filter(ditunggu=ditunggu, selesai_pada=None)
    return list(belum.order_by("ukuran", "disebut_pada").values_list("sha256", "ukuran")[:MAKS_TANYA])
