"""Closed days in words, for whoever waits for a letter or is about to come."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from eoffice.surat.rules.janji import JamKerja
from eoffice.surat.rules.tutup import KE_DEPAN, Tutup
from eoffice.surat.services import Pengaturan, jam_kerja, tutup_antara
from eoffice.web.komponen.waktu import setempat, tanggal


def kata_tutup(satu: Tutup, hari: date) -> str:
    """Return a span of closed days: ``Hari ini (Natal)``, ``Kamis, 24 Desember sampai Jumat, 25 Desember (Natal)``."""
    sebab = f" ({satu.sebab})" if satu.sebab else ""
    awal, akhir = _kata(satu.mulai, hari), _kata(satu.sampai, hari)
    if awal == akhir:
        return f"{awal}{sebab}"
    return f"{awal} sampai {akhir.replace('Besok', 'besok')}{sebab}"


def _kata(satu: date, hari: date) -> str:
    dekat = {0: "Hari ini", 1: "Besok"}.get((satu - hari).days)
    return dekat or tanggal(satu, hari_nama=True, tahun=satu.year != hari.year)


def tutup_dekat(kini: datetime, atur: Pengaturan) -> dict[str, Any]:
    """Return for a page the closed days of the next two weeks, and whether today is one of them."""
    kerja = jam_kerja(kini)
    hari = setempat(kini, kerja.zona).date()
    ada = tutup_antara(hari, hari + timedelta(days=KE_DEPAN), kerja, atur)
    return {
        "tutup": [kata_tutup(satu, hari) for satu in ada],
        "tutup_kini": hari in kerja.libur and bool(ada),
    }


def tutup_sampai(kini: datetime, sampai: datetime | None, kerja: JamKerja, atur: Pengaturan) -> list[str]:
    """Return the closed days that a promise leaps over, from today to its end."""
    if sampai is None or sampai <= kini:
        return []
    hari, akhir = (setempat(saat, kerja.zona).date() for saat in (kini, sampai))
    return [kata_tutup(satu, hari) for satu in tutup_antara(hari, akhir, kerja, atur)]
