"""Why an application came back."""

from __future__ import annotations

from uuid import UUID

from eoffice.surat.rules.alur import Aksi, Status
from eoffice.surat.selectors.meja import Rincian
from eoffice.surat.selectors.warga import milik

from .gerbang import Permintaan


def alasan_kembali(request: Permintaan, surat_id: UUID | None) -> str:
    """Return the reason of the last return of a letter of this citizen; ``""`` for a new application.

    Raises:
        NotFound: somebody else's letter.
    """
    return "" if surat_id is None else alasan_dari(milik(surat_id, request.user.pk))


def sudah_diulang(r: Rincian, pengguna_id: UUID) -> bool:
    """Tell whether this person mended and sent the letter, and it has not come back since."""
    kirim = any(lk.aksi is Aksi.AJUKAN_ULANG and lk.pelaku_id == pengguna_id for lk in r.langkah)
    return kirim and r.status is not Status.DIKEMBALIKAN


def alasan_akhir(r: Rincian) -> str:
    """Return why the office refused or revoked it, or ``""``."""
    akhir = [lk.catatan for lk in r.langkah if lk.ke is r.status]
    return akhir[-1] if akhir and r.status in (Status.DITOLAK, Status.DICABUT) else ""


def alasan_dari(r: Rincian) -> str:
    """Return what the office asked to be mended, or ``""``."""
    kembali = [lk.catatan for lk in r.langkah if lk.ke is Status.DIKEMBALIKAN]
    return kembali[-1] if kembali and r.status is Status.DIKEMBALIKAN else ""
