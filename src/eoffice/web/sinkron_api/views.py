"""Calls of a village's installation: signed, idempotent, answered with JSON or a batch, and signed by the hub.

Refusals are answered by the middleware, as JSON too: no person reads them here.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from eoffice.jejak.aliran import digest_pada
from eoffice.kernel import clock
from eoffice.kernel.errors import InvalidInput, NotFound
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.rules import laporan
from eoffice.sinkron.rules.paket import BENTUK
from eoffice.sinkron.rules.salam import Ujung
from eoffice.sinkron.rules.takaran import AWAL_BITA
from eoffice.sinkron.services import balas
from eoffice.sinkron.services.kamus import nama_kamus
from eoffice.sinkron.services.keadaan import catat_laporan
from eoffice.sinkron.services.kunci import diri
from eoffice.sinkron.services.panggilan import (
    KEPALA_NODE,
    KEPALA_NONCE,
    KEPALA_SIDIK,
    KEPALA_TANDA,
    Panggilan,
    bukti_sah,
    kenali,
    nonce_baru,
    tandai_jawaban,
)
from eoffice.sinkron.services.pendaftaran import daftarkan
from eoffice.web.komponen.galat import error_page

View = Callable[..., HttpResponse]
_SEKALI = 4 * 1024


def ditandatangani(view: View) -> View:
    """Let a view run for the village's active installation, and sign what it answers."""

    @wraps(view)
    def diperiksa(request: HttpRequest, kode_desa: str, **lain: str) -> HttpResponse:
        panggilan, tanda = _panggilan(request)
        node = kenali(panggilan, request.headers.get(KEPALA_NODE, ""), tanda)
        return _bertanda(view(request, node.pk, **lain), panggilan)

    return login_not_required(csrf_exempt(diperiksa))


def ditandatangani_sebagian(batas: int) -> Callable[[View], View]:
    """As ``ditandatangani``, for a body of at most so many bytes of which also the beginning alone is worth keeping.

    The caller names the digest of the whole, and the signature covers that name. The view gets what arrived.
    """

    def bungkus(view: View) -> View:
        @wraps(view)
        def diperiksa(request: HttpRequest, kode_desa: str, **lain: str) -> HttpResponse:
            badan = b"".join(arus_badan(request, batas))
            panggilan, tanda = _panggilan_bernama(request)
            node = kenali(panggilan, request.headers.get(KEPALA_NODE, ""), tanda)
            utuh = len(badan) == int(request.META.get("CONTENT_LENGTH") or 0)
            if utuh and hashlib.sha256(badan).hexdigest() != panggilan.sidik:
                raise NotFound(Pesan("sinkron.node_tidak_dikenal"))
            return _bertanda(view(request, node.pk, badan=badan, **lain), panggilan)

        return login_not_required(csrf_exempt(diperiksa))

    return bungkus


def ditandatangani_mengalir(view: View) -> View:
    """As ``ditandatangani``, for a body that the view itself reads as it arrives, and proves by a name of its own.

    The signature covers the digest of the body as the caller names it, so nothing is read for a stranger.
    """

    @wraps(view)
    def diperiksa(request: HttpRequest, kode_desa: str, **lain: str) -> HttpResponse:
        panggilan, tanda = _panggilan_bernama(request)
        node = kenali(panggilan, request.headers.get(KEPALA_NODE, ""), tanda)
        return _bertanda(view(request, node.pk, **lain), panggilan)

    return login_not_required(csrf_exempt(diperiksa))


def arus_badan(request: HttpRequest, batas: int) -> Iterator[bytes]:
    """Yield a body of about so many bytes at most as it arrives; of one that is cut on its way, what arrived."""
    terbaca = 0
    with suppress(OSError):
        while terbaca <= batas and (isi := request.read(_SEKALI)):
            terbaca += len(isi)
            yield isi


def _panggilan_bernama(request: HttpRequest) -> tuple[Panggilan, str]:
    nonce, tanda = request.headers.get(KEPALA_NONCE, ""), request.headers.get(KEPALA_TANDA, "")
    sidik = request.headers.get(KEPALA_SIDIK, "")
    return Panggilan(request.method or "", request.get_full_path(), b"", nonce, sidik), tanda


def _panggilan(request: HttpRequest) -> tuple[Panggilan, str]:
    nonce, tanda = request.headers.get(KEPALA_NONCE, ""), request.headers.get(KEPALA_TANDA, "")
    return Panggilan(request.method or "", request.get_full_path(), request.body, nonce), tanda


def _bertanda(jawab: HttpResponse, panggilan: Panggilan) -> HttpResponse:
    jawab.headers[KEPALA_TANDA] = tandai_jawaban(panggilan, jawab.status_code, jawab.content, diri())
    return jawab


@login_not_required
@require_GET
def nonce(_request: HttpRequest) -> HttpResponse:
    """Give out a nonce, the hub's time for the village to compare its clock with, and which batches are read here."""
    sanggup = {"bentuk": BENTUK, "kamus": nama_kamus(), "sambung": True, "tarik_sambung": True}
    return JsonResponse({"nonce": nonce_baru(), "jam": clock.now().isoformat()} | sanggup)


