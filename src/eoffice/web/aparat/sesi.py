"""What the session remembers about a person: the step in between, the last full proof, choices of a pile."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest

from eoffice.akun.rules import percobaan as aturan
from eoffice.kernel import clock

SEGAR_KUNCI: Final = "segar"
_TOTP, _ANTARA, _PILIHAN, _GALAT, _HASIL = (
    "totp",
    "masuk_antara",
    "pilihan_tanda",
    "galat_tanda",
    "hasil_tanda",
)


def _kini() -> int:
    return int(clock.now().timestamp())


def _masih(saat: object, batas: timedelta) -> bool:
    """Tell whether a moment that the session remembers is still fresh."""
    pada = datetime.fromtimestamp(saat, UTC) if isinstance(saat, int) else None
    return aturan.segar(pada, clock.now(), batas)


def tandai_segar(request: HttpRequest) -> None:
    """Remember that password and code were just given."""
    request.session[SEGAR_KUNCI] = _kini()


def segar(request: HttpRequest, *, mengirim: bool = False) -> bool:
    """Tell whether password and code were given lately: enough to open a weighty page, or to send it."""
    return _masih(request.session.get(SEGAR_KUNCI), aturan.KIRIM if mengirim else aturan.SEGAR)


def ingat_totp(request: HttpRequest) -> None:
    """Remember that this person's second step is set up."""
    request.session[_TOTP] = True


def totp_terlihat(request: HttpRequest) -> bool:
    """Tell whether the second step was seen set up in this session."""
    return bool(request.session.get(_TOTP))


def mulai_antara(request: HttpRequest, pengguna_id: UUID, lanjut: str) -> None:
    """Remember who gave the right password and still owes the code."""
    request.session.cycle_key()
    request.session[_ANTARA] = {"pengguna": str(pengguna_id), "saat": _kini(), "lanjut": lanjut}


def antara(request: HttpRequest) -> tuple[UUID, str] | None:
    """Return who owes the code and where he wanted to go; ``None`` when nobody does, or it took too long."""
    isi: dict[str, Any] = request.session.get(_ANTARA) or {}
    if not _masih(isi.get("saat"), aturan.SEGAR):
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
