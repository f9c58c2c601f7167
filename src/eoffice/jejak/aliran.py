"""Streams that travel: reading events as they are sent, and taking in those of another installation.

A received stream stands beside the local one, with a head of its own. What is taken in was proved first: every
digest is computed again here, and nothing that stands is ever overwritten.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4, uuid5

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import Max

from eoffice.jejak import registry, wire
from eoffice.jejak.models import Kepala, Macam, MuatanPribadi, Peristiwa
from eoffice.jejak.selectors import PeristiwaTercatat, tercatat
from eoffice.jejak.sisip import sisipkan
from eoffice.kernel import chain, clock
from eoffice.kernel.canonical import canonical_json
from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.ids import new_id
from eoffice.kernel.messages import Pesan
from eoffice.wilayah.tenancy import desa_aktif

_SEKALI: Final = 500


@dataclass(frozen=True, slots=True)
class Kiriman:
    """One event as it travels: what the chain covers, and beside it the private part with its salt.

    ``pribadi`` is ``None`` when there is none, or when it was erased before it was sent.
    """

    isi: Mapping[str, Any]
    pribadi: Mapping[str, Any] | None
    garam: bytes


@dataclass(frozen=True, slots=True)
class UjungAliran:
    """One stream of the village in scope and how far it reaches here."""

    epoch: UUID
    urut: int
    digest: str
    lokal: bool
    induk: tuple[UUID, int] | None


_UJUNG: Final = ("epoch", "urut", "digest", "lokal", "induk_epoch", "induk_urut")


def semua_ujung() -> list[UjungAliran]:
    """Return every stream of the village, the oldest first."""
    rows = Kepala.objects.order_by("dibuka_pada", "epoch").values_list(*_UJUNG)
    return [
        UjungAliran(epoch, urut, digest, lokal, (induk, induk_urut or 0) if induk else None)
        for epoch, urut, digest, lokal, induk, induk_urut in rows
    ]


def ujung(epoch: UUID) -> UjungAliran | None:
    """Return how far one stream reaches here."""
    kepala = Kepala.objects.filter(epoch=epoch).first()
    return _ujung(kepala) if kepala else None


def _ujung(kepala: Kepala) -> UjungAliran:
    induk = (kepala.induk_epoch, kepala.induk_urut or 0) if kepala.induk_epoch else None
    return UjungAliran(kepala.epoch, kepala.urut, kepala.digest, kepala.lokal, induk)


def jam_terakhir() -> datetime | None:
    """Return the time of the newest event written here; ``None`` before the first."""
    akhir: datetime | None = Kepala.objects.filter(lokal=True, urut__gt=0).aggregate(akhir=Max("waktu"))[
        "akhir"
    ]
    return akhir


def banyak_pribadi(epoch: UUID, dari: int, sampai: int) -> int:
    """Return how many events of a part of a stream have their private part here; it only ever gets less."""
    bagian = Peristiwa.objects.filter(epoch=epoch, urut__gte=dari, urut__lte=sampai)
    return bagian.exclude(muatan=None).count()


def digest_pada(epoch: UUID, urut: int) -> str | None:
    """Return the digest at a position of a stream, ``None`` where it does not reach."""
    if urut == 0:
        return chain.GENESIS
    return Peristiwa.objects.filter(epoch=epoch, urut=urut).values_list("digest", flat=True).first()


def kiriman(epoch: UUID, sesudah: int, batas: int) -> list[Kiriman]:
    """Return the next events of a stream as they travel."""
    rows = Peristiwa.objects.filter(epoch=epoch, urut__gt=sesudah).select_related("muatan").order_by("urut")
    return [_kiriman(row) for row in rows[:batas]]


def kiriman_pada(epoch: UUID, urut: Collection[int]) -> list[Kiriman]:
    """Return the events at these positions of a stream, as far as they are here, as they travel."""
    rows = Peristiwa.objects.filter(epoch=epoch, urut__in=urut).select_related("muatan").order_by("urut")
    return [_kiriman(row) for row in rows]


def terakhir_tentang(epoch: UUID, sampai: int, agregat_id: Collection[UUID]) -> list[int]:
    """Return, of each of these aggregates, the position of its newest event up to a position of a stream."""
    rows = Peristiwa.objects.filter(epoch=epoch, urut__lte=sampai, agregat_id__in=agregat_id)
    return list(
        rows.order_by().values("agregat_id").annotate(akhir=Max("urut")).values_list("akhir", flat=True)
    )


def _kiriman(row: Peristiwa) -> Kiriman:
    try:
        muatan = row.muatan
    except ObjectDoesNotExist:
        return Kiriman(wire.isi(row), None, b"")
    return Kiriman(wire.isi(row), muatan.isi, bytes(muatan.garam))


def kunci_aliran(epoch: UUID, induk: tuple[UUID, int] | None = None) -> UjungAliran:
    """Return a stream, locked until the transaction ends; one that is not known yet is begun as received."""
    kepala = _terkunci(epoch)
    if kepala is None:
        now = clock.now()
        induk_epoch, induk_urut = induk or (None, None)
        baru = Kepala(
            epoch=epoch,
            lokal=False,
            waktu=now,
            dibuka_pada=now,
            induk_epoch=induk_epoch,
            induk_urut=induk_urut,
        )
        Kepala.objects.bulk_create([baru], ignore_conflicts=True)  # two first batches at once: one begins
        kepala = Kepala.objects.select_for_update().get(epoch=epoch)
    return _ujung(kepala)


def _terkunci(epoch: UUID) -> Kepala | None:
    return Kepala.objects.select_for_update().filter(epoch=epoch).first()


@transaction.atomic
def cabangkan(epoch: UUID, bersama: int) -> UjungAliran:
    """Go on in a new epoch that parts from ``epoch`` at ``bersama``: what was written here since is told again there.

    For an installation that was set back to a copy and wrote before it met the other side: there the same numbers
    hold other events. Those told again keep their ids, so nobody applies them twice; the old epoch is closed.
    """
    lama = Kepala.objects.select_for_update().get(epoch=epoch)
    now = clock.now()
    if lama.ditutup_pada is None:
        lama.ditutup_pada = now
        lama.save(update_fields=["ditutup_pada"])
    lain = Kepala.objects.filter(lokal=True, ditutup_pada=None).exists()  # it goes on in another one already
    baru = Kepala(
        epoch=uuid4(),
        waktu=lama.waktu,
        dibuka_pada=now,
        ditutup_pada=now if lain else None,
        induk_epoch=epoch,
        induk_urut=bersama,
    )
    baru.save(force_insert=True)
    for mulai in range(bersama, lama.urut, _SEKALI):
        ulang = [_pindah(satu, baru.epoch, bersama) for satu in kiriman(epoch, mulai, _SEKALI)]
        tempel(baru.epoch, ulang)
    baru.refresh_from_db()
    return _ujung(baru)


@transaction.atomic
def angkat_cabang(epoch: UUID, bersama: int, semua: Sequence[Kiriman]) -> UjungAliran:
    """Take in what the other side holds of ``epoch`` after ``bersama``, where this installation wrote something else.

    Those places are taken here, so that branch goes on under a name of its own, the same at every installation. It was
    written by this village, so it stands among its own streams: closed, applied and told like any of them.
    """
    nama = nama_cabang(epoch, bersama)
    now = clock.now()
    baru = Kepala(
        epoch=nama, waktu=now, dibuka_pada=now, ditutup_pada=now, induk_epoch=epoch, induk_urut=bersama
    )
    Kepala.objects.bulk_create([baru], ignore_conflicts=True)  # the rest of it comes with later batches
    kepala = Kepala.objects.select_for_update().get(epoch=nama)
    pindah = [_pindah(satu, nama, bersama) for satu in semua]
    return tempel(nama, [satu for satu in pindah if satu.isi["urut"] > kepala.urut])


def nama_cabang(epoch: UUID, bersama: int) -> UUID:
    """Return the name under which the branch goes on that only the other side still had."""
    return uuid5(epoch, str(bersama))


def sudah_bercabang(epoch: UUID, bersama: int) -> bool:
    """Tell whether an epoch of one's own already goes on in another that parts at this position."""
    lanjut = Kepala.objects.filter(lokal=True, induk_epoch=epoch, induk_urut=bersama)
    return lanjut.exclude(epoch=nama_cabang(epoch, bersama)).exists()


