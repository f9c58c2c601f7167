"""Calls of a village's installation: signed, idempotent, answered with JSON or a batch."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from eoffice.jejak.aliran import digest_pada
from eoffice.kernel import clock
from eoffice.kernel.errors import EofficeError, InvalidInput
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.services import balas
from eoffice.sinkron.services.kunci import diri
from eoffice.sinkron.services.panggilan import Panggilan, kenali, nonce_baru
from eoffice.web.middleware.galat import status_of

View = Callable[..., HttpResponse]
KEPALA_NODE, KEPALA_NONCE, KEPALA_TANDA = "X-Eoffice-Node", "X-Eoffice-Nonce", "X-Eoffice-Tanda"


def ditandatangani(view: View) -> View:
    """Let a view run for the village's active installation; refusals are JSON, because no person reads them here."""

    @wraps(view)
    def diperiksa(request: HttpRequest, kode_desa: str) -> HttpResponse:
        panggilan = Panggilan(
            request.method or "", request.get_full_path(), request.body, request.headers.get(KEPALA_NONCE, "")
        )
        try:
            kenali(panggilan, request.headers.get(KEPALA_NODE, ""), request.headers.get(KEPALA_TANDA, ""))
            return view(request)
        except EofficeError as tolak:
            isi = {"kode": tolak.pesan.kode, "params": dict(tolak.pesan.params)}
            return JsonResponse(isi, status=status_of(tolak))

    return login_not_required(csrf_exempt(diperiksa))


@login_not_required
@require_GET
def nonce(_request: HttpRequest) -> HttpResponse:
    """Give out a nonce, and the hub's time for the village to compare its clock with."""
    return JsonResponse({"nonce": nonce_baru(), "jam": clock.now().isoformat()})


@require_POST
@ditandatangani
def salam(_request: HttpRequest) -> HttpResponse:
    """Tell how far every stream of the village reaches here."""
    aliran = [
        {
            "epoch": str(s.ujung.epoch),
            "urut": s.ujung.urut,
            "digest": s.ujung.digest,
            "ditulisnya": s.ditulisnya,
        }
        for s in balas.salam()
    ]
    return JsonResponse({"aliran": aliran})


@require_GET
@ditandatangani
def digest(request: HttpRequest) -> HttpResponse:
    """Tell the digest at one position."""
    epoch, urut = _tempat(request, "urut")
    return JsonResponse({"digest": digest_pada(epoch, urut)})


@require_POST
@ditandatangani
def dorong(request: HttpRequest) -> HttpResponse:
    """Take in a batch; the answer is the receipt."""
    hasil = balas.dorong(request.body, diri())
    ujung = {"epoch": str(hasil.ujung.epoch), "urut": hasil.ujung.urut, "digest": hasil.ujung.digest}
    return JsonResponse({"penerimaan": hasil.penerimaan.value, **ujung})


@require_GET
@ditandatangani
def tarik(request: HttpRequest) -> HttpResponse:
    """Give out the next batch of a stream; 204 when there is no more."""
    epoch, sesudah = _tempat(request, "sesudah")
    paket = balas.tarik(epoch, sesudah, diri())
    if paket is None:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return HttpResponse(paket, content_type="application/octet-stream")


def _tempat(request: HttpRequest, nama: str) -> tuple[UUID, int]:
    try:
        return UUID(request.GET.get("epoch", "")), int(request.GET.get(nama, ""))
    except ValueError:
        raise InvalidInput(Pesan("sinkron.permintaan_rusak")) from None
