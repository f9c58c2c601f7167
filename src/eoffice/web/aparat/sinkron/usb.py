"""The exchange without a line: a sealed file for the regency, and the regency's answer."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from typing import Any, Final, cast

from django.conf import settings
from django.contrib import messages
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
from eoffice.web.aparat.formulir.sinkron import PilihBulan, TerimaBerkas
from eoffice.web.aparat.izin import Permintaan
from eoffice.web.aparat.kerangka import BACA_KIRIM, Rupa, coba, dikirim, formulir
from eoffice.web.komponen.angka import ribuan
from eoffice.web.komponen.waktu import setempat

from .halaman import kata, nama_tabel
from .izin import PEMBACA, PENGURUS, untuk_desa

PENGANTAR: Final = (
    "Berkas dari kabupaten berakhiran .eod. Urutannya tidak penting, dan berkas yang sama boleh diterima lagi: tidak "
    "ada yang menjadi dua kali."
)


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
    """Take in a file of the regency: all of it, or nothing."""
    _pastikan_terhubung()
    post = request.method == "POST"
    form = TerimaBerkas(request.POST if post else None, request.FILES if post else None)
    hasil: list[HasilImpor] = []
    if dikirim(request, form) and coba(form, lambda: hasil.append(_impor(form.cleaned_data)), "berkas"):
        messages.success(request, kalimat_hasil(hasil[0]))
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


def _impor(data: dict[str, Any]) -> HasilImpor:
    return impor(data["berkas"].file, pihak_seberang(), diri())


def kalimat_hasil(hasil: HasilImpor) -> str:
    """Say what a file brought, and what to do next if something is missing."""
    balas = hasil.celah or hasil.bercabang or hasil.ditahan
    kata = (
        (True, f"Berkas diterima: {ribuan(hasil.disimpan)} catatan baru."),
        (hasil.berkas.selesai, f"Lampiran lengkap: {ribuan(hasil.berkas.selesai)}."),
        (hasil.sudah_ada, "Sebagian isinya sudah ada di sini; tidak ada yang menjadi dua kali."),
        (hasil.celah, "Ada catatan sebelum berkas ini yang belum tiba, jadi sebagian isinya belum disimpan."),
        (hasil.ditahan, "Ada bagian yang ditulis dengan kunci lama; bagian itu datang lagi sesudah balasan."),
        (hasil.bercabang, "Cadangan lama pernah dipasang kembali; tidak ada catatan yang hilang."),
        (hasil.berkas.tertunda, _tertunda(hasil)),
        (balas, "Unduh berkas balasan di halaman ini dan antarkan ke kabupaten."),
    )
    return " ".join(teks for ada, teks in kata if ada)


def _tertunda(hasil: HasilImpor) -> str:
    sebab = "penyimpanan di sini penuh" if hasil.berkas.penuh else "catatannya belum tiba"
    return f"Lampiran ditunda: {ribuan(hasil.berkas.tertunda)} ({sebab}). Terima berkas yang sama sekali lagi nanti."


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
