"""Write, hang up and take down announcements; say where to complain."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from eoffice.jejak.services import catat
from eoffice.kernel.errors import ChangedMeanwhile, InvalidInput, NotFound
from eoffice.kernel.ids import new_id
from eoffice.kernel.messages import Pesan
from eoffice.papan import events
from eoffice.papan.models import KontakPengaduan, Pengumuman
from eoffice.papan.rules import pengaduan
from eoffice.papan.rules.pengumuman import ALUR, Keadaan, keluhan, rapikan_baris, rapikan_isi
from eoffice.wilayah.tenancy import desa_aktif

Gambar = tuple[dict[str, Any], dict[str, Any]]
"""The public and the private part of an event."""
KOLOM_KONTAK = (*pengaduan.PANJANG, "hari_tanggap")


def gambar_pengumuman(row: Pengumuman) -> Gambar:
    """Return an announcement in full; its words are private."""
    publik = {
        "keadaan": str(row.keadaan),
        "mulai": row.mulai.isoformat(),
        "sampai": row.sampai.isoformat() if row.sampai else None,
        "gambar": row.gambar,
    }
    return publik, {"judul": row.judul, "isi": row.isi}


def gambar_kontak(row: KontakPengaduan) -> Gambar:
    """Return the contact in full; nothing of it is private."""
    return {nama: getattr(row, nama) for nama in KOLOM_KONTAK}, {}


@transaction.atomic
def tulis_pengumuman(
    *, id_baru: UUID, judul: str, isi: str, mulai: date, sampai: date | None, gambar: str = "", pelaku: str
) -> UUID:
    """Write a draft and return its id. ``id_baru`` was given with the form: sent twice, it is written once.

    Raises:
        InvalidInput: it could not be hung up so; ``per_field`` names what.
        NotFound: the id is one of another village.
    """
    kolom = _periksa(judul, isi, mulai, sampai) | {"gambar": gambar}
    try:
        row, baru = Pengumuman.objects.get_or_create(id=id_baru, defaults=kolom)
    except IntegrityError:
        raise NotFound from None
    if baru:
        _catat(row, pelaku)
    return row.pk


@transaction.atomic
def ubah_pengumuman(
    *,
    pengumuman_id: UUID,
    revisi: int,
    judul: str,
    isi: str,
    mulai: date,
    sampai: date | None,
    gambar: str,
    pelaku: str,
) -> None:
    """Write an announcement anew, where it stands; nothing happens when nothing is changed.

    Raises:
        NotFound: none of this village.
        ChangedMeanwhile: somebody else changed it since.
        InvalidInput: as ``tulis_pengumuman``.
    """
    row = _kunci(pengumuman_id, revisi)
    baru = _periksa(judul, isi, mulai, sampai) | {"gambar": gambar}
    if all(getattr(row, nama) == nilai for nama, nilai in baru.items()):
        return
    for nama, nilai in baru.items():
        setattr(row, nama, nilai)
    _simpan(row, pelaku)


@transaction.atomic
def jadikan(*, pengumuman_id: UUID, revisi: int, keadaan: Keadaan, pelaku: str) -> None:
    """Hang an announcement up or take it down; pressed twice, it is done once.

    Raises:
        NotFound: none of this village.
        ChangedMeanwhile: somebody else changed it since, or there is no such step from where it stands.
    """
    row = Pengumuman.objects.select_for_update().filter(pk=pengumuman_id).first()
    if row is None:
        raise NotFound
    if row.keadaan == keadaan and row.revisi == revisi + 1:
        return
    if row.revisi != revisi or Keadaan(row.keadaan) not in ALUR.get(keadaan, frozenset()):
        raise ChangedMeanwhile(Pesan("papan.berubah"))
    row.keadaan = keadaan.value
    _simpan(row, pelaku)


def _periksa(judul: str, isi: str, mulai: date, sampai: date | None) -> dict[str, Any]:
    judul, isi = rapikan_baris(judul), rapikan_isi(isi)
    if galat := keluhan(judul, isi, mulai, sampai):
        raise InvalidInput(next(iter(galat.values())), galat)
    return {"judul": judul, "isi": isi, "mulai": mulai, "sampai": sampai}


def _kunci(pengumuman_id: UUID, revisi: int) -> Pengumuman:
    row = Pengumuman.objects.select_for_update().filter(pk=pengumuman_id).first()
    if row is None:
        raise NotFound
    if row.revisi != revisi:
        raise ChangedMeanwhile(Pesan("papan.berubah"))
    return row


def _simpan(row: Pengumuman, pelaku: str) -> None:
    row.revisi += 1
    row.save(update_fields=["judul", "isi", "gambar", "mulai", "sampai", "keadaan", "revisi"])
    _catat(row, pelaku)


def _catat(row: Pengumuman, pelaku: str) -> None:
    publik, pribadi = gambar_pengumuman(row)
    catat(
        jenis=events.PENGUMUMAN,
        agregat="pengumuman",
        agregat_id=row.pk,
        revisi=row.revisi,
        publik=publik,
        pribadi=pribadi,
        pelaku=pelaku,
    )


@transaction.atomic
def ubah_kontak_pengaduan(*, pelaku: str, hari_tanggap: int, **kontak: str) -> None:
    """Say where to complain: the fields of ``PANJANG``; an empty one means: as the office itself.

    Raises:
        InvalidInput: a field cannot be used so; ``per_field`` names it.
        KeyError: a field is missing.
    """
    isi = {nama: rapikan_baris(kontak[nama]) for nama in pengaduan.PANJANG}
    if galat := pengaduan.keluhan(isi, hari_tanggap):
        raise InvalidInput(next(iter(galat.values())), galat)
    ada, _ = KontakPengaduan.objects.get_or_create(desa_id=desa_aktif(), defaults={"id": new_id()})
    row = KontakPengaduan.objects.select_for_update().get(pk=ada.pk)
    baru = isi | {"hari_tanggap": hari_tanggap}
    if row.revisi and all(getattr(row, nama) == nilai for nama, nilai in baru.items()):
        return
    for nama, nilai in baru.items():
        setattr(row, nama, nilai)
    row.revisi += 1
    row.save(update_fields=[*baru, "revisi"])
    publik, pribadi = gambar_kontak(row)
    catat(
        jenis=events.PENGADUAN,
        agregat="kontak_pengaduan",
        agregat_id=row.pk,
        revisi=row.revisi,
        publik=publik,
        pribadi=pribadi,
        pelaku=pelaku,
    )
