"""Citizens' requests to have their data put right: the pile, one of them with its photos, refusing it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from eoffice.akun.selectors import nama_pengguna
from eoffice.kernel import clock
from eoffice.kernel.errors import NotFound
from eoffice.kernel.peran import Peran
from eoffice.penduduk import selectors, services
from eoffice.penduduk.rules.permintaan import NIK, RincianPermintaan
from eoffice.penduduk.selectors.koreksi import isi_koreksi
from eoffice.penduduk.selectors.permintaan import (
    jumlah_menunggu,
    permintaan_diputus,
    permintaan_menunggu,
    satu_permintaan,
)
from eoffice.sinkron.services.berkas import baca
from eoffice.web.komponen.angka import ukuran
from eoffice.web.komponen.orang import LABEL, sebut_nilai

from .formulir.koreksi import TolakPermintaan
from .izin import Permintaan, untuk
from .kata_riwayat import akun_pelaku
from .kerangka import BACA_KIRIM, Rupa, simpan_formulir, tampil
from .penduduk import catat

ALASAN = "Permintaan perbaikan data"


@untuk(Peran.OPERATOR, Peran.PEMERIKSA)
@require_safe
def daftar(request: Permintaan) -> HttpResponse:
    """List what waits, the oldest first, and what was decided last."""
    kini = clock.now()
    menunggu, diputus = permintaan_menunggu(), permintaan_diputus()
    nama = {p.id: p.nama for p in selectors.hasil([satu.penduduk_id for satu in (*menunggu, *diputus)])}
    isi = {
        "menunggu": [_baris(satu, nama, kini) for satu in menunggu],
        "diputus": [_baris(satu, nama, kini) for satu in diputus],
        "kembali_ke": reverse("aparat:penduduk"),
    }
    return tampil(request, "aparat/permintaan.html", isi)


def _baris(satu: RincianPermintaan, nama: dict[UUID, str], kini: datetime) -> dict[str, Any]:
    return {
        "ke": reverse("aparat:permintaan_satu", args=[satu.id]),
        "nama": nama.get(satu.penduduk_id, "Warga yang datanya belum tiba"),
        "kolom": LABEL[satu.kolom],
        "saat": satu.dibuat_pada,
        "keadaan": _keadaan(satu, kini),
    }


def _keadaan(satu: RincianPermintaan, kini: datetime) -> str:
    if satu.menunggu:
        return "Lewat tiga hari" if satu.lewat(kini) else "Menunggu"
    return "Ditolak" if satu.alasan else "Sudah dibetulkan"


@untuk(Peran.OPERATOR, Peran.PEMERIKSA)
@require_safe
def satu(request: Permintaan, permintaan_id: UUID) -> HttpResponse:
    """Show one request beside what stands in the register; opening it is logged."""
    minta = satu_permintaan(permintaan_id)
    p = selectors.satu(minta.penduduk_id)
    catat(request, p.id, "lihat", ALASAN)
    kolom, operator = minta.kolom, Peran.OPERATOR in request.peran
    tujuan = "aparat:koreksi_nik" if kolom == NIK else "aparat:koreksi"
    boleh = operator and minta.menunggu
    isi = {
        "nama": p.nama,
        "kolom": LABEL[kolom],
        "tercatat": p.nik_samar if kolom == NIK else sebut_nilai(kolom, isi_koreksi(p.id)[kolom]),
        "usul": "Baca dari fotonya" if kolom == NIK else sebut_nilai(kolom, minta.usul),
        "keterangan": minta.keterangan,
        "saat": minta.dibuat_pada,
        "keadaan": _keadaan(minta, clock.now()),
        "alasan": minta.alasan,
        "oleh": _oleh(minta),
        "foto": [
            {
                "ke": reverse("aparat:permintaan_foto", args=[minta.id, b.sha256]),
                "nama": f"Bukti {nomor}",
                "ukuran": ukuran(b.ukuran),
            }
            for nomor, b in enumerate(minta.berkas, 1)
        ],
        "betulkan_ke": f"{reverse(tujuan, args=[p.id])}?permintaan={minta.id}" if boleh else "",
        "tolak_ke": reverse("aparat:permintaan_tolak", args=[minta.id]) if boleh else "",
        "kembali_ke": reverse("aparat:permintaan"),
    }
    return tampil(request, "aparat/permintaan_satu.html", isi)


def _oleh(minta: RincianPermintaan) -> str:
    if minta.menunggu:
        return ""
    akun = akun_pelaku(minta.oleh)
    return next(iter(nama_pengguna({akun} if akun else set()).values()), "Petugas")


@untuk(Peran.OPERATOR, Peran.PEMERIKSA)
@require_safe
def foto(request: Permintaan, permintaan_id: UUID, sha256: str) -> HttpResponse:
    """Return a photo, as it was drawn anew at intake; opening it is logged."""
    minta = satu_permintaan(permintaan_id)
    ada = next((b for b in minta.berkas if b.sha256 == sha256), None)
    if ada is None:
        raise NotFound
    catat(request, minta.penduduk_id, "lihat_berkas", ALASAN)
    jawab = HttpResponse(baca(ada.sha256), content_type=ada.media)
    akhiran = "pdf" if ada.media == "application/pdf" else "jpg"
    jawab.headers["Content-Disposition"] = f'inline; filename="bukti.{akhiran}"'
    return jawab


@untuk(Peran.OPERATOR)
@require_http_methods(BACA_KIRIM)
def tolak(request: Permintaan, permintaan_id: UUID) -> HttpResponse:
    """Refuse a request, with a reason for the citizen."""
    minta = satu_permintaan(permintaan_id)
    form = TolakPermintaan(request.POST if request.method == "POST" else None)
    rupa = Rupa(
        judul=f"Tolak permintaan tentang {LABEL[minta.kolom]}?",
        tombol="Tolak permintaan",
        jenis="bahaya",
        pengantar=("Warganya membaca alasan Anda di halaman Data saya.",),
        batal=reverse("aparat:permintaan_satu", args=[minta.id]),
    )

    def laksana() -> None:
        services.tolak_permintaan(
            permintaan_id=minta.id, alasan=form.cleaned_data["alasan"], oleh=str(request.user.pk)
        )

    return simpan_formulir(
        request, rupa, form, laksana, kabar="Permintaan ditolak. Alasannya tampil di halaman warganya.",
        ke=reverse("aparat:permintaan"), templat="aparat/konfirmasi.html",
    )  # fmt: skip


def ajakan_permintaan(request: Permintaan) -> list[dict[str, str]]:
    """Return that citizens wait for an answer, for the first page of whoever answers them."""
    banyak = jumlah_menunggu() if Peran.OPERATOR in request.peran else 0
    if not banyak:
        return []
    return [
        {
            "jenis": "info",
            "judul": f"{banyak} permintaan perbaikan data menunggu",
            "teks": "Warga berhak mendapat jawaban dalam tiga hari.",
            "ke": reverse("aparat:permintaan"),
            "kata": "Buka permintaan",
        }
    ]
