"""Checking the answers, sending them exactly once, and the ticket."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eoffice.penduduk.selectors import satu as satu_penduduk
from eoffice.surat import services as layanan
from eoffice.surat.rules.alur import Status
from eoffice.surat.rules.daftar import jelaskan_isian
from eoffice.surat.rules.isian import Isian
from eoffice.surat.selectors import milik
from eoffice.surat.selectors.kiriman import sedang_dikirim
from eoffice.surat.selectors.warga import milik as surat_milik
from eoffice.surat.services.buang import buang_draf
from eoffice.web.komponen.angka import ukuran

from . import urutan
from .catatan import alasan_kembali, sudah_diulang
from .formulir import Pernyataan, Yakin
from .gerbang import Permintaan, pelaku, warga, warga_titip
from .isi import buka_draf
from .janji import janji_surat
from .kerangka import BACA_KIRIM, coba, dikirim, status_form, tampil
from .seberang import pindahan
from .urutan import Jalan, Layar

KUNCI = "Idempotency-Key"


@warga
@require_safe
def periksa(request: Permintaan, draf_id: UUID, surat_id: UUID | None = None) -> HttpResponse:
    """Show every answer, each with a way to change it, and the button that sends."""
    if surat_id is None and (terkirim := milik.terkirim_dari(draf_id)):
        return redirect("warga:selesai", surat_milik(terkirim, request.user.pk).id)
    draf = buka_draf(request, draf_id, surat_id)
    return _gambar(request, draf, Jalan(draf_id, surat_id), Pernyataan())


def _gambar(
    request: Permintaan, draf: layanan.IsiDraf, jalan: Jalan, form: Pernyataan, status: int = HTTPStatus.OK
) -> HttpResponse:
    orang = satu_penduduk(draf.penduduk_id)
    celah = next(urutan.kurang(draf), None)
    isi = {
        "form": form,
        "nama_jenis": draf.jenis.nama,
        "langkah": urutan.langkah_akhir(draf.jenis, "Periksa jawaban"),
        "orang": {"nama": orang.nama, "nik": orang.nik_samar, "alamat": orang.alamat},
        "jawaban": [_jawaban(draf, jalan, i) for i in draf.jenis.isian if i.diminta(draf.nilai)],
        "berkas": _berkas(draf, jalan),
        "telepon": draf.telepon,
        "telepon_ubah": jalan.ke_layar(Layar("kontak", "telepon"), ubah=True),
        "celah_ke": jalan.ke_layar(celah, ubah=True) if celah else "",
        "kirim_ke": jalan.ke("kirim"),
        "kunci": str(jalan.draf_id),
        "kembali_ke": reverse("warga:surat", args=[jalan.surat_id])
        if jalan.surat_id
        else jalan.ke_layar(Layar("kontak", "telepon")),
        "buang_ke": "" if jalan.surat_id else jalan.ke("buang"),
        "alasan": alasan_kembali(request, jalan.surat_id),
    }
    return tampil(request, "warga/periksa.html", isi, status=status)


def _jawaban(draf: layanan.IsiDraf, jalan: Jalan, isian: Isian) -> dict[str, str]:
    nilai = draf.nilai.get(isian.kode)
    pilihan = isian.pilih(str(nilai)) if isian.pilihan else None
    teks = "" if nilai is None else pilihan.label if pilihan else jelaskan_isian(isian, nilai)
    return {
        "label": isian.label,
        "nilai": teks[:1].upper() + teks[1:],
        "ubah": jalan.ke_layar(Layar("tanya", urutan.kode_layar(isian)), ubah=True),
    }


def _berkas(draf: layanan.IsiDraf, jalan: Jalan) -> list[dict[str, str]]:
    hasil = []
    for syarat in draf.jenis.syarat_diminta(draf.nilai):
        ada = [b for b in draf.berkas if b.syarat == syarat.kode]
        kata = "Belum ada" if syarat.wajib else "Tidak dilampirkan"
        if ada:
            kata = f"{len(ada)} berkas, {ukuran(sum(b.ukuran for b in ada))}"
        ke = jalan.ke_layar(Layar("berkas", syarat.kode), ubah=True)
        hasil.append({"label": syarat.label, "nilai": kata, "ubah": ke})
    return hasil


@warga_titip
@require_POST
def kirim(request: Permintaan, draf_id: UUID, surat_id: UUID | None = None) -> HttpResponse:
    """Send. The draft's id is the key: sent again over a broken line, it is the same application and ticket."""
    terkirim = _sudah(request, draf_id, surat_id)
    if terkirim is None:
        draf, jalan = buka_draf(request, draf_id, surat_id), Jalan(draf_id, surat_id)
        form = Pernyataan(request.POST)
        jadi: list[layanan.Terkirim] = []
        if not dikirim(request, form) or not coba(form, lambda: jadi.append(_jalankan(request, jalan))):
            return _gambar(request, draf, jalan, form, status_form(form))
        terkirim = jadi[0].surat_id
    return diterima(request, draf_id, terkirim)


