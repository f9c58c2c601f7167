"""Digests of tables: two sides compare a few hundred bytes and learn which rows differ. Pure.

A table is 256 buckets by the last byte of the row's id. A bucket is the number of its rows and the sum, modulo 2^256,
of their SHA-256: rows may come in any order. The sum guards against accidents, not against a forger; signatures do.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from eoffice.kernel.canonical import canonical_text
from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan

EMBER: Final = 256
CUPLIKAN: Final = 8
"""Hex digits of a bucket's digest that travel: enough to find where two sides differ; the root says whether."""
_MODULO: Final = 1 << 256


def sidik_baris(
    agregat_id: UUID, revisi: int, publik: Mapping[str, Any], pribadi: Mapping[str, Any]
) -> bytes:
    """Return the SHA-256 of a row: of its canonical form, the same on every machine."""
    return sidik_tulisan(canonical_text([str(agregat_id), revisi, publik, pribadi]))


def sidik_tulisan(tulisan: str) -> bytes:
    """Return the SHA-256 of a row that is written canonically already."""
    return hashlib.sha256(tulisan.encode()).digest()


def ember(agregat_id: UUID) -> int:
    """Return the bucket of a row."""
    return agregat_id.int & (EMBER - 1)


@dataclass(frozen=True, slots=True)
class RingkasTabel:
    """A table in short: number of rows, the root over all buckets, and the beginning of each bucket's digest."""

    versi: int
    jumlah: int
    akar: str
    ember: str

    def berbeda(self, lain: "RingkasTabel") -> list[int]:
        """Return the buckets that differ; all of them when the roots differ and no beginning does."""
        if self.akar == lain.akar:
            return []
        pasangan = zip(_cuplikan(self.ember), _cuplikan(lain.ember), strict=True)
        beda = [nomor for nomor, (satu, dua) in enumerate(pasangan) if satu != dua]
        return beda or list(range(EMBER))

    def tulis(self) -> dict[str, str | int]:
        """Return it as the event tells it."""
        return {"versi": self.versi, "jumlah": self.jumlah, "akar": self.akar, "ember": self.ember}


def ringkas(versi: int, baris: Iterable[tuple[UUID, bytes]]) -> RingkasTabel:
    """Return a table in short from the ids and digests of its rows, in any order."""
    banyak, jumlah = [0] * EMBER, [0] * EMBER
    for agregat_id, sidik in baris:
        nomor = ember(agregat_id)
        banyak[nomor] += 1
        jumlah[nomor] += int.from_bytes(sidik, "big")
    return _ringkas(versi, banyak, jumlah)


def ringkas_tulisan(versi: int, baris: Iterable[tuple[str, str]]) -> RingkasTabel:
    """Return a table in short from the ids of its rows, as text, and the rows written canonically."""
    banyak, jumlah = [0] * EMBER, [0] * EMBER
    for (
        agregat_id,
        tulisan,
    ) in baris:  # the same loop, with nothing called that need not be: a million rows come here
        nomor = int(agregat_id[-2:], 16)
        banyak[nomor] += 1
        jumlah[nomor] += int.from_bytes(hashlib.sha256(tulisan.encode()).digest(), "big")
    return _ringkas(versi, banyak, jumlah)


def _ringkas(versi: int, banyak: Sequence[int], jumlah: Sequence[int]) -> RingkasTabel:
    isi = [_isi_ember(n, s) for n, s in zip(banyak, jumlah, strict=True)]
    cuplikan = "".join(hashlib.sha256(satu).hexdigest()[:CUPLIKAN] for satu in isi)
    return RingkasTabel(versi, sum(banyak), hashlib.sha256(b"".join(isi)).hexdigest(), cuplikan)


def _cuplikan(ember: str) -> list[str]:
    return [ember[mulai : mulai + CUPLIKAN] for mulai in range(0, len(ember), CUPLIKAN)]


def _isi_ember(banyak: int, jumlah: int) -> bytes:
    return banyak.to_bytes(8, "big") + (jumlah % _MODULO).to_bytes(32, "big")


def baca(tabel: Any) -> dict[str, RingkasTabel]:
    """Read the tables of a checkpoint.

    Raises:
        InvalidInput: not what ``tulis`` writes.
    """
    try:
        hasil = {str(nama): RingkasTabel(**isi) for nama, isi in tabel.items()}
        sah = all(map(_sah, hasil.values()))
    except (TypeError, ValueError, AttributeError):
        sah = False
    if not sah:
        raise InvalidInput(Pesan("sinkron.titik_cocok_rusak"))
    return hasil


def _sah(satu: RingkasTabel) -> bool:
    angka = type(satu.versi) is int and type(satu.jumlah) is int and satu.jumlah >= 0
    return angka and _heksa(satu.akar, 64) and _heksa(satu.ember, EMBER * CUPLIKAN)


def _heksa(teks: object, panjang: int) -> bool:
    return isinstance(teks, str) and len(teks) == panjang and set(teks) <= set("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Baris:
    """One row of a bucket as two sides compare it."""

    agregat_id: UUID
    revisi: int
    sidik: str


@dataclass(frozen=True, slots=True)
class BedaBaris:
    """A row that differs: here only, there only, or on both sides with another content."""

    agregat_id: UUID
    sini: Baris | None
    sana: Baris | None


def bandingkan(sini: Sequence[Baris], sana: Sequence[Baris]) -> list[BedaBaris]:
    """Return the rows that differ between two lists of the same buckets, by id."""
    kiri = {satu.agregat_id: satu for satu in sini}
    kanan = {satu.agregat_id: satu for satu in sana}
    return [
        BedaBaris(satu, kiri.get(satu), kanan.get(satu))
        for satu in sorted(kiri.keys() | kanan.keys())
        if kiri.get(satu) != kanan.get(satu)
    ]
