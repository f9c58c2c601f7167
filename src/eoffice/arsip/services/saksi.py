"""An older database that was put back is noticed before it gives a number that stands on a letter already.

After every commit that takes a number the witness is flushed to the disk. After, not before: a number whose commit
failed would else hold up the office for nothing, and one whose commit is not witnessed yet was shown to nobody.
"""

import secrets
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final
from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction

from eoffice.arsip import events
from eoffice.arsip.models import Nomor
from eoffice.arsip.rules.nomor import bernomor_tetap, kunci_sementara
from eoffice.arsip.rules.saksi import Cara, Saksi, Sebab, baca_nama, dari_cadangan, nama_buku
from eoffice.arsip.selectors import akhir_buku
from eoffice.arsip.services.berkas_saksi import baca_berkas, letak, ubah_berkas
from eoffice.arsip.services.buku import lanjutkan
from eoffice.jejak.aliran import digest_pada, semua_ujung
from eoffice.jejak.selectors import keadaan_konsumen
from eoffice.jejak.services import catat
from eoffice.kernel import clock
from eoffice.kernel.errors import InvalidInput, RuleRefused, StorageFull
from eoffice.kernel.ids import new_id
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.rules.tanda_terima import KONSUMEN
from eoffice.sinkron.rules.undangan import ABJAD
from eoffice.sinkron.services.jumpa import jumpa
from eoffice.sinkron.services.laporan import sidik_mesin
from eoffice.wilayah.tenancy import desa_aktif

log = structlog.get_logger(__name__)
Tempat = tuple[UUID, int, str]
"""Epoch, number and digest of an event."""
PANJANG_SERI: Final = 4
SISTEM: Final = "sistem"


@cache
def _sidik(_nama: str) -> str:
    return sidik_mesin()


def _mesin() -> str:
    """Return the fingerprint of this computer, asked for once a process: cards do not change under a running one."""
    return _sidik(settings.EOFFICE_MESIN)


def disaksikan() -> bool:
    """Tell whether this installation keeps a witness: a village's own server does, the regency's has standbys."""
    return bool(settings.EOFFICE_PERAN == "desa")


def periksa() -> Saksi:
    """Compare the database with its witness and return that; what is found in doubt stays so until it is settled."""
    if not disaksikan():
        return Saksi()
    path = letak()
    saksi = baca_berkas(path)
    if saksi is not None and saksi.pulih:
        return saksi
    sebab = _sebab(saksi)
    if not sebab:
        return saksi if saksi is not None and saksi.epoch is not None else _mulai(path)
    log.critical("arsip.pemulihan_mulai", desa=desa_aktif(), sebab=sebab.value)
    ke = jumpa().ke
    return ubah_berkas(path, lambda kini: replace(kini, pulih=sebab.value, jumpa=ke, seri=""))


def ragukan_cadangan() -> None:
    """Hold up numbering in the village in scope: its data was put back from a backup a moment ago."""
    if disaksikan():
        ke = jumpa().ke
        ubah_berkas(letak(), lambda saksi: dari_cadangan(saksi, ke))


def _mulai(path: Path) -> Saksi:
    """Begin the witness before the first number, at the beginning of the stream written here.

    Else whoever comes second, or back after a cut, would find numbers and no witness: the first number's is written
    a moment after its commit.
    """
    sini = next((satu for satu in reversed(semua_ujung()) if satu.lokal), None)
    digest = digest_pada(sini.epoch, 1) if sini else None
    if sini is not None and digest is not None:
        awal = (sini.epoch, 1, digest)
        _tulis(path, lambda s: s if s.epoch else replace(s.mencatat(*awal, {}), mesin=_mesin()))
    return baca_berkas(path) or Saksi()


def _sebab(saksi: Saksi | None) -> Sebab | None:
    """Return why the last number is in doubt. The witness was read first: what it tells is in the database by now."""
    if saksi is None or saksi.epoch is None:
        return Sebab.TANPA_SAKSI if Nomor.objects.exists() else None
    if saksi.mesin != _mesin():
        return Sebab.MESIN_LAIN
    return None if digest_pada(saksi.epoch, saksi.urut) == saksi.digest else Sebab.TERTINGGAL


def saksikan(tempat: Tempat, nama: str, urut: int) -> None:
    """Let the witness know of a number, and of the place of its event, as soon as it is committed."""
    if not disaksikan():
        return
    path = letak()

    def maju(saksi: Saksi) -> Saksi:
        return replace(saksi.mencatat(*tempat, {nama: urut}), mesin=saksi.mesin or _mesin())

    transaction.on_commit(lambda: _tulis(path, maju))


def _tulis(path: Path, ubah: Callable[[Saksi], Saksi]) -> None:
    """Change the witness after a commit: that stands whatever happens here, so trouble is told and not raised."""
    try:
        ubah_berkas(path, ubah)
    except (OSError, StorageFull) as galat:
        log.critical("arsip.saksi_tidak_tertulis", berkas=path.name, galat=type(galat).__name__)


def susulkan() -> None:
    """Let the witness follow the database, should a process have died between a commit and its witness."""
    saksi = periksa()
    if not disaksikan() or saksi.pulih:
        return
    buku = _akhir_semua(saksi)
    if any(saksi.buku.get(nama, 0) < urut for nama, urut in buku.items()):
        akhir = next(satu for satu in reversed(semua_ujung()) if satu.lokal)
        tempat = (akhir.epoch, akhir.urut, akhir.digest)
        ubah_berkas(letak(), lambda s: replace(s.mencatat(*tempat, buku), mesin=s.mesin or _mesin()))


