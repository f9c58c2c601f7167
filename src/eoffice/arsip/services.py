"""Giving numbers: gap-free per village, year and book, never twice."""

from dataclasses import dataclass
from datetime import UTC, date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from eoffice.arsip import events
from eoffice.arsip.models import BukuNomor, Nomor
from eoffice.arsip.rules.nomor import KUNCI_TAHUN, BahanNomor, Lingkup, id_buku, kunci_buku, tulis_nomor
from eoffice.arsip.selectors import akhir_cara_lain
from eoffice.jejak.services import catat
from eoffice.kernel import clock
from eoffice.kernel.errors import RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.wilayah.tenancy import desa_aktif

Potret = tuple[dict[str, Any], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class PermintaanNomor:
    """What a number is drawn for and how it is written; ``tanggal`` is the local date of the letter."""

    untuk: UUID
    lingkup: Lingkup
    buku: str
    pola: str
    kode_klasifikasi: str
    kode_jenis: str
    tanggal: date


@transaction.atomic
def ambil_nomor(permintaan: PermintaanNomor, *, pelaku: str) -> str:
    """Draw the next number of the right book, or return the one this letter already holds.

    The year stays locked until the caller's transaction ends: whoever comes next waits, so that a transaction
    that fails leaves no gap.

    Raises:
        RuleRefused: the written number stands in another book already (two books with one pattern).
    """
    ada = Nomor.objects.filter(untuk=permintaan.untuk, batal_pada=None, sengketa=False).first()
    if ada is not None:
        return ada.teks
    buku = _buku_berikut(permintaan)
    bahan = BahanNomor(
        urut=buku.urut,
        kode_klasifikasi=permintaan.kode_klasifikasi,
        kode_desa=desa_aktif(),
        tanggal=permintaan.tanggal,
        kode_jenis=permintaan.kode_jenis,
    )
    teks = tulis_nomor(permintaan.pola, bahan)
    if Nomor.objects.filter(teks=teks, sengketa=False).exists():
        raise RuleRefused(Pesan("arsip.nomor_sudah_ada", nomor=teks))
    nomor = Nomor(buku=buku, urut=buku.urut, teks=teks, untuk=permintaan.untuk, diambil_pada=clock.now())
    nomor.save(force_insert=True)
    _tulis(nomor, pelaku)
    return teks


def _buku_berikut(permintaan: PermintaanNomor) -> BukuNomor:
    """Move the counter by one under the lock of its year, and return it."""
    tahun, lingkup = permintaan.tanggal.year, permintaan.lingkup
    _kunci_tahun(tahun)
    buku = _bagian(tahun, kunci_buku(lingkup, permintaan.buku, permintaan.kode_jenis), lingkup)
    BukuNomor.objects.filter(pk=buku.pk).update(urut=F("urut") + 1)
    buku.refresh_from_db(fields=["urut"])
    return buku


def _kunci_tahun(tahun: int) -> None:
    """Let nobody else of this village draw in this year until the transaction ends, in whatever book.

    While a village changes how it counts, two ways of counting are in use for a moment.
    """
    tanda, _ = BukuNomor.objects.get_or_create(tahun=tahun, lingkup=KUNCI_TAHUN, awal=0)
    BukuNomor.objects.select_for_update().get(pk=tanda.pk)


def _bagian(tahun: int, kunci: str, lingkup: Lingkup) -> BukuNomor:
    """Return the part of a book that counts now; a new one where another way of counting has gone further.

    Else a village that changes how it counts, once or often, would write numbers that stand on letters already.
    Books of one way of counting run side by side: what keeps them apart stands in their numbers.
    """
    akhir = akhir_cara_lain(tahun, lingkup)
    buku = BukuNomor.objects.filter(tahun=tahun, lingkup=kunci).order_by("-awal").first()
    if buku is None or buku.urut < akhir:
        buku = BukuNomor(
            id=id_buku(desa_aktif(), tahun, kunci, akhir), tahun=tahun, lingkup=kunci, urut=akhir, awal=akhir
        )
        buku.save(force_insert=True)
    return buku


@transaction.atomic
def mulai_dari(
    *, tahun: int, lingkup: Lingkup, buku: str, kode_jenis: str = "", urut: int, pelaku: str
) -> None:
    """Continue a paper register: the first number given here will be the one after ``urut``.

    Raises:
        RuleRefused: the book has given numbers already.
    """
    kunci = kunci_buku(lingkup, buku, kode_jenis)
    _kunci_tahun(tahun)
    if Nomor.objects.filter(buku__tahun=tahun, buku__lingkup=kunci).exists():
        raise RuleRefused(Pesan("arsip.buku_sudah_dipakai"))
    baris, _ = BukuNomor.objects.get_or_create(
        tahun=tahun, lingkup=kunci, defaults={"id": id_buku(desa_aktif(), tahun, kunci, 0)}
    )
    baris.urut, baris.awal, baris.revisi = urut, urut, baris.revisi + 1
    baris.save(update_fields=["urut", "awal", "revisi"])
    publik, pribadi = potret_buku(baris)
    catat(
        jenis=events.BUKU_DILANJUTKAN,
        agregat="buku_nomor",
        agregat_id=baris.pk,
        revisi=baris.revisi,
        publik=publik,
        pribadi=pribadi,
        pelaku=pelaku,
    )


def potret_buku(buku: BukuNomor) -> Potret:
    """Return the public and the private part of what is told of a book."""
    return {"tahun": buku.tahun, "lingkup": buku.lingkup, "awal": buku.awal}, {}


@transaction.atomic
def batalkan_nomor(*, untuk: UUID, alasan: str, pelaku: str) -> None:
    """Void the number a letter holds; its place in the book stays taken, with the reason.

    Raises:
        RuleRefused: the letter holds no number.
    """
    nomor = (
        Nomor.objects.select_for_update(of=("self",))
        .select_related("buku")
        .filter(untuk=untuk, batal_pada=None, sengketa=False)
        .first()
    )
    if nomor is None:
        raise RuleRefused(Pesan("arsip.nomor_tidak_ada"))
    nomor.batal_pada, nomor.alasan_batal, nomor.revisi = clock.now(), alasan, nomor.revisi + 1
    nomor.save(update_fields=["batal_pada", "alasan_batal", "revisi"])
    _tulis(nomor, pelaku)


def _tulis(nomor: Nomor, pelaku: str) -> None:
    publik, pribadi = potret_nomor(nomor)
    catat(
        jenis=events.NOMOR,
        agregat="nomor",
        agregat_id=nomor.pk,
        revisi=nomor.revisi,
        publik=publik,
        pribadi=pribadi,
        pelaku=pelaku,
    )


def potret_nomor(nomor: Nomor) -> Potret:
    """Return the public and the private part of what is told of a number; its book must be loaded."""
    buku, batal = nomor.buku, nomor.batal_pada
    publik = {
        "buku_id": str(buku.pk),
        "tahun": buku.tahun,
        "lingkup": buku.lingkup,
        "awal": buku.awal,
        "urut": nomor.urut,
        "teks": nomor.teks,
        "untuk": str(nomor.untuk),
        "diambil_pada": nomor.diambil_pada.astimezone(UTC).isoformat(),
        "batal_pada": batal and batal.astimezone(UTC).isoformat(),
        "sengketa": nomor.sengketa,
    }
    return publik, {"alasan_batal": nomor.alasan_batal}
