"""What stands outside the database of the last number given: to notice that an older database was put back. Pure."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

_PISAH: Final = "|"


class Sebab(StrEnum):
    """Why the last number is not certain."""

    TERTINGGAL = "tertinggal"
    """The database does not hold the last number that was given on this computer."""
    MESIN_LAIN = "mesin_lain"
    """Another computer wrote this witness: the disk, or a copy of it, was moved."""
    TANPA_SAKSI = "tanpa_saksi"
    """The database holds numbers and nothing tells where it came from."""
    CADANGAN = "cadangan"
    """A backup was put back: numbers given after it was made are not in it."""


class Cara(StrEnum):
    """How the last number became certain again."""

    BERTEMU = "bertemu"
    REGISTER = "register"


@dataclass(frozen=True, slots=True)
class Saksi:
    """The place in the stream of the last number given here, the computer, and the last number of every book.

    ``pulih``: why numbering is held; empty when all is well. ``jumpa``: how often the regency was met before that.
    ``seri``: the letters of the provisional numbers that are given meanwhile; empty when none are.
    ``tanggal``: the day for which a person said that the computer's date is right.
    """

    epoch: UUID | None = None
    urut: int = 0
    digest: str = ""
    mesin: str = ""
    buku: Mapping[str, int] = field(default_factory=dict)
    pulih: str = ""
    jumpa: int = 0
    seri: str = ""
    tanggal: str = ""

    def tulis(self) -> bytes:
        """Return the file."""
        return json.dumps(asdict(self) | {"epoch": str(self.epoch) if self.epoch else None}).encode()

    def mencatat(self, epoch: UUID, urut: int, digest: str, buku: Mapping[str, int]) -> "Saksi":
        """Return the witness after a number was given; a late one of an earlier place moves nothing back."""
        maju = {kunci: max(nomor, self.buku.get(kunci, 0)) for kunci, nomor in buku.items()}
        baru = replace(self, buku={**self.buku, **maju})
        if epoch == self.epoch and urut < self.urut:
            return baru
        return replace(baru, epoch=epoch, urut=urut, digest=digest)


def dari_cadangan(saksi: Saksi | None, jumpa: int) -> Saksi:
    """Return the witness of a backup that was just put back: what it knew of books stays, and nothing is certain.

    ``jumpa``: how often the regency was met as the backup knows it.
    """
    return replace(saksi or Saksi(), pulih=Sebab.CADANGAN.value, jumpa=jumpa, seri="", tanggal="")


def baca(isi: bytes) -> Saksi | None:
    """Read the file; ``None`` when it is damaged."""
    try:
        kata: dict[str, Any] = json.loads(isi)
        epoch = UUID(kata["epoch"]) if kata["epoch"] else None
        buku = {str(kunci): int(urut) for kunci, urut in kata["buku"].items()}
        sebab = Sebab(kata["pulih"]).value if kata["pulih"] else ""
        sisa: dict[str, Any] = {nama: str(kata[nama]) for nama in ("digest", "mesin", "seri", "tanggal")}
        sisa |= {nama: int(kata[nama]) for nama in ("urut", "jumpa")}
        return Saksi(epoch, buku=buku, pulih=sebab, **sisa)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def nama_buku(tahun: int, kunci: str) -> str:
    """Return how the witness names a book."""
    return f"{tahun}{_PISAH}{kunci}"


def baca_nama(nama: str) -> tuple[int, str]:
    """Return year and key of a book that the witness names."""
    tahun, _, kunci = nama.partition(_PISAH)
    return int(tahun), kunci
