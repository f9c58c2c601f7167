"""Files of a first load, at the hub: made once, kept on its disk, the same bytes for whoever asks again.

A file is one signed batch of several thousand events. Its name says what it holds; before it is listed or given out it
is compared with the stream as it stands, so that neither a private part erased since nor a chain that the hub lost to
an old backup comes out of it.
"""

import hashlib
import os
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

import structlog
from django.conf import settings

from eoffice.dokumen.services import tulis_atomik
from eoffice.jejak.aliran import UjungAliran, banyak_pribadi, digest_pada, kiriman, semua_ujung
from eoffice.kernel.errors import InvalidInput, NotFound, StorageFull
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.rules.kepala import Induk
from eoffice.sinkron.rules.muat import DaftarSegmen, Segmen
from eoffice.sinkron.services.kemas import Asal, intip, kemas_muat
from eoffice.sinkron.services.sesi import Diri
from eoffice.wilayah.tenancy import desa_aktif

log = structlog.get_logger(__name__)
SEPAKET: Final = 4000
SEDIKITNYA: Final = 300
"""Fewer events than this come by the ordinary stream."""
POTONG: Final = 256 * 1024
"""Bytes of one answer: what arrived of it before a cut is kept at the other end."""
BANGUN_DETIK: Final = 10.0
UMUR_DETIK: Final = 30 * 24 * 3600
_NAMA: Final = re.compile(r"(\d+)-(\d+)-(\d+)-([0-9a-f]{64})\.([0-9a-f]{64})\.eod")


@dataclass(frozen=True, slots=True)
class _Berkas:
    """A kept file and what its name says: its events, how many have a private part, the digest of the last."""

    jalur: Path
    segmen: Segmen
    pribadi: int
    digest: str

    def masih_benar(self) -> bool:
        """Tell whether the stream still says what the file says."""
        satu = self.segmen
        return (
            digest_pada(satu.epoch, satu.sampai) == self.digest
            and banyak_pribadi(satu.epoch, satu.dari, satu.sampai) == self.pribadi
        )


def daftar_segmen(punya: Mapping[UUID, int], diri: Diri) -> DaftarSegmen:
    """Return the files with what follows the positions ``punya`` in every stream; those that are missing are made."""
    batas = time.monotonic() + BANGUN_DETIK
    per: dict[UUID, int] = {}
    semua: list[Segmen] = []
    lanjut = False
    for aliran in semua_ujung():
        per[aliran.epoch] = aliran.urut
        sesudah = punya.get(aliran.epoch, 0)
        if aliran.urut - sesudah < SEDIKITNYA:
            continue
        siap, belum = _lengkapi(aliran, diri, batas)
        semua += [satu for satu in siap if satu.sampai > sesudah]
        lanjut = lanjut or belum
    return DaftarSegmen(per, tuple(semua), lanjut)


def _lengkapi(aliran: UjungAliran, diri: Diri, batas: float) -> tuple[list[Segmen], bool]:
    """Return the files of a stream, and whether more are to be made; on a full disk the stream itself has to do."""
    siap = [satu.segmen for satu in _siap(aliran.epoch, diri)]
    sampai = siap[-1].sampai if siap else 0
    try:
        while aliran.urut - sampai >= SEDIKITNYA:
            siap.append(_buat(aliran, sampai, diri))
            sampai = siap[-1].sampai
            if time.monotonic() > batas:
                return siap, aliran.urut - sampai >= SEDIKITNYA
    except StorageFull:
        log.exception("sinkron.segmen_disk_penuh", epoch=str(aliran.epoch))
    return siap, False


def _siap(epoch: UUID, diri: Diri) -> list[_Berkas]:
    """Return the kept files that follow each other from the beginning; what does not fit any more is thrown away."""
    hasil: list[_Berkas] = []
    for satu in sorted(_semua(_folder(diri) / str(epoch)), key=lambda satu: satu.segmen.dari):
        berikut = hasil[-1].segmen.sampai + 1 if hasil else 1
        if satu.segmen.dari == berikut and satu.masih_benar():
            hasil.append(satu)
        else:
            satu.jalur.unlink(missing_ok=True)
    return hasil


def _semua(folder: Path, sha256: str = "*") -> Iterator[_Berkas]:
    for jalur in folder.glob(f"*.{sha256}.eod"):
        nama = _NAMA.fullmatch(jalur.name)
        if nama:
            dari, sampai, pribadi = map(int, nama.groups()[:3])
            segmen = Segmen(UUID(folder.name), dari, sampai, jalur.stat().st_size, nama[5])
            yield _Berkas(jalur, segmen, pribadi, nama[4])


def _buat(aliran: UjungAliran, sesudah: int, diri: Diri) -> Segmen:
    semua = kiriman(aliran.epoch, sesudah, SEPAKET)
    induk = Induk(*aliran.induk) if aliran.induk else None
    asal = Asal(diri.node, induk, digest_pada(aliran.epoch, sesudah) or "")
    paket, banyak = kemas_muat(semua, asal, diri.kunci)
    pribadi = sum(satu.pribadi is not None for satu in semua[:banyak])
    sha256, digest = hashlib.sha256(paket).hexdigest(), intip(paket).digest
    nama = f"{sesudah + 1}-{sesudah + banyak}-{pribadi}-{digest}.{sha256}.eod"
    tulis_atomik(_folder(diri) / str(aliran.epoch) / nama, paket)
    log.info("sinkron.segmen_dibuat", epoch=str(aliran.epoch), sampai=sesudah + banyak, ukuran=len(paket))
    return Segmen(aliran.epoch, sesudah + 1, sesudah + banyak, len(paket), sha256)


def potongan_segmen(sha256: str, dari: int, diri: Diri) -> tuple[bytes, int]:
    """Return a piece of a file from a byte on, and the size of the whole.

    Raises:
        NotFound: no such file of this village, or the stream says something else since: the list has to be asked anew.
        InvalidInput: it does not reach so far.
    """
    if not re.fullmatch(r"[0-9a-f]{64}", sha256):
        raise NotFound(Pesan("sinkron.segmen_tidak_ada"))
    satu = next((s for f in _folder(diri).glob("*") for s in _semua(f, sha256)), None)
    if satu is None or not satu.masih_benar():
        raise NotFound(Pesan("sinkron.segmen_tidak_ada"))
    if not 0 <= dari < satu.segmen.ukuran:
        raise InvalidInput(Pesan("sinkron.permintaan_rusak"))
    os.utime(satu.jalur)
    with satu.jalur.open("rb") as berkas:
        berkas.seek(dari)
        return berkas.read(POTONG), satu.segmen.ukuran


def buang_segmen() -> None:
    """Throw the files of the village in scope away: something in them was erased."""
    for jalur in (_akar() / desa_aktif()).rglob("*.eod"):
        jalur.unlink(missing_ok=True)


def buang_segmen_lama() -> int:
    """Throw away, of every village, what nobody asked for in a month; return how many."""
    batas = time.time() - UMUR_DETIK
    lama = [jalur for jalur in _akar().rglob("*.eod") if jalur.stat().st_mtime < batas]
    for jalur in lama:
        jalur.unlink(missing_ok=True)
    return len(lama)


def _akar() -> Path:
    akar: Path = settings.EOFFICE_HOME / "segmen"
    return akar


def _folder(diri: Diri) -> Path:
    """Return where the files of the village in scope lie; signed by another key they are of no use."""
    return _akar() / desa_aktif() / str(diri.node)
