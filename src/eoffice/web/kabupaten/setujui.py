"""The second person: nobody at the regency replaces a village's server alone."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from eoffice.kernel.errors import NotFound
from eoffice.sinkron.services.pendaftaran import menunggu_persetujuan
from eoffice.sinkron.services.pusat import setujui_ganti
from eoffice.web.bukti import harus_segar
from eoffice.web.komponen.bidang import Centang
from eoffice.wilayah.selectors import identitas

from .izin import Permintaan, pelaku, untuk_petugas
from .kerangka import BACA_KIRIM, Tanya, dikirim, tanyakan


class Setuju(forms.Form):
    """The village was asked."""

    paham = Centang(
        label="Saya sudah menanyakan kepada desa: komputer yang lama rusak, hilang, atau sudah dimatikan.",
        kosong="Tanyakan dahulu kepada desa, lalu beri tanda centang.",
    )


@untuk_petugas
@harus_segar
@require_http_methods(BACA_KIRIM)
def setujui(request: Permintaan, kode_desa: str) -> HttpResponse:
    """Approve a code that somebody else made to replace the server."""
    desa, pembuat = identitas(), menunggu_persetujuan()
    if not pembuat:
        raise NotFound
    kembali = reverse("kabupaten:desa", args=[desa.kode])
    tanya = Tanya(
        judul=f"Setujui penggantian server {desa.lengkap}?",
        tombol="Setujui",
        batal=kembali,
        jenis="bahaya",
        ikhtisar=(("Diminta oleh", pembuat),),
        pengantar=(
            "Dua komputer yang menulis untuk satu desa memberi nomor surat yang sama.",
            "Karena itu penggantian disetujui orang kedua. Begitu kodenya dipakai, kunci komputer yang lama dicabut.",
        ),
    )
    return tanyakan(
        request,
        tanya,
        Setuju(dikirim(request)),
        lambda: setujui_ganti(petugas=pelaku(request)),
        kabar=f"Penggantian server {desa.lengkap} disetujui. Kodenya sekarang dapat dipakai.",
        ke=kembali,
    )
