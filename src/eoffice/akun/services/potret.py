"""What a person of the office, a post and a mandate tell: one place for the events and for their comparison."""

from typing import Any

from eoffice.akun.models import Delegasi, Pejabat, Penugasan

Potret = tuple[dict[str, Any], dict[str, Any]]


def potret_pejabat(pejabat: Pejabat) -> Potret:
    """Return the public and the private part; the account is named, it never travels itself."""
    publik = {"pengguna_id": str(pejabat.pengguna_id) if pejabat.pengguna_id else None}
    return publik, {"nama": pejabat.nama, "nip": pejabat.nip, "niap": pejabat.niap}


def potret_tugas(tugas: Penugasan) -> Potret:
    """Return the public and the private part of what is told of a post."""
    publik = {
        "pejabat_id": str(tugas.pejabat_id),
        "jabatan": str(tugas.jabatan),
        "sifat": str(tugas.sifat),
        "mulai": tugas.mulai.isoformat(),
        "selesai": tugas.selesai and tugas.selesai.isoformat(),
        "dasar": tugas.dasar,
    }
    return publik, {}


def potret_mandat(mandat: Delegasi) -> Potret:
    """Return the public and the private part of what is told of a mandate."""
    publik = {
        "pejabat_id": str(mandat.pejabat_id),
        "bentuk": str(mandat.bentuk),
        "mulai": mandat.mulai.isoformat(),
        "selesai": mandat.selesai.isoformat(),
        "dasar": mandat.dasar,
    }
    return publik, {}