def diceritakan_ulang(epoch: UUID, bersama: int) -> bool:
    """Tell whether what follows a position of an epoch of one's own was told again in another; nothing may follow."""
    cabang = Kepala.objects.filter(lokal=True, induk_epoch=epoch, induk_urut__lte=bersama)
    return cabang.exists()


def _pindah(satu: Kiriman, epoch: UUID, bersama: int) -> Kiriman:
    isi = {**satu.isi, "epoch": str(epoch), "urut": int(satu.isi["urut"]) - bersama}
    return Kiriman(isi, satu.pribadi, satu.garam)


def rangkai(sebelum: str, semua: Iterable[Kiriman], encode: chain.Encode = canonical_json) -> list[str]:
    """Return the digest of each event that follows a position, worked out from what it says."""
    hasil = []
    for satu in semua:
        sebelum = chain.link_digest(sebelum, satu.isi, encode)
        hasil.append(sebelum)
    return hasil


@transaction.atomic
def tempel(epoch: UUID, semua: Sequence[Kiriman], digest: Sequence[str] | None = None) -> UjungAliran:
    """Append events to a stream that ``kunci_aliran`` locked; they must follow its head exactly.

    Also to one's own, when a restored installation takes back what it had already told the other side. ``digest``:
    those of the events, from a caller who has just worked them out, and those of their private parts as well.

    Raises:
        InvalidInput: an event names another village, epoch or number, or its private part does not fit its digest.
    """
    kepala = Kepala.objects.get(epoch=epoch)
    if digest is None:
        _pastikan_pribadi(semua, kepala.urut)
        digest = _rangkai_atau_tolak(kepala, semua)
    rows: list[dict[str, Any]] = []
    private: list[dict[str, Any]] = []
    tempat = (desa_aktif(), str(epoch))
    for satu, link in zip(semua, digest, strict=True):
        row = _baris(kepala, satu, link, tempat)
        rows.append(row)
        if satu.pribadi is not None:
            muatan = {"peristiwa_id": row["id"], "desa_id": row["desa_id"], "garam": satu.garam}
            private.append({**muatan, "isi": satu.pribadi})
    sisipkan(Peristiwa, rows)
    sisipkan(MuatanPribadi, private)
    kepala.save(update_fields=["urut", "digest", "waktu"])
    return _ujung(kepala)


