"""Taking back what was given to a village, by two people of the regency, and what becomes of the village's work.

For a village whose server is away for long. All of it happens at the regency, the village in scope; ``oleh`` is the
account of whoever acts, ``nama`` how pages call him. Verbs: ``usulkan_tarik``, ``setujui_tarik`` (another person),
``batalkan_usul``, ``pakai_karya_desa``, ``biarkan_karya_desa``, ``beri_lagi``. Questions: ``dalam_pengiriman``,
``di_desa``, ``di_kabupaten``, ``usul_terbuka``, ``riwayat_tarik``, ``karya_desa``. A verb that needs the row as it
stands gets the projection of its table from the caller (``config.proyeksi``).
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

import structlog
from django.db import IntegrityError, transaction

from eoffice.jejak.aliran import satu_peristiwa
from eoffice.jejak.kepemilikan import Keadaan, Pemilik, halangan, kunci_pemilik, semua_berpindah
from eoffice.jejak.proyeksi import Gambaran, Proyeksi
from eoffice.jejak.selectors import PeristiwaTercatat, riwayat
from eoffice.jejak.services import catat
from eoffice.jejak.versi import mutakhir
from eoffice.kernel import clock
from eoffice.kernel.errors import ChangedMeanwhile, InvalidInput, NotFound, RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.models import Karantina, Penarikan, StatusPenarikan
from eoffice.sinkron.services.serah import LEWAT
from eoffice.wilayah.tenancy import QuerySetDesa, desa_aktif

log = structlog.get_logger(__name__)
MAKS_ALASAN: Final = 300
_DI_LUAR: Final = frozenset({Keadaan.DIKIRIM, Keadaan.SANA})


@dataclass(frozen=True, slots=True)
class Usul:
    """A proposal to take something back, and what became of it."""

    id: UUID
    agregat: str
    agregat_id: UUID
    alasan: str
    status: StatusPenarikan
    pengusul: str
    nama_pengusul: str
    diusulkan_pada: datetime
    nama_pemutus: str
    diputuskan_pada: datetime | None


@dataclass(frozen=True, slots=True)
class Karya:
    """What the village still wrote about something that is not its own any more, waiting for a decision.

    ``terakhir`` is its last word; ``sebab`` why it was set aside, as a message.
    """

    agregat: str
    agregat_id: UUID
    jumlah: int
    sejak: datetime
    sebab: Pesan
    terakhir: PeristiwaTercatat


def dalam_pengiriman() -> list[Pemilik]:
    """Return what was given and is not accepted yet, the longest on its way first."""
    return semua_berpindah(Keadaan.DIKIRIM)


def di_desa() -> list[Pemilik]:
    """Return what the village accepted and writes."""
    return semua_berpindah(Keadaan.SANA)


def di_kabupaten() -> list[Pemilik]:
    """Return what was taken back and is written here."""
    return semua_berpindah(Keadaan.SINI)


def usul_terbuka() -> list[Usul]:
    """Return the proposals that nobody decided yet, the oldest first."""
    rows = Penarikan.objects.filter(status=StatusPenarikan.DIUSULKAN).order_by("diusulkan_pada", "pk")
    return [_usul(row) for row in rows]


def riwayat_tarik(agregat_id: UUID) -> list[Usul]:
    """Return every proposal about one aggregate, the newest first."""
    rows = Penarikan.objects.filter(agregat_id=agregat_id).order_by("-diusulkan_pada", "-pk")
    return [_usul(row) for row in rows]


def karya_desa() -> list[Karya]:
    """Return the work of the village that was set aside, one entry an aggregate, the longest waiting first."""
    menurut: dict[UUID, list[Karantina]] = {}
    for row in _lewat().order_by("sejak", "epoch", "urut"):
        menurut.setdefault(row.agregat_id, []).append(row)
    return [_karya(rows) for rows in menurut.values()]


def usulkan_tarik(*, agregat_id: UUID, alasan: str, oleh: str, nama: str) -> UUID:
    """Propose to take something back; nothing happens to it before another person approves.

    Raises:
        InvalidInput: no reason.
        RuleRefused: it is not with the village, or somebody proposed it already.
    """
    alasan = alasan.strip()
    if not alasan or len(alasan) > MAKS_ALASAN:
        pesan = Pesan("sinkron.alasan_tarik", maks=MAKS_ALASAN)
        raise InvalidInput(pesan, {"alasan": pesan})
    try:
        with transaction.atomic():
            row = Penarikan(
                agregat=_di_luar(agregat_id).agregat,
                agregat_id=agregat_id,
                alasan=alasan,
                diusulkan_oleh=oleh,
                nama_pengusul=nama[:100],
                diusulkan_pada=clock.now(),
            )
            row.save(force_insert=True)
    except IntegrityError:
        raise RuleRefused(Pesan("sinkron.tarik_sudah_diusulkan")) from None
    log.info("sinkron.tarik_diusulkan", desa=desa_aktif(), agregat_id=str(agregat_id), oleh=oleh)
    return row.pk


@transaction.atomic
def setujui_tarik(*, usul_id: UUID, proyeksi: Proyeksi, oleh: str, nama: str) -> None:
    """Approve a proposal of another person, and take the thing back as it stands here, with the same commit.

    Raises:
        NotFound: no such proposal in this village, or the thing is not here.
        ChangedMeanwhile: it was decided already.
        RuleRefused: the same person, or it is not with the village any more.
    """
    usul = _putuskan(usul_id, StatusPenarikan.DISETUJUI, oleh, nama)
    if usul.diusulkan_oleh == oleh:
        raise RuleRefused(Pesan("sinkron.tarik_orang_sama"))
    _di_luar(usul.agregat_id)
    usul.save()
    _catat(proyeksi, usul.agregat, _satu(proyeksi, usul.agregat_id), "recall", oleh)
    log.warning(
        "sinkron.ditarik",
        desa=desa_aktif(),
        agregat_id=str(usul.agregat_id),
        pengusul=usul.diusulkan_oleh,
        oleh=oleh,
    )


@transaction.atomic
def batalkan_usul(*, usul_id: UUID, oleh: str, nama: str) -> None:
    """Withdraw a proposal, or refuse it: whoever does, nothing is taken back.

    Raises:
        NotFound: no such proposal in this village.
        ChangedMeanwhile: it was decided already.
    """
    _putuskan(usul_id, StatusPenarikan.DIBATALKAN, oleh, nama).save()


@transaction.atomic
def pakai_karya_desa(*, agregat_id: UUID, proyeksi: Proyeksi, oleh: str) -> int:
    """Let the village's last word hold after all, and return the revision it got: the row is written so on both sides.

    Raises:
        ChangedMeanwhile: nothing of it waits (any more).
        RuleRefused: it is not written here, or what the village wrote was erased meanwhile.
    """
    kunci_pemilik([agregat_id])
    rows = _kunci_karya(agregat_id)
    if tolak := halangan(agregat_id):
        raise RuleRefused(tolak)
    akhir = mutakhir(_karya(rows).terakhir)
    if akhir.pribadi is None and proyeksi.jenis.pribadi:
        raise RuleRefused(Pesan("sinkron.karya_terhapus"))
    revisi = max(p.revisi for p in riwayat(akhir.agregat, agregat_id)) + 1
    proyeksi.terapkan(replace(akhir, revisi=revisi))
    isi = Gambaran(agregat_id, revisi, akhir.publik, akhir.pribadi or {})
    _catat(proyeksi, akhir.agregat, isi, "repair", oleh)
    _tutup(rows, oleh)
    return revisi


@transaction.atomic
def biarkan_karya_desa(*, agregat_id: UUID, oleh: str) -> int:
    """Let the row here hold; the village's words stay in its stream. Return how many events that was.

    Raises:
        ChangedMeanwhile: nothing of it waits (any more).
    """
    rows = _kunci_karya(agregat_id)
    _tutup(rows, oleh)
    return len(rows)


@transaction.atomic
def beri_lagi(*, agregat_id: UUID, proyeksi: Proyeksi, oleh: str) -> None:
    """Give the village again what was taken back from it.

    Raises:
        NotFound: it was never handed over, or is not here.
        RuleRefused: it is not written here, or work of the village waits for a decision.
        ChangedMeanwhile: somebody took a step with it at the same moment: the village would get it as it was before.
    """
    milik = kunci_pemilik([agregat_id]).get(agregat_id)
    if milik is None:
        raise NotFound
    if _lewat().filter(agregat_id=agregat_id).exists():
        raise RuleRefused(Pesan("sinkron.karya_belum_diputuskan"))
    satu = _satu(proyeksi, agregat_id)
    _catat(
        proyeksi, milik.agregat, satu, "give", oleh
    )  # from here on nobody writes it: the head of the stream is held
    if max(p.revisi for p in riwayat(milik.agregat, agregat_id)) > satu.revisi:
        raise ChangedMeanwhile(Pesan("sinkron.berubah_saat_diberi"))
    log.info("sinkron.diberi_lagi", desa=desa_aktif(), agregat_id=str(agregat_id), oleh=oleh)


def _di_luar(agregat_id: UUID) -> Pemilik:
    """Return something that is with the village or on its way there, held until the transaction ends."""
    milik = kunci_pemilik([agregat_id]).get(agregat_id)
    if milik is None or milik.keadaan not in _DI_LUAR:
        raise RuleRefused(Pesan("jejak.tidak_dapat_ditarik"))
    return milik


def _putuskan(usul_id: UUID, status: StatusPenarikan, oleh: str, nama: str) -> Penarikan:
    usul = Penarikan.objects.select_for_update().filter(pk=usul_id).first()
    if usul is None:
        raise NotFound
    if usul.status != StatusPenarikan.DIUSULKAN:
        raise ChangedMeanwhile(Pesan("sinkron.tarik_sudah_diputuskan"))
    usul.status, usul.diputuskan_pada = status, clock.now()
    usul.diputuskan_oleh, usul.nama_pemutus = oleh, nama[:100]
    return usul


def _satu(proyeksi: Proyeksi, agregat_id: UUID) -> Gambaran:
    """Return the row as an event tells it; whoever asks holds its owner, so no event changes it meanwhile."""
    for satu in proyeksi.gambaran():
        if satu.agregat_id == agregat_id:
            return satu
    raise NotFound


def _catat(proyeksi: Proyeksi, agregat: str, satu: Gambaran, macam: str, oleh: str) -> None:
    catat(
        jenis=proyeksi.jenis,
        agregat=agregat,
        agregat_id=satu.agregat_id,
        revisi=satu.revisi,
        publik=satu.publik,
        pribadi=satu.pribadi,
        pelaku=oleh,
        macam=macam,
    )


def _lewat() -> QuerySetDesa[Karantina]:
    return Karantina.objects.get_queryset().filter(selesai_pada=None, sebab__in=LEWAT)


def _kunci_karya(agregat_id: UUID) -> list[Karantina]:
    rows = list(_lewat().filter(agregat_id=agregat_id).order_by("sejak", "epoch", "urut").select_for_update())
    if not rows:
        raise ChangedMeanwhile(Pesan("sinkron.sudah_diputuskan"))
    return rows


def _tutup(rows: list[Karantina], oleh: str) -> None:
    satu = Karantina.objects.filter(pk__in=[row.pk for row in rows])
    satu.update(selesai_pada=clock.now(), diputuskan_oleh=oleh[:60])


def _karya(rows: list[Karantina]) -> Karya:
    """Return one aggregate's work; its last word is the highest revision under the latest owner."""
    semua = [satu_peristiwa(row.epoch, row.urut) for row in rows]
    akhir = max(semua, key=lambda p: (p.epoch_pemilik, p.revisi, p.urut))
    jumlah = len({p.id_peristiwa for p in semua})
    awal = rows[0]
    return Karya(awal.agregat, awal.agregat_id, jumlah, awal.sejak, Pesan(awal.sebab, **awal.rincian), akhir)


def _usul(row: Penarikan) -> Usul:
    return Usul(
        row.pk,
        row.agregat,
        row.agregat_id,
        row.alasan,
        StatusPenarikan(row.status),
        row.diusulkan_oleh,
        row.nama_pengusul,
        row.diusulkan_pada,
        row.nama_pemutus,
        row.diputuskan_pada,
    )
