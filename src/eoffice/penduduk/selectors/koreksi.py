"""Questions about corrections: what a form shows, and what was corrected, why, and on which paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from eoffice.kernel.errors import NotFound
from eoffice.penduduk.models import Koreksi, Penduduk
from eoffice.penduduk.rules.koreksi import KATA_DASAR, KOLOM


@dataclass(frozen=True, slots=True)
class RincianKoreksi:
    """Why a person was corrected, and the paper it rests on, in words."""

    alasan: str
    dasar: str
    nomor_dasar: str


def polos(person: Penduduk) -> dict[str, Any]:
    """Return the columns that can be corrected as they stand in JSON."""
    lahir = person.tanggal_lahir
    return {
        **{nama: getattr(person, nama) for nama in KOLOM},
        "tanggal_lahir": lahir.isoformat() if isinstance(lahir, date) else None,
    }


def isi_koreksi(penduduk_id: UUID) -> dict[str, Any]:
    """Return what the form about a person shows.

    Raises:
        NotFound: nobody with this id in the village in scope.
    """
    row = Penduduk.objects.filter(pk=penduduk_id).first()
    if row is None:
        raise NotFound
    return polos(row)


def koreksi_orang(penduduk_id: UUID) -> Mapping[int, RincianKoreksi]:
    """Return the corrections of a person, by the revision each made."""
    rows = Koreksi.objects.filter(penduduk_id=penduduk_id)
    return {
        row.revisi_orang: RincianKoreksi(row.alasan, KATA_DASAR.get(row.dasar, ""), row.nomor_dasar)
        for row in rows
    }
