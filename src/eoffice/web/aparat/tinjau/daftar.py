"""What a person has to put in order after an older database was put back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from eoffice.arsip import services as arsip
from eoffice.kernel.errors import NotFound, RuleRefused
from eoffice.sinkron.services.tinjau import Bercabang, bercabang
from eoffice.surat import services as surat
from eoffice.surat.selectors.meja import rincian
from eoffice.web.aparat.izin import Permintaan
from eoffice.web.aparat.kerangka import tampil
from eoffice.web.aparat.periksa import pelaku
from eoffice.web.aparat.sajian import judul
from eoffice.web.aparat.sinkron.halaman import nama_tabel
from eoffice.web.aparat.sinkron.izin import untuk_desa
from eoffice.web.komponen.kalimat import kalimat

from .pemulihan import MENGURUS


@untuk_desa(*MENGURUS)
@require_safe
def tinjau(request: Permintaan) -> HttpResponse:
    """List what waits for a decision."""
    isi: dict[str, Any] = {
        "nomor": [
            {
                "teks": satu.teks,
                "surat": [judul_surat(p.untuk) for p in satu.pemegang],
                "ke": reverse("aparat:tinjau_nomor", args=[satu.id]),
            }
            for satu in arsip.nomor_ganda()
        ],
        "cabang": [
            {"judul": judul_data(satu), "ke": reverse("aparat:tinjau_cabang", args=[satu.agregat_id])}
            for satu in bercabang()
        ],
        "sementara": [
            {
                "teks": satu.teks,
                "surat": judul_surat(satu.untuk),
                "ke": reverse("aparat:tinjau_sementara", args=[satu.id]),
            }
            for satu in arsip.nomor_sementara()
        ],
        "ragu": bool(arsip.periksa().pulih),
        "pemulihan_ke": reverse("aparat:pemulihan"),
    }
    isi["ada"] = any(isi[nama] for nama in ("nomor", "cabang", "sementara"))
    return tampil(request, "aparat/tinjau/daftar.html", isi)


def judul_surat(surat_id: UUID) -> str:
    """Return what a letter is called; one that is not here has no name."""
    try:
        return judul(rincian(surat_id))
    except NotFound:
        return "Surat yang belum ada di komputer ini"


def judul_data(satu: Bercabang) -> str:
    """Return what an aggregate is called: a letter by its name, the others by their kind."""
    nama = nama_tabel().get(satu.jenis, "Catatan lain")
    return f"{nama}: {judul_surat(satu.agregat_id)}" if satu.agregat == "surat" else nama


@untuk_desa(*MENGURUS)
@require_POST
def sementara(request: Permintaan, nomor_id: UUID) -> HttpResponse:
    """Register the letter of a provisional number under one that stays."""
    try:
        teks = surat.beri_nomor_tetap(nomor_id=nomor_id, oleh=pelaku(request))
        messages.success(request, f"Dicatat di buku register dengan nomor {teks}.")
    except RuleRefused as tolak:
        messages.error(request, kalimat(tolak.pesan))
    return redirect("aparat:tinjau")
