"""What a citizen began and sent: unfinished drafts, the list of letters, where a draft went."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from eoffice.akun.selectors import akun_warga
from eoffice.kernel import clock
from eoffice.surat.models import Draf, Permohonan, Surat
from eoffice.surat.selectors.meja import HalamanSurat, baris_surat, nama_jenis


@dataclass(frozen=True, slots=True)
class DrafSaya:
    """A draft that was begun and not sent."""

    id: UUID
    nama_jenis: str
    kedaluwarsa: datetime


def draf_saya(pemilik: UUID) -> tuple[DrafSaya, ...]:
    """Return a citizen's unfinished drafts, the latest first; those that mend a returned letter are not listed."""
    ada = Draf.objects.filter(pemilik=pemilik, memperbaiki=None, kedaluwarsa__gt=clock.now())
    baris = ada.exclude(pk__in=Permohonan.objects.values("kunci_kirim")).order_by("-kedaluwarsa")
    return tuple(DrafSaya(satu.pk, nama_jenis(satu.jenis), satu.kedaluwarsa) for satu in baris)


def batas_draf(draf_id: UUID) -> datetime | None:
    """Return until when a draft is kept."""
    return Draf.objects.filter(pk=draf_id).values_list("kedaluwarsa", flat=True).first()


def sudah_lewat(draf_id: UUID) -> bool:
    """Tell whether a draft ran out, or is gone."""
    batas = batas_draf(draf_id)
    return batas is None or batas <= clock.now()


def terkirim_dari(draf_id: UUID) -> UUID | None:
    """Return the letter that was sent from a draft, if it was sent."""
    return Surat.objects.filter(permohonan__kunci_kirim=draf_id).values_list("pk", flat=True).first()


def perbaikan_dari(draf_id: UUID) -> UUID | None:
    """Return the letter that a draft mends; ``None`` for the draft of a new application."""
    return Draf.objects.filter(pk=draf_id).values_list("memperbaiki", flat=True).first()


def halaman_saya(pemilik: UUID, halaman: int, per_halaman: int = 10) -> HalamanSurat:
    """Return one page of a citizen's letters, newest first.

    Raises:
        NotFound: not a citizen's account.
    """
    pilih = _milik(pemilik)
    jumlah = pilih.count()
    halaman = max(1, min(halaman, -(-jumlah // per_halaman)))
    awal = (halaman - 1) * per_halaman
    urut = pilih.order_by("-permohonan__diajukan_pada", "-id")
    return HalamanSurat(baris_surat(urut[awal : awal + per_halaman]), halaman, per_halaman, jumlah)


def _milik(pemilik: UUID) -> QuerySet[Surat]:
    sendiri = Q(permohonan__penduduk_id=akun_warga(pemilik))
    return Surat.objects.filter(sendiri | Q(permohonan__pemilik=pemilik))
