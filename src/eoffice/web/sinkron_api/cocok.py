"""What comparing tables found, and the rows of some buckets: asked by the owner of the rows."""

from __future__ import annotations

from dataclasses import asdict
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.module_loading import import_string
from django.views.decorators.http import require_GET

from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.rules.cocok import EMBER
from eoffice.sinkron.services.cocok import Titik, baris_terima, hasil_titik
from eoffice.web.sinkron_api.views import ditandatangani


@require_GET
@ditandatangani
def pencocokan(request: HttpRequest, _node: UUID) -> HttpResponse:
    """Tell what was found at a checkpoint; nothing while it was not applied here yet."""
    try:
        titik = Titik(UUID(request.GET.get("epoch", "")), int(request.GET.get("urut", "")))
    except ValueError:
        raise _rusak() from None
    if not 0 < titik.urut < 2**63:
        raise _rusak()
    return JsonResponse({"tabel": [asdict(satu) for satu in hasil_titik(titik)]})


@require_GET
@ditandatangani
def banding(request: HttpRequest, _node: UUID) -> HttpResponse:
    """Tell the rows of some buckets: id, revision and digest, no content."""
    tabel, nomor = request.GET.get("tabel", ""), _nomor(request.GET.get("ember", ""))
    for proyeksi in import_string(settings.EOFFICE_PROYEKSI):
        if proyeksi.jenis.nama == tabel:
            rows = baris_terima(proyeksi, nomor)
            return JsonResponse({"baris": [[str(r.agregat_id), r.revisi, r.sidik] for r in rows]})
    raise InvalidInput(Pesan("sinkron.tabel_tidak_dikenal"))


def _nomor(teks: str) -> frozenset[int]:
    try:
        nomor = frozenset(int(satu) for satu in teks.split(",", EMBER))
    except ValueError:
        raise _rusak() from None
    if not nomor <= frozenset(range(EMBER)):
        raise _rusak()
    return nomor


def _rusak() -> InvalidInput:
    return InvalidInput(Pesan("sinkron.permintaan_rusak"))
