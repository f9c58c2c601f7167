"""The counters: one after the other under the lock of their year."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from eoffice.arsip import events
from eoffice.arsip.models import BukuNomor, Nomor
from eoffice.arsip.rules.nomor import KUNCI_TAHUN, Lingkup, bernomor_tetap, id_buku, kunci_buku
from eoffice.arsip.selectors import akhir_cara_lain
from eoffice.jejak.services import catat
from eoffice.kernel.errors import InvalidInput, RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.wilayah.tenancy import desa_aktif

Potret = tuple[dict[str, Any], dict[str, Any]]


def berikut(tahun: int, kunci: str, lingkup: Lingkup) -> BukuNomor:
    """Move the counter by one under the lock of its year, and return it."""
    kunci_tahun(tahun)
    buku = _bagian(tahun, kunci, lingkup)
    BukuNomor.objects.filter(pk=buku.pk).update(urut=F("urut") + 1)
    buku.refresh_from_db(fields=["urut"])
    return buku


def kunci_tahun(tahun: int) -> None:
    """Let nobody else of this village draw in this year until the transaction ends, in whatever book.

    While a village changes how it counts, two ways of counting are in use for a moment.
    """
    tanda, _ = BukuNomor.objects.get_or_create(tahun=tahun, lingkup=KUNCI_TAHUN, awal=0)
    BukuNomor.objects.select_for_update().get(pk=tanda.pk)


def _bagian(tahun: int, kunci: str, lingkup: Lingkup) -> BukuNomor:
    """Return the part of a book that counts now; a new one where another way of counting has gone further.

    Else a village that changes how it counts, once or often, would write numbers that stand on letters already.
    Books of one way of counting run side by side: what keeps them apart stands in their numbers. Of several parts the
    furthest counts: numbers of an earlier one may come back from the regency after it was left.
    """
    akhir = akhir_cara_lain(tahun, lingkup) if bernomor_tetap(kunci) else 0
    buku = BukuNomor.objects.filter(tahun=tahun, lingkup=kunci).order_by("-urut", "-awal").first()
    return _buka(tahun, kunci, akhir) if buku is None or buku.urut < akhir else buku


def _buka(tahun: int, kunci: str, awal: int, revisi: int = 0) -> BukuNomor:
    pk: UUID = id_buku(desa_aktif(), tahun, kunci, awal)
    buku = BukuNomor(id=pk, tahun=tahun, lingkup=kunci, urut=awal, awal=awal, revisi=revisi)
    buku.save(force_insert=True)
    return buku


def pastikan_buku(isi: Mapping[str, Any]) -> None:
    """Make sure of the book a number names: the same here as there, or new.

    Raises:
        InvalidInput: a book with this id counts something else here.
    """
    disebut = {nama: isi[nama] for nama in ("tahun", "lingkup", "awal")}
    ada = BukuNomor.objects.filter(pk=isi["buku_id"]).first()
    if ada is None:
        BukuNomor(id=UUID(isi["buku_id"]), urut=isi["awal"], **disebut).save(force_insert=True)
    elif potret_buku(ada)[0] != disebut:
        raise InvalidInput(Pesan("jejak.isi_tidak_sah", kolom="buku"))


def lanjutkan(tahun: int, kunci: str, urut: int, pelaku: str) -> bool:
    """Let a book go on after ``urut`` in a new part, if it is not there yet; numbers in between may come back."""
    kunci_tahun(tahun)
    if BukuNomor.objects.filter(tahun=tahun, lingkup=kunci, urut__gte=urut).exists() or urut == 0:
        return False
    _tulis_buku(_buka(tahun, kunci, urut, revisi=1), pelaku)
    return True


@transaction.atomic
def mulai_dari(
    *, tahun: int, lingkup: Lingkup, buku: str, kode_jenis: str = "", urut: int, pelaku: str
) -> None:
    """Continue a paper register: the first number given here will be the one after ``urut``.

    Raises:
        RuleRefused: the book has given numbers already.
    """
    kunci = kunci_buku(lingkup, buku, kode_jenis)
    kunci_tahun(tahun)
    if Nomor.objects.filter(buku__tahun=tahun, buku__lingkup=kunci).exists():
        raise RuleRefused(Pesan("arsip.buku_sudah_dipakai"))
    baris, _ = BukuNomor.objects.get_or_create(
        tahun=tahun, lingkup=kunci, defaults={"id": id_buku(desa_aktif(), tahun, kunci, 0)}
    )
    baris.urut, baris.awal, baris.revisi = urut, urut, baris.revisi + 1
    baris.save(update_fields=["urut", "awal", "revisi"])
    _tulis_buku(baris, pelaku)


def _tulis_buku(buku: BukuNomor, pelaku: str) -> None:
    publik, pribadi = potret_buku(buku)
    catat(
        jenis=events.BUKU_DILANJUTKAN,
        agregat="buku_nomor",
        agregat_id=buku.pk,
        revisi=buku.revisi,
        publik=publik,
        pribadi=pribadi,
        pelaku=pelaku,
    )


def potret_buku(buku: BukuNomor) -> Potret:
    """Return the public and the private part of what is told of a book."""
    return {"tahun": buku.tahun, "lingkup": buku.lingkup, "awal": buku.awal}, {}
