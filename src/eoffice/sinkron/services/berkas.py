"""Files that events name travel after the events, by their SHA-256: what is awaited, what came, what may go out.

A village gets and gives only files that its own events name. What another village keeps under the same digest in the
shared store does not count as arrived: to know a digest is not to hold the file.
"""

import re
import shutil
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from eoffice.dokumen import services as dokumen
from eoffice.kernel import clock
from eoffice.kernel.errors import InvalidInput, NotFound, ServiceDown, StorageFull
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.models import BerkasAntar
from eoffice.sinkron.services.kuota import (
    Tempat,
    ambil_tempat,
    catat_ditolak,
    lepas_tempat,
    tempat,
    tidak_muat,
)
from eoffice.wilayah.tenancy import QuerySetDesa

MAKS_UKURAN: Final = 64 * 1024 * 1024
MAKS_POTONG: Final = 256 * 1024
POTONG: Final = 64 * 1024
"""How many bytes travel in one call: at 64 kbit/s eight seconds, and a cut costs no more."""
MAKS_TANYA: Final = 500
CADANGAN_BITA: Final = 1024**3
CADANGAN_BAGIAN: Final = 0.05
"""So much of the disk, the smaller of both, is left to events: files wait until there is room again."""
TANPA_BATAS: Final = Tempat(None, 0)
_SIDIK: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Tanya:
    """What one side asks about files: those it could send, and those it waits for.

    ``ukuran``: how large the former are, as far as it is told; an earlier version does not.
    """

    kirim: Sequence[str]
    minta: Sequence[str]
    ukuran: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Jawab:
    """The answer: how far what is awaited reaches, what arrived whole, how large what can be fetched is.

    ``ditolak`` files would be awaited if there were room for them; ``tempat`` tells of it.
    """

    ditunggu: Mapping[str, int]
    tiba: Collection[str]
    ada: Mapping[str, int]
    ditolak: int = 0
    tempat: Tempat = TANPA_BATAS


def catat_sebutan(semua: Collection[str], *, sendiri: bool) -> None:
    """Note files that an event names: written here they go out, received they are awaited. Repeated, nothing changes.

    What is no SHA-256 is passed over: no such file can ever come.
    """
    semua = {satu for satu in semua if isinstance(satu, str) and _SIDIK.fullmatch(satu)}
    kini, satu_desa = clock.now(), settings.EOFFICE_PERAN == "desa"
    ada = set(_semua(semua).values_list("sha256", flat=True))  # who named it first decides
    baru: list[BerkasAntar] = []
    for sha256 in sorted(semua - ada):
        ukuran = dokumen.ukuran(sha256)
        di_sini = sendiri or (
            satu_desa and ukuran is not None
        )  # several villages' store proves nothing about one
        baris = BerkasAntar(
            sha256=sha256,
            ditunggu=not sendiri or ukuran is None,  # it was written here once, before the disk was lost
            ukuran=ukuran if di_sini else None,
            disebut_pada=kini,
            selesai_pada=kini if di_sini and not sendiri else None,
        )
        baru.append(baris)
    BerkasAntar.objects.bulk_create(baru, ignore_conflicts=True)


def _semua(sha256: Collection[str]) -> QuerySetDesa[BerkasAntar]:
    return BerkasAntar.objects.get_queryset().filter(sha256__in=sha256)


def jawab(tanya: Tanya) -> Jawab:
    """Answer the other side; also what it believes to have sent long ago is awaited again after a restore."""
    menunggu = _menunggu(tanya.kirim[:MAKS_TANYA])
    tolak = tidak_muat(menunggu, tanya.ukuran)
    catat_ditolak(len(tolak))
    minta = milik_desa(tanya.minta[:MAKS_TANYA])
    return Jawab(
        ditunggu={b.sha256: dokumen.sampai_mana(b.sha256) for b in menunggu if b.sha256 not in tolak},
        tiba=sorted(milik_desa(tanya.kirim[:MAKS_TANYA])),
        ada={satu: ukuran for satu in sorted(minta) if (ukuran := dokumen.ukuran(satu)) is not None},
        ditolak=len(tolak),
        tempat=tempat(),
    )


def _menunggu(dapat_dikirim: Collection[str]) -> list[BerkasAntar]:
    """Return what is awaited: what the other side can send, so that nothing it lacks is in the way, then the oldest."""
    semua = BerkasAntar.objects.filter(ditunggu=True, selesai_pada=None).order_by("disebut_pada")
    dapat = list(semua.filter(sha256__in=dapat_dikirim))
    return dapat + list(semua.exclude(sha256__in=dapat_dikirim)[:MAKS_TANYA])


