"""Where to complain, and how soon the office answers.

UU 25/2009 tentang Pelayanan Publik: the office has means for complaints and somebody who handles them (article 36),
answers a written one within 14 days (article 44) and decides within 60 days once it is complete (article 46).
"""

import re
from collections.abc import Mapping
from typing import Final

from eoffice.kernel.messages import Pesan

HARI_TANGGAP: Final = 14
"""Days until the answer at the latest; a village may promise fewer."""
HARI_PUTUS: Final = 60
"""Days until the decision."""
PANJANG: Final[Mapping[str, int]] = {
    "petugas": 100,
    "telepon": 20,
    "whatsapp": 20,
    "surel": 120,
    "tempat": 200,
    "jam": 100,
}
_TELEPON: Final = re.compile(r"0[0-9]{7,13}")
_HP: Final = re.compile(r"08[0-9]{7,12}")
_SUREL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_BENTUK: Final = (
    ("telepon", _TELEPON, "papan.telepon_salah"),
    ("whatsapp", _HP, "papan.whatsapp_salah"),
    ("surel", _SUREL, "papan.surel_salah"),
)


def keluhan(kontak: Mapping[str, str], hari_tanggap: int) -> dict[str, Pesan]:
    """Return by field what is wrong with a contact; an empty field means: as the office itself."""
    galat = {
        nama: Pesan("papan.panjang", maks=maks, panjang=len(kontak[nama]))
        for nama, maks in PANJANG.items()
        if len(kontak[nama]) > maks
    }
    for nama, bentuk, kode in _BENTUK:
        if kontak[nama] and nama not in galat and not bentuk.fullmatch(kontak[nama]):
            galat[nama] = Pesan(kode)
    if not 1 <= hari_tanggap <= HARI_TANGGAP:
        galat["hari_tanggap"] = Pesan("papan.hari_tanggap", maks=HARI_TANGGAP)
    return galat


def angka_wa(nomor: str) -> str:
    """Return a mobile number as wa.me wants it: 62 instead of the leading 0."""
    return f"62{nomor[1:]}"
