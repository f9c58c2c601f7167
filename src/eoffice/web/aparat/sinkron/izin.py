"""These pages exist on a village's own server alone, for the village it serves."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.http import HttpResponse

from eoffice.kernel.errors import NotFound
from eoffice.kernel.peran import Peran
from eoffice.web.aparat.izin import Permintaan, View, untuk

PEMBACA: Final = (Peran.OPERATOR, Peran.PEMERIKSA, Peran.PENANDA_TANGAN)
PENGURUS: Final = (Peran.OPERATOR, Peran.PENANDA_TANGAN)
"""Who connects the server, and carries its data by hand: the operator, and whoever acts as head of the village."""

MENINJAU: Final = (Peran.OPERATOR, Peran.PEMERIKSA)
"""Who keeps the registers, and so decides about what is there twice."""


def di_server_desa(request: Permintaan) -> bool:
    """Tell whether this is the server of the person's own village; the regency's serves many and has no such pages."""
    return settings.EOFFICE_PERAN == "desa" and request.desa == settings.EOFFICE_DESA


def untuk_desa(*boleh: Peran) -> Callable[[View], View]:
    """Let a view run on the village's own server for officials who hold one of these roles today."""

    def pasang(view: View) -> View:
        @wraps(view)
        def diperiksa(request: Permintaan, *args: Any, **kwargs: Any) -> HttpResponse:
            if not di_server_desa(request):
                raise NotFound
            return view(request, *args, **kwargs)

        return untuk(*boleh)(diperiksa)

    return pasang