def _sudah(request: Permintaan, draf_id: UUID, surat_id: UUID | None) -> UUID | None:
    """Return the letter when this draft has arrived before.

    A mended one asks the service, as long as its draft is there to be asked about.
    """
    if surat_id is None:
        terkirim = milik.terkirim_dari(draf_id)
        return surat_milik(terkirim, request.user.pk).id if terkirim else None
    ulang = milik.sudah_lewat(draf_id) and sudah_diulang(
        surat_milik(surat_id, request.user.pk), request.user.pk
    )
    return surat_id if ulang else None


def _jalankan(request: Permintaan, jalan: Jalan) -> layanan.Terkirim:
    if jalan.surat_id is None:
        return layanan.ajukan(draf_id=jalan.draf_id, oleh=pelaku(request))
    return layanan.ajukan_ulang(surat_id=jalan.surat_id, draf_id=jalan.draf_id, oleh=pelaku(request))


def diterima(request: Permintaan, draf_id: UUID, surat_id: UUID) -> HttpResponse:
    """Answer the phone's queue with its key and the way on, a plain form with the page itself."""
    ke = reverse("warga:selesai", args=[surat_id])
    if request.headers.get(KUNCI):
        jawaban = HttpResponse(status=HTTPStatus.CREATED)
        jawaban["Content-Location"] = ke
    else:
        jawaban = redirect(ke)
    jawaban[KUNCI] = str(draf_id)
    return jawaban


@warga
@require_http_methods(BACA_KIRIM)
def buang(request: Permintaan, draf_id: UUID) -> HttpResponse:
    """Ask, then delete the answers of a draft."""
    draf = buka_draf(request, draf_id, None)
    if dikirim(request, Yakin(request.POST)):
        buang_draf(draf_id=draf_id, pemilik=request.user.pk)
        messages.success(request, "Isian itu sudah dihapus.")
        return redirect("warga:daftar")
    lanjut = Jalan(draf_id).ke_layar(urutan.lanjutan(draf))
    return tampil(request, "warga/buang.html", {"nama_jenis": draf.jenis.nama, "lanjut_ke": lanjut})


@warga
@require_safe
def selesai(request: Permintaan, surat_id: UUID) -> HttpResponse:
    """Show the ticket, what happens next and when."""
    r = surat_milik(surat_id, request.user.pk)
    if r.status is not Status.DIAJUKAN:
        return redirect("warga:surat", surat_id)
    janji, jalan = janji_surat(r, layanan.pengaturan()), bool(sedang_dikirim([surat_id]))
    langkah = _langkah(janji["langkah_sampai"], janji["surat_sampai"], r.telepon)
    isi: dict[str, Any] = {
        "tiket": r.tiket,
        "lacak_ke": reverse("warga:surat", args=[surat_id]),
        "judul": "Permohonan tersimpan dan dikirim ke desa" if jalan else "Permohonan sudah kami terima",
        "langkah": pindahan(langkah) if jalan else langkah,
        "telepon_kantor": janji["telepon_kantor"],
        "jam_buka": janji["jam_buka"],
        "tutup": janji["tutup"],
    }
    return tampil(request, "warga/selesai.html", isi)


def _langkah(periksa_sampai: str, surat_sampai: str, telepon: str) -> list[dict[str, str]]:
    kabar = f" Kami kabari ke {telepon}." if telepon else ""
    return [
        {
            "keadaan": "kini",
            "judul": "Petugas memeriksa berkas",
            "catatan": f"Paling lambat {periksa_sampai}.",
        },
        {
            "keadaan": "nanti",
            "judul": "Kepala Desa menandatangani",
            "catatan": f"Paling lambat {surat_sampai}.",
        },
        {
            "keadaan": "nanti",
            "judul": "Surat siap",
            "catatan": f"Unduh dari HP, atau ambil di kantor desa.{kabar}",
        },
    ]
