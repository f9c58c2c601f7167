"""Where the citizens of this village complain: who takes it, how, and how soon it is answered."""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from eoffice.papan.selectors import kontak_pengaduan, kontak_sendiri
from eoffice.papan.services import ubah_kontak_pengaduan
from eoffice.web.aparat.formulir.papan import Pengaduan
from eoffice.web.aparat.izin import Permintaan, untuk
from eoffice.web.aparat.kerangka import BACA_KIRIM, Rupa, pulang, simpan_formulir

from .surat import PENGATUR


@untuk(*PENGATUR)
@require_http_methods(BACA_KIRIM)
def ubah_kontak(request: Permintaan) -> HttpResponse:
    """Change where citizens complain; an empty box shows what the office itself has."""
    form = Pengaduan(request.POST or None, initial=asdict(kontak_sendiri()))
    berlaku = kontak_pengaduan()
    rupa = Rupa(
        judul="Kontak pengaduan",
        tombol="Simpan",
        kembali=pulang(request, "aparat:pengaturan"),
        pengantar=(
            "Warga melihatnya di halaman Pengaduan dan di standar pelayanan. Kotak kosong memakai data kantor.",
        ),
        ikhtisar=tuple(
            (label, isi)
            for label, isi in (
                ("Petugas sekarang", berlaku.petugas),
                ("Telepon sekarang", berlaku.telepon),
                ("Tempat sekarang", berlaku.tempat),
            )
            if isi
        ),
        tautan=((reverse("warga:pengaduan", args=[request.desa]), "Lihat halaman Pengaduan"),),
    )
    return simpan_formulir(
        request,
        rupa,
        form,
        lambda: ubah_kontak_pengaduan(pelaku=str(request.user.pk), **form.cleaned_data),
        kabar="Kontak pengaduan tersimpan.",
        ke=pulang(request, "aparat:pengaturan"),
    )
