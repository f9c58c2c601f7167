"""A date that looks wrong stands on no letter before a person has confirmed it. Nobody is locked out by a clock."""

from dataclasses import replace
from datetime import date
from typing import Final

from django.db import transaction

from eoffice.arsip import events
from eoffice.arsip.rules.jam import meragukan
from eoffice.arsip.rules.saksi import Saksi
from eoffice.arsip.services.berkas_saksi import letak, ubah_berkas
from eoffice.arsip.services.saksi import disaksikan, periksa
from eoffice.jejak.aliran import jam_terakhir
from eoffice.jejak.services import catat
from eoffice.kernel import clock
from eoffice.kernel.errors import InvalidInput, RuleRefused
from eoffice.kernel.ids import new_id
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.services.jumpa import jumpa

SEHARI: Final = 24 * 3600


def ragu(hari: date, saksi: Saksi | None = None) -> Pesan | None:
    """Return why the date of today has to be confirmed first; ``None``: it need not, or was."""
    if not disaksikan() or clock.dipasang():
        return None
    saksi = saksi or periksa()
    if saksi.tanggal == hari.isoformat():
        return None
    selisih = jumpa().selisih
    sebab = meragukan(clock.now(), jam_terakhir(), selisih)
    return Pesan(sebab, hari=abs(selisih) // SEHARI) if sebab else None


def sudah_dipastikan(hari: date) -> bool:
    """Tell whether a person said that this is today."""
    return disaksikan() and periksa().tanggal == hari.isoformat()


def tolak_bila_ragu(hari: date, saksi: Saksi) -> None:
    """Refuse to number a letter under a date in doubt.

    Raises:
        RuleRefused: a person has to confirm the date first.
    """
    if ragu(hari, saksi) is not None:
        raise RuleRefused(Pesan("arsip.tanggal_belum_pasti", tanggal=f"{hari:%d-%m-%Y}"))


@transaction.atomic
def pastikan_tanggal(*, diketik: date, hari: date, pelaku: str) -> None:
    """Let a person say which day it is; when the computer shows the same, numbering goes on today.

    Raises:
        InvalidInput: the computer shows another day: that has to be set first.
    """
    if diketik != hari:
        pesan = Pesan("arsip.tanggal_berbeda", komputer=f"{hari:%d-%m-%Y}", diketik=f"{diketik:%d-%m-%Y}")
        raise InvalidInput(pesan, {"tanggal": pesan})
    periksa()
    selisih = jumpa().selisih
    sebab = meragukan(clock.now(), jam_terakhir(), selisih)
    catat(
        jenis=events.TANGGAL_DIPASTIKAN,
        agregat="tanggal",
        agregat_id=new_id(),
        revisi=1,
        publik={"tanggal": hari.isoformat(), "sebab": sebab, "selisih": selisih},
        pribadi={},
        pelaku=pelaku,
        macam="cmd",
    )
    path = letak()
    transaction.on_commit(lambda: ubah_berkas(path, lambda s: replace(s, tanggal=hari.isoformat())) and None)
