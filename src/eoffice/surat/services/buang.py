"""What drafts leave behind: the answers go at once, the files an hour later, unless something else holds them.

The store is shared: the same bytes may belong to a letter, to another draft, or to another village.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from eoffice.dokumen import services as dokumen
from eoffice.kernel import clock
from eoffice.kernel.errors import NotFound
from eoffice.surat.models import BerkasLepas, Draf, Surat
from eoffice.surat.rules.alur import Status
from eoffice.surat.selectors.berkas import berkas_dipakai
from eoffice.wilayah.selectors import semua_desa
from eoffice.wilayah.tenancy import lingkup

TENGGANG = timedelta(hours=1)
PERPANJANGAN = timedelta(days=7)


@transaction.atomic
def buang_draf(*, draf_id: UUID, pemilik: UUID) -> None:
    """Delete a draft with its answers; an application already sent from it stays.

    Raises:
        NotFound: unknown, or somebody else's.
    """
    baris = Draf.objects.select_for_update().filter(pk=draf_id, pemilik=pemilik).first()
    if baris is None:
        raise NotFound
    _hapus([baris])


@transaction.atomic
def buang_draf_lama() -> int:
    """Delete drafts nobody came back to; return how many.

    What mends a letter is kept as long as the letter waits for it: the office asked for it.
    """
    _perpanjang_perbaikan()
    lama = list(Draf.objects.select_for_update().filter(kedaluwarsa__lt=clock.now()))
    _hapus(lama)
    return len(lama)


def _perpanjang_perbaikan() -> None:
    kini = clock.now()
    menunggu = Surat.objects.filter(
        pk=OuterRef("memperbaiki"), versi=OuterRef("versi_surat"), status=Status.DIKEMBALIKAN.value
    )
    hampir = Draf.objects.filter(Exists(menunggu), kedaluwarsa__lt=kini + timedelta(days=1))
    hampir.update(kedaluwarsa=kini + PERPANJANGAN)


def _hapus(draf: Iterable[Draf]) -> None:
    for satu in draf:
        lepaskan(satu.berkas)
        satu.delete()


def lepaskan(berkas: Iterable[dict[str, Any]]) -> None:
    """Note files that a draft holds no longer; must run in the transaction that takes them out."""
    kini = clock.now()
    BerkasLepas.objects.bulk_create(BerkasLepas(sha256=satu["sha256"], sejak=kini) for satu in berkas)


def buang_berkas_lepas() -> int:
    """Delete the bytes that drafts let go of, where nothing in any village holds them; return how many.

    Call it outside any scope: it visits every village.
    """
    batas = clock.now() - TENGGANG
    calon = _tiap_desa(lambda: set(_lepas(batas).values_list("sha256", flat=True)))
    if not calon:
        return 0
    dipakai = _tiap_desa(lambda: berkas_dipakai(calon))
    hilang = {sha256 for sha256 in calon - dipakai if dokumen.buang(sha256)}
    _tiap_desa(lambda: _lupakan(batas, hilang | dipakai))
    return len(hilang)


def _lepas(batas: datetime) -> QuerySet[BerkasLepas]:
    return BerkasLepas.objects.filter(sejak__lt=batas)


def _lupakan(batas: datetime, selesai: set[str]) -> set[str]:
    _lepas(batas).filter(sha256__in=selesai).delete()
    return selesai


def _tiap_desa(tanya: Callable[[], set[str]]) -> set[str]:
    """Ask in the scope of every village of this installation; return all answers together."""
    hasil: set[str] = set()
    for desa in semua_desa():
        with lingkup(desa.kode):
            hasil |= tanya()
    return hasil
