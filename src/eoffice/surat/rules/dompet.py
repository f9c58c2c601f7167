"""What a citizen may keep for his next application: kinds, how many, how large, how long. Pure.

Nobody of the office can look in (UU 27/2022 article 16: no more than is needed, no longer than is needed): the
office sees what was attached to an application, there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from eoffice.kernel.errors import InvalidInput, RuleRefused
from eoffice.kernel.messages import Pesan

MAKS_BERKAS: Final = 8
MAKS_BYTE: Final = 20 * 1024 * 1024
"""All files of one person together."""
UMUR: Final = timedelta(days=365)
INGATKAN: Final = timedelta(days=30)
"""How long before the end the owner is told."""


class JenisBerkas(StrEnum):
    """The kinds; their names are those of requirements where the catalogue has one."""

    KTP = "ktp"
    KK = "kk"
    AKTA = "akta"
    NIKAH = "nikah"
    IJAZAH = "ijazah"
    LAIN = "lain"


KATA: Final[Mapping[str, str]] = {
    JenisBerkas.KTP: "KTP",
    JenisBerkas.KK: "Kartu Keluarga",
    JenisBerkas.AKTA: "Akta kelahiran",
    JenisBerkas.NIKAH: "Buku atau akta nikah",
    JenisBerkas.IJAZAH: "Ijazah",
    JenisBerkas.LAIN: "Dokumen lain",
}


class Tindakan(StrEnum):
    """What the log tells of a kept document."""

    DISIMPAN = "disimpan"
    DIPAKAI = "dipakai"
    DIHAPUS = "dihapus"


@dataclass(frozen=True, slots=True)
class BerkasDompet:
    """A kept document as its owner sees it; ``ukuran`` in bytes."""

    id: UUID
    jenis: str
    media: str
    ukuran: int
    disimpan_pada: datetime
    kedaluwarsa: datetime

    @property
    def kata(self) -> str:
        """The kind in words."""
        return KATA.get(self.jenis, KATA[JenisBerkas.LAIN])

    def hampir(self, kini: datetime) -> bool:
        """Tell whether it is wiped soon."""
        return self.kedaluwarsa - kini <= INGATKAN


def periksa_muat(ada: Sequence[int], tambah: int) -> None:
    """Refuse one more document when there is no room for it.

    Raises:
        RuleRefused: too many, or too large together.
    """
    if len(ada) >= MAKS_BERKAS:
        raise RuleRefused(Pesan("surat.dompet_penuh", maks=MAKS_BERKAS))
    if sum(ada) + tambah > MAKS_BYTE:
        raise RuleRefused(Pesan("surat.dompet_besar", maks=MAKS_BYTE // 1024**2))


def periksa_setuju(*, setuju: bool) -> None:
    """Refuse to keep or use a document without the owner's word.

    Raises:
        InvalidInput: with the field ``setuju``.
    """
    if not setuju:
        raise InvalidInput(pesan := Pesan("surat.dompet_setuju"), {"setuju": pesan})


def urut_untuk(semua: Sequence[BerkasDompet], syarat: str) -> list[BerkasDompet]:
    """Return the documents to offer for a requirement: those of its kind first."""
    return sorted(semua, key=lambda satu: satu.jenis != syarat.partition("_")[0])
