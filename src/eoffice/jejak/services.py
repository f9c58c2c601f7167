"""Writing to the stream and to the access log."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID, uuid4

import structlog
from django.db import connection, transaction

from eoffice.jejak import kepemilikan, registry, wire
from eoffice.jejak.events import PRIBADI_DIHAPUS
from eoffice.jejak.models import Akses, Kepala, Macam, MuatanPribadi, Peristiwa
from eoffice.jejak.registry import JenisPeristiwa
from eoffice.kernel import chain, clock
from eoffice.wilayah.tenancy import desa_aktif

log = structlog.get_logger(__name__)

_SALT = 16
_CHUNK = 1000


class TanpaTransaksi(RuntimeError):
    """An event was written outside a transaction: a programming error."""


@dataclass(frozen=True, slots=True)
class Catatan:
    """One event to be written; ``publik`` and ``pribadi`` must have exactly the registered keys."""

    jenis: JenisPeristiwa
    agregat: str
    agregat_id: UUID
    revisi: int
    publik: Mapping[str, object]
    pribadi: Mapping[str, object]
    macam: str = "put"


def catat(
    *,
    jenis: JenisPeristiwa,
    agregat: str,
    agregat_id: UUID,
    revisi: int,
    publik: Mapping[str, object],
    pribadi: Mapping[str, object],
    pelaku: str,
    macam: str = "put",
) -> Peristiwa:
    """Write one event as the last act of the caller's transaction.

    The head of the stream stays locked until that transaction ends, so nothing slow may follow.

    Raises:
        RuleRefused: the aggregate is written by the other side; the caller's transaction must not go on.
        TanpaTransaksi: no transaction is open.
        JenisTidakSah: the type is not registered, or a key is missing or unknown.
        TypeError: a value has no canonical JSON form (a float, a date: convert it first).
    """
    satu = Catatan(jenis, agregat, agregat_id, revisi, publik, pribadi, macam)
    kepala = _locked_head()
    (peristiwa,) = _append(kepala, [satu], pelaku, _time_for(kepala))
    _move(kepala)
    return peristiwa


def catat_banyak(catatan: Iterable[Catatan], *, pelaku: str) -> int:
    """Write many events under one lock of the head (an import) and return how many.

    Raises:
        RuleRefused, TanpaTransaksi, JenisTidakSah, TypeError: as for ``catat``; nothing is written then.
    """
    kepala = _locked_head()
    waktu = _time_for(kepala)
    written = 0
    for chunk in _chunks(iter(catatan)):
        written += len(_append(kepala, chunk, pelaku, waktu))
    _move(kepala)
    return written


def catat_akses(
    *,
    pengguna_id: UUID,
    sasaran: str,
    sasaran_id: UUID,
    tindakan: str,
    alasan: str = "",
    permintaan_id: UUID | None = None,
) -> None:
    """Log that somebody opened a resident's data or a letter (UU 27/2022: the person may ask who did)."""
    Akses(
        waktu=clock.now(),
        pengguna_id=pengguna_id,
        sasaran=sasaran,
        sasaran_id=sasaran_id,
        tindakan=tindakan,
        alasan=alasan[:200],
        permintaan_id=permintaan_id,
    ).save()


@transaction.atomic
def hapus_pribadi(*, agregat: str, agregat_id: UUID, alasan: str, pelaku: str) -> int:
    """Erase the private parts of an aggregate's events, with their salts, and record that it was done.

    Types registered with ``simpan`` keep theirs. The chain stays whole: it covers the digests, which say
    nothing without the salt. Returns how many parts were erased.
    """
    erasable = {satu.nama for satu in registry.semua() if satu.penghapusan == "hapus"}
    events = Peristiwa.objects.filter(agregat=agregat, agregat_id=agregat_id)
    gone, _ = MuatanPribadi.objects.filter(
        peristiwa_id__in=events.filter(jenis__in=erasable).values("pk")
    ).delete()
    last = events.order_by("-urut").first()
    catat(
        jenis=PRIBADI_DIHAPUS,
        agregat=agregat,
        agregat_id=agregat_id,
        revisi=last.revisi if last else 0,
        publik={"jumlah": gone},
        pribadi={"alasan": alasan},
        pelaku=pelaku,
    )
    return gone


