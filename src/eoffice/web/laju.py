"""How often one source may ask something that costs work or could be guessed.

Counted in the memory of the process, per fixed window: a restart forgets, and two processes count apart. That is
enough against a script that tries codes; what protects an account stands in ``akun`` and in the database.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest

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
    """Return where a request comes from."""
    return str(request.META.get("REMOTE_ADDR", ""))


def hitung(request: HttpRequest, laju: Laju) -> None:
    """Count one try.

    Raises:
        TooManyAttempts: too many from this source; says how many minutes to wait.
    """
    lebar = laju.menit * 60
    detik = int(clock.now().timestamp())
    kunci = f"laju:{laju.nama}:{sumber(request)}:{detik // lebar}"
    cache.add(kunci, 0, timeout=lebar)
    if cache.incr(kunci) > laju.kali:
        raise TooManyAttempts(Pesan("web.terlalu_sering", menit=-(-(lebar - detik % lebar) // 60)))
