"""Questions about synchronisation, answered with plain rows."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Q

from eoffice.jejak.aliran import UjungAliran, semua_ujung
from eoffice.jejak.rentang import banyak_berjenis, urut_terakhir
from eoffice.jejak.selectors import sesudah
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.models import BerkasAntar, Karantina, Pencocokan, TandaTerima, Temu
from eoffice.sinkron.rules.lampu import Keadaan
from eoffice.sinkron.rules.salam import Ujung


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


@dataclass(frozen=True, slots=True)
class TemuLalu:
    """One line of the diary of meetings: ``kali`` alike ones in a row. ``sebab`` is why they failed."""

    mulai: datetime
    akhir: datetime
    kali: int
    sebab: Pesan | None
    dikirim: int
    diambil: int
    berkas: int
    selisih_jam: int


def keadaan() -> Keadaan:
    """Return what the light of the village in scope is lit by, in few questions: every first page of a day asks."""
    semua = [satu for satu in semua_ujung() if satu.lokal]
    milik = [Ujung(satu.epoch, satu.urut, satu.digest) for satu in _tidak_ditinggal(semua)]
    rows = list(TandaTerima.objects.values_list("epoch", "urut", "digest", "pada"))
    resi = {epoch: Ujung(epoch, urut, digest) for epoch, urut, digest, _ in rows}
    kontak = max((pada for *_, pada in rows), default=None)
    cocok, cocok_pada = _hasil_terakhir({satu.epoch for satu in semua})
    return Keadaan(
        milik=milik,
        tanda_terima=resi,
        berkas_menunggu=berkas_belum_terkirim(),
        tertahan=Karantina.objects.filter(selesai_pada=None).count(),
        cocok=cocok,
        kontak=kontak,
        cocok_pada=cocok_pada,
        sampai=kontak and min((kontak, *_awal_yang_menunggu(milik, resi))),
    )


def _awal_yang_menunggu(milik: Iterable[Ujung], resi: Mapping[UUID, Ujung]) -> list[datetime]:
    """Return of each own stream when its first event happened that no receipt covers."""
    awal = [sesudah(epoch, sampai, 1) for epoch, sampai in _celah(milik, resi)]
    return [rows[0].waktu for rows in awal if rows]


def _celah(milik: Iterable[Ujung], resi: Mapping[UUID, Ujung]) -> list[tuple[UUID, int]]:
    """Return the streams that reach further than their receipt, and how far that reaches."""
    sampai = {satu.epoch: resi[satu.epoch].urut if satu.epoch in resi else 0 for satu in milik}
    return [(satu.epoch, sampai[satu.epoch]) for satu in milik if sampai[satu.epoch] < satu.urut]


def menunggu_menurut_jenis(isi: Keadaan) -> dict[str, int]:
    """Return how many events of each type no receipt of the other side covers yet."""
    hasil: Counter[str] = Counter()
    for epoch, sampai in _celah(isi.milik, isi.tanda_terima):
        hasil.update(banyak_berjenis(epoch, sampai))
    return dict(hasil)


def belum_di_seberang(agregat_id: UUID, berkas: Collection[str]) -> bool:
    """Tell whether something written here about an aggregate, or one of these files, is not over there yet."""
    akhir = urut_terakhir(agregat_id)
    if any(akhir.get(satu.epoch, 0) > sampai for satu, sampai in _milik_utuh()):
        return True
    return BerkasAntar.objects.filter(sha256__in=berkas, ditunggu=False, selesai_pada=None).exists()


def berkas_belum_tiba(semua: Collection[str]) -> set[str]:
    """Return which of these files events name that have not arrived here yet."""
    rows = BerkasAntar.objects.filter(ditunggu=True, selesai_pada=None, sha256__in=semua)
    return set(rows.values_list("sha256", flat=True))


def _hasil_terakhir(milik: Collection[UUID]) -> tuple[bool | None, datetime | None]:
    """Return what the last comparison found, and when: equal, different, or (``None``) not compared as a whole.

    A table that one side does not know in this version has no digest there: that is no proof of anything.
    """
    akhir = (
        Pencocokan.objects.filter(epoch__in=milik)
        .order_by("-pada")
        .values("pada")
        .annotate(
            semua=Count("pk"),
            sama=Count("pk", filter=Q(digest=F("digest_pemilik"))),
            tanpa=Count("pk", filter=Q(digest="")),
        )
        .first()
    )
    if akhir is None:
        return None, None
    if akhir["sama"] + akhir["tanpa"] < akhir["semua"]:
        return False, akhir["pada"]
    return None if akhir["tanpa"] else True, akhir["pada"]


def diari_temu(batas: int) -> list[TemuLalu]:
    """Return the last meetings, the newest first."""
    return [
        TemuLalu(
            r.mulai, r.akhir, r.kali, Pesan(r.sebab, **r.rincian) if r.sebab else None,
            r.dikirim, r.diambil, r.berkas, r.selisih_jam,
        )
        for r in Temu.objects.order_by("-akhir", "-mulai")[:batas]
    ]  # fmt: skip


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
    return [(satu, sampai.get(satu.epoch, 0)) for satu in _tidak_ditinggal(milik)]


def _tidak_ditinggal(milik: Collection[UjungAliran]) -> list[UjungAliran]:
    ditinggal = dict(satu.induk for satu in milik if satu.induk)
    return [satu for satu in milik if ditinggal.get(satu.epoch, satu.urut) == satu.urut]


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
