"""How often one source may ask something that could be guessed, or that costs work.

What may be guessed is counted when it missed, what costs work each time it is done: in the database, so that all
processes count together and a restart forgets nothing. Whoever only reads what is there costs no write.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from eoffice.akun.services import jatah_terpakai, pakai_jatah
from eoffice.kernel import clock
from eoffice.kernel.errors import TooManyAttempts
from eoffice.kernel.messages import Pesan


@dataclass(frozen=True, slots=True)
class Laju:
    """At most ``kali`` in ``menit`` minutes from one source; many phones share one address of a mobile network."""

    nama: str
    kali: int
    menit: int


def sumber(request: HttpRequest) -> str:
    """Return where a request comes from: the nearest address that is no proxy of the office's own.

    What stands before it in ``X-Forwarded-For`` was written by whoever asks, so it is not believed.
    """
    jalan = [satu.strip() for satu in request.headers.get("X-Forwarded-For", "").split(",")]
    alamat = str(request.META.get("REMOTE_ADDR", ""))
    while alamat in settings.EOFFICE_PROKSI and jalan and jalan[-1]:
        alamat = jalan.pop()
    return alamat


def pastikan_boleh(request: HttpRequest, laju: Laju) -> None:
    """Let a guess through while this source has not missed too often.

    Raises:
        TooManyAttempts: too often; says how many minutes to wait.
    """
    jendela, sisa_detik = _jendela(laju)
    if jatah_terpakai(laju.nama, sumber(request), jendela) >= laju.kali:
        raise TooManyAttempts(Pesan("web.terlalu_sering", menit=-(-sisa_detik // 60)))


def catat_meleset(request: HttpRequest, laju: Laju) -> None:
    """Count a guess that missed."""
    pakai_jatah(laju.nama, sumber(request), _jendela(laju)[0])


def hitung(request: HttpRequest, laju: Laju) -> None:
    """Count one act that costs work.

    Raises:
        TooManyAttempts: too many from this source; says how many minutes to wait.
    """
    pastikan_boleh(request, laju)
    catat_meleset(request, laju)


def _jendela(laju: Laju) -> tuple[int, int]:
    """Return the number of the present window, and how many seconds it still lasts."""
    lebar, detik = laju.menit * 60, int(clock.now().timestamp())
    return detik // lebar, lebar - detik % lebar
