"""The header of a batch of the second and third form: bytes in a fixed order instead of JSON, and nothing twice. Pure.

It is what is signed, as the JSON of the first form is. The digest of the uncompressed body is left out: the signature
covers the compressed one. The digest before the first event of a stream is left out: there is only one.
"""

import re
from typing import Final
from uuid import UUID

from eoffice.kernel.chain import GENESIS
from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.rules.bita import Pembaca, angka
from eoffice.sinkron.rules.kepala import Induk, KepalaPaket, Rujukan

_INDUK, _AWAL, _RUJUKAN, _PILAH = 1, 2, 4, 8
_KODE: Final = re.compile(r"\d\d\.\d\d\.\d\d\.\d{4}", re.ASCII)
_BITA_KODE: Final = 5
_BITA_SIDIK: Final = 4
MAKS_RUJUKAN: Final = 512
"""Earlier events one batch may refer to."""
_MAKS_KAMUS: Final = 20
_RUSAK: Final = Pesan("sinkron.paket_rusak")


def dapat_ringkas(desa: str) -> bool:
    """Tell whether a village's code has the shape that this form has room for."""
    return _KODE.fullmatch(desa) is not None


def tulis(kepala: KepalaPaket) -> bytes:
    """Return the header as it is signed and as it travels."""
    awal = kepala.dari == 1 and kepala.sebelum == GENESIS
    tanda = (_INDUK if kepala.induk else 0) | (_AWAL if awal else 0) | (_RUJUKAN if kepala.rujukan else 0)
    tanda |= _PILAH if kepala.pilah else 0
    kamus = kepala.kamus.encode()
    bagian = [
        bytes([tanda]),
        int(kepala.desa.replace(".", "")).to_bytes(_BITA_KODE, "big"),
        kepala.node.bytes,
        kepala.epoch.bytes,
        kepala.induk.epoch.bytes + angka(kepala.induk.urut) if kepala.induk else b"",
        angka(kepala.dari) + angka(kepala.jumlah) + angka(kepala.panjang),
        b"" if awal else bytes.fromhex(kepala.sebelum),
        bytes.fromhex(kepala.digest),
        bytes([len(kamus)]) + kamus,
        _tulis_rujukan(kepala.rujukan, kepala.dari) if kepala.rujukan else b"",
    ]
    return b"".join(bagian)


def baca(isi: bytes) -> tuple[KepalaPaket, int]:
    """Return the header at the beginning of ``isi``, and how many bytes it takes.

    Raises:
        InvalidInput: there is none, or it is written in another way than ``tulis`` does.
    """
    baca_dari = _Pembaca(isi)
    try:
        kepala = baca_dari.kepala()
        sama = isi[: baca_dari.tempat] == tulis(kepala)
    except (IndexError, ValueError, OverflowError):
        raise InvalidInput(_RUSAK) from None
    if not sama:  # one byte string for one header
        raise InvalidInput(_RUSAK)
    return kepala, baca_dari.tempat


class _Pembaca(Pembaca):
    def kepala(self) -> KepalaPaket:
        (tanda,) = self.ambil(1)
        kode = str(int.from_bytes(self.ambil(_BITA_KODE), "big")).zfill(10)
        node, epoch = UUID(bytes=self.ambil(16)), UUID(bytes=self.ambil(16))
        induk = Induk(UUID(bytes=self.ambil(16)), self.angka()) if tanda & _INDUK else None
        dari, jumlah, panjang = self.angka(), self.angka(), self.angka()
        sebelum = GENESIS if tanda & _AWAL else self.ambil(32).hex()
        digest = self.ambil(32).hex()
        kamus = self.ambil(self.ambil(1)[0] % (_MAKS_KAMUS + 1)).decode()
        return KepalaPaket(
            desa=f"{kode[:2]}.{kode[2:4]}.{kode[4:6]}.{kode[6:]}",
            node=node,
            epoch=epoch,
            induk=induk,
            dari=dari,
            jumlah=jumlah,
            sebelum=sebelum,
            digest=digest,
            kamus=kamus,
            panjang=panjang,
            sha256="",
            rujukan=self.rujukan(dari) if tanda & _RUJUKAN else None,
            pilah=bool(tanda & _PILAH),
        )

    def rujukan(self, dari: int) -> Rujukan:
        sidik, beruntun, lain = self.ambil(_BITA_SIDIK).hex(), self.angka(), self.angka()
        if beruntun + lain > MAKS_RUJUKAN or beruntun >= dari:
            raise ValueError
        urut = list(range(dari - beruntun, dari))
        for _ in range(lain):
            urut.insert(0, (urut[0] if urut else dari) - self.angka() - 1)
        if not urut or urut[0] < 1:
            raise ValueError
        return Rujukan(tuple(urut), sidik)


def _tulis_rujukan(rujukan: Rujukan, dari: int) -> bytes:
    """Those right before the batch are only counted; of each further one, going back, the gap is told."""
    mundur = list(reversed(rujukan.urut))
    beruntun = 0
    while beruntun < len(mundur) and mundur[beruntun] == dari - beruntun - 1:
        beruntun += 1
    sisa, sesudah = mundur[beruntun:], dari - beruntun
    jarak = bytearray()
    for satu in sisa:
        jarak += angka(sesudah - satu - 1)
        sesudah = satu
    return bytes.fromhex(rujukan.sidik) + angka(beruntun) + angka(len(sisa)) + bytes(jarak)
