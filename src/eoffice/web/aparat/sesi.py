"""What the session remembers about a person: the step in between, the last full proof, choices of a pile."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from eoffice.akun.rules import percobaan as aturan
from eoffice.web import bukti
from eoffice.web.bukti import SEGAR_KUNCI, segar, tandai_segar, totp_terpasang

__all__ = [
    "SEGAR_KUNCI",
    "ambil_galat",
    "ambil_pilihan",
    "antara",
    "hasil",
    "mulai_antara",
    "segar",
    "simpan_galat",
    "simpan_hasil",
    "simpan_pilihan",
    "tandai_segar",
    "totp_terpasang",
]

_ANTARA, _PILIHAN, _GALAT, _HASIL = ("masuk_antara", "pilihan_tanda", "galat_tanda", "hasil_tanda")


def mulai_antara(request: HttpRequest, pengguna_id: UUID, lanjut: str) -> None:
    """Remember who gave the right password and still owes the code."""
    request.session.cycle_key()
    request.session[_ANTARA] = {"pengguna": str(pengguna_id), "saat": bukti.kini(), "lanjut": lanjut}


def antara(request: HttpRequest) -> tuple[UUID, str] | None:
    """Return who owes the code and where he wanted to go; ``None`` when nobody does, or it took too long."""
    isi: dict[str, Any] = request.session.get(_ANTARA) or {}
    if not bukti.masih(isi.get("saat"), aturan.SEGAR):
        request.session.pop(_ANTARA, None)
        return None
    return UUID(isi["pengguna"]), str(isi["lanjut"])


def simpan_pilihan(request: HttpRequest, pilihan: dict[str, str]) -> None:
    """Keep what the signer chose while he proves who he is; never a passphrase."""
    request.session[_PILIHAN] = pilihan


def ambil_pilihan(request: HttpRequest) -> dict[str, str]:
    """Return what the signer chose before, if anything."""
    return dict(request.session.get(_PILIHAN) or {})


def simpan_galat(request: HttpRequest, galat: dict[str, str]) -> None:
    """Keep what was wrong, box by box, for the page that shows it."""
    request.session[_GALAT] = galat


def ambil_galat(request: HttpRequest) -> dict[str, str]:
    """Return what was wrong, once."""
    return dict(request.session.pop(_GALAT, None) or {})


def simpan_hasil(request: HttpRequest, hasil: list[dict[str, str]]) -> None:
    """Keep the result of each letter for the page that follows, and forget the choices."""
    request.session.pop(_PILIHAN, None)
    request.session[_HASIL] = hasil


def hasil(request: HttpRequest) -> list[dict[str, str]]:
    """Return the results of the last signing."""
    return list(request.session.get(_HASIL) or [])
