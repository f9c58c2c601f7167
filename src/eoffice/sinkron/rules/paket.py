"""The frame of a batch: a header that says what it holds, a signature, a compressed body. Pure.

A batch proves itself by signature and chain, so it may come by HTTPS, by USB stick or by a phone: same bytes. The
first form has a header of JSON, and every version reads it; the second one, of bytes (``ringkas``), and the third one,
whose body has words and chance apart (``pilah``), go to a hub that said it knows them.
"""

import json
from typing import Any, Final
from uuid import UUID

from eoffice.kernel.canonical import canonical_json
from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.rules import ringkas
from eoffice.sinkron.rules.kepala import Induk, KepalaPaket
from eoffice.sinkron.rules.padat import kembangkan, padatkan

VERSI: Final = 1
TANDA: Final = b"EOD1"
TANDA_RINGKAS: Final = b"EOD2"
BENTUK: Final = 3
"""The newest form of a batch that is read here."""
SENDIRI: Final = 1
"""The form that is kept, carried and fetched: it says everything by itself."""
TANDA_LUCUT: Final = b"EODL"
"""A kept batch from which private parts were erased: the digest of its body, and what is left of that."""
PANJANG_SIDIK: Final = 32
PANJANG_TANDA_TANGAN: Final = 64
"""Bytes of an Ed25519 signature (RFC 8032)."""
MAKS_KEPALA: Final = 4096
MAKS_PERISTIWA: Final = 5000
MAKS_MENTAH: Final = 32 * 1024 * 1024
MAKS_PADAT: Final = MAKS_MENTAH // 2
"""Of the second and third form: times written out grow more than ids do."""
MAKS_RASIO: Final = 400
"""How many times larger than its compressed form a body may be: real events stay below 60."""
_KOLOM: Final = {
    "v", "desa", "node", "epoch", "induk", "dari", "jumlah", "sebelum", "digest", "kamus", "panjang", "sha256",
}  # fmt: skip
_HEKSA: Final = frozenset("0123456789abcdef")
_JSON: Final = b"{"


def tulis_kepala(kepala: KepalaPaket) -> bytes:
    """Return the canonical header: what is signed, together with the SHA-256 of the compressed body."""
    if kepala.ringkas:
        return ringkas.tulis(kepala)
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
        InvalidInput: not a header of these forms, or it breaks a limit.
    """
    kepala = _baca_json(teks) if teks[:1] == _JSON else ringkas.baca(teks)[0]
    _periksa_batas(kepala)
    return kepala


def _baca_json(teks: bytes) -> KepalaPaket:
    try:
        isi = json.loads(teks)
        kepala = _susun(isi) if isinstance(isi, dict) and isi.keys() == _KOLOM else None
    except (ValueError, TypeError, KeyError, RecursionError):
        kepala = None
    if (
        kepala is None or tulis_kepala(kepala) != teks
    ):  # one byte string for one header: nothing hides in spaces
        raise InvalidInput(Pesan("sinkron.paket_rusak"))
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
    maks = MAKS_PADAT if kepala.ringkas else MAKS_MENTAH
    if kepala.dari < 1 or not 1 <= kepala.jumlah <= MAKS_PERISTIWA or not 1 <= kepala.panjang <= maks:
        raise InvalidInput(Pesan("sinkron.paket_terlalu_besar", jumlah=kepala.jumlah, panjang=kepala.panjang))


def rakit(kepala: bytes, tanda_tangan: bytes, tubuh: bytes, tanda: bytes = TANDA) -> bytes:
    """Return the bytes of a batch."""
    if kepala[:1] != _JSON:
        return TANDA_RINGKAS + kepala + tanda_tangan + tubuh
    padat = padatkan(kepala)
    return tanda + len(padat).to_bytes(4, "big") + padat + tanda_tangan + tubuh


def urai(isi: bytes) -> tuple[bytes, bytes, bytes]:
    """Return header, signature and body of a batch; of one that was stripped the digest of the body comes first.

    Raises:
        InvalidInput: it is cut, or something else.
    """
    if isi[:4] == TANDA_RINGKAS:
        return _urai_ringkas(isi[4:])
    panjang = int.from_bytes(isi[4:8], "big")
    mulai = 8 + panjang + PANJANG_TANDA_TANGAN
    if isi[:4] not in {TANDA, TANDA_LUCUT} or panjang > MAKS_KEPALA or len(isi) <= mulai:
        raise InvalidInput(Pesan("sinkron.paket_rusak"))
    kepala = kembangkan(isi[8 : 8 + panjang])
    if padatkan(kepala) != isi[8 : 8 + panjang]:  # one byte string for one header
        raise InvalidInput(Pesan("sinkron.paket_rusak"))
    return kepala, isi[8 + panjang : mulai], isi[mulai:]


def _urai_ringkas(isi: bytes) -> tuple[bytes, bytes, bytes]:
    panjang = ringkas.baca(isi[:MAKS_KEPALA])[1]
    mulai = panjang + PANJANG_TANDA_TANGAN
    if len(isi) <= mulai:
        raise InvalidInput(Pesan("sinkron.paket_rusak"))
    return isi[:panjang], isi[panjang:mulai], isi[mulai:]


def dilucuti(isi: bytes) -> bool:
    """Tell whether private parts were erased from a batch since it was signed."""
    return isi[:4] == TANDA_LUCUT
