"""Giving numbers: gap-free per village, year and book, never twice."""

from dataclasses import dataclass
from datetime import UTC, date
from uuid import UUID

from django.db import transaction

from eoffice.arsip import events
from eoffice.arsip.models import BukuNomor, Nomor
from eoffice.arsip.rules.nomor import BahanNomor, Lingkup, kunci_buku, kunci_sementara, tulis_nomor
from eoffice.arsip.rules.saksi import Saksi, nama_buku
from eoffice.arsip.services.buku import Potret, berikut, lanjutkan
from eoffice.arsip.services.jam import tolak_bila_ragu
from eoffice.arsip.services.saksi import SISTEM, Tempat, coba_akhiri, saksikan
from eoffice.dokumen.services import Ruang, pastikan_ruang
from eoffice.jejak.services import catat
from eoffice.kernel import clock
from eoffice.kernel.errors import RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.wilayah.tenancy import desa_aktif


@dataclass(frozen=True, slots=True)
class PermintaanNomor:
    """What a number is drawn for and how it is written; ``tanggal`` is the local date of the letter.

    ``semula``: what stands on the paper already, when a letter is registered again.
    """

    untuk: UUID
    lingkup: Lingkup
    buku: str
    pola: str
    kode_klasifikasi: str
    kode_jenis: str
    tanggal: date
    semula: str = ""


@transaction.atomic
def ambil_nomor(permintaan: PermintaanNomor, *, pelaku: str) -> str:
    """Draw the next number of the right book, or return the one this letter already holds.

    The year stays locked until the caller's transaction ends: whoever comes next waits, so that a transaction
    that fails leaves no gap.

    Raises:
        RuleRefused: the written number stands in another book already (two books with one pattern); the last number
            or the date is in doubt.
        StorageFull: the disk is nearly full: no number is given whose letter might find no room.
    """
    ada = Nomor.objects.filter(untuk=permintaan.untuk, batal_pada=None, sengketa=False).first()
    if ada is not None:
        return ada.teks
    pastikan_ruang(Ruang.NOMOR)
    saksi = coba_akhiri()
    tolak_bila_ragu(permintaan.tanggal, saksi)
    buku = _buku_berikut(permintaan, saksi)
    bahan = BahanNomor(
        urut=buku.urut,
        kode_klasifikasi=permintaan.kode_klasifikasi,
        kode_desa=desa_aktif(),
        tanggal=permintaan.tanggal,
        kode_jenis=permintaan.kode_jenis,
        seri=saksi.seri if saksi.pulih else "",
    )
    teks = tulis_nomor(permintaan.pola, bahan)
    if Nomor.objects.filter(teks=teks, sengketa=False).exists():
        raise RuleRefused(Pesan("arsip.nomor_sudah_ada", nomor=teks))
    nomor = Nomor(buku=buku, urut=buku.urut, teks=teks, untuk=permintaan.untuk, diambil_pada=clock.now())
    nomor.semula = permintaan.semula
    nomor.save(force_insert=True)
    saksikan(tulis(nomor, pelaku), nama_buku(buku.tahun, buku.lingkup), buku.urut)
    return teks


def _buku_berikut(permintaan: PermintaanNomor, saksi: Saksi) -> BukuNomor:
    """Draw from the book, from the provisional one while the last number is in doubt, or not at all.

    Raises:
        RuleRefused: it is in doubt, and nobody has chosen what to do meanwhile.
    """
    tahun, lingkup = permintaan.tanggal.year, permintaan.lingkup
    if not saksi.pulih:
        return berikut(tahun, kunci_buku(lingkup, permintaan.buku, permintaan.kode_jenis), lingkup)
    if not saksi.seri:
        raise RuleRefused(Pesan("arsip.mode_pemulihan"))
    kunci = kunci_sementara(saksi.seri)
    lanjutkan(tahun, kunci, saksi.buku.get(nama_buku(tahun, kunci), 0), SISTEM)
    return berikut(tahun, kunci, lingkup)


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
    tulis(nomor, pelaku)


@transaction.atomic
def alihkan_nomor(*, dari: UUID, ke: UUID, pelaku: str) -> None:
    """Let a letter hold the number that was reserved for a form; number and place in the book stay what they are.

    Raises:
        RuleRefused: the form holds no number (any more), or the letter holds one already.
    """
    milik = Nomor.objects.select_for_update(of=("self",)).select_related("buku")
    nomor = milik.filter(untuk=dari, batal_pada=None, sengketa=False).first()
    if nomor is None or Nomor.objects.filter(untuk=ke, batal_pada=None, sengketa=False).exists():
        raise RuleRefused(Pesan("arsip.nomor_tidak_ada"))
    nomor.untuk, nomor.revisi = ke, nomor.revisi + 1
    nomor.save(update_fields=["untuk", "revisi"])
    tulis(nomor, pelaku)


def tulis(nomor: Nomor, pelaku: str, macam: str = "put") -> Tempat:
    """Tell a number as it is now, and return where that stands in the stream; its book must be loaded."""
    publik, pribadi = potret_nomor(nomor)
    satu = catat(
        jenis=events.NOMOR,
        agregat="nomor",
        agregat_id=nomor.pk,
        revisi=nomor.revisi,
        publik=publik,
        pribadi=pribadi,
        pelaku=pelaku,
        macam=macam,
    )
    return satu.epoch, satu.urut, satu.digest


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
        "semula": nomor.semula,
    }
    return publik, {"alasan_batal": nomor.alasan_batal}
