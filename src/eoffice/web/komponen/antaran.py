"""Whose turn it is when data travels by USB stick, in words: the same on the pages of both sides and in the command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from eoffice.kernel import clock
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.rules.antaran import Giliran
from eoffice.sinkron.services.antaran import Keadaan
from eoffice.web.komponen.angka import ribuan
from eoffice.web.komponen.kalimat import kalimat
from eoffice.web.komponen.status import Warna
from eoffice.web.komponen.waktu import ringkas

RUPA: Final[dict[Giliran, tuple[str, Warna, str]]] = {
    Giliran.BELUM: ("Tidak ada yang menunggu", "netral", "cek"),
    Giliran.SELESAI: ("Tidak ada yang menunggu", "hijau", "cek"),
    Giliran.TULIS: ("Giliran desa: unduh berkas baru", "kuning", "unduh"),
    Giliran.BAWA: ("Giliran desa: antarkan ke kabupaten", "kuning", "pasir"),
    Giliran.BALAS: ("Giliran kabupaten: unduh balasan", "kuning", "unduh"),
    Giliran.PULANG: ("Giliran desa: bawa pulang balasan", "kuning", "pasir"),
}


@dataclass(frozen=True, slots=True)
class SajianGiliran:
    """A mark, and the sentence that says what to do."""

    tanda: str
    warna: Warna
    ikon: str
    teks: str


def sajian_giliran(isi: Keadaan) -> SajianGiliran:
    """Return whose turn it is, in words."""
    tanda, warna, ikon = RUPA[isi.giliran]
    return SajianGiliran(tanda, warna, ikon, _teks(isi))


def _teks(isi: Keadaan) -> str:
    catatan = isi.catatan
    teks = kalimat(
        Pesan(
            f"sinkron.usb_{isi.giliran}",
            ditulis=_saat(catatan.ditulis_pada),
            diterima=_saat(catatan.diterima_pada),
            data=ribuan(isi.menunggu),
            dibawa=ribuan(catatan.dibawa),
        )
    )
    baru = isi.menunggu - catatan.dibawa
    if isi.giliran is Giliran.BAWA and baru > 0:
        return f"{teks} {kalimat(Pesan('sinkron.usb_menyusul', data=ribuan(baru)))}"
    return teks


def _saat(saat: datetime | None) -> str:
    return ringkas(saat, clock.now()) if saat else ""
