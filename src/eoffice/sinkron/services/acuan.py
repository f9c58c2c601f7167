"""What a batch need not repeat: earlier events of the stream that sender and receiver hold already.

Every step of a letter tells the whole letter, so that it can be applied by itself; most of that was in the step before.
The sender names earlier events, the receiver reads them where it stored them, and both compress against them. A batch
of this kind is of use on the line alone: what is kept or carried must be readable by itself.
"""

import hashlib
import re
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from eoffice.jejak.aliran import Kiriman, kiriman_pada, terakhir_tentang
from eoffice.sinkron.rules.kepala import KepalaPaket, Rujukan
from eoffice.sinkron.rules.padat import padatkan_waktu
from eoffice.sinkron.rules.ringkas import MAKS_RUJUKAN
from eoffice.sinkron.services.kemas import TANPA_ACUAN, Acuan, tulis_baris

BERUNTUN: Final = 8
"""So many events right before the batch are taken along: the same people, the same day."""
MAKS_BITA: Final = 48 * 1024
MAKS_PERISTIWA: Final = 500
"""A larger batch repeats itself enough."""
_ID: Final = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def pilih(epoch: UUID, sesudah: int, semua: Sequence[Kiriman]) -> Acuan:
    """Return the newest events about all that a batch names, up to where the receiver holds the stream."""
    if not sesudah or len(semua) > MAKS_PERISTIWA:
        return TANPA_ACUAN
    disebut = {UUID(satu.decode()) for kiriman in semua for satu in _ID.findall(tulis_baris(kiriman))}
    urut = {*terakhir_tentang(epoch, sesudah, disebut), *range(max(1, sesudah - BERUNTUN + 1), sesudah + 1)}
    pilihan: list[int] = []
    baris: list[bytes] = []
    sisa = MAKS_BITA
    for satu in reversed(kiriman_pada(epoch, sorted(urut)[-MAKS_RUJUKAN:])):
        padat = padatkan_waktu(tulis_baris(satu))
        sisa -= len(padat)
        if sisa < 0:
            break
        pilihan.append(int(satu.isi["urut"]))
        baris.append(padat)
    return _acuan(pilihan[::-1], baris[::-1])


def baca(kepala: KepalaPaket) -> Acuan:
    """Return the events that a batch refers to as they are here; other ones than it names when they differ."""
    if kepala.rujukan is None:
        return TANPA_ACUAN
    semua = kiriman_pada(kepala.epoch, kepala.rujukan.urut)
    return _acuan([int(satu.isi["urut"]) for satu in semua], [padatkan_waktu(tulis_baris(s)) for s in semua])


def _acuan(urut: Sequence[int], baris: Sequence[bytes]) -> Acuan:
    if not urut:
        return TANPA_ACUAN
    isi = b"\n".join(baris)
    return Acuan(Rujukan(tuple(urut), hashlib.sha256(isi).hexdigest()[:8]), isi)