@require_POST
@login_not_required
@csrf_exempt
def daftar(request: HttpRequest, kode_desa: str) -> HttpResponse:
    """Register the key of an installation that knows a one-time code; the call itself proves that it holds the key."""
    panggilan, tanda = _panggilan(request)
    kode, kunci, node = _pendaftar(request)
    if not bukti_sah(panggilan, kunci, tanda):
        raise NotFound(Pesan("sinkron.node_tidak_dikenal"))
    daftarkan(kode=kode, node=node, kunci=kunci)
    sendiri = diri()
    terbuka = sendiri.kunci.public_key().public_bytes_raw().hex()
    return _bertanda(JsonResponse({"node": str(sendiri.node), "kunci": terbuka}), panggilan)


def _pendaftar(request: HttpRequest) -> tuple[str, bytes, UUID]:
    try:
        isi = json.loads(request.body)
        kunci = bytes.fromhex(isi["kunci"])
        return str(isi["kode"]), kunci, UUID(request.headers.get(KEPALA_NODE, ""))
    except (ValueError, TypeError, KeyError, RecursionError):
        raise InvalidInput(Pesan("sinkron.permintaan_rusak")) from None


@require_POST
@ditandatangani
def salam(request: HttpRequest, node: UUID) -> HttpResponse:
    """Hear how the installation is, and tell how far every stream of the village reaches here."""
    kabar = laporan.baca(request.body)
    if not balas.mesin_terdaftar(node, kabar.mesin):
        catat_laporan(kabar)  # kept: the refusal is an answer, and what the regency saw is an alarm
        return error_page(request, HTTPStatus.UNPROCESSABLE_ENTITY, Pesan("sinkron.mesin_lain"))
    giliran = balas.ambil_giliran(node, kabar.kartu)
    if giliran is None:
        return error_page(request, HTTPStatus.UNPROCESSABLE_ENTITY, Pesan("sinkron.giliran_lama"))
    balas.catat_kunjungan(node, kabar)
    aliran = [
        _ujung(satu.ujung, satu.tanda_terima) | {"ditulisnya": satu.ditulisnya, "terbuka": satu.terbuka}
        for satu in balas.salam(diri(), node)
    ]
    return JsonResponse({"aliran": aliran} | ({"giliran": giliran} if kabar.kartu.usul else {}))


@require_GET
@ditandatangani
def digest(request: HttpRequest, node: UUID) -> HttpResponse:
    """Tell the digest at one position."""
    epoch, urut = _tempat(request, "urut")
    return JsonResponse({"digest": digest_pada(epoch, urut)})


@require_POST
@ditandatangani
def dorong(request: HttpRequest, node: UUID) -> HttpResponse:
    """Take in a batch; the answer holds the receipt."""
    return terima_paket(request.body)


def terima_paket(isi: bytes) -> HttpResponse:
    """Take in a batch, and answer with the receipt."""
    hasil = balas.dorong(isi, diri())
    return JsonResponse({"penerimaan": hasil.penerimaan.value} | _ujung(hasil.ujung, hasil.tanda_terima))


@require_GET
@ditandatangani
def tarik(request: HttpRequest, node: UUID) -> HttpResponse:
    """Give out the next batch of a stream, or what is left of one that was cut; 204 when there is no more."""
    epoch, sesudah = _tempat(request, "sesudah")
    minta = balas.Permintaan(_muat(request), tuple(request.GET.get("kamus", "").split(",")))
    if "punya" in request.GET:
        punya, dari = request.GET["punya"], request.GET.get("dari", "")
        angka = int(dari) if dari.isascii() and dari.isdigit() and len(dari) < MAKS_ANGKA else 0
        return _sisa(balas.lanjutkan(epoch, sesudah, diri(), minta, node=node, punya=punya, dari=angka))
    paket = balas.tarik(epoch, sesudah, diri(), minta)
    if paket is None:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return HttpResponse(paket, content_type="application/octet-stream")


def _sisa(satu: balas.Potongan | None) -> HttpResponse:
    if satu is None:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    rentang = f"bytes {satu.dari}-{satu.panjang - 1}/{satu.panjang}"
    tajuk = {"Content-Range": rentang, "ETag": f'"{satu.sidik}"'}
    jenis = "application/octet-stream"
    return HttpResponse(satu.isi, status=HTTPStatus.PARTIAL_CONTENT, content_type=jenis, headers=tajuk)


def _ujung(ujung: Ujung, tanda_terima: bytes) -> dict[str, Any]:
    return {
        "epoch": str(ujung.epoch),
        "urut": ujung.urut,
        "digest": ujung.digest,
        "tanda_terima": b64encode(tanda_terima).decode(),
    }


def _tempat(request: HttpRequest, nama: str) -> tuple[UUID, int]:
    try:
        epoch, urut = UUID(request.GET.get("epoch", "")), int(request.GET.get(nama, ""))
    except ValueError:
        raise InvalidInput(Pesan("sinkron.permintaan_rusak")) from None
    if not 0 <= urut < MAKS_URUT:
        raise InvalidInput(Pesan("sinkron.permintaan_rusak"))
    return epoch, urut


def _muat(request: HttpRequest) -> int:
    """Return how many bytes a batch should have; a village of an earlier version does not say."""
    teks = request.GET.get("muat", "")
    return int(teks) if teks.isascii() and teks.isdigit() and len(teks) < MAKS_ANGKA else AWAL_BITA


MAKS_ANGKA = 10
MAKS_URUT = 2**63
