"""What to do when two installations meet: one table, so that a restored backup is found and never hides a loss.

The receiver is the authority on how far it came; the sender compares that with its own chain. Pure.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from eoffice.kernel.chain import GENESIS

DigestPada = Callable[[int], str | None]
"""The digest at a position of a stream, ``None`` where the stream does not reach; 0 is ``GENESIS``."""


@dataclass(frozen=True, slots=True)
class Ujung:
    """How far one side holds an epoch."""

    epoch: UUID
    urut: int = 0
    digest: str = GENESIS


class Sikap(StrEnum):
    """What the sender does about one epoch of its own."""

    KIRIM = "kirim"
    """The receiver holds a prefix: send what follows (also after the receiver was restored)."""
    SELESAI = "selesai"
    """Both hold the same."""
    AMBIL_BALIK = "ambil_balik"
    """The sender was set back and wrote nothing since: take its own events back, same epoch."""
    CABANG = "cabang"
    """The sender was set back and wrote: its own continuation becomes a new epoch, the receiver's is adopted."""


@dataclass(frozen=True, slots=True)
class Keputusan:
    """The decision, and the last position up to which both sides agree."""

    sikap: Sikap
    sama_sampai: int


def putuskan(
    milik: Ujung, lawan: Ujung | None, *, milik_pada: DigestPada, lawan_pada: DigestPada
) -> Keputusan:
    """Decide what to do about an epoch of one's own.

    ``milik`` is the head here, ``lawan`` the receiver's (``None``: it does not know the epoch). ``lawan_pada`` may ask
    over the line: it is called once in the usual cases, and about log2(n) times to find where two branches part.
    """
    if lawan is None or lawan.urut == 0:
        return Keputusan(Sikap.KIRIM if milik.urut else Sikap.SELESAI, 0)
    bersama = min(milik.urut, lawan.urut)
    sini = milik.digest if bersama == milik.urut else milik_pada(bersama)
    sana = lawan.digest if bersama == lawan.urut else lawan_pada(bersama)
    if sini != sana:
        return Keputusan(Sikap.CABANG, _bersama_terakhir(bersama, milik_pada, lawan_pada))
    if lawan.urut > milik.urut:
        return Keputusan(Sikap.AMBIL_BALIK, milik.urut)
    return Keputusan(Sikap.SELESAI if lawan.urut == milik.urut else Sikap.KIRIM, bersama)


def _bersama_terakhir(beda: int, milik_pada: DigestPada, lawan_pada: DigestPada) -> int:
    """Return the last position where both chains agree; they differ at ``beda``, and once parted never meet again."""
    sama: int = 0
    while beda - sama > 1:
        tengah = (sama + beda) // 2
        if milik_pada(tengah) == lawan_pada(tengah):
            sama = tengah
        else:
            beda = tengah
    return sama


class Penerimaan(StrEnum):
    """What the receiver does about a batch."""

    SIMPAN = "simpan"
    SUDAH_ADA = "sudah_ada"
    CELAH = "celah"
    CABANG = "cabang"


@dataclass(frozen=True, slots=True)
class Potongan:
    """The receiver's answer: from which event of the batch on it stores (``lewati`` are held already)."""

    penerimaan: Penerimaan
    lewati: int = 0


def terima(kursor: Ujung, dari: int, sebelum: str, digest: Sequence[str], *, pada: DigestPada) -> Potongan:
    """Decide about a batch that starts at ``dari`` after ``sebelum``; ``digest`` are those of its events, recomputed.

    Nothing that stands is ever overwritten: an overlap must agree digest by digest, a gap is refused.
    """
    if dari > kursor.urut + 1:
        return Potongan(Penerimaan.CELAH)
    if pada(dari - 1) != sebelum:
        return Potongan(Penerimaan.CABANG)
    tindih = min(len(digest), kursor.urut - dari + 1)
    if tindih and pada(dari + tindih - 1) != digest[tindih - 1]:  # the chain covers everything before it
        return Potongan(Penerimaan.CABANG)
    if tindih == len(digest):
        return Potongan(Penerimaan.SUDAH_ADA, tindih)
    return Potongan(Penerimaan.SIMPAN, tindih)


BATAS_SELISIH_JAM_DETIK: Final = 5 * 60
"""A larger clock offset is shown; order never comes from a clock."""
