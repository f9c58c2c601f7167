"""Giving numbers: gap-free per village, year and book, never twice."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max

from eoffice.arsip import events
from eoffice.arsip.models import BukuNomor, Nomor
from eoffice.arsip.rules.nomor import AWALAN_JENIS, BahanNomor, Lingkup, kunci_buku, tulis_nomor
from eoffice.jejak.selectors import riwayat
from eoffice.jejak.services import catat
from eoffice.kernel import clock
from eoffice.kernel.errors import RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.wilayah.tenancy import desa_aktif


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

    The book's row stays locked until the caller's transaction ends: whoever comes next waits, so that a
    transaction that fails leaves no gap.

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
    _tulis(nomor, buku, pelaku)
    return teks


def _buku_berikut(permintaan: PermintaanNomor) -> BukuNomor:
    """Move the counter by one under its row lock, and return it."""
    kunci = kunci_buku(permintaan.lingkup, permintaan.buku, permintaan.kode_jenis)
    buku, baru = BukuNomor.objects.get_or_create(tahun=permintaan.tanggal.year, lingkup=kunci)
    if baru:
        _lanjutkan_buku_lama(buku, permintaan.lingkup)
    BukuNomor.objects.filter(pk=buku.pk).update(urut=F("urut") + 1)
    buku.refresh_from_db(fields=["urut"])
    return buku


def _lanjutkan_buku_lama(buku: BukuNomor, lingkup: Lingkup) -> None:
    """Let a book that opens in mid-year go on after the others of its year.

    A village that changes how it counts would else write numbers that stand on letters already. Only books
    of single letter types begin anew beside each other: their numbers carry the type.
    """
    lain = BukuNomor.objects.filter(tahun=buku.tahun).exclude(pk=buku.pk)
    if lingkup is Lingkup.PER_JENIS:
        lain = lain.exclude(lingkup__startswith=AWALAN_JENIS)
    akhir = lain.aggregate(akhir=Max("urut"))["akhir"]
    if akhir:
        BukuNomor.objects.filter(pk=buku.pk).update(urut=akhir, awal=akhir)


@transaction.atomic
def mulai_dari(
    *, tahun: int, lingkup: Lingkup, buku: str, kode_jenis: str = "", urut: int, pelaku: str
) -> None:
    """Continue a paper register: the first number given here will be the one after ``urut``.

    Raises:
        RuleRefused: the book has given numbers already.
    """
    kunci = kunci_buku(lingkup, buku, kode_jenis)
    baris, _ = BukuNomor.objects.get_or_create(tahun=tahun, lingkup=kunci)
    belum_dipakai = BukuNomor.objects.filter(pk=baris.pk, urut=F("awal"))
    if Nomor.objects.filter(buku=baris).exists() or belum_dipakai.update(urut=urut, awal=urut) != 1:
        raise RuleRefused(Pesan("arsip.buku_sudah_dipakai"))
    catat(
        jenis=events.BUKU_DILANJUTKAN,
        agregat="buku_nomor",
        agregat_id=baris.pk,
        revisi=len(riwayat("buku_nomor", baris.pk)) + 1,
        publik={"tahun": tahun, "lingkup": kunci, "awal": urut},
        pribadi={},
        pelaku=pelaku,
    )


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
    _tulis(nomor, nomor.buku, pelaku)


def _tulis(nomor: Nomor, buku: BukuNomor, pelaku: str) -> None:
    catat(
        jenis=events.NOMOR,
        agregat="nomor",
        agregat_id=nomor.pk,
        revisi=nomor.revisi,
        publik={
            "tahun": buku.tahun,
            "lingkup": buku.lingkup,
            "urut": nomor.urut,
            "teks": nomor.teks,
            "untuk": str(nomor.untuk),
            "diambil_pada": nomor.diambil_pada.isoformat(),
            "batal_pada": nomor.batal_pada and nomor.batal_pada.isoformat(),
            "sengketa": nomor.sengketa,
        },
        pribadi={"alasan_batal": nomor.alasan_batal},
        pelaku=pelaku,
    )
