"""What the regency may know of a letter that was handed over: which ticket, of what kind, how far. No content."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from eoffice.kernel.peran import Peran
from eoffice.surat.models import Surat
from eoffice.surat.rules.alur import ALUR, Aksi, Status

_DAPAT: Final = {
    status: tuple(Aksi(x.aksi) for x in ALUR.moves(status, Peran.KABUPATEN)) for status in Status
}
_SELESAI: Final = frozenset({Status.TERBIT, Status.DITOLAK, Status.DITARIK, Status.DICABUT})


@dataclass(frozen=True, slots=True)
class SuratDiserahkan:
    """A letter by its ticket."""

    id: UUID
    tiket: str
    jenis: str
    status: Status
    diajukan_pada: datetime

    @property
    def selesai(self) -> bool:
        """Whether nothing moves it any more."""
        return self.status in _SELESAI

    @property
    def dapat(self) -> tuple[Aksi, ...]:
        """Which steps an officer of the regency may take once it was taken back."""
        return _DAPAT[self.status]


def surat_diserahkan(ids: Collection[UUID]) -> Mapping[UUID, SuratDiserahkan]:
    """Return letters of the village in scope by id."""
    nama = ("permohonan__tiket", "permohonan__jenis", "status", "permohonan__diajukan_pada")
    rows = Surat.objects.filter(pk__in=ids).values_list("pk", *nama)
    return {pk: SuratDiserahkan(pk, tiket, jenis, Status(s), pada) for pk, tiket, jenis, s, pada in rows}