def _akhir_semua(saksi: Saksi) -> dict[str, int]:
    """Return the last number of every book of the years in question."""
    kini = clock.now().year
    tahun = {kini - 1, kini, kini + 1} | {baca_nama(nama)[0] for nama in saksi.buku}
    return {nama_buku(t, kunci): urut for t in sorted(tahun) for kunci, urut in akhir_buku(t).items()}


def _pasti(saksi: Saksi) -> Saksi:
    """Return a witness of this computer that is in no doubt, and at no place yet."""
    return replace(saksi, pulih="", seri="", mesin=_mesin(), epoch=None)


def coba_akhiri() -> Saksi:
    """End the recovery when the regency was met and all that came back is in the tables; return the witness."""
    saksi = periksa()
    if not saksi.pulih or jumpa().ke <= saksi.jumpa or not _semua_diterapkan():
        return saksi
    _akhiri(saksi, saksi.buku, Cara.BERTEMU, "", SISTEM)
    return replace(saksi, pulih="", seri="")


def _semua_diterapkan() -> bool:
    sampai = {k.epoch: k.urut for k in keadaan_konsumen() if k.konsumen == KONSUMEN}
    return all(sampai.get(aliran.epoch, 0) >= aliran.urut for aliran in semua_ujung())


@dataclass(frozen=True, slots=True)
class BukuRagu:
    """A counter whose last number is in doubt, and up to where it is known to have given numbers."""

    kunci: str
    tercatat: int


def buku_dalam_ragu(tahun: int, bawaan: Collection[str]) -> list[BukuRagu]:
    """Return the counters of a year that a person has to look up in the register; ``bawaan``: these in any case."""
    saksi, akhir = periksa(), akhir_buku(tahun)
    for nama, urut in saksi.buku.items():
        milik, kunci = baca_nama(nama)
        if milik == tahun:
            akhir[kunci] = max(urut, akhir.get(kunci, 0))
    tetap = {kunci for kunci in akhir if bernomor_tetap(kunci)} | set(bawaan)
    return [BukuRagu(kunci, akhir.get(kunci, 0)) for kunci in sorted(tetap)]


def pastikan_nomor(*, akhir: Mapping[str, int], tahun: int, catatan: str, pelaku: str) -> None:
    """End the recovery by the paper register: the last number of each counter of this year, as a person read it there.

    Raises:
        RuleRefused: nothing is in doubt (any more).
        InvalidInput: a number is smaller than one that is known to be given.
    """
    saksi = _memulihkan()
    di_sini, kurang = akhir_buku(tahun), {}
    for kunci, urut in akhir.items():
        ada = max(di_sini.get(kunci, 0), saksi.buku.get(nama_buku(tahun, kunci), 0))
        if urut < ada:
            kurang[kunci] = Pesan("arsip.nomor_register_kecil", ada=ada, urut=urut)
    if kurang:
        raise InvalidInput(next(iter(kurang.values())), kurang)
    dari_kertas = {nama_buku(tahun, kunci): urut for kunci, urut in akhir.items()}
    _akhiri(saksi, {**saksi.buku, **dari_kertas}, Cara.REGISTER, catatan, pelaku)


def _memulihkan() -> Saksi:
    saksi = periksa()
    if not saksi.pulih:
        raise RuleRefused(Pesan("arsip.tidak_memulihkan"))
    return saksi


@transaction.atomic
def _akhiri(saksi: Saksi, buku: Mapping[str, int], cara: Cara, catatan: str, pelaku: str) -> None:
    """Let every book go on after the last number known from anywhere; numbers in between stay free for what returns."""
    tetap = {nama: urut for nama, urut in buku.items() if nama != _nama_seri(nama, saksi.seri)}
    for nama, urut in sorted(tetap.items()):
        lanjutkan(*baca_nama(nama), urut, pelaku)
    tempat = _catat("selesai", saksi, cara.value, dict(buku), catatan, pelaku)
    path, akhir = letak(), _akhir_semua(saksi)
    transaction.on_commit(lambda: _tulis(path, lambda s: _pasti(s).mencatat(*tempat, akhir)))


def _nama_seri(nama: str, seri: str) -> str:
    return nama_buku(baca_nama(nama)[0], kunci_sementara(seri))


@transaction.atomic
def pakai_sementara(*, catatan: str, pelaku: str) -> str:
    """Let letters that cannot wait have provisional numbers, and return the letters of their series.

    Raises:
        RuleRefused: nothing is in doubt (any more).
    """
    saksi = _memulihkan()
    if saksi.seri:
        return saksi.seri
    seri = "".join(secrets.choice(ABJAD) for _ in range(PANJANG_SERI))
    _catat("sementara", replace(saksi, seri=seri), "", {}, catatan, pelaku)
    path = letak()
    transaction.on_commit(lambda: _tulis(path, lambda s: replace(s, seri=s.seri or seri)))
    return seri


def _catat(langkah: str, saksi: Saksi, cara: str, buku: dict[str, int], catatan: str, pelaku: str) -> Tempat:
    satu = catat(
        jenis=events.PEMULIHAN,
        agregat="pemulihan",
        agregat_id=new_id(),
        revisi=1,
        publik={"langkah": langkah, "sebab": saksi.pulih, "cara": cara, "buku": buku, "seri": saksi.seri},
        pribadi={"catatan": catatan},
        pelaku=pelaku,
        macam="cmd",
    )
    return satu.epoch, satu.urut, satu.digest
