"""A citizen asks to have his data put right: which column, what is right, a photo; and reads what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from eoffice.akun.selectors import akun_warga
from eoffice.kernel.errors import NotFound
from eoffice.kernel.ids import new_id
from eoffice.penduduk import services
from eoffice.penduduk.rules.permintaan import DIMINTA, NIK, RincianPermintaan
from eoffice.penduduk.selectors import satu as satu_penduduk
from eoffice.penduduk.selectors.koreksi import isi_koreksi
from eoffice.penduduk.selectors.permintaan import permintaan_orang
from eoffice.web.komponen.orang import LABEL, sebut_nilai
from eoffice.web.komponen.waktu import setempat, tanggal
from eoffice.web.laju import Laju, hitung
from eoffice.wilayah.selectors import dilayani_di_sini

from . import titipan
from .formulir import MintaKoreksi
from .gerbang import Permintaan, warga, warga_titip
from .kerangka import BACA_KIRIM, coba, dikirim, status_form, tampil

LAJU_MINTA: Final = Laju("koreksi", kali=30, menit=60)
TERKIRIM: Final = "Permintaan Anda terkirim. Jawabannya tampil di halaman ini, paling lambat tiga hari."
_MENUNGGU: Final = "Menunggu diperiksa kantor desa."
_JAUH: Final = "Menunggu. Permintaan dikirim ke server desa Anda, lalu diperiksa kantor desa."


@warga
@require_safe
def pilih(request: Permintaan) -> HttpResponse:
    """Let the person choose what is wrong, and show what he asked before."""
    penduduk_id = akun_warga(request.user.pk)
    p, kini = satu_penduduk(penduduk_id), isi_koreksi(penduduk_id)
    semua = permintaan_orang(penduduk_id)
    menunggu = {satu.kolom for satu in semua if satu.menunggu}
    nilai = {**{nama: sebut_nilai(nama, isi) for nama, isi in kini.items()}, NIK: p.nik_samar or "kosong"}
    isi = {
        "permintaan": [kata_permintaan(satu) for satu in semua],
        "kolom": [
            {
                "judul": LABEL[nama],
                "keterangan": f"Sekarang tercatat: {nilai[nama]}",
                "ke": reverse("warga:minta_koreksi_isi", args=[nama]),
            }
            for nama in DIMINTA
            if nama not in menunggu
        ],
        "kembali_ke": reverse("warga:data"),
    }
    return tampil(request, "warga/minta_koreksi.html", isi)


def kata_permintaan(satu: RincianPermintaan) -> dict[str, str]:
    """Return a request and where it stands, in words."""
    menunggu = _MENUNGGU if dilayani_di_sini() else _JAUH
    diputus = tanggal(setempat(satu.diputus_pada).date()) if satu.diputus_pada else ""
    keadaan = f"Ditolak {diputus}: {satu.alasan}" if satu.alasan else f"Sudah dibetulkan {diputus}."
    usul = "" if satu.kolom == NIK else f"Menurut Anda: {sebut_nilai(satu.kolom, satu.usul)}."
    return {
        "judul": LABEL[satu.kolom],
        "saat": tanggal(setempat(satu.dibuat_pada).date()),
        "usul": usul,
        "keadaan": menunggu if satu.menunggu else keadaan,
    }


@warga_titip
@require_http_methods(BACA_KIRIM)
def minta(request: Permintaan, kolom: str) -> HttpResponse:
    """Ask what is right and for the photo; a form brought back after a sign-in needs its photo once more."""
    if kolom not in DIMINTA:
        raise NotFound
    penduduk_id = akun_warga(request.user.pk)
    post = request.method == "POST"
    lama = None if post else titipan.ambil(request)
    data: Mapping[str, Any] | None = request.POST if post else lama and {**lama, "kunci": str(new_id())}
    form = MintaKoreksi(kolom, data, request.FILES if post else None, initial={"kunci": new_id()})

    def laksana() -> None:
        hitung(request, LAJU_MINTA)
        services.minta_koreksi(
            kunci=form.cleaned_data["kunci"],
            pemilik=request.user.pk,
            penduduk_id=penduduk_id,
            kolom=kolom,
            usul=form.usul(kolom),
            keterangan=form.cleaned_data["keterangan"],
            foto=[satu.read() for satu in request.FILES.getlist("berkas")],
        )

    if dikirim(request, form) and coba(form, laksana):
        messages.success(request, TERKIRIM)
        return redirect("warga:minta_koreksi")
    return _gambar(request, kolom, form, status_form(form) if post else 200)


def _gambar(request: Permintaan, kolom: str, form: MintaKoreksi, status: int) -> HttpResponse:
    penduduk_id = akun_warga(request.user.pk)
    kini = isi_koreksi(penduduk_id)
    isi = {
        "judul": LABEL[kolom],
        "tercatat": satu_penduduk(penduduk_id).nik_samar if kolom == NIK else sebut_nilai(kolom, kini[kolom]),
        "nik": kolom == NIK,
        "form": form,
        "kembali_ke": reverse("warga:minta_koreksi"),
    }
    return tampil(request, "warga/minta_koreksi_isi.html", isi, status=status)
