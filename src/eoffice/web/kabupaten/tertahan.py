"""Events that are stored and could not be applied: try again, or decide that one will not be used."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.module_loading import import_string
from django.views.decorators.http import require_http_methods, require_POST

from eoffice.kernel.errors import NotFound
from eoffice.sinkron.services import pusat
from eoffice.sinkron.services.rincian import satu_tertahan
from eoffice.sinkron.services.serah import LEWAT
from eoffice.web.komponen.angka import ribuan
from eoffice.web.komponen.waktu import lengkap
from eoffice.wilayah.selectors import identitas

from .desa import DUA_CABANG, MENUNGGU, kata, nama_data
from .formulir import Alasan
from .izin import Permintaan, pelaku, untuk_petugas
from .kerangka import BACA_KIRIM, Tanya, dikirim, tanyakan


@untuk_petugas
@require_POST
def coba_lagi(request: Permintaan, kode_desa: str) -> HttpResponse:
    """Try everything again: the cause may be gone, after an update for example."""
    jadi = pusat.coba_lagi(petugas=pelaku(request), proyeksi=import_string(settings.EOFFICE_PROYEKSI))
    if jadi:
        messages.success(request, f"{ribuan(jadi)} catatan sekarang dipakai.")
    else:
        messages.info(request, "Sudah dicoba. Belum ada yang dapat dipakai; sebabnya tertulis di bawah.")
    return redirect("kabupaten:desa", kode_desa)


@untuk_petugas
@require_http_methods(BACA_KIRIM)
def putuskan(request: Permintaan, kode_desa: str, karantina_id: UUID) -> HttpResponse:
    """Ask for a reason, then leave one event out."""
    satu, form = satu_tertahan(karantina_id), Alasan(dikirim(request))
    if satu is None or satu.sebab.kode in {MENUNGGU, DUA_CABANG, *LEWAT}:
        raise NotFound
    ke = reverse("kabupaten:desa", args=[kode_desa])
    tanya = Tanya(
        judul="Tidak memakai catatan ini?",
        tombol="Jangan pakai catatan ini",
        batal=ke,
        jenis="bahaya",
        pengantar=(
            (
                "Catatannya tetap tersimpan dalam aliran desa, tetapi tidak dipakai di kabupaten. Yang menunggu di "
                "belakangnya dicoba lagi."
            ),
            "Bila isi tabel lalu berbeda dari desa, pencocokan harian menemukannya dan desa mengirim isi yang berlaku.",
        ),
        ikhtisar=(
            ("Desa", identitas().lengkap),
            ("Tentang", nama_data(satu.jenis)),
            ("Nomor catatan", ribuan(satu.urut)),
            ("Tertahan sejak", lengkap(satu.sejak)),
            ("Sebab", kata(satu.sebab)),
        ),
    )
    return tanyakan(
        request,
        tanya,
        form,
        lambda: pusat.buang_tertahan(
            petugas=pelaku(request),
            karantina_id=karantina_id,
            alasan=form.cleaned_data["alasan"],
            proyeksi=import_string(settings.EOFFICE_PROYEKSI),
        ),
        kabar="Sudah diputuskan. Catatan itu tidak dipakai di kabupaten.",
        ke=ke,
    )
