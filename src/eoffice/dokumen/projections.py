"""Certificates of signers, and the village's own authority, made from a stream. Private keys never travel."""

from datetime import datetime
from typing import Any
from uuid import UUID

from eoffice.dokumen import events
from eoffice.dokumen.models import Otoritas, Penandatangan
from eoffice.dokumen.services.kunci import gambar_penandatangan
from eoffice.dokumen.services.otoritas import KOLOM, gambar_otoritas, percayai
from eoffice.jejak.proyeksi import ProyeksiTabel
from eoffice.jejak.selectors import PeristiwaTercatat


class ProyeksiPenandatangan(ProyeksiTabel[Penandatangan]):
    """Who signs with which certificate, and since when not any more."""

    jenis = events.PENANDATANGAN
    agregat = "penandatangan"
    tabel = Penandatangan

    def potret(self, row: Penandatangan) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return a certificate as its event tells it."""
        return gambar_penandatangan(row)

    def kolom(self, peristiwa: PeristiwaTercatat) -> dict[str, Any]:
        """Return the columns that an event tells."""
        publik, pribadi = peristiwa.publik, peristiwa.pribadi or {}
        dicabut = publik["dicabut_pada"]
        return {
            "pejabat_id": UUID(publik["pejabat_id"]),
            "serial": publik["serial"],
            "sertifikat": publik["sertifikat"],
            "berlaku_dari": datetime.fromisoformat(publik["berlaku_dari"]),
            "berlaku_sampai": datetime.fromisoformat(publik["berlaku_sampai"]),
            "dicabut_pada": datetime.fromisoformat(dicabut) if dicabut is not None else None,
            "nama": pribadi["nama"],
            "alasan_cabut": pribadi["alasan_cabut"],
        }


class ProyeksiOtoritas(ProyeksiTabel[Otoritas]):
    """The village's authority; what it tells is trusted for its own papers."""

    jenis = events.OTORITAS
    agregat = "otoritas"
    tabel = Otoritas

    def potret(self, row: Otoritas) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the certificates as their event tells them."""
        return gambar_otoritas(row)

    def kolom(self, peristiwa: PeristiwaTercatat) -> dict[str, Any]:
        """Return the certificates that an event tells, kept for checking.

        Raises:
            InvalidInput: they are damaged or do not belong together.
        """
        isi = {nama: peristiwa.publik[nama] for nama in KOLOM}
        percayai(isi)
        return isi
