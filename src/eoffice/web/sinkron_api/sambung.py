"""A batch in pieces: how far it reached before the line was cut, and the rest of it."""

from __future__ import annotations

import re
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods

from eoffice.dokumen.services import SalahTempat
from eoffice.kernel.errors import NotFound
from eoffice.sinkron.services import titip
from eoffice.web.sinkron_api.berkas import angka
from eoffice.web.sinkron_api.views import arus_badan, ditandatangani_mengalir, terima_paket

_SIDIK: Final = re.compile(r"[0-9a-f]{64}")


@require_http_methods(["GET", "PATCH"])
@ditandatangani_mengalir
def dorong(request: HttpRequest, node: UUID, sha256: str) -> HttpResponse:
    """Tell how far a batch reaches here, or go on with it; the answer to the last piece holds the receipt."""
    if not _SIDIK.fullmatch(sha256):
        raise NotFound
    if request.method == "GET":
        return JsonResponse({"sampai": titip.sampai(node, sha256)})
    dari, panjang = angka(request, "dari"), angka(request, "panjang")
    try:
        utuh = titip.tambah(node, sha256, dari, panjang, arus_badan(request, panjang - dari))
    except SalahTempat as salah:  # what was cut is still being written here: the right place, to go on from
        return JsonResponse({"sampai": salah.sampai})
    return JsonResponse({"sampai": titip.sampai(node, sha256)}) if utuh is None else terima_paket(utuh)
