"""Run the system checks and say in plain words what they found."""

from dataclasses import dataclass

from django.core.checks import CheckMessage, Error, run_checks
from django.core.checks.messages import ERROR
from django.db import DatabaseError

from config.galat import arti_basis_data

# Django's advice about HTTPS: a village LAN without certificates is served on purpose, see the handbook.
BUKAN_URUSAN = "security.W"
ARTI = {
    "eoffice.E101": "Sebuah tabel milik desa tidak dijaga. Ini cacat program: laporkan kepada pengembang.",
    "eoffice.E102": "Dinding antardesa di basis data hilang. Jangan layani siapa pun; pulihkan dari cadangan.",
    "eoffice.E201": "Penjaga jejak audit hilang. Jangan layani siapa pun; pulihkan dari cadangan.",
}


@dataclass(frozen=True, slots=True)
class Temuan:
    """One finding; ``berat`` findings keep the server from starting."""

    id: str
    apa: str
    lalu: str
    berat: bool


def temuan() -> list[Temuan]:
    """Return every finding of the system checks, the grave ones first."""
    found = [_temuan(pesan) for pesan in _jalankan() if not (pesan.id or "").startswith(BUKAN_URUSAN)]
    return sorted(found, key=lambda satu: (not satu.berat, satu.id, satu.apa))


def _jalankan() -> list[CheckMessage]:
    """Run all checks; a database that cannot even be asked is a finding, and the other checks still run."""
    try:
        return run_checks(databases=["default"], include_deployment_checks=True)
    except DatabaseError as galat:
        apa, lalu = arti_basis_data(galat)
        return [Error(apa, hint=lalu, id="eoffice.E008"), *run_checks(include_deployment_checks=True)]


def _temuan(pesan: CheckMessage) -> Temuan:
    arti = ARTI.get(pesan.id or "")
    apa = f"{arti} ({pesan.msg})" if arti else str(pesan.msg)
    return Temuan(pesan.id or "", apa, str(pesan.hint or ""), berat=pesan.level >= ERROR)
