"""One box for whatever somebody asks about: a resident, or a letter by its number, its ticket or its holder."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from eoffice.kernel.peran import Peran
from eoffice.penduduk.selectors import temukan
from eoffice.surat.selectors.meja import temukan_surat

from .baris import baris_surat
from .formulir.penduduk import kata_cari
from .izin import Permintaan, untuk
from .jam import jam_kini
from .kerangka import BACA_KIRIM, tampil
from .penduduk import baris

BATAS: Final = 8
MEMBACA_PENDUDUK: Final = frozenset({Peran.OPERATOR, Peran.PEMERIKSA})


@untuk()
@require_http_methods(BACA_KIRIM)
def cari(request: Permintaan) -> HttpResponse:
    """Find residents and letters. A POST, because what is typed may be a NIK and must not stand in an address."""
    q = kata_cari(request.POST.get("q", ""))
    warga = _warga(request, q) if request.peran & MEMBACA_PENDUDUK else {}
    temuan = temukan_surat(q, BATAS + 1)
    surat = temuan.hasil
    banyak = len(warga.get("warga", ())) + min(len(surat), BATAS)
    isi = {
        "q": q,
        "ke": reverse("aparat:cari"),
        "surat": baris_surat(surat[:BATAS], jam_kini()),
        "surat_mirip": temuan.mirip,
        "surat_terpotong": len(surat) > BATAS,
        "kabar": f"{banyak} hasil." if q else "",
        "petunjuk": "nama, NIK, nomor KK, nomor surat, atau tiket"
        if warga
        else "nama, nomor surat, atau tiket",
        **warga,
    }
    return tampil(request, "aparat/cari.html", isi)


def _warga(request: Permintaan, q: str) -> dict[str, Any]:
    temuan = temukan(q, batas=BATAS + 1)
    return {
        "warga": baris(temuan.hasil[:BATAS], "aparat:penduduk_satu", request.hari),
        "mirip": temuan.mirip,
        "warga_terpotong": len(temuan.hasil) > BATAS,
    }
