"""Events of older versions of the product, read as the newest version that is known here.

The stream keeps every event as it came, also fields that nobody here knows: only whoever reads it for the tables
crosses these bridges. An event of a newer version waits, visibly, until this installation is updated.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from eoffice.jejak import registry
from eoffice.jejak.registry import JenisTidakSah
from eoffice.jejak.selectors import PeristiwaTercatat

Isi = tuple[Mapping[str, Any], Mapping[str, Any]]
"""The public and the private part of an event."""
Langkah = Callable[[Mapping[str, Any], Mapping[str, Any]], Isi]


@dataclass(frozen=True, slots=True)
class Jembatan:
    """From one version of an event type to the next, and back.

    ``turun`` after ``naik`` gives back what there was, so that an installation of the older version can be compared.
    """

    nama: str
    dari: int
    naik: Langkah
    turun: Langkah


_jembatan: dict[tuple[str, int], Jembatan] = {}


def pasang(*jembatan: Jembatan) -> None:
    """Lay bridges; called once from a room's ``apps.ready()``, after its types are registered.

    Raises:
        JenisTidakSah: a bridge ends at a version that nobody registered, or there is another one already.
    """
    for satu in jembatan:
        registry.cari(satu.nama, satu.dari)
        registry.cari(satu.nama, satu.dari + 1)
        if _jembatan.setdefault((satu.nama, satu.dari), satu) is not satu:
            raise JenisTidakSah(f"{satu.nama}: two bridges from version {satu.dari}")


def mutakhir(peristiwa: PeristiwaTercatat) -> PeristiwaTercatat:
    """Return an event of a known version as the newest version of its type tells it.

    A private part that was erased stays erased.

    Raises:
        JenisTidakSah: the event has other keys than its version, or values no bridge can read, or a bridge leads
            elsewhere than the next version.
    """
    versi, publik, pribadi = peristiwa.versi, peristiwa.publik, peristiwa.pribadi
    _periksa(peristiwa.jenis, versi, publik, pribadi)
    if (peristiwa.jenis, versi) not in _jembatan:
        return peristiwa
    while jembatan := _jembatan.get((peristiwa.jenis, versi)):
        publik, baru = _naik(jembatan, publik, _terisi(peristiwa.jenis, versi, pribadi))
        versi, pribadi = versi + 1, None if pribadi is None else baru
        _periksa(peristiwa.jenis, versi, publik, pribadi)
    return replace(peristiwa, versi=versi, publik=publik, pribadi=pribadi)


def _naik(jembatan: Jembatan, publik: Mapping[str, Any], pribadi: Mapping[str, Any]) -> Isi:
    """Cross a bridge with what somebody else wrote: it may be anything."""
    try:
        return jembatan.naik(publik, pribadi)
    except (AttributeError, LookupError, TypeError, ValueError) as galat:
        raise JenisTidakSah(f"{jembatan.nama}: version {jembatan.dari} tells something else") from galat


def terjangkau(nama: str, dari: int, ke: int) -> bool:
    """Tell whether bridges lead back from one version to an older one (or the same)."""
    return dari >= ke and all((nama, versi) in _jembatan for versi in range(ke, dari))


def turunkan(nama: str, dari: int, ke: int, isi: Isi) -> Isi:
    """Return what an older version, which is ``terjangkau``, would tell."""
    for versi in range(dari - 1, ke - 1, -1):
        isi = _jembatan[nama, versi].turun(*isi)
    return isi


def _periksa(nama: str, versi: int, publik: Mapping[str, Any], pribadi: Mapping[str, Any] | None) -> None:
    registry.cari(nama, versi).periksa(publik, _terisi(nama, versi, pribadi))


def _terisi(nama: str, versi: int, pribadi: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """Return the private part; an erased one, and one that never was, as empty values under the registered keys."""
    return dict.fromkeys(registry.cari(nama, versi).pribadi) if pribadi is None else pribadi
