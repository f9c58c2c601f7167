"""The one light of a village: what it may say about being in step with the regency. Pure.

Green is a promise (I13): the receipts cover the head of every own stream *and* the last comparison agrees.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from eoffice.kernel.messages import Pesan
from eoffice.sinkron.rules.salam import Ujung

LAMA_TIDAK_BERTEMU: Final = timedelta(days=3)
LAMA_TIDAK_COCOK: Final = timedelta(days=3)
"""Compared every night; an answer older than this proves too little."""


class Warna(StrEnum):
    """The colour of the light; its sentence always says the same in words."""

    HIJAU = "hijau"
    KUNING = "kuning"
    MERAH = "merah"


@dataclass(frozen=True, slots=True)
class Keadaan:
    """What is known at the village.

    ``berkas_menunggu`` are to be sent, ``berkas_ditunggu`` to arrive. Of the former ``berkas_malam`` wait for the
    night, ``berkas_ditolak`` for room at the regency; ``bita_hari_ini`` of files moved today.
    ``cocok``: the result of the last comparison, ``None`` before the first or where a table could not be compared.
    ``kontak``: when the regency last gave a receipt, over the line or by file. ``sampai``: everything that happened
    until then is covered by one.
    """

    milik: Sequence[Ujung]
    tanda_terima: Mapping[UUID, Ujung]
    berkas_menunggu: int
    tertahan: int
    cocok: bool | None
    kontak: datetime | None
    cocok_pada: datetime | None = None
    sampai: datetime | None = None
    berkas_ditunggu: int = 0
    berkas_malam: int = 0
    berkas_ditolak: int = 0
    bita_hari_ini: int = 0


@dataclass(frozen=True, slots=True)
class Lampu:
    """Colour, sentence, and how many events no receipt covers."""

    warna: Warna
    pesan: Pesan
    menunggu: int


def lampu(keadaan: Keadaan, kini: datetime) -> Lampu:
    """Return the light; the gravest that is true decides."""
    menunggu = sum(_kurang(satu, keadaan.tanda_terima.get(satu.epoch)) for satu in keadaan.milik)
    sama = all(_tertutup(satu, keadaan.tanda_terima.get(satu.epoch)) for satu in keadaan.milik)
    for berlaku, warna, kode in _urutan(keadaan, kini, sama=sama):
        if berlaku:
            isi = {"data": menunggu, "berkas": keadaan.berkas_menunggu, "ditolak": keadaan.berkas_ditolak}
            return Lampu(warna, Pesan(kode, **isi), menunggu)
    return Lampu(Warna.HIJAU, Pesan("sinkron.lampu_sama"), menunggu)


def _urutan(keadaan: Keadaan, kini: datetime, *, sama: bool) -> Iterable[tuple[bool, Warna, str]]:
    yield keadaan.cocok is False, Warna.MERAH, "sinkron.lampu_tidak_cocok"
    yield keadaan.tertahan > 0, Warna.MERAH, "sinkron.lampu_tertahan"
    yield keadaan.kontak is None, Warna.KUNING, "sinkron.lampu_belum_bertemu"
    lama = keadaan.kontak is not None and kini - keadaan.kontak > LAMA_TIDAK_BERTEMU
    yield lama, Warna.MERAH, "sinkron.lampu_lama"
    tidak_muat = (
        keadaan.berkas_menunggu > 0 and keadaan.berkas_ditolak > 0
    )  # what waits for people is told first
    yield tidak_muat, Warna.KUNING, "sinkron.lampu_kuota"
    yield not sama or keadaan.berkas_menunggu > 0, Warna.KUNING, "sinkron.lampu_menunggu"
    yield keadaan.cocok is None, Warna.KUNING, "sinkron.lampu_belum_dicocokkan"
    basi = keadaan.cocok_pada is not None and kini - keadaan.cocok_pada > LAMA_TIDAK_COCOK
    yield basi, Warna.KUNING, "sinkron.lampu_lama_dicocokkan"


def _kurang(milik: Ujung, terima: Ujung | None) -> int:
    return max(0, milik.urut - (terima.urut if terima else 0))


def _tertutup(milik: Ujung, terima: Ujung | None) -> bool:
    """Tell whether a receipt covers a head: the same place and the same digest, not merely the same count."""
    return milik.urut == 0 or (
        terima is not None and (terima.urut, terima.digest) == (milik.urut, milik.digest)
    )