def _rangkai_atau_tolak(kepala: Kepala, semua: Sequence[Kiriman]) -> list[str]:
    try:
        return rangkai(kepala.digest, semua)
    except TypeError:
        raise _rusak(kepala.urut + 1) from None


def _baris(kepala: Kepala, satu: Kiriman, digest: str, tempat: tuple[str, str]) -> dict[str, Any]:
    """Return the row of the event that follows the head, and move the head (in memory only).

    ``tempat``: the village and the stream it must name.
    """
    isi = satu.isi
    try:
        waktu = wire.baca_waktu(isi)
    except (KeyError, TypeError, ValueError):
        raise _rusak(kepala.urut + 1) from None
    if (isi["desa"], isi["epoch"]) != tempat or isi["urut"] != kepala.urut + 1:
        raise _rusak(kepala.urut + 1)
    row = {**isi, "id": str(new_id()), "desa_id": isi["desa"], "sebelum": kepala.digest, "digest": digest}
    del row["desa"]
    kepala.urut, kepala.digest, kepala.waktu = kepala.urut + 1, digest, max(kepala.waktu, waktu)
    return row


def _rusak(urut: int) -> InvalidInput:
    return InvalidInput(Pesan("jejak.peristiwa_rusak", urut=urut))


def _pastikan_pribadi(semua: Iterable[Kiriman], sesudah: int) -> None:
    """Refuse a private part that does not fit its digest; one that was erased before it was sent is missing, not wrong.

    Raises:
        InvalidInput: it does not fit.
    """
    for urut, satu in enumerate(semua, sesudah + 1):
        digest = satu.isi.get("digest_pribadi")
        if satu.pribadi is not None and (
            not digest or chain.private_digest(satu.garam, satu.pribadi) != digest
        ):
            raise _rusak(urut)


def kembar(semua: Collection[PeristiwaTercatat]) -> set[UUID]:
    """Return the aggregates of which another branch tells something else as the same revision.

    The same told twice, by whomever, is no contradiction, nor what was told under another owner epoch.
    """
    revisi = {(satu.agregat_id, satu.epoch_pemilik, satu.revisi): satu for satu in semua}
    milik = Peristiwa.objects.filter(agregat_id__termasuk={satu.agregat_id for satu in semua})
    ubahan = milik.exclude(macam__in=(Macam.REPAIR, Macam.ACCEPT))  # they change nothing of the row
    lain = ubahan.exclude(epoch__in={satu.epoch for satu in semua}).select_related("muatan")
    hasil: set[UUID] = set()
    for row in map(tercatat, lain):
        satu = revisi.get((row.agregat_id, row.epoch_pemilik, row.revisi))
        if satu and satu.id_peristiwa != row.id_peristiwa and _isi(satu) != _isi(row):
            hasil.add(row.agregat_id)
    return hasil


def _isi(satu: PeristiwaTercatat) -> tuple[object, ...]:
    return satu.jenis, satu.publik, satu.pribadi


def terhapus_di_antara(agregat_id: UUID, sesudah: int, sebelum: int) -> bool:
    """Tell whether every revision between two was erased here: what they told is known to nobody any more."""
    antara = Peristiwa.objects.filter(agregat_id=agregat_id, revisi__gt=sesudah, revisi__lt=sebelum)
    hilang = antara.exclude(digest_pribadi="").filter(muatan=None)
    return hilang.values("revisi").distinct().count() == sebelum - sesudah - 1


def satu_peristiwa(epoch: UUID, urut: int) -> PeristiwaTercatat:
    """Return one event of a stream as consumers read it."""
    return tercatat(Peristiwa.objects.select_related("muatan").get(epoch=epoch, urut=urut))


def ikut_menghapus(agregat: str, agregat_id: UUID) -> int:
    """Erase here too what the owner erased of an aggregate, and return how many private parts went."""
    jenis = {satu.nama for satu in registry.semua() if satu.penghapusan == "hapus"}
    milik = Peristiwa.objects.filter(agregat=agregat, agregat_id=agregat_id, jenis__in=jenis)
    hilang, _ = MuatanPribadi.objects.filter(peristiwa_id__in=milik.values("pk")).delete()
    return hilang
