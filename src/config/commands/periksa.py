"""Run the system checks and say in plain words what they found."""

from dataclasses import dataclass

from django.core.checks import CheckMessage, run_checks
from django.core.checks.messages import ERROR

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
    semua = run_checks(databases=["default"], include_deployment_checks=True)
    found = [_temuan(pesan) for pesan in semua if not (pesan.id or "").startswith(BUKAN_URUSAN)]
    return sorted(found, key=lambda satu: (not satu.berat, satu.id, satu.apa))


def _temuan(pesan: CheckMessage) -> Temuan:
    arti = ARTI.get(pesan.id or "")
    apa = f"{arti} ({pesan.msg})" if arti else str(pesan.msg)
    return Temuan(pesan.id or "", apa, str(pesan.hint or ""), berat=pesan.level >= ERROR)
