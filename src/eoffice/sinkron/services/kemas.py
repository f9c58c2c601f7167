"""Packing events into a signed, compressed batch, and opening one. The same bytes go over HTTPS and on a USB stick."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import zstandard
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from eoffice.jejak.aliran import Kiriman
from eoffice.kernel import chain
from eoffice.kernel.canonical import canonical_json
from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.rules.paket import (
    MAKS_RASIO,
    PANJANG_SIDIK,
    Induk,
    KepalaPaket,
    baca_kepala,
    dilucuti,
    rakit,
    tulis_kepala,
    urai,
)

TINGKAT: Final = 9
MUAT: Final = 1024 * 1024
"""Bytes of a batch in one call: half of what the web server takes in."""
_TETAP: Final = ("desa", "epoch", "urut")
"""Columns the header already tells: left out of every line, put back when a batch is opened."""
_LEBIH: Final = 128
"""Bytes by which the line of an event may grow when its private part goes: the digest of that stands there then."""
_RUSAK: Final = Pesan("sinkron.paket_rusak")


@dataclass(frozen=True, slots=True)
class Asal:
    """Whose batch it is: the installation, and where its stream stood before the first event."""

    node: UUID
    induk: Induk | None
    sebelum: str


@dataclass(frozen=True, slots=True)
class Paket:
    """An opened batch: its header, its events, and the digest of each, computed again."""

    kepala: KepalaPaket
    peristiwa: tuple[Kiriman, ...]
    digest: tuple[str, ...]


def kemas(semua: Sequence[Kiriman], asal: Asal, kunci: Ed25519PrivateKey) -> bytes:
    """Return events, which follow each other in one stream, as one batch."""
    isi = semua[0].isi
    mentah = b"\n".join(_baris(satu) for satu in semua)
    kepala = KepalaPaket(
        desa=isi["desa"],
        node=asal.node,
        epoch=UUID(isi["epoch"]),
        induk=asal.induk,
        dari=isi["urut"],
        jumlah=len(semua),
        sebelum=asal.sebelum,
        digest=_digest(asal.sebelum, semua)[-1],
        kamus="",
        panjang=len(mentah),
        sha256=hashlib.sha256(mentah).hexdigest(),
    )
    tubuh = zstandard.ZstdCompressor(level=TINGKAT).compress(mentah)
    teks = tulis_kepala(kepala)
    return rakit(teks, kunci.sign(_ditandatangani(teks, hashlib.sha256(tubuh).digest())), tubuh)


def kemas_muat(semua: Sequence[Kiriman], asal: Asal, kunci: Ed25519PrivateKey) -> tuple[bytes, int]:
    """Return as many of the first events as fit into one call, as a batch, and how many these are."""
    banyak = len(semua)
    while len(paket := kemas(semua[:banyak], asal, kunci)) > MUAT and banyak > 1:
        banyak = (banyak + 1) // 2
    return paket, banyak


def buka(isi: bytes, kunci: Ed25519PublicKey, *, boleh_dilucuti: bool = False) -> Paket:
    """Open a batch: signature first, then size, then content; the chain is computed again.

    ``boleh_dilucuti``: also one out of which private parts were erased since (``lucut``): the signature covers the
    header with the digest of the last event, and the chain up to it proves every event that is left.

    Raises:
        InvalidInput: it is damaged, signed by somebody else, too large, or says something else than its header.
    """
    teks, tanda_tangan, tubuh = urai(isi)
    lucut = boleh_dilucuti and dilucuti(isi)
    sidik, tubuh = pisah_sidik(tubuh) if lucut else (hashlib.sha256(tubuh).digest(), tubuh)
    try:
        kunci.verify(tanda_tangan, _ditandatangani(teks, sidik))
    except InvalidSignature:
        raise InvalidInput(Pesan("sinkron.paket_bukan_dari_sana")) from None
    kepala = baca_kepala(teks)
    try:
        mentah = mentah_dilucuti(kepala, tubuh) if lucut else mentah_utuh(kepala, tubuh)
        semua = tuple(_baca(kepala, mentah))
        digest = tuple(_digest(kepala.sebelum, semua))
    except (ValueError, TypeError, AttributeError, RecursionError, zstandard.ZstdError):
        raise InvalidInput(_RUSAK) from None
    if len(semua) != kepala.jumlah or digest[-1] != kepala.digest:
        raise InvalidInput(_RUSAK)
    return Paket(kepala, semua, digest)


def intip(isi: bytes) -> KepalaPaket:
    """Read who says he sent a batch, to find his key; nothing of it is believed yet.

    Raises:
        InvalidInput: not a batch.
    """
    return baca_kepala(urai(isi)[0])


def _ditandatangani(teks: bytes, sidik_tubuh: bytes) -> bytes:
    return b"eoffice-paket\0" + teks + sidik_tubuh


def _digest(sebelum: str, semua: Sequence[Kiriman]) -> list[str]:
    hasil = []
    for satu in semua:
        sebelum = chain.link_digest(sebelum, satu.isi)
        hasil.append(sebelum)
    return hasil


def _baris(satu: Kiriman) -> bytes:
    isi = {nama: nilai for nama, nilai in satu.isi.items() if nama not in _TETAP}
    if satu.pribadi is not None:
        isi |= {"pribadi": satu.pribadi, "garam": satu.garam.hex()}
    return canonical_json(isi)


def pisah_sidik(tubuh: bytes) -> tuple[bytes, bytes]:
    """Return of a stripped batch the digest of the body that was signed, and what is left of that body."""
    return tubuh[:PANJANG_SIDIK], tubuh[PANJANG_SIDIK:]


def mentah_dilucuti(kepala: KepalaPaket, tubuh: bytes) -> bytes:
    """Return the lines of a stripped batch: hardly longer than they were, so never a bomb either."""
    panjang = _panjang(tubuh)
    if not 0 < panjang <= kepala.panjang + _LEBIH * kepala.jumlah or panjang > MAKS_RASIO * len(tubuh):
        raise InvalidInput(_RUSAK)
    mentah: bytes = zstandard.ZstdDecompressor(max_window_size=2**27).decompressobj().decompress(tubuh)
    if len(mentah) != panjang:
        raise InvalidInput(_RUSAK)
    return mentah


def mentah_utuh(kepala: KepalaPaket, tubuh: bytes) -> bytes:
    """Return the uncompressed body: never more bytes than the header says, and never a bomb."""
    if kepala.panjang > MAKS_RASIO * len(tubuh):
        raise InvalidInput(Pesan("sinkron.paket_terlalu_besar", jumlah=kepala.jumlah, panjang=kepala.panjang))
    if _panjang(tubuh) != kepala.panjang:
        raise InvalidInput(_RUSAK)
    mentah: bytes = zstandard.ZstdDecompressor(max_window_size=2**27).decompressobj().decompress(tubuh)
    if len(mentah) != kepala.panjang or hashlib.sha256(mentah).hexdigest() != kepala.sha256:
        raise InvalidInput(_RUSAK)
    return mentah


def _panjang(tubuh: bytes) -> int:
    """Return the size the compressed frame declares, before anything is allocated."""
    return int(zstandard.get_frame_parameters(tubuh).content_size)


def _baca(kepala: KepalaPaket, mentah: bytes) -> Iterator[Kiriman]:
    for tempat, baris in enumerate(mentah.split(b"\n")):
        isi: dict[str, Any] = json.loads(baris)
        pribadi, garam = isi.pop("pribadi", None), bytes.fromhex(isi.pop("garam", ""))
        isi |= {"desa": kepala.desa, "epoch": str(kepala.epoch), "urut": kepala.dari + tempat}
        yield Kiriman(isi, pribadi, garam)
