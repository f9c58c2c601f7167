"""Apply one prepared file and be killed at a named point; run as a process of its own by ``test_serentak``."""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any
from uuid import UUID

import django

django.setup()

from eoffice.penduduk import services  # noqa: E402
from eoffice.penduduk.services import terapkan  # noqa: E402
from eoffice.wilayah.tenancy import lingkup  # noqa: E402


def mati_setelah(fungsi: str, kali: int) -> None:
    """Kill this process right after the n-th call of a step."""
    step: Callable[..., Any] = getattr(terapkan, fungsi)
    calls = 0

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        result = step(*args, **kwargs)
        calls += 1
        if calls == kali:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(terapkan, fungsi, wrapped)


if __name__ == "__main__":
    titik, kali, desa, impor_id = sys.argv[1:]
    terapkan._SEKALI = 2
    if titik != "tidak":
        mati_setelah(titik, int(kali))
    with lingkup(desa):
        services.terapkan_impor(impor_id=UUID(impor_id), oleh="uji")
