"""A village's stream in memory: made as unlike as a real one, and told what its batches may refer to.

For who measures the wire (``bench.kawat``) and who trains the dictionary for it (``tools.latih_kamus``).
"""

import json
import random
import re
from collections.abc import Sequence
from hashlib import sha256
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from eoffice.jejak.aliran import Kiriman
from eoffice.sinkron.rules.kepala import Rujukan
from eoffice.sinkron.rules.padat import padatkan_waktu
from eoffice.sinkron.rules.paket import BENTUK, urai
from eoffice.sinkron.services import acuan
from eoffice.sinkron.services.kamus import nama_kamus, terbaru
from eoffice.sinkron.services.kemas import Acuan, Asal, kemas, tulis_baris

KUNCI = Ed25519PrivateKey.generate()
ASAL = Asal(uuid4(), None, "ab" * 32)
_SIDIK = re.compile(r'"[0-9a-f]{64}"')
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class Aliran:
    """A stream in memory, that tells which earlier events a batch may refer to, as ``acuan.pilih`` does."""

    def __init__(self, semua: Sequence[Kiriman]) -> None:
        self.semua = semua
        self.padat = [padatkan_waktu(tulis_baris(satu)) for satu in semua]

    def acuan(self, mulai: int, banyak: int) -> Acuan:
        """Return what the events from ``mulai`` on (from 0) may refer to."""
        disebut = {
            i for s in self.semua[mulai : mulai + banyak] for i in _ID.findall(tulis_baris(s).decode())
        }
        akhir: dict[str, int] = {}
        for tempat in range(mulai):
            akhir[str(self.semua[tempat].isi["agregat_id"])] = tempat
        tempat_semua = {akhir[satu] for satu in disebut if satu in akhir}
        tempat_semua |= set(range(max(0, mulai - acuan.BERUNTUN), mulai))
        pilihan: list[int] = []
        sisa = acuan.MAKS_BITA
        for satu in sorted(tempat_semua, reverse=True):
            sisa -= len(self.padat[satu])
            if sisa < 0:
                break
            pilihan.insert(0, satu)
        isi = b"\n".join(self.padat[satu] for satu in pilihan)
        return Acuan(Rujukan(tuple(satu + 1 for satu in pilihan), sha256(isi).hexdigest()[:8]), isi)

    def bita(self, banyak: int, mulai: int, sampai: int, cara: str) -> tuple[float, float]:
        """Return body, and body with frame, of an event of a part of the stream, in batches of so many.

        ``cara``: ``k1`` for the first form, ``k2`` for the second one with that dictionary, ``now`` for the newest.
        """
        tubuh = penuh = jumlah = 0
        for awal in range(mulai, sampai, banyak):
            bagian = self.semua[awal : min(sampai, awal + banyak)]
            acu = None if cara == "k1" else self.acuan(awal, banyak)
            bentuk = 2 if cara == "k2" else BENTUK
            paket = kemas(bagian, ASAL, KUNCI, cara if cara in nama_kamus() else terbaru(), acu, bentuk)
            tubuh, penuh = tubuh + len(urai(paket)[2]), penuh + len(paket)
            jumlah += len(bagian)
        return tubuh / jumlah, penuh / jumlah


def wajar(urut: int, isi: dict[str, Any], pribadi: dict[str, Any] | None, garam: str) -> Kiriman:
    """Return an event with files of its own, at some second of its minute."""
    agregat, waktu = isi["agregat_id"], isi["waktu"]
    teks = _SIDIK.sub(
        lambda s: f'"{sha256((agregat + s[0]).encode()).hexdigest()}"', json.dumps([isi, pribadi])
    )
    isi, pribadi = json.loads(teks)
    saat = f"{waktu[:17]}{random.randrange(60):02}.{random.randrange(10**6):06}{waktu[-6:]}"  # noqa: S311
    return Kiriman({**isi, "urut": urut, "waktu": saat}, pribadi, bytes.fromhex(garam))
