"""The exchange by USB stick at the regency's desk: take in a village's sealed file, give out the answer."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from eoffice.kernel import clock
from eoffice.kernel.errors import NotFound, StorageFull, out_of_space
from eoffice.sinkron.services.keadaan import keadaan, segarkan
from eoffice.sinkron.services.kunci import diri
from eoffice.sinkron.services.kurir import HasilImpor, ekspor, impor
from eoffice.sinkron.services.pihak import pihak_seberang
from eoffice.web.komponen.angka import ribuan
from eoffice.web.komponen.waktu import setempat
from eoffice.wilayah.selectors import identitas

from .formulir import TerimaBerkas
from .izin import Permintaan, untuk_petugas
from .kerangka import BACA_KIRIM, dikirim, tampil, terkirim


@untuk_petugas
@require_safe
def unduh(request: Permintaan, kode_desa: str) -> HttpResponse:
    """Give out what the village lacks, sealed to its server; it is written to the disk first, never held whole."""
    _pastikan_aktif()
    with ExitStack() as tutup:
        isi = tutup.enter_context(tempfile.TemporaryFile(dir=settings.EOFFICE_HOME))
        try:
            ekspor(isi, pihak_seberang(), diri())
            isi.seek(0)
        except OSError as galat:
            if out_of_space(galat):
                raise StorageFull from None
            raise
        tutup.pop_all()  # from here on the answer closes it
    nama = f"{kode_desa}-{setempat(clock.now()):%Y%m%d-%H%M}.eod"
    return cast("HttpResponse", FileResponse(isi, as_attachment=True, filename=nama))


@untuk_petugas
@require_http_methods(BACA_KIRIM)
def terima(request: Permintaan, kode_desa: str) -> HttpResponse:
    """Take in a file of the village: all of it, or nothing."""
    _pastikan_aktif()
    kirim = dikirim(request)
    form = TerimaBerkas(kirim, request.FILES if kirim is not None else None)
    hasil: list[HasilImpor] = []
    if terkirim(request, form, lambda: hasil.append(_impor(form.cleaned_data))):
        messages.success(request, _kalimat(hasil[0]))
        return redirect("kabupaten:desa", kode_desa)
    isi = {"desa": identitas(), "form": form, "kembali": reverse("kabupaten:desa", args=[kode_desa])}
    return tampil(request, "kabupaten/usb.html", isi, status=422 if form.errors else 200)


def _pastikan_aktif() -> None:
    if keadaan().status != "aktif":
        raise NotFound


def _impor(data: dict[str, Any]) -> HasilImpor:
    hasil = impor(data["berkas"].file, pihak_seberang(), diri())
    segarkan()
    return hasil


def _kalimat(hasil: HasilImpor) -> str:
    """Say what a file brought, and what to do next."""
    kata = (
        (True, f"Berkas diterima: {ribuan(hasil.disimpan)} catatan baru."),
        (hasil.berkas.selesai, f"Lampiran lengkap: {ribuan(hasil.berkas.selesai)}."),
        (hasil.sudah_ada, "Sebagian isinya sudah ada di sini; tidak ada yang menjadi dua kali."),
        (hasil.berkas.ditolak, _ditolak(hasil)),
        (hasil.kurang, "Sebagian menunggu kiriman lain dari desa."),
        (True, "Unduh berkas balasan dan antarkan ke desa, supaya desa tahu apa yang sudah sampai."),
    )
    return " ".join(teks for ada, teks in kata if ada)


def _ditolak(hasil: HasilImpor) -> str:
    banyak = ribuan(hasil.berkas.ditolak)
    return f"{banyak} lampiran tidak muat: kuota desa penuh. Tambah kuotanya, lalu terima berkas ini sekali lagi."