def _locked_head() -> Kepala:
    """Return the head of the village's open stream, locked until the transaction ends; open one if none is.

    On SQLite the transaction itself is the lock (IMMEDIATE); on PostgreSQL it is the row.
    """
    if not connection.in_atomic_block:
        raise TanpaTransaksi("an event belongs into the transaction of what it tells")
    heads = Kepala.objects.select_for_update().filter(ditutup_pada__isnull=True, lokal=True)
    kepala = heads.first()
    if kepala is None:
        now = clock.now()
        fresh = Kepala(epoch=uuid4(), waktu=now, dibuka_pada=now)
        Kepala.objects.bulk_create([fresh], ignore_conflicts=True)  # two first events at once: one opens
        kepala = heads.get()
    return kepala


def _time_for(kepala: Kepala) -> datetime:
    """Return the time of the next event: the clock's, but never before the last event's."""
    now = clock.now()
    if now < kepala.waktu:
        log.warning("jam_mundur", desa=desa_aktif(), detik=round((kepala.waktu - now).total_seconds()))
        return kepala.waktu
    return now


def _chunks(catatan: Iterator[Catatan]) -> Iterator[list[Catatan]]:
    while chunk := list(islice(catatan, _CHUNK)):
        yield chunk


def _append(kepala: Kepala, catatan: list[Catatan], pelaku: str, waktu: datetime) -> list[Peristiwa]:
    """Link and insert the events; ``kepala`` is moved in memory only."""
    pemilik = kepemilikan.epoch_pemilik(catatan)
    salts = os.urandom(_SALT * len(catatan))
    events: list[Peristiwa] = []
    private: list[MuatanPribadi] = []
    for place, satu in enumerate(catatan):
        garam = salts[place * _SALT : (place + 1) * _SALT]
        event = _link(kepala, satu, garam, pelaku, waktu, pemilik[place])
        events.append(event)
        if satu.pribadi:
            private.append(MuatanPribadi(peristiwa=event, garam=garam, isi=dict(satu.pribadi)))
    Peristiwa.objects.bulk_create(events)
    MuatanPribadi.objects.bulk_create(private)
    kepemilikan.pindah(events)
    return events


def _link(
    kepala: Kepala, satu: Catatan, garam: bytes, pelaku: str, waktu: datetime, epoch_pemilik: int
) -> Peristiwa:
    if registry.cari(satu.jenis.nama, satu.jenis.versi) != satu.jenis:
        raise registry.JenisTidakSah(f"{satu.jenis.nama}: not the registered type")
    satu.jenis.periksa(satu.publik, satu.pribadi)
    event = Peristiwa(
        desa_id=kepala.desa_id,
        epoch=kepala.epoch,
        urut=kepala.urut + 1,
        macam=Macam(satu.macam),
        jenis=satu.jenis.nama,
        versi=satu.jenis.versi,
        agregat=satu.agregat,
        agregat_id=satu.agregat_id,
        revisi=satu.revisi,
        epoch_pemilik=epoch_pemilik,
        waktu=waktu,
        pelaku=pelaku,
        publik=dict(satu.publik),
        digest_pribadi=chain.private_digest(garam, satu.pribadi) if satu.pribadi else "",
        sebelum=kepala.digest,
    )
    event.digest = chain.link_digest(kepala.digest, wire.isi(event))
    kepala.urut, kepala.digest, kepala.waktu = event.urut, event.digest, waktu
    return event


def _move(kepala: Kepala) -> None:
    kepala.save(update_fields=["urut", "digest", "waktu"])
