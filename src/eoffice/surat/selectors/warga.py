"""What a citizen asks: my letters, one of them, the file; and what a ticket alone tells anybody."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from eoffice.akun.selectors import akun_warga
from eoffice.kernel.errors import NotFound
from eoffice.sinkron.services import berkas
from eoffice.surat.models import Surat
from eoffice.surat.rules.alur import Status
from eoffice.surat.rules.tiket import baca_tiket
from eoffice.surat.selectors.kiriman import sedang_dikirim
from eoffice.surat.selectors.meja import BarisSurat, Rincian, baris_surat, nama_jenis, rincian


@dataclass(frozen=True, slots=True)
class KabarTiket:
    """What a ticket tells without signing in: no name, no answers. ``dikirim``: on its way to the village's server."""

    tiket: str
    jenis: str
    status: Status
    sejak: datetime
    tenggat: datetime | None
    dikirim: bool = False


def surat_saya(pemilik: UUID, batas: int = 50) -> tuple[BarisSurat, ...]:
    """Return the letters of a citizen, newest first: those he sent and those the counter sent for him.

    Raises:
        NotFound: not a citizen's account.
    """
    sendiri = Q(permohonan__penduduk_id=akun_warga(pemilik))
    pilih = Surat.objects.filter(sendiri | Q(permohonan__pemilik=pemilik))
    return baris_surat(pilih.order_by("-permohonan__diajukan_pada")[:batas])


def milik(surat_id: UUID, pemilik: UUID) -> Rincian:
    """Return all about one of a citizen's letters.

    Raises:
        NotFound: it does not exist, or is somebody else's.
    """
    hasil = rincian(surat_id)
    if hasil.pemilik != pemilik and hasil.penduduk_id != akun_warga(pemilik):
        raise NotFound
    return hasil


def berkas_milik(surat_id: UUID, pemilik: UUID) -> bytes:
    """Return the issued file of one of a citizen's letters.

    Raises:
        NotFound, BerkasHilang: as ``milik`` and ``berkas_terbit``.
    """
    return berkas_terbit(milik(surat_id, pemilik).id)


def kabar_tiket(ketikan: str) -> KabarTiket | None:
    """Return where the application behind a typed or dictated ticket stands, or ``None``."""
    tiket = baca_tiket(ketikan)
    surat = tiket and Surat.objects.select_related("permohonan").filter(permohonan__tiket=tiket).first()
    if not surat:
        return None
    return KabarTiket(
        surat.permohonan.tiket,
        nama_jenis(surat.permohonan.jenis),
        Status(surat.status),
        surat.sejak,
        surat.tenggat,
        bool(sedang_dikirim([surat.pk])),
    )


def berkas_terbit(surat_id: UUID) -> bytes:
    """Return the issued file of a letter.

    Raises:
        NotFound: no such letter, or it is not issued.
        ServiceDown: the file has not arrived here yet.
        BerkasHilang: it is missing or damaged; an alarm was logged.
    """
    surat = Surat.objects.filter(pk=surat_id).exclude(sha256="").first()
    if surat is None:
        raise NotFound
    return berkas.baca(surat.sha256)
