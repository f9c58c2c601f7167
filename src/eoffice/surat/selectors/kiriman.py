"""Where a letter is written, and what became of a citizen's later requests about one that his village writes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from eoffice.jejak.kepemilikan import Keadaan, pemilik
from eoffice.kernel.messages import Pesan
from eoffice.surat.models import KirimanWarga
from eoffice.surat.rules.kiriman import Hasil, Tempat, Tindakan
from eoffice.wilayah.selectors import dilayani_di_sini

_TEMPAT = {
    Keadaan.SINI: Tempat.SINI,
    Keadaan.DIKIRIM: Tempat.DIKIRIM,
    Keadaan.SANA: Tempat.DESA,
    Keadaan.DITARIK: Tempat.DITARIK,
}


@dataclass(frozen=True, slots=True)
class Permintaan:
    """A later request of a citizen; ``hasil`` is ``None`` until the village answered, ``sebab`` why it said no."""

    id: UUID
    tindakan: Tindakan
    dibuat_pada: datetime
    hasil: Hasil | None
    sebab: Pesan | None

    @property
    def menunggu(self) -> bool:
        """Whether the village has not answered yet."""
        return self.hasil is None


def tempat(surat_id: UUID) -> Tempat:
    """Return where a letter of the village in scope is written."""
    milik = pemilik([surat_id]).get(surat_id)
    if milik is not None:
        return _TEMPAT[milik.keadaan]
    return Tempat.SINI if dilayani_di_sini() else Tempat.DESA


def sedang_dikirim(surat_id: Collection[UUID]) -> set[UUID]:
    """Return those letters that are on their way to the village that will write them."""
    return {satu for satu, milik in pemilik(surat_id).items() if milik.keadaan is Keadaan.DIKIRIM}


def permintaan_terakhir(surat_id: UUID) -> Permintaan | None:
    """Return the last request about a letter."""
    baris = KirimanWarga.objects.filter(surat_id=surat_id).order_by("-dibuat_pada", "-pk").first()
    return _permintaan(baris) if baris else None


def _permintaan(baris: KirimanWarga) -> Permintaan:
    return Permintaan(
        id=baris.pk,
        tindakan=Tindakan(baris.tindakan),
        dibuat_pada=baris.dibuat_pada,
        hasil=Hasil(baris.hasil) if baris.hasil else None,
        sebab=Pesan(baris.sebab, **baris.rincian) if baris.sebab else None,
    )
