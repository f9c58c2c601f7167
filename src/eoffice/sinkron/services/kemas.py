"""Packing events into a signed, compressed batch, and opening one. The same bytes go over HTTPS and on a USB stick."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import zstandard
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from eoffice.jejak.aliran import Kiriman, rangkai
from eoffice.kernel import chain
from eoffice.kernel.canonical import canonical_json, canonical_plain, read_plain
from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.rules.bita import Pembaca, angka
from eoffice.sinkron.rules.kepala import Induk, KepalaPaket, Rujukan
from eoffice.sinkron.rules.padat import kembangkan, kembangkan_waktu, padatkan, padatkan_waktu
from eoffice.sinkron.rules.paket import (
    BENTUK,
    MAKS_PADAT,
    MAKS_RASIO,
    PANJANG_SIDIK,
    baca_kepala,
    dilucuti,
    rakit,
    tulis_kepala,
    urai,
)
from eoffice.sinkron.rules.pilah import Pilah
from eoffice.sinkron.rules.takaran import MAKS_BITA
from eoffice.sinkron.services.kamus import TANPA, pemampat, pemampat_rujukan, pembuka, pembuka_rujukan

TINGKAT: Final = 9
JENDELA: Final = 2**27
"""Bytes a body may make the decompressor hold at most."""
BITA_PERISTIWA: Final = 100
"""About so many bytes an event takes in a batch: how many are fetched to fill it."""
MAKS_SEKALI: Final = 2000
"""Events of one call at most: both sides hold them in memory."""
_TETAP: Final = ("desa", "epoch", "urut")
"""Columns the header already tells: left out of every line, put back when a batch is opened."""
_TETAP_BERISI: Final = (*_TETAP, "digest_pribadi")
_LEBIH: Final = 128
"""Bytes by which the line of an event may grow when its private part goes: the digest of that stands there then."""
_RUSAK: Final = Pesan("sinkron.paket_rusak")
ACUAN_BEDA: Final = "sinkron.acuan_beda"


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


@dataclass(frozen=True, slots=True)
class Tertutup:
    """A batch whose signature was checked: what its sender says of it may be used, what is in it was not looked at."""

    kepala: KepalaPaket
    tubuh: bytes
    lucut: bool


@dataclass(frozen=True, slots=True)
class Acuan:
    """Earlier events of the stream that both sides hold, as ``rujukan`` names them; ``isi``: their lines."""

    rujukan: Rujukan | None = None
    isi: bytes = b""


TANPA_ACUAN: Final = Acuan()


def kemas(
    semua: Sequence[Kiriman],
    asal: Asal,
    kunci: Ed25519PrivateKey,
    kamus: str = TANPA,
    acuan: Acuan | None = None,
    bentuk: int = BENTUK,
) -> bytes:
    """Return events, which follow each other in one stream, as one batch, packed with a dictionary both sides know.

    ``acuan``: for a receiver who knows the second form of a batch, or the third one if ``bentuk`` says so.
    """
    isi = semua[0].isi
    baris = b"\n".join(map(tulis_baris, semua))
    mentah, tubuh = _tubuh(baris, kamus, acuan, bentuk)
    kepala = KepalaPaket(
        desa=isi["desa"],
        node=asal.node,
        epoch=UUID(isi["epoch"]),
        induk=asal.induk,
        dari=isi["urut"],
        jumlah=len(semua),
        sebelum=asal.sebelum,
        digest=rangkai(asal.sebelum, semua)[-1],
        kamus=kamus,
        panjang=len(mentah),
        sha256=hashlib.sha256(mentah).hexdigest() if acuan is None else "",
        rujukan=acuan.rujukan if acuan else None,
        pilah=acuan is not None and bentuk >= BENTUK,
    )
    teks = tulis_kepala(kepala)
    return rakit(teks, kunci.sign(_ditandatangani(teks, hashlib.sha256(tubuh).digest())), tubuh)


def _tubuh(baris: bytes, kamus: str, acuan: Acuan | None, bentuk: int) -> tuple[bytes, bytes]:
    """Return what is compressed, and the body that it becomes."""
    if acuan is None:
        mentah = padatkan(baris)
        return mentah, pemampat(kamus, TINGKAT).compress(mentah)
    mentah = padatkan_waktu(baris)
    if bentuk < BENTUK:
        return mentah, pemampat_rujukan(kamus, acuan.isi, len(mentah)).compress(mentah)
    pilah = Pilah(acuan.isi)
    kata, acak = pilah.pisah(mentah)
    return kata, angka(len(acak)) + acak + pemampat_rujukan(kamus, pilah.acuan, len(kata)).compress(kata)


def cukup(muat: int) -> int:
    """Return how many events to fetch for a batch of so many bytes."""
    return max(1, min(MAKS_SEKALI, muat // BITA_PERISTIWA))


def kemas_muat(
    semua: Sequence[Kiriman],
    asal: Asal,
    kunci: Ed25519PrivateKey,
    kamus: str = TANPA,
    muat: int = MAKS_BITA,
    acuan: Acuan | None = None,
    bentuk: int = BENTUK,
) -> tuple[bytes, int]:
    """Return as many of the first events as fit into so many bytes (at least one) as a batch, and how many."""
    banyak = len(semua)
    while len(paket := kemas(semua[:banyak], asal, kunci, kamus, acuan, bentuk)) > muat and banyak > 1:
        banyak = min(banyak - 1, max(1, banyak * muat // len(paket)))
    return paket, banyak


def periksa(isi: bytes, kunci: Ed25519PublicKey, *, boleh_dilucuti: bool = False) -> Tertutup:
    """Check who signed a batch, and read its header.

    ``boleh_dilucuti``: also one out of which private parts were erased since (``lucut``): the signature covers the
    header with the digest of the last event, and the chain up to it proves every event that is left.

    Raises:
        InvalidInput: it is damaged, signed by somebody else, or too large.
    """
    teks, tanda_tangan, tubuh = urai(isi)
    lucut = boleh_dilucuti and dilucuti(isi)
    sidik, tubuh = pisah_sidik(tubuh) if lucut else (hashlib.sha256(tubuh).digest(), tubuh)
    try:
        kunci.verify(tanda_tangan, _ditandatangani(teks, sidik))
    except InvalidSignature:
        raise InvalidInput(Pesan("sinkron.paket_bukan_dari_sana")) from None
    return Tertutup(baca_kepala(teks), tubuh, lucut)


def buka(isi: bytes, kunci: Ed25519PublicKey, *, boleh_dilucuti: bool = False) -> Paket:
    """Open a batch: signature first, then size, then content; the chain is computed again.

    Raises:
        InvalidInput: it is damaged, signed by somebody else, too large, or says something else than its header.
    """
    return buka_isi(periksa(isi, kunci, boleh_dilucuti=boleh_dilucuti))


def buka_isi(tertutup: Tertutup, acuan: Acuan = TANPA_ACUAN) -> Paket:
    """Open a batch whose signature was checked; ``acuan``: the earlier events that it names, as they are here.

    Raises:
        InvalidInput: it is damaged, too large, or says something else than its header; or those are others here.
    """
    kepala = tertutup.kepala
    if kepala.rujukan != acuan.rujukan:
        raise InvalidInput(Pesan(ACUAN_BEDA))
    try:
        semua = tuple(_baca(kepala, _mentah(tertutup, acuan.isi)))
        digest = tuple(rangkai(kepala.sebelum, semua, canonical_plain))
    except (
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        OverflowError,
        RecursionError,
        zstandard.ZstdError,
    ):
        raise InvalidInput(_RUSAK) from None
    if len(semua) != kepala.jumlah or digest[-1] != kepala.digest:
        raise InvalidInput(_RUSAK)
    return Paket(kepala, semua, digest)


def _mentah(tertutup: Tertutup, acuan: bytes) -> bytes:
    kepala, tubuh = tertutup.kepala, tertutup.tubuh
    if kepala.pilah:
        return mentah_pilah(kepala, tubuh, acuan)
    if kepala.ringkas:
        return kembangkan_waktu(mentah_ringkas(kepala, tubuh, acuan))
    return (mentah_dilucuti if tertutup.lucut else mentah_utuh)(kepala, tubuh)


def acuan_ditolak(pesan: Pesan) -> bool:
    """Tell whether the other side refuses a batch because it holds the events it refers to differently, or not."""
    return ACUAN_BEDA in {pesan.kode, pesan.params.get("kode")}


def intip(isi: bytes) -> KepalaPaket:
    """Read who says he sent a batch, to find his key; nothing of it is believed yet.

    Raises:
        InvalidInput: not a batch.
    """
    return baca_kepala(urai(isi)[0])


def _ditandatangani(teks: bytes, sidik_tubuh: bytes) -> bytes:
    return b"eoffice-paket\0" + teks + sidik_tubuh


def tulis_baris(satu: Kiriman) -> bytes:
    """Return the line of one event; the digest of a private part that travels with it is worked out on arrival."""
    tetap = _TETAP if satu.pribadi is None else _TETAP_BERISI
    isi = {nama: nilai for nama, nilai in satu.isi.items() if nama not in tetap}
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
    mentah: bytes = pembuka(kepala.kamus, JENDELA).decompressobj().decompress(tubuh)
    if len(mentah) != panjang:
        raise InvalidInput(_RUSAK)
    return kembangkan(mentah)


def mentah_utuh(kepala: KepalaPaket, tubuh: bytes) -> bytes:
    """Return the lines of a batch: their short form has as many bytes as the header says, and is never a bomb."""
    if kepala.panjang > MAKS_RASIO * len(tubuh):
        raise InvalidInput(Pesan("sinkron.paket_terlalu_besar", jumlah=kepala.jumlah, panjang=kepala.panjang))
    if _panjang(tubuh) != kepala.panjang:
        raise InvalidInput(_RUSAK)
    mentah: bytes = pembuka(kepala.kamus, JENDELA).decompressobj().decompress(tubuh)
    if len(mentah) != kepala.panjang or hashlib.sha256(mentah).hexdigest() != kepala.sha256:
        raise InvalidInput(_RUSAK)
    return kembangkan(mentah)


def mentah_ringkas(kepala: KepalaPaket, tubuh: bytes, acuan: bytes) -> bytes:
    """Return what was compressed; what it repeats of ``acuan`` costs next to nothing in it."""
    if _panjang(tubuh, zstandard.FORMAT_ZSTD1_MAGICLESS) != kepala.panjang:
        raise InvalidInput(_RUSAK)
    if kepala.panjang > MAKS_RASIO * len(tubuh) + len(acuan):
        raise InvalidInput(Pesan("sinkron.paket_terlalu_besar", jumlah=kepala.jumlah, panjang=kepala.panjang))
    mentah: bytes = pembuka_rujukan(kepala.kamus, acuan, JENDELA).decompressobj().decompress(tubuh)
    if len(mentah) != kepala.panjang:
        raise InvalidInput(_RUSAK)
    return mentah


def mentah_pilah(kepala: KepalaPaket, tubuh: bytes, acuan: bytes) -> bytes:
    """Return the lines of a batch of the third form: what is chance stands before the words, not compressed."""
    pembaca, pilah = Pembaca(tubuh), Pilah(acuan)
    acak = pembaca.ambil(pembaca.angka())
    kata = mentah_ringkas(kepala, tubuh[pembaca.tempat :], pilah.acuan)
    return kembangkan_waktu(pilah.gabung(kata, acak, MAKS_PADAT))


def _panjang(tubuh: bytes, bentuk: int = zstandard.FORMAT_ZSTD1) -> int:
    """Return the size the compressed frame declares, before anything is allocated."""
    return int(zstandard.get_frame_parameters(tubuh, bentuk).content_size)


def _baca(kepala: KepalaPaket, mentah: bytes) -> Iterator[Kiriman]:
    tetap = {"desa": kepala.desa, "epoch": str(kepala.epoch)}
    for urut, baris in enumerate(mentah.decode().split("\n"), kepala.dari):
        isi: dict[str, Any] = read_plain(baris)
        pribadi, garam = isi.pop("pribadi", None), bytes.fromhex(isi.pop("garam", ""))
        isi |= tetap
        isi["urut"] = urut
        if pribadi is not None:
            isi["digest_pribadi"] = chain.private_digest(garam, pribadi, canonical_plain)
        yield Kiriman(isi, pribadi, garam)
