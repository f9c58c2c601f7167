"""What may be wrong in the register, and what to do about each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from eoffice.kernel.peran import Peran
from eoffice.penduduk.selectors.keraguan import UMUR_KAWIN, UMUR_TERTUA, Ragu, keraguan

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
        "kepindahan dari KK yang salah; bila memang dua orang, biarkan.",
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


@untuk(Peran.OPERATOR, Peran.PEMERIKSA)
@require_safe
def daftar(request: Permintaan) -> HttpResponse:
    """List the doubts, kind by kind; numbers are shown masked."""
    semua = [
        {
            "judul": KATA[satu.ragu].judul,
            "langkah": KATA[satu.ragu].langkah,
            "baris": [
                b
                for perkara in satu.perkara
                for b in baris(perkara.orang, "aparat:penduduk_satu", request.hari)
            ],
            "lebih": satu.lebih,
        }
        for satu in keraguan(request.hari)
    ]
    isi = {"semua": semua, "kembali_ke": reverse("aparat:penduduk")}
    return tampil(request, "aparat/keraguan.html", isi)
