"""Enrolment on a page: the invitation as one line, the regency's key to compare before anything is agreed to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from eoffice.dokumen.services import baca_qr, dapat_baca_qr
from eoffice.kernel.errors import InvalidInput, NotFound, RuleRefused, ServiceDown
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.rules.undangan import Undangan, baca
from eoffice.sinkron.services.daftar import daftar as daftarkan
from eoffice.sinkron.services.daftar import periksa_undangan
from eoffice.sinkron.services.kunci import terhubung
from eoffice.web.aparat.formulir.sinkron import BacaUndangan, SetujuUndangan
from eoffice.web.aparat.izin import Permintaan, segar
from eoffice.web.aparat.kerangka import BACA_KIRIM, Rupa, coba, dikirim, formulir, tampil
from eoffice.wilayah.selectors import identitas

from .halaman import kata
from .izin import PENGURUS, untuk_desa

PENGANTAR: Final = (
    "Diskominfo memberi satu undangan: satu baris panjang, atau kode QR yang berisi baris itu. Undangan berlaku 24 jam "
    "dan hanya sekali."
)
SUDAH: Final = "Server ini sudah terhubung. Daftar lagi hanya bila Diskominfo memintanya."


@untuk_desa(*PENGURUS)
@segar
@require_http_methods(BACA_KIRIM)
def daftar(request: Permintaan) -> HttpResponse:
    """Read the line, show whose key it names, and connect only when a person has compared it."""
    if "lanjut" in request.POST:
        return _setuju(request)
    post = request.method == "POST"
    form = BacaUndangan(*((request.POST, request.FILES) if post else ()), qr=dapat_baca_qr())
    terbaca: list[Undangan] = []
    kotak = "foto" if form.files.get("foto") and "foto" in form.fields else "undangan"
    if dikirim(request, form) and coba(form, lambda: terbaca.append(_baca(_baris(form.cleaned_data))), kotak):
        return _bandingkan(request, terbaca[0], SetujuUndangan(initial={"undangan": terbaca[0].tulis()}))
    rupa = Rupa(
        judul="Hubungkan ke kabupaten",
        tombol="Baca undangan",
        pengantar=(SUDAH, PENGANTAR) if terhubung() else (PENGANTAR,),
        kembali=reverse("aparat:sinkron"),
        kata_kembali="Hubungan dengan kabupaten",
    )
    return formulir(request, rupa, form)


def _baris(data: Mapping[str, Any]) -> str:
    """Return the line as it was typed, or as the photo of its QR says it.

    Raises:
        InvalidInput: nothing can be read in the photo.
    """
    foto = data.get("foto")
    if foto is None:
        return str(data["undangan"])
    baris = baca_qr(foto.read())
    if baris is None:
        raise InvalidInput(Pesan("sinkron.qr_tidak_terbaca"))
    return baris


def _baca(baris: str) -> Undangan:
    undangan = baca("".join(baris.split()).strip("'\""))  # as it came through a chat, or with its quotes
    periksa_undangan(undangan)
    return undangan


def _setuju(request: Permintaan) -> HttpResponse:
    """Register with the hub; whatever it refuses is said beside the tick, and can be tried again."""
    form = SetujuUndangan(request.POST)
    if not form.is_valid() and "undangan" in form.errors:
        return redirect("aparat:sinkron_daftar")
    undangan = _baca(form.cleaned_data["undangan"])
    if form.is_valid():
        try:
            daftarkan(undangan)
        except (RuleRefused, ServiceDown, NotFound) as tolak:
            form.add_error("setuju", kata(tolak.pesan))
        else:
            messages.success(
                request, "Terhubung ke kabupaten. Pertukaran data pertama dimulai dengan sendirinya."
            )
            return redirect("aparat:sinkron")
    return _bandingkan(request, undangan, form)


def _bandingkan(request: Permintaan, undangan: Undangan, form: SetujuUndangan) -> HttpResponse:
    isi = {
        "form": form,
        "alamat": undangan.alamat,
        "desa": identitas().lengkap,
        "kode": undangan.desa,
        "sidik": undangan.sidik.split("-"),
        "ulang_ke": reverse("aparat:sinkron_daftar"),
    }
    return tampil(request, "aparat/sinkron/bandingkan.html", isi, status=422 if form.errors else 200)
