"""The first load of a new or replaced server: a list of files, and pieces of them from any byte on."""

from __future__ import annotations

import json
from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_POST

from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.rules.muat import baca_per, tulis
from eoffice.sinkron.services.kunci import diri
from eoffice.sinkron.services.segmen import daftar_segmen, potongan_segmen
from eoffice.web.sinkron_api.berkas import angka
from eoffice.web.sinkron_api.views import ditandatangani


@require_POST
@ditandatangani
def daftar(request: HttpRequest, _node: UUID) -> HttpResponse:
    """Tell which files hold what follows the positions the installation names."""
    try:
        punya = baca_per(json.loads(request.body)["punya"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise InvalidInput(Pesan("sinkron.permintaan_rusak")) from None
    return HttpResponse(tulis(daftar_segmen(punya, diri())), content_type="application/json")


@require_GET
@ditandatangani
def satu(request: HttpRequest, _node: UUID, sha256: str) -> HttpResponse:
    """Give out a piece of a file."""
    dari = angka(request, "dari")
    isi, ukuran = potongan_segmen(sha256, dari, diri())
    tajuk = {"Content-Range": f"bytes {dari}-{dari + len(isi) - 1}/{ukuran}", "ETag": f'"{sha256}"'}
    jenis = "application/octet-stream"
    return HttpResponse(isi, status=HTTPStatus.PARTIAL_CONTENT, content_type=jenis, headers=tajuk)
