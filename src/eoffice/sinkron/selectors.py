"""Questions about synchronisation, answered with plain rows."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from eoffice.jejak.aliran import UjungAliran, semua_ujung
from eoffice.jejak.selectors import sesudah
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.models import BerkasAntar, Karantina, TandaTerima


@dataclass(frozen=True, slots=True)
class Tertahan:
    """An event that is stored but not applied, and why."""

    id: UUID
    jenis: str
    urut: int
    agregat: str
    agregat_id: UUID
    sebab: Pesan
    sejak: datetime


def belum_dikonfirmasi() -> int:
    """Return how many events written here no receipt of the other side covers yet.

    A stream that was left at a fork does not count: what it told since is told again in the one that goes on.
    """
    return sum(max(0, satu.urut - sampai) for satu, sampai in _milik_utuh())


def tertua_belum_dikonfirmasi() -> datetime | None:
    """Return when the oldest event happened that no receipt covers; ``None`` when all are covered."""
    awal = [sesudah(satu.epoch, sampai, 1) for satu, sampai in _milik_utuh() if sampai < satu.urut]
    return min((satu[0].waktu for satu in awal if satu), default=None)


def _milik_utuh() -> list[tuple[UjungAliran, int]]:
    """Return the own streams that go on, and up to where each is confirmed."""
    sampai = dict(TandaTerima.objects.values_list("epoch", "urut"))
    milik = [satu for satu in semua_ujung() if satu.lokal]
    ditinggal = dict(satu.induk for satu in milik if satu.induk)
    utuh = [satu for satu in milik if ditinggal.get(satu.epoch, satu.urut) == satu.urut]
    return [(satu, sampai.get(satu.epoch, 0)) for satu in utuh]


def tertahan() -> list[Tertahan]:
    """Return what is set aside in the village in scope, the oldest first."""
    rows = Karantina.objects.filter(selesai_pada=None).order_by("sejak", "epoch", "urut")
    return [
        Tertahan(r.pk, r.jenis, r.urut, r.agregat, r.agregat_id, Pesan(r.sebab, **r.rincian), r.sejak)
        for r in rows
    ]


def berkas_ditunggu() -> set[str]:
    """Return the files of the village in scope that events name and that have not arrived here yet."""
    return set(BerkasAntar.objects.filter(ditunggu=True, selesai_pada=None).values_list("sha256", flat=True))


def berkas_belum_terkirim() -> int:
    """Return how many files written here the other side is not known to have."""
    return BerkasAntar.objects.filter(ditunggu=False, selesai_pada=None).count()
