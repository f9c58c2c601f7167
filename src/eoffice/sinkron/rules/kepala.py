"""What a batch says of itself. Pure."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Induk:
    """Where an epoch branched off: the position in its parent up to which both agree."""

    epoch: UUID
    urut: int


@dataclass(frozen=True, slots=True)
class Rujukan:
    """Earlier events of the same stream, by rising number, that both sides hold: what repeats them is not sent again.

    ``sidik``: the first four bytes, in hex, of the SHA-256 of these events as they are here: a private part may have
    been erased on one side and not yet on the other.
    """

    urut: tuple[int, ...]
    sidik: str


@dataclass(frozen=True, slots=True)
class KepalaPaket:
    """What a batch says of itself.

    ``dari`` is the number of its first event, ``sebelum`` the digest before it, ``digest`` that of its last;
    ``kamus`` names the compression dictionary, ``panjang`` and ``sha256`` describe the uncompressed body. The second
    form has no ``sha256``, and may be packed against earlier events of the same stream (``rujukan``); in the third
    one words and chance travel apart (``pilah``).
    """

    desa: str
    node: UUID
    epoch: UUID
    induk: Induk | None
    dari: int
    jumlah: int
    sebelum: str
    digest: str
    kamus: str
    panjang: int
    sha256: str
    rujukan: Rujukan | None = None
    pilah: bool = False

    @property
    def ringkas(self) -> bool:
        """Tell whether it is of the second or third form."""
        return not self.sha256

    @property
    def sampai(self) -> int:
        """The number of the last event."""
        return self.dari + self.jumlah - 1
