"""Who changed a resident's data, and what: the trail read back, one step after the other."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from eoffice.jejak.registry import JenisTidakSah
from eoffice.jejak.selectors import PeristiwaTercatat, riwayat
from eoffice.jejak.versi import mutakhir
from eoffice.penduduk.events import PENDUDUK_DICATAT
from eoffice.penduduk.rules.impor.banding import KOLOM_ORANG
from eoffice.penduduk.rules.sampingan import KOLOM_SAMPINGAN

_KOLOM: Final = (*KOLOM_ORANG, *KOLOM_SAMPINGAN, "keluarga_id", "hilang_pada")


@dataclass(frozen=True, slots=True)
class Langkah:
    """One change of a person: when, by whom (as the trail names him), why, and from what to what.

    ``awal``: the first that is known of him, so everything is new and nothing is listed. ``terhapus``: what it told
    was erased or cannot be read here, so neither this step nor the next can say what changed. ``revisi``: the
    person's.
    """

    saat: datetime
    oleh: str
    sebab: str
    kolom: Mapping[str, tuple[Any, Any]]
    awal: bool = False
    terhapus: bool = False
    revisi: int = 0


def riwayat_orang(penduduk_id: UUID, batas: int = 20) -> list[Langkah]:
    """Return the latest changes of a resident, the newest first.

    Events that change nothing (a row told again for another installation) are left out; those of older versions are
    read as the newest tells them. Nobody with this id has no history.
    """
    langkah: list[Langkah] = []
    dulu: Mapping[str, Any] | None = None
    for nomor, peristiwa in enumerate(_urut(penduduk_id)):
        kini = None if peristiwa.pribadi is None else {**peristiwa.pribadi, **peristiwa.publik}
        satu = _langkah(peristiwa, dulu, kini, awal=nomor == 0)
        if satu.kolom or satu.awal or satu.terhapus:
            langkah.append(satu)
        dulu = kini
    return langkah[::-1][:batas]


def _urut(penduduk_id: UUID) -> list[PeristiwaTercatat]:
    """Return what was told of a person by revision: of what both sides wrote the last one counts."""
    dicatat = (satu for satu in riwayat("penduduk", penduduk_id) if satu.jenis == PENDUDUK_DICATAT.nama)
    semua = {satu.revisi: _baca(satu) for satu in dicatat if satu.macam != "del"}
    return [semua[revisi] for revisi in sorted(semua)]


def _baca(peristiwa: PeristiwaTercatat) -> PeristiwaTercatat:
    """Return an event in the newest version known here; one of a still newer version tells nothing yet."""
    try:
        return mutakhir(peristiwa)
    except JenisTidakSah:
        return replace(peristiwa, pribadi=None)


def _langkah(
    peristiwa: PeristiwaTercatat,
    dulu: Mapping[str, Any] | None,
    kini: Mapping[str, Any] | None,
    *,
    awal: bool,
) -> Langkah:
    beda = {}
    if dulu is not None and kini is not None:
        beda = {nama: (dulu[nama], kini[nama]) for nama in _KOLOM if dulu[nama] != kini[nama]}
    terhapus = kini is None or (dulu is None and not awal)
    sebab = str(peristiwa.publik.get("sebab", ""))
    return Langkah(peristiwa.waktu, peristiwa.pelaku, sebab, beda, awal, terhapus, peristiwa.revisi)
