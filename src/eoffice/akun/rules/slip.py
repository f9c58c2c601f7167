"""The twelve characters of an activation slip that another installation can check without having heard of it. Pure.

Three of them say until which day the slip lasts, and tell two slips of one day apart; the other nine (44 bits) are a
MAC over the village, the resident, that day and the two characters, with a secret that both installations hold.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import UUID

ALFABET: Final = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""Letters and digits that nobody mistakes for each other."""
PANJANG: Final = 12
_DASAR: Final = len(ALFABET)
BANYAK_PEMBEDA: Final = _DASAR**2
_BUKTI: Final = 9
_LALU: Final = 10
"""So many days back an ended slip is still recognised; the rest of the thirty is for a village clock that is ahead."""


@dataclass(frozen=True, slots=True)
class IsiSlip:
    """What a code proves: of whom it is, the last day, and which of that day's it is."""

    desa: str
    penduduk_id: UUID
    hari: int
    pembeda: int

    @property
    def kedaluwarsa(self) -> datetime:
        """The end of the last day."""
        return datetime.combine(_EPOCH + timedelta(days=self.hari + 1), time(), UTC)

    def jti(self, rahasia: bytes) -> str:
        """Return the name of the slip, the same in its QR."""
        return _mac(rahasia, b"jti", self)[:8].hex()


_EPOCH: Final = date(1970, 1, 1)


def hari_dari(saat: datetime) -> int:
    """Return the number of a day."""
    return (saat.astimezone(UTC).date() - _EPOCH).days


def tulis_kode(isi: IsiSlip, rahasia: bytes) -> str:
    """Return the code, without hyphens."""
    depan = (isi.hari % _DASAR) * BANYAK_PEMBEDA + isi.pembeda
    return _huruf(depan, 3) + _bukti(isi, rahasia)


def baca_kode(kode: str, desa: str, penduduk_id: UUID, rahasia: bytes, kini: datetime) -> IsiSlip | None:
    """Return what a code proves about this resident, ``None`` when it proves nothing. It may have ended."""
    if len(kode) != PANJANG or any(huruf not in ALFABET for huruf in kode):
        return None
    sisa, pembeda = divmod(_angka(kode[:3]), BANYAK_PEMBEDA)
    awal = hari_dari(kini) - _LALU
    isi = IsiSlip(desa, penduduk_id, awal + (sisa - awal) % _DASAR, pembeda)
    return isi if hmac.compare_digest(kode[3:], _bukti(isi, rahasia)) else None


def _bukti(isi: IsiSlip, rahasia: bytes) -> str:
    return _huruf(int.from_bytes(_mac(rahasia, b"kode", isi)), _BUKTI)


def _mac(rahasia: bytes, tujuan: bytes, isi: IsiSlip) -> bytes:
    teks = f"{isi.desa}\0{isi.penduduk_id}\0{isi.hari}\0{isi.pembeda}".encode()
    return hmac.new(rahasia, tujuan + b"\0" + teks, hashlib.sha256).digest()


def _huruf(angka: int, panjang: int) -> str:
    hasil = ""
    for _ in range(panjang):
        angka, letak = divmod(angka, _DASAR)
        hasil = ALFABET[letak] + hasil
    return hasil


def _angka(huruf: str) -> int:
    hasil = 0
    for satu in huruf:
        hasil = hasil * _DASAR + ALFABET.index(satu)
    return hasil
