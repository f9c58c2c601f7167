"""Rows of applications, as every list of the office shows them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from eoffice.surat.rules.alur import Status
from eoffice.surat.selectors.meja import BarisSurat

from .jam import Jam

GANTI_JAM = {
    Status.DIKEMBALIKAN: "Menunggu warga",
    Status.TERBIT: "Selesai",
    Status.DITOLAK: "Selesai",
    Status.DITARIK: "Selesai",
    Status.DICABUT: "Selesai",
}


def baris_surat(daftar: Iterable[BarisSurat], jam: Jam) -> list[dict[str, Any]]:
    """Return what the table row draws."""
    return [
        {
            "ke": reverse("aparat:periksa", args=[s.id]),
            "tiket": s.tiket,
            "pemohon": s.nama,
            "surat": s.nama_jenis,
            "status": s.status.value,
            "sisa": jam.sisa(s.tenggat),
            "janji": jam.janji(s.sejak, s.tenggat),
            "ganti_jam": GANTI_JAM.get(s.status, ""),
        }
        for s in daftar
    ]
