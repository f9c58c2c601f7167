"""The mending of a letter that was left for too long: what happened, and how to begin again."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from eoffice.surat.rules.alur import Status
from eoffice.surat.selectors.meja import Rincian

from .kerangka import tampil


class PerbaikanLewat(Exception):
    """The draft that mended a letter ran out or is gone; ``surat`` is the letter, this citizen's own."""

    def __init__(self, surat: Rincian) -> None:
        super().__init__(str(surat.id))
        self.surat = surat


def jawab_lewat(request: HttpRequest, r: Rincian) -> HttpResponse:
    """Say so, and offer to open the answers that were sent; a letter that went on is shown as it is now."""
    if r.status is not Status.DIKEMBALIKAN:
        messages.info(request, "Perbaikan itu sudah selesai. Di bawah ini keadaan permohonan Anda sekarang.")
        return redirect("warga:surat", r.id)
    isi = {
        "nama_jenis": r.nama_jenis,
        "tiket": r.tiket,
        "kembali_ke": reverse("warga:surat", args=[r.id]),
        "perbaiki_ke": reverse("warga:perbaiki", args=[r.id]),
    }
    return tampil(request, "warga/perbaikan_lewat.html", isi, status=HTTPStatus.GONE)
