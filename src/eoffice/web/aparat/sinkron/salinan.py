"""Another copy of this server met the regency: a person says that this one is the one that runs."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from eoffice.kernel.errors import NotFound
from eoffice.sinkron.services.giliran import jamin, menunggu_kepastian
from eoffice.sinkron.services.kemajuan import Kerja, minta
from eoffice.sinkron.services.pusat import Petugas
from eoffice.web.aparat.formulir.sinkron import PastikanSatu
from eoffice.web.aparat.izin import Permintaan, segar
from eoffice.web.aparat.kerangka import BACA_KIRIM, Rupa, simpan_formulir

from .izin import PENGURUS, untuk_desa

PENGANTAR: Final = (
    (
        "Server desa ini ada dua: disalin, atau seluruh disknya diisi lagi dari cadangan. Bila keduanya memberi nomor, "
        "dua surat mendapat nomor yang sama."
    ),
    (
        "Matikan yang lain dahulu. Sesudah Anda memastikannya, yang lain tidak diterima kabupaten lagi. Yang sempat "
        "ditulis di sana tetap tersimpan di sana; laporkan kepada Diskominfo."
    ),
)


@untuk_desa(*PENGURUS)
@segar
@require_http_methods(BACA_KIRIM)
def pastikan_satu(request: Permintaan) -> HttpResponse:
    """Ask whether the other one is off, then let this one meet."""
    if not menunggu_kepastian():
        raise NotFound
    form = PastikanSatu(request.POST if request.method == "POST" else None)
    rupa = Rupa(
        judul="Pastikan hanya komputer ini yang berjalan",
        tombol="Pakai komputer ini",
        jenis="bahaya",
        pengantar=PENGANTAR,
        kembali=reverse("aparat:sinkron"),
        kata_kembali="Hubungan dengan kabupaten",
    )
    return simpan_formulir(
        request,
        rupa,
        form,
        lambda: _pastikan(request),
        kabar="Dicatat. Komputer ini bertemu kabupaten lagi dalam beberapa detik.",
        ke=reverse("aparat:sinkron"),
    )


def _pastikan(request: Permintaan) -> None:
    jamin(petugas=Petugas(request.user.pk, request.user.nama))
    minta(request.desa, Kerja.TEMU, oleh=request.user.nama)
