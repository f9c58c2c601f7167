"""Files of a village, piece by piece: what is awaited, pieces in, pieces out."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods, require_POST

from eoffice.dokumen.services import SalahTempat
from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.services import berkas
from eoffice.sinkron.services.garis_berkas import baca_tanya, isi_jawab
from eoffice.sinkron.services.keadaan import segarkan
from eoffice.web.sinkron_api.views import ditandatangani, ditandatangani_sebagian

_MULAI: Final = re.compile(r"bytes=(\d{1,12})-")


@require_POST
@ditandatangani
def tanya(request: HttpRequest, _node: UUID) -> HttpResponse:
    """Tell which files are awaited here and how far they reach, which arrived, which can be fetched."""
    try:
        isi = baca_tanya(request.body)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise InvalidInput(Pesan("sinkron.permintaan_rusak")) from None
    jawab = berkas.jawab(isi)
    segarkan()
    return JsonResponse(isi_jawab(jawab))


@require_http_methods(["HEAD", "PATCH", "GET"])
@ditandatangani_sebagian(berkas.MAKS_POTONG)
def satu(request: HttpRequest, _node: UUID, sha256: str, badan: bytes) -> HttpResponse:
    """Tell how far a file reaches, take in a piece of it (or what arrived of that), or give one out."""
    if request.method == "PATCH":
        return _tambah(request, sha256, badan)
    if request.method == "GET":
        return _potongan(request, sha256)
    return HttpResponse(headers={"Upload-Offset": str(berkas.sampai(sha256))})


def _tambah(request: HttpRequest, sha256: str, badan: bytes) -> HttpResponse:
    try:
        kini = berkas.tambah(sha256, angka(request, "dari"), angka(request, "panjang"), badan)
    except SalahTempat as salah:  # the right place, to go on from
        tajuk = {"Upload-Offset": str(salah.sampai)}
        return JsonResponse({"sampai": salah.sampai}, status=HTTPStatus.CONFLICT, headers=tajuk)
    return JsonResponse({"sampai": kini}, headers={"Upload-Offset": str(kini)})


def _potongan(request: HttpRequest, sha256: str) -> HttpResponse:
    """Give out a piece from a byte on: named by ``Range``, or in the address, which a signature covers."""
    rentang = _MULAI.fullmatch(request.headers.get("Range", ""))
    dari = int(rentang[1]) if rentang else angka(request, "dari")
    isi, ukuran = berkas.potongan(sha256, dari)
    tajuk = {"Content-Range": f"bytes {dari}-{dari + len(isi) - 1}/{ukuran}", "ETag": f'"{sha256}"'}
    jenis = "application/octet-stream"
    return HttpResponse(isi, status=HTTPStatus.PARTIAL_CONTENT, content_type=jenis, headers=tajuk)


def angka(request: HttpRequest, nama: str) -> int:
    """Return a byte number of the address.

    Raises:
        InvalidInput: there is none, or no such number.
    """
    teks = request.GET.get(nama, "")
    if not (teks.isascii() and teks.isdigit() and len(teks) <= len(str(berkas.MAKS_UKURAN))):
        raise InvalidInput(Pesan("sinkron.permintaan_rusak"))
    return int(teks)
