"""What waits for whom: the work piles of a person's roles, for the menu and the first page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from eoffice.kernel.peran import Peran
from eoffice.surat.rules.alur import CaraTerbit, Status, siap_ditandatangani, tumpukan
from eoffice.surat.selectors.meja import Tumpuk, hitung_status
from eoffice.surat.services.pengaturan import Pengaturan, pengaturan


def milik_saya(peran: frozenset[Peran], atur: Pengaturan) -> tuple[Status, ...]:
    """Return the statuses that wait for somebody with these roles, in the order of the way."""
    semua = {s for p in peran for s in tumpukan(p, paraf=atur.paraf, cara_terbit=atur.cara_terbit)}
    return tuple(s for s in Status if s in semua)


TANDA: Final = frozenset({Status.DIPARAF, Status.TERVERIFIKASI, Status.MENUNGGU_TTE})
"""Where letters wait for the signer, if they are signed electronically."""


def jumlah_menu(peran: frozenset[Peran], atur: Pengaturan, hitung: Mapping[Status, Tumpuk]) -> dict[str, int]:
    """Return how many wait in each section of the menu; what is only signed on paper waits for the operator."""
    penanda = Peran.PENANDA_TANGAN in peran
    menunggu = {s: hitung[s].jumlah for s in milik_saya(peran, atur) if s in hitung}
    return {
        "permohonan": sum(n for s, n in menunggu.items() if not (penanda and s in TANDA))
        + kertas_siap(peran, atur, hitung),
        "tanda-tangan": sum(n - hitung[s].kertas for s, n in menunggu.items() if s in TANDA)
        if penanda
        else 0,
    }


def kertas_siap(peran: frozenset[Peran], atur: Pengaturan, hitung: Mapping[Status, Tumpuk]) -> int:
    """Return how many letters, ready to be signed, an operator has to print because their type needs paper.

    Where everything is signed on paper they are in his own piles already.
    """
    if Peran.OPERATOR not in peran or atur.cara_terbit is CaraTerbit.BASAH:
        return 0
    return sum(hitung[s].kertas for s in siap_ditandatangani(paraf=atur.paraf) if s in hitung)


def lencana(peran: frozenset[Peran], atur: Pengaturan | None = None) -> dict[str, int]:
    """Return how many wait in each section of the menu, read anew; ``atur``: the settings, where they were read."""
    return jumlah_menu(peran, atur or pengaturan(), hitung_status(selesai=False)) if peran else {}
