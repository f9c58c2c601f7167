"""The part of a meeting after the events: files go and come, small ones first, on from where they stopped."""

from collections.abc import Sequence
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

log = structlog.get_logger(__name__)
_TIDAK_TAHU: Final = 2**62


class LawanBerkas(Protocol):
    """The other side, as far as files are concerned."""

    def tanya_berkas(self, tanya: Tanya) -> Jawab:
        """Ask what it awaits, what it has whole, and what can be fetched."""

    def tambah_berkas(self, sha256: str, dari: int, panjang: int, isi: bytes) -> int:
        """Hand over a piece; the answer is how far the file reaches there."""

    def ambil_berkas(self, sha256: str, dari: int) -> bytes:
        """Fetch the piece that begins at a byte."""


@dataclass(frozen=True, slots=True)
class HasilAntar:
    """How many files were finished, and how many bytes went and came."""

    dikirim: int = 0
    diambil: int = 0
    bita_kirim: int = 0
    bita_ambil: int = 0


def antar(lawan: LawanBerkas) -> HasilAntar:
    """Send and fetch what is still missing; the village's scope must be open. Broken off anywhere, it goes on later.

    Raises:
        ServiceDown: the line broke; what arrived until then stays.
    """
    return _Antar(lawan).jalankan()


class _Antar:
    """One exchange of files, and what it moved."""

    def __init__(self, lawan: LawanBerkas) -> None:
        self.lawan = lawan
        self.dikirim = self.diambil = self.bita_kirim = self.bita_ambil = 0

    def jalankan(self) -> HasilAntar:
        tanya = Tanya(_menunggu(ditunggu=False), _menunggu(ditunggu=True))
        jawab = self.lawan.tanya_berkas(tanya)
        ingat_terkirim(jawab.tiba)
        for sha256 in self._boleh(jawab):
            self._kirim(sha256, jawab.ditunggu[sha256])
        for sha256, ukuran in sorted(jawab.ada.items(), key=lambda satu: satu[1]):
            if sha256 in tanya.minta:
                self._ambil(sha256, ukuran)
        return HasilAntar(self.dikirim, self.diambil, self.bita_kirim, self.bita_ambil)

    def _boleh(self, jawab: Jawab) -> list[str]:
        """Return what the other side awaits and an event of ours names, small files first."""
        semua = milik_desa(list(jawab.ditunggu))
        return sorted(semua, key=lambda sha256: dokumen.ukuran(sha256) or _TIDAK_TAHU)

    def _kirim(self, sha256: str, dari: int) -> None:
        try:
            isi = dokumen.baca(sha256)  # proved before it goes: a damaged file would be refused for ever
            while True:
                potong = isi[dari : dari + POTONG]
                dari = self.lawan.tambah_berkas(sha256, dari, len(isi), potong)
                self.bita_kirim += len(potong)
                if dari >= len(isi):
                    break
        except (dokumen.BerkasHilang, NotFound, InvalidInput, dokumen.SalahTempat) as galat:
            log.warning("sinkron.berkas_tertunda", sidik=sha256, sebab=galat.pesan.kode)
            return
        ingat_terkirim([sha256])
        self.dikirim += 1

    def _ambil(self, sha256: str, ukuran: int) -> None:
        try:
            dari = sampai(sha256)
            while True:
                isi = self.lawan.ambil_berkas(sha256, dari) if dari < ukuran else b""
                self.bita_ambil += len(isi)
                dari = tambah(sha256, dari, ukuran, isi)
                if dari >= ukuran:
                    break
        except (NotFound, InvalidInput, dokumen.SalahTempat) as galat:
            log.warning("sinkron.berkas_tertunda", sidik=sha256, sebab=galat.pesan.kode)
            return
        self.diambil += 1


def _menunggu(*, ditunggu: bool) -> Sequence[str]:
    belum = BerkasAntar.objects.filter(ditunggu=ditunggu, selesai_pada=None)
    return list(belum.order_by("ukuran", "disebut_pada").values_list("sha256", flat=True)[:MAKS_TANYA])
