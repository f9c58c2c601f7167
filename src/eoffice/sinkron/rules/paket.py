"""The frame of a batch: a header that says what it holds, a signature, a compressed body. Pure.

A batch proves itself by signature and chain, so it may come by HTTPS, by USB stick or by a phone: same bytes.
"""

import json
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from eoffice.kernel.canonical import canonical_json
from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.rules.padat import kembangkan, padatkan

VERSI: Final = 1
TANDA: Final = b"EOD1"
TANDA_LUCUT: Final = b"EODL"
"""A kept batch from which private parts were erased: the digest of its body, and what is left of that."""
PANJANG_SIDIK: Final = 32
PANJANG_TANDA_TANGAN: Final = 64
"""Bytes of an Ed25519 signature (RFC 8032)."""
MAKS_KEPALA: Final = 4096
MAKS_PERISTIWA: Final = 5000
MAKS_MENTAH: Final = 32 * 1024 * 1024
MAKS_RASIO: Final = 400
"""How many times larger than its compressed form a body may be: real events stay below 60."""
_KOLOM: Final = {
    "v", "desa", "node", "epoch", "induk", "dari", "jumlah", "sebelum", "digest", "kamus", "panjang", "sha256",
}  # fmt: skip
_HEKSA: Final = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Induk:
    """Where an epoch branched off: the position in its parent up to which both agree."""

    epoch: UUID
    urut: int


@dataclass(frozen=True, slots=True)
class KepalaPaket:
    """What a batch says of itself.

    ``dari`` is the number of its first event, ``sebelum`` the digest before it, ``digest`` that of its last;
    ``kamus`` names the compression dictionary, ``panjang`` and ``sha256`` describe the uncompressed body.
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

    @property
    def sampai(self) -> int:
        """The number of the last event."""
        return self.dari + self.jumlah - 1


def tulis_kepala(kepala: KepalaPaket) -> bytes:
    """Return the canonical header: what is signed, together with the SHA-256 of the compressed body."""
    return canonical_json(
        {
            "v": VERSI,
            "desa": kepala.desa,
            "node": str(kepala.node),
            "epoch": str(kepala.epoch),
            "induk": [str(kepala.induk.epoch), kepala.induk.urut] if kepala.induk else None,
            "dari": kepala.dari,
            "jumlah": kepala.jumlah,
            "sebelum": kepala.sebelum,
            "digest": kepala.digest,
            "kamus": kepala.kamus,
            "panjang": kepala.panjang,
            "sha256": kepala.sha256,
        }
    )


def baca_kepala(teks: bytes) -> KepalaPaket:
    """Read a header.

    Raises:
        InvalidInput: not a header of this version, or it breaks a limit.
    """
    try:
        isi = json.loads(teks)
        kepala = _susun(isi) if isinstance(isi, dict) and isi.keys() == _KOLOM else None
    except (ValueError, TypeError, KeyError, RecursionError):
        kepala = None
    if (
        kepala is None or tulis_kepala(kepala) != teks
    ):  # one byte string for one header: nothing hides in spaces
        raise InvalidInput(Pesan("sinkron.paket_rusak"))
    _periksa_batas(kepala)
    return kepala


def _susun(isi: dict[str, Any]) -> KepalaPaket | None:
    if isi["v"] != VERSI:
        return None
    angka = (isi["dari"], isi["jumlah"], isi["panjang"])
    teks = (isi["sebelum"], isi["digest"], isi["sha256"])
    if not all(type(satu) is int for satu in angka) or not all(_heksa(satu) for satu in teks):
        return None
    induk = isi["induk"]
    return KepalaPaket(
        desa=str(isi["desa"]),
        node=UUID(isi["node"]),
        epoch=UUID(isi["epoch"]),
        induk=Induk(UUID(induk[0]), int(induk[1])) if induk else None,
        dari=isi["dari"],
        jumlah=isi["jumlah"],
        sebelum=isi["sebelum"],
        digest=isi["digest"],
        kamus=str(isi["kamus"]),
        panjang=isi["panjang"],
        sha256=isi["sha256"],
    )


def _heksa(teks: object) -> bool:
    return isinstance(teks, str) and len(teks) == 64 and _HEKSA.issuperset(teks)


def _periksa_batas(kepala: KepalaPaket) -> None:
    if kepala.dari < 1 or not 1 <= kepala.jumlah <= MAKS_PERISTIWA or not 1 <= kepala.panjang <= MAKS_MENTAH:
        raise InvalidInput(Pesan("sinkron.paket_terlalu_besar", jumlah=kepala.jumlah, panjang=kepala.panjang))


def rakit(kepala: bytes, tanda_tangan: bytes, tubuh: bytes, tanda: bytes = TANDA) -> bytes:
    """Return the bytes of a batch."""
    padat = padatkan(kepala)
    return tanda + len(padat).to_bytes(4, "big") + padat + tanda_tangan + tubuh


def urai(isi: bytes) -> tuple[bytes, bytes, bytes]:
    """Return header, signature and body of a batch; of one that was stripped the digest of the body comes first.

    Raises:
        InvalidInput: it is cut, or something else.
    """
    panjang = int.from_bytes(isi[4:8], "big")
    mulai = 8 + panjang + PANJANG_TANDA_TANGAN
    if isi[:4] not in {TANDA, TANDA_LUCUT} or panjang > MAKS_KEPALA or len(isi) <= mulai:
        raise InvalidInput(Pesan("sinkron.paket_rusak"))
    kepala = kembangkan(isi[8 : 8 + panjang])
    if padatkan(kepala) != isi[8 : 8 + panjang]:  # one byte string for one header
        raise InvalidInput(Pesan("sinkron.paket_rusak"))
    return kepala, isi[8 + panjang : mulai], isi[mulai:]


def dilucuti(isi: bytes) -> bool:
    """Tell whether private parts were erased from a batch since it was signed."""
    return isi[:4] == TANDA_LUCUT
