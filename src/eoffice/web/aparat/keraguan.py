"""What may be wrong in the register, and what to do about each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from eoffice.kernel.errors import NotFound
from eoffice.kernel.peran import Peran
from eoffice.penduduk.selectors.keraguan import UMUR_KAWIN, UMUR_TERTUA, Ragu, keraguan
from eoffice.penduduk.services import bedakan

from .izin import Permintaan, untuk
from .kerangka import tampil
from .penduduk import baris


@dataclass(frozen=True, slots=True)
class Kata:
    """A kind of doubt in words: what it is, and what to do."""

    judul: str
    langkah: str


KATA: Final = {
    Ragu.KEMBAR: Kata(
        "Nama dan tanggal lahir sama",
        "Mungkin orang yang sama tercatat dua kali. Cocokkan NIK dan KK-nya. Bila satu orang, catat "
        "kepindahan dari KK yang salah; bila memang dua orang, tekan Orang berbeda.",
    ),
    Ragu.MIRIP: Kata(
        "Tanggal lahir sama, nama hampir sama",
        "Mungkin orang yang sama ditulis dengan ejaan lain. Cocokkan NIK dan KK-nya. Bila satu orang, catat "
        "kepindahan dari KK yang salah; bila memang dua orang, tekan Orang berbeda.",
    ),
    Ragu.DUA_KEPALA: Kata(
        "Satu KK dengan dua kepala keluarga",
        "Cocokkan dengan KK-nya. Bila ada yang sudah punya KK sendiri, catat pisah KK.",
    ),
    Ragu.TANPA_KEPALA: Kata(
        "KK tanpa kepala keluarga",
        "Cocokkan dengan KK-nya, lalu betulkan hubungan keluarganya lewat impor data.",
    ),
    Ragu.KAWIN_ANAK: Kata(
        f"Di bawah {UMUR_KAWIN} tahun tetapi tercatat kawin atau cerai",
        "Biasanya tanggal lahir atau status kawinnya salah ketik. Cocokkan dengan akta, lalu betulkan lewat "
        "impor data.",
    ),
    Ragu.TERLALU_TUA: Kata(
        f"Berumur {UMUR_TERTUA} tahun atau lebih",
        "Tanyakan kepada keluarganya. Bila sudah meninggal, catat kematiannya; bila salah ketik, betulkan "
        "lewat impor data.",
    ),
    Ragu.TANPA_LAHIR: Kata(
        "Tanggal lahir belum diisi", "Lengkapi dari akta atau KTP, lalu masukkan lewat impor data."
    ),
}


DUA_ORANG: Final = frozenset({Ragu.KEMBAR, Ragu.MIRIP})
"""Doubts that are settled by saying that the people are different ones."""


@untuk(Peran.OPERATOR, Peran.PEMERIKSA)
@require_safe
def daftar(request: Permintaan) -> HttpResponse:
    """List the doubts, kind by kind; numbers are shown masked."""
    operator = Peran.OPERATOR in request.peran
    semua = [
        {
            "judul": KATA[satu.ragu].judul,
            "langkah": KATA[satu.ragu].langkah,
            "perkara": [
                {
                    "baris": baris(perkara.orang, "aparat:penduduk_satu", request.hari),
                    "orang": [o.id for o in perkara.orang] if satu.ragu in DUA_ORANG and operator else [],
                }
                for perkara in satu.perkara
            ],
            "kolom": "Nama|NIK|Tanggal lahir|Alamat|Nomor KK"
            + ("|Keputusan" if satu.ragu in DUA_ORANG and operator else ""),
            "lebih": satu.lebih,
        }
        for satu in keraguan(request.hari)
    ]
    isi = {
        "semua": semua,
        "beda_ke": reverse("aparat:keraguan_beda"),
        "kembali_ke": reverse("aparat:penduduk"),
    }
    return tampil(request, "aparat/keraguan.html", isi)


@untuk(Peran.OPERATOR)
@require_POST
def beda(request: Permintaan) -> HttpResponse:
    """Decide that people who look like one are different ones; they are not asked about again."""
    try:
        orang = [UUID(teks) for teks in request.POST.getlist("orang")]
    except ValueError:
        raise NotFound from None
    bedakan(orang=orang, oleh=str(request.user.pk))
    messages.success(request, "Dicatat sebagai orang yang berbeda. Kami tidak menanyakannya lagi.")
    return redirect("aparat:keraguan")