def milik_desa(semua: Collection[str]) -> set[str]:
    """Return those files that are the village's and are here: named here, or sent by the village itself."""
    di_sini = Q(ditunggu=False) | Q(selesai_pada__isnull=False)
    return set(_semua(semua).filter(di_sini).values_list("sha256", flat=True))


def sampai(sha256: str) -> int:
    """Return how far an awaited file reaches here.

    Raises:
        NotFound: no event of this village names it, or it is not awaited here.
    """
    baris = _baris_datang(sha256)
    return baris.ukuran or 0 if baris.selesai_pada else dokumen.sampai_mana(sha256)


def _baris_datang(sha256: str) -> BerkasAntar:
    baris = BerkasAntar.objects.filter(sha256=sha256, ditunggu=True).first()
    if baris is None:
        raise NotFound(Pesan("sinkron.berkas_tidak_dikenal"))
    return baris


def tambah(sha256: str, dari: int, panjang: int, isi: bytes) -> int:
    """Append a piece of an awaited file of ``panjang`` bytes and return how far it reaches; the last piece proves it.

    Raises:
        NotFound: as ``sampai``.
        SalahTempat: the piece does not follow what is here.
        InvalidInput: too large, or the whole is not what its name says: then it is thrown away.
        KuotaPenuh: there is no room for it among the files of this village.
        StorageFull: no space, or so little that events need it; what is here stays.
    """
    baris = _baris_datang(sha256)
    if baris.selesai_pada:
        return panjang
    if dokumen.sampai_mana(sha256) > panjang:
        dokumen.lupakan_potongan(sha256)  # longer than the whole: it cannot be its beginning
    if not 0 < panjang <= MAKS_UKURAN or len(isi) > MAKS_POTONG or not 0 <= dari <= panjang - len(isi):
        raise InvalidInput(Pesan("sinkron.berkas_terlalu_besar", panjang=panjang, maks=MAKS_UKURAN))
    _pastikan_cadangan()
    ambil_tempat(baris, panjang)
    kini = dokumen.tambah_potongan(sha256, dari, isi)
    if kini < panjang:
        return kini
    try:
        dokumen.selesaikan_potongan(sha256)
    except InvalidInput:
        lepas_tempat(baris)
        raise
    BerkasAntar.objects.filter(pk=baris.pk).update(selesai_pada=clock.now(), ukuran=panjang)
    transaction.on_commit(lambda: dokumen.lupakan_potongan(sha256))
    return kini


def _pastikan_cadangan() -> None:
    """Keep room for events: a disk that files filled would stop numbering.

    At a village a file of the regency waits as soon as one of a person would be refused.
    """
    if settings.EOFFICE_PERAN == "desa":
        dokumen.pastikan_ruang(dokumen.Ruang.LAMPIRAN)
    disk = shutil.disk_usage(settings.EOFFICE_HOME)
    if disk.free < min(CADANGAN_BITA, disk.total * CADANGAN_BAGIAN):
        raise StorageFull


def potongan(sha256: str, dari: int) -> tuple[bytes, int]:
    """Return a piece of a file of this village, and the size of the whole.

    Raises:
        NotFound: no event of this village names it, or it did not come from this village itself.
        BerkasHilang: it is missing or damaged here.
        InvalidInput: it does not reach so far.
    """
    if not milik_desa([sha256]):
        raise NotFound(Pesan("sinkron.berkas_tidak_dikenal"))
    ukuran = dokumen.ukuran(sha256)
    if ukuran is None:
        raise dokumen.BerkasHilang(sha256)
    if not 0 <= dari < ukuran:
        raise InvalidInput(Pesan("sinkron.permintaan_rusak"))
    isi = dokumen.potong(sha256, dari, POTONG)
    if dari + len(isi) == ukuran:
        _terkirim([sha256])
    return isi, ukuran


def _terkirim(semua: Collection[str]) -> None:
    _semua(semua).filter(ditunggu=False, selesai_pada=None).update(selesai_pada=clock.now())


def ingat_terkirim(semua: Collection[str]) -> None:
    """Note that the other side has files of ours."""
    if semua:
        _terkirim(semua)


def baca(sha256: str) -> bytes:
    """Return a file that an event names.

    Raises:
        ServiceDown: it has not arrived yet, and is on its way.
        BerkasHilang: missing or damaged; an alarm was logged.
    """
    if BerkasAntar.objects.filter(sha256=sha256, ditunggu=True, selesai_pada=None).exists():
        raise ServiceDown(Pesan("sinkron.berkas_belum_tiba"))
    return dokumen.baca(sha256)
