"""The people of the office and their posts between their rows and the stream. Accounts and secrets never travel."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from eoffice.akun import events
from eoffice.akun.models import Delegasi, Pejabat, Penugasan
from eoffice.akun.selectors import lupakan
from eoffice.akun.services.potret import Potret, potret_mandat, potret_pejabat, potret_tugas
from eoffice.jejak.proyeksi import ProyeksiTabel
from eoffice.jejak.selectors import PeristiwaTercatat


class ProyeksiPejabat(ProyeksiTabel[Pejabat]):
    """People of the office, with the id of an account that may live on another installation only."""

    jenis = events.PEJABAT
    agregat = "pejabat"
    tabel = Pejabat

    def potret(self, row: Pejabat) -> Potret:
        """Return what is told of a person."""
        return potret_pejabat(row)

    def kolom(self, peristiwa: PeristiwaTercatat) -> dict[str, Any]:
        """Return the columns of a person."""
        pengguna = peristiwa.publik["pengguna_id"]
        return {**(peristiwa.pribadi or {}), "pengguna_id": UUID(pengguna) if pengguna else None}

    def lengkapi(self, rows: Sequence[Pejabat]) -> None:
        """Forget what was read before."""
        lupakan()


class ProyeksiPenugasan(ProyeksiTabel[Penugasan]):
    """Posts."""

    jenis = events.PENUGASAN
    agregat = "penugasan"
    tabel = Penugasan
    induk = (("pejabat", Pejabat),)

    def potret(self, row: Penugasan) -> Potret:
        """Return what is told of a post."""
        return potret_tugas(row)

    def kolom(self, peristiwa: PeristiwaTercatat) -> dict[str, Any]:
        """Return the columns of a post."""
        return _bertanggal(peristiwa.publik)

    def lengkapi(self, rows: Sequence[Penugasan]) -> None:
        """Forget what was read before."""
        lupakan()


class ProyeksiDelegasi(ProyeksiTabel[Delegasi]):
    """Mandates."""

    jenis = events.DELEGASI
    agregat = "delegasi"
    tabel = Delegasi
    induk = (("pejabat", Pejabat),)

    def potret(self, row: Delegasi) -> Potret:
        """Return what is told of a mandate."""
        return potret_mandat(row)

    def kolom(self, peristiwa: PeristiwaTercatat) -> dict[str, Any]:
        """Return the columns of a mandate."""
        return _bertanggal(peristiwa.publik)

    def lengkapi(self, rows: Sequence[Delegasi]) -> None:
        """Forget what was read before."""
        lupakan()


def _bertanggal(publik: Any) -> dict[str, Any]:
    selesai = publik["selesai"]
    return {
        **publik,
        "pejabat_id": UUID(publik["pejabat_id"]),
        "mulai": date.fromisoformat(publik["mulai"]),
        "selesai": date.fromisoformat(selesai) if selesai else None,
    }
