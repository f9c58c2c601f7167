"""The exchange without a line: a sealed file for the regency, and the regency's answer."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from typing import Any, BinaryIO, Final, cast

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from eoffice.kernel import clock
from eoffice.kernel.errors import NotFound, StorageFull, out_of_space
from eoffice.sinkron.services.berita_acara import berita_acara as susun_berita
from eoffice.sinkron.services.kunci import diri, terhubung
from eoffice.sinkron.services.kurir import HasilImpor, ekspor, impor
from eoffice.sinkron.services.pihak import pihak_seberang
from eoffice.sinkron.services.titipan import lupakan_hasil, titipkan
from eoffice.web.aparat.formulir.sinkron import PilihBulan, TerimaBerkas
from eoffice.web.aparat.izin import Permintaan
from eoffice.web.aparat.kerangka import BACA_KIRIM, Rupa, coba, dikirim, formulir
from eoffice.web.komponen.waktu import setempat

from .halaman import kata, nama_tabel
from .hasil import kalimat_hasil
from .izin import PEMBACA, PENGURUS, untuk_desa

PENGANTAR: Final = (
    "Berkas dari kabupaten berakhiran .eod. Urutannya tidak penting, dan berkas yang sama boleh diterima lagi: tidak "
    "ada yang menjadi dua kali."
)

TERSIMPAN: Final = "Berkas sudah disimpan di komputer ini dan sedang dimasukkan. Stik USB boleh dicabut."


@untuk_desa(*PENGURUS)
@require_safe
def unduh(request: Permintaan) -> HttpResponse:
    """Give out what the regency lacks, sealed to it; the file is written to the disk first and never held whole."""
    _pastikan_terhubung()
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
    saat = setempat(clock.now())
    nama = f"{request.desa}-{saat:%Y%m%d-%H%M}.eod"
    return cast("HttpResponse", FileResponse(isi, as_attachment=True, filename=nama))


@untuk_desa(*PENGURUS)
@require_http_methods(BACA_KIRIM)
def terima(request: Permintaan) -> HttpResponse:
    """Take in a file of the regency: all of it, or nothing. A large one is kept, and taken in by the worker."""
    _pastikan_terhubung()
    post = request.method == "POST"
    form = TerimaBerkas(request.POST if post else None, request.FILES if post else None)
    hasil: list[HasilImpor] = []
    if dikirim(request, form) and coba(form, lambda: hasil.extend(_impor(form.cleaned_data)), "berkas"):
        if hasil:
            messages.success(request, kalimat_hasil(hasil[0]))
        else:
            messages.success(request, TERSIMPAN)
        return redirect("aparat:sinkron")
    rupa = Rupa(
        judul="Terima berkas USB",
        tombol="Terima berkas",
        ikon="unggah",
        kembali=reverse("aparat:sinkron"),
        kata_kembali="Hubungan dengan kabupaten",
        pengantar=(PENGANTAR,),
    )
    return formulir(request, rupa, form)


def _pastikan_terhubung() -> None:
    if not terhubung():
        raise NotFound


def _impor(data: dict[str, Any]) -> list[HasilImpor]:
    """Take a file in at once and return what it brought, or keep it for the worker."""
    berkas = data["berkas"]
    if isinstance(berkas, TemporaryUploadedFile):  # too large to hold in memory, so too large to wait for
        titipkan(cast("BinaryIO", berkas.file), pihak_seberang(), diri())
        return []
    hasil = impor(berkas.file, pihak_seberang(), diri())
    lupakan_hasil()
    return [hasil]


@untuk_desa(*PEMBACA)
@require_safe
def berita(request: Permintaan) -> HttpResponse:
    """Give out the statement of a month that both sides can lay beside each other."""
    form = PilihBulan(request.GET, hari=request.hari)
    if not form.is_valid():
        raise NotFound
    bulan = form.cleaned_data["bulan"]
    pdf = susun_berita(bulan, di_kabupaten=False, sebut=kata, nama_tabel=nama_tabel())
    jawab = HttpResponse(pdf, content_type="application/pdf")
    jawab.headers["Content-Disposition"] = f'attachment; filename="berita-acara-{bulan:%Y-%m}.pdf"'
    return jawab
