"""Attachments and issued letters in a file that is carried: after the events, small ones first, up to a limit.

Each is cut into pieces that say where they belong, so a file may be taken in twice, or end in the middle of one. A
file counts when its whole has the digest of its name, and only if an event of this village names it.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import structlog
from django.conf import settings
from django.utils.module_loading import import_string

from eoffice.dokumen import services as dokumen
from eoffice.jejak.cursors import run_once
from eoffice.kernel.errors import InvalidInput, NotFound, StorageFull
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.models import BerkasAntar
from eoffice.sinkron.services.berkas import (
    MAKS_POTONG,
    TANPA_BATAS,
    ingat_terkirim,
    milik_desa,
    sampai,
    tambah,
)
from eoffice.sinkron.services.jatah import ingat_kuota
from eoffice.sinkron.services.kuota import KuotaPenuh, Tempat, banyak_ditolak, catat_ditolak, tempat
from eoffice.sinkron.services.sebutan import CatatBerkas

log = structlog.get_logger(__name__)
POTONG: Final = MAKS_POTONG
MAKS_SEBUT: Final = 2000
_SIDIK: Final = 32
_ANGKA: Final = 8
_KEPALA: Final = _SIDIK + 2 * _ANGKA
MAKS_REKAM: Final = _KEPALA + POTONG


@dataclass(frozen=True, slots=True)
class KataBerkas:
    """What a side says of files: those it waits for, those that arrived there, and how much room it has for more."""

    ditunggu: tuple[str, ...] = ()
    tiba: tuple[str, ...] = ()
    tempat: Tempat = TANPA_BATAS
    ditolak: int = 0


@dataclass
class HitungBerkas:
    """Files that were finished, that are here already, and that wait; ``penuh``: for want of space.

    ``ditolak`` of those that wait do not fit into the room of the village.
    """

    selesai: int = 0
    sudah_ada: int = 0
    tertunda: int = 0
    penuh: bool = False
    ditolak: int = 0


def kata_berkas() -> KataBerkas:
    """Return what this side says of files."""
    datang = BerkasAntar.objects.filter(ditunggu=True)
    menunggu = datang.filter(selesai_pada=None).order_by("disebut_pada")
    tiba = datang.exclude(selesai_pada=None).order_by("-selesai_pada")
    ditunggu, tiba_di_sini = (
        tuple(q.values_list("sha256", flat=True)[:MAKS_SEBUT]) for q in (menunggu, tiba)
    )
    ditolak = banyak_ditolak() if settings.EOFFICE_PERAN == "kabupaten" else 0
    return KataBerkas(ditunggu, tiba_di_sini, tempat(), ditolak)


def ingat_kata(kata: KataBerkas) -> None:
    """Remember what the other side asked for, what arrived there, and the room that the regency has for us."""
    minta = milik_desa(kata.ditunggu[:MAKS_SEBUT])
    BerkasAntar.objects.filter(sha256__in=minta).update(diminta=True)
    tiba = kata.tiba[:MAKS_SEBUT]
    BerkasAntar.objects.filter(sha256__in=tiba, diminta=True).update(diminta=False)
    ingat_terkirim(tiba)
    if settings.EOFFICE_PERAN == "desa":
        ingat_kuota(kata.tempat.kuota, kata.tempat.terpakai, kata.ditolak)


def rekam_berkas(batas: int) -> Iterator[tuple[str, bytes]]:
    """Yield the pieces of files that the other side lacks, small files first, up to ``batas`` bytes in all."""
    for ukuran, sha256 in _menunggu():
        batas -= ukuran
        if batas < 0:
            return
        try:
            isi = dokumen.baca(sha256)
        except dokumen.BerkasHilang:  # the alarm was raised
            continue
        for dari in range(0, len(isi), POTONG):
            yield sha256, _tulis(sha256, dari, len(isi), isi[dari : dari + POTONG])


def _menunggu() -> list[tuple[int, str]]:
    belum = BerkasAntar.objects.filter(ditunggu=False, selesai_pada=None)
    semua = {*belum.values_list("sha256", flat=True)}
    semua |= set(BerkasAntar.objects.filter(diminta=True).values_list("sha256", flat=True))
    ada = ((dokumen.ukuran(sha256), sha256) for sha256 in semua)
    return sorted((ukuran, sha256) for ukuran, sha256 in ada if ukuran)


def _tulis(sha256: str, dari: int, panjang: int, isi: bytes) -> bytes:
    angka = dari.to_bytes(_ANGKA, "big") + panjang.to_bytes(_ANGKA, "big")
    return bytes.fromhex(sha256) + angka + isi


def _baca(rekam: bytes) -> tuple[str, int, int, bytes]:
    if len(rekam) < _KEPALA:
        raise InvalidInput(Pesan("sinkron.berkas_rusak"))
    tengah = _SIDIK + _ANGKA
    dari, panjang = (int.from_bytes(rekam[m : m + _ANGKA], "big") for m in (_SIDIK, tengah))
    return rekam[:_SIDIK].hex(), dari, panjang, rekam[_KEPALA:]


def periksa_rekam(rekam: bytes) -> None:
    """Look at the frame of a piece.

    Raises:
        InvalidInput: it is none.
    """
    _baca(rekam)


def simpan_berkas(semua: Iterable[bytes]) -> HitungBerkas:
    """Take in pieces of files; what cannot be used now comes with a later file.

    Raises:
        InvalidInput: what is no piece; pieces before it stay.
    """
    catat_sebutan_baru()
    hasil, disentuh = HitungBerkas(), dict[str, bool]()
    for rekam in semua:
        sha256, dari, panjang, isi = _baca(rekam)
        if hasil.penuh:
            disentuh[sha256] = False
            continue
        try:
            disentuh[sha256] = _satu(sha256, dari, panjang, isi, hasil)
        except StorageFull:
            hasil.penuh, disentuh[sha256] = True, False
    hasil.tertunda = sum(not beres for beres in disentuh.values())
    if settings.EOFFICE_PERAN == "kabupaten":
        catat_ditolak(hasil.ditolak)
    return hasil


def _satu(sha256: str, dari: int, panjang: int, isi: bytes, hasil: HitungBerkas) -> bool:
    """Add a piece where it belongs, and tell whether its file is whole."""
    try:
        kini = sampai(sha256)
        if _selesai([sha256]):
            hasil.sudah_ada += dari == 0
            return True
        if dari > kini:
            return False
        kini = tambah(sha256, kini, panjang, isi[kini - dari :])
    except (NotFound, InvalidInput, dokumen.SalahTempat) as tolak:
        log.warning("sinkron.berkas_tertunda", sidik=sha256, sebab=tolak.pesan.kode)
        hasil.ditolak += isinstance(tolak, KuotaPenuh) and dari == 0
        return False
    hasil.selesai += kini == panjang
    return kini == panjang


def _selesai(sha256: Collection[str]) -> bool:
    return BerkasAntar.objects.filter(sha256__in=sha256, ditunggu=True).exclude(selesai_pada=None).exists()


def catat_sebutan_baru() -> None:
    """Note now which files the events name that have just come; the worker would do it a moment later."""
    konsumen = CatatBerkas(import_string(settings.EOFFICE_PENYEBUT_BERKAS))
    while run_once(konsumen).dikerjakan:
        pass
