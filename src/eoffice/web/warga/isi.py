"""Filling in: one question, one document, the contact; each answer is kept before the next page."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from eoffice.dokumen import services as dokumen
from eoffice.kernel.errors import InvalidInput, NotFound
from eoffice.surat import services as layanan
from eoffice.surat.rules.daftar import mentah_dari
from eoffice.surat.rules.isian import Isian
from eoffice.surat.rules.jenis import JenisSurat, Syarat
from eoffice.surat.selectors import milik
from eoffice.surat.selectors.warga import milik as surat_milik
from eoffice.web.komponen.angka import ukuran
from eoffice.web.komponen.daftar import ubah_baris
from eoffice.web.komponen.kalimat import kalimat
from eoffice.web.komponen.waktu import setempat, tanggal

from . import titipan, urutan
from .catatan import alasan_kembali
from .dompet import dari_dompet
from .formulir import Kontak, SatuPertanyaan, UnggahBerkas
from .gerbang import Permintaan, warga, warga_titip
from .kerangka import BACA_KIRIM, coba, dikirim, kirim_berkas, status_form, tampil
from .lewat import PerbaikanLewat
from .urutan import Jalan, Layar

WAJIB_ADA: Final = "Pilih atau ambil fotonya dulu. Berkas ini wajib ada."


def buka_draf(request: Permintaan, draf_id: UUID, surat_id: UUID | None) -> layanan.IsiDraf:
    """Return the draft of this filling-in.

    Raises:
        NotFound: somebody else's, expired, or it mends another letter than the address says.
        PerbaikanLewat: it mended a letter of this citizen, and ran out.
    """
    try:
        draf = layanan.draf(draf_id=draf_id, pemilik=request.user.pk)
    except NotFound:
        if surat_id is not None and milik.sudah_lewat(draf_id):
            raise PerbaikanLewat(surat_milik(surat_id, request.user.pk)) from None
        raise
    if milik.perbaikan_dari(draf_id) != surat_id:
        raise NotFound
    return draf


def _bingkai(
    request: Permintaan, draf: layanan.IsiDraf, jalan: Jalan, layar: Layar, langkah: urutan.Langkah
) -> dict[str, Any]:
    """Return what every page of the filling-in shows around its question."""
    dari_periksa = "ubah" in request.GET
    mundur = None if dari_periksa else urutan.sebelum(draf, layar)
    awal = jalan.ke("periksa") if dari_periksa or jalan.surat_id else jalan.ke("buang")
    batas = milik.batas_draf(draf.id)
    return {
        "nama_jenis": draf.jenis.nama,
        "langkah": langkah,
        "kembali_ke": jalan.ke_layar(mundur) if mundur else awal,
        "kata_kembali": "Kembali" if mundur or dari_periksa or jalan.surat_id else "Batal",
        "buang_ke": "" if jalan.surat_id else jalan.ke("buang"),
        "sekaligus_ke": "" if jalan.surat_id else jalan.ke("sekaligus"),
        "tersimpan_sampai": tanggal(setempat(batas).date(), tahun=False) if batas else "",
        "alasan": alasan_kembali(request, jalan.surat_id),
    }


@warga
@require_safe
def lanjut(request: Permintaan, draf_id: UUID, surat_id: UUID | None = None) -> HttpResponse:
    """Go on where the filling-in stopped."""
    if terkirim := milik.terkirim_dari(draf_id):
        return redirect("warga:surat", surat_milik(terkirim, request.user.pk).id)
    draf = buka_draf(request, draf_id, surat_id)
    return redirect(Jalan(draf_id, surat_id).ke_layar(urutan.lanjutan(draf)))


@warga_titip
@require_http_methods(BACA_KIRIM)
def tanya(request: Permintaan, draf_id: UUID, kode: str, surat_id: UUID | None = None) -> HttpResponse:
    """Ask one question."""
    draf, jalan = buka_draf(request, draf_id, surat_id), Jalan(draf_id, surat_id)
    isian = [i for i in draf.jenis.ditanya_bersama(kode) if i.diminta(draf.nilai)]
    if not isian:
        return redirect(jalan.ke_layar(urutan.lanjutan(draf)))
    ketikan = request.POST if request.method == "POST" else titipan.ambil(request)
    awal = {i.kode: mentah_dari(i, draf.nilai[i.kode]) for i in isian if i.kode in draf.nilai}
    form = SatuPertanyaan(isian, ketikan, initial=awal)
    layar = Layar("tanya", kode)
    if request.method == "POST" and ubah_baris(request.POST):
        form = SatuPertanyaan(isian, initial=form.ketikan())
    elif dikirim(request, form):
        milik_saya: dict[str, Any] = {"draf_id": draf_id, "pemilik": request.user.pk}
        if coba(form, lambda: layanan.simpan_jawaban(**milik_saya, jawaban=form.jawaban)):
            return _maju(request, jalan, layar)
    isi = _bingkai(request, draf, jalan, layar, urutan.langkah_tanya(draf.jenis, isian[0]))
    tentang = _tentang(draf.jenis, kode, isian[0])
    return tampil(
        request,
        "warga/tanya.html",
        {**isi, **tentang, "form": form, "bidang": list(form)},
        status=_status(request, form),
    )


def _tentang(jenis: JenisSurat, kode: str, isian: Isian) -> dict[str, str]:
    """Return head and reason of a page: of the person it is about, or of its one question."""
    pihak = jenis.pihak_kode(kode)
    if pihak is None:
        return {"judul": isian.tanya, "tentang": "", "mengapa": isian.mengapa}
    mengapa = f"{pihak.mengapa} Anda menulisnya sendiri: data orang lain tidak diambil dari buku penduduk."
    return {"judul": pihak.tanya, "tentang": pihak.petunjuk or " ", "mengapa": mengapa}


def _status(request: Permintaan, form: SatuPertanyaan) -> int:
    """Answers brought back after a sign-in are shown with what is wrong about them, but were not sent again."""
    return status_form(form) if request.method == "POST" else HTTPStatus.OK


def _maju(request: Permintaan, jalan: Jalan, layar: Layar) -> HttpResponse:
    draf = layanan.draf(draf_id=jalan.draf_id, pemilik=request.user.pk)
    ubah = "ubah" in request.GET
    berikut = urutan.sesudah(draf, layar, ubah=ubah)
    return redirect(jalan.ke_layar(berikut, ubah=ubah and berikut is not None))


@warga_titip
@require_http_methods(BACA_KIRIM)
def berkas(request: Permintaan, draf_id: UUID, syarat: str, surat_id: UUID | None = None) -> HttpResponse:
    """Ask for the photos of one requirement."""
    draf, jalan = buka_draf(request, draf_id, surat_id), Jalan(draf_id, surat_id)
    diminta = {s.kode: s for s in draf.jenis.syarat_diminta(draf.nilai)}
    if syarat not in diminta:
        return redirect(jalan.ke_layar(urutan.lanjutan(draf)))
    titipan.ambil(request)
    form = UnggahBerkas(diminta[syarat], request.POST if request.method == "POST" else None)
    layar = Layar("berkas", syarat)
    if dikirim(request, form):
        masuk = _lampirkan(request, draf, syarat, form)
        if "lagi" in request.POST and not form.errors:
            return redirect(request.get_full_path())
        if not form.errors and _cukup(draf, diminta[syarat], masuk, form):
            return _maju(request, jalan, layar)
        draf = layanan.draf(draf_id=draf_id, pemilik=request.user.pk)
    return _gambar_berkas(request, draf, jalan, diminta[syarat], form)


def _lampirkan(request: Permintaan, draf: layanan.IsiDraf, syarat: str, form: UnggahBerkas) -> int:
    """Keep the photos that are good, say what is wrong with the others; return how many were kept."""
    masuk = 0
    for satu in request.FILES.getlist("berkas"):
        try:
            layanan.lampirkan(
                draf_id=draf.id,
                pemilik=request.user.pk,
                syarat=syarat,
                nama=satu.name or "",
                data=satu.read(),
            )
            masuk += 1
        except InvalidInput as tolak:
            form.add_error("berkas", f"{satu.name}: {kalimat(tolak.pesan)}")
    return masuk


def _cukup(draf: layanan.IsiDraf, syarat: Syarat, masuk: int, form: UnggahBerkas) -> bool:
    """Tell whether the requirement is met; a required document cannot be passed over."""
    if masuk or not syarat.wajib or any(b.syarat == syarat.kode for b in draf.berkas):
        return True
    form.add_error("berkas", WAJIB_ADA)
    return False


def _gambar_berkas(
    request: Permintaan, draf: layanan.IsiDraf, jalan: Jalan, syarat: Syarat, form: UnggahBerkas
) -> HttpResponse:
    layar = Layar("berkas", syarat.kode)
    isi = _bingkai(request, draf, jalan, layar, urutan.langkah_berkas(draf.jenis))
    ada = [b for b in draf.berkas if b.syarat == syarat.kode]
    lain = {
        "form": form,
        "bidang": form["berkas"],
        "ada": [
            {
                "nama": b.nama,
                "ukuran": ukuran(b.ukuran),
                "lihat": jalan.ke("lihat", b.sha256),
                "hapus": jalan.ke("hapus", syarat.kode, b.sha256)
                + ("?ubah" if "ubah" in request.GET else ""),
            }
            for b in ada
        ],
        "tombol": "Lanjut" if ada else "Simpan dan lanjut",
        "dompet": dari_dompet(request, jalan, syarat.kode, draf),
        "lewati": not syarat.wajib and not ada,
    }
    return tampil(request, "warga/berkas.html", {**isi, **lain}, status=status_form(form))


@warga
@require_safe
def lihat(request: Permintaan, draf_id: UUID, sha256: str, surat_id: UUID | None = None) -> HttpResponse:
    """Show a file of one's own draft."""
    draf = buka_draf(request, draf_id, surat_id)
    satu = next((b for b in draf.berkas if b.sha256 == sha256), None)
    if satu is None:
        raise NotFound
    return kirim_berkas(dokumen.baca(sha256), satu.media, satu.nama)


@warga
@require_http_methods(BACA_KIRIM)
def hapus(
    request: Permintaan, draf_id: UUID, syarat: str, sha256: str, surat_id: UUID | None = None
) -> HttpResponse:
    """Take a photo out of the draft; who had to sign in first comes back to the page with the button."""
    buka_draf(request, draf_id, surat_id)
    if request.method == "POST":
        layanan.buang_lampiran(draf_id=draf_id, pemilik=request.user.pk, syarat=syarat, sha256=sha256)
        messages.success(request, "Berkas dihapus dari permohonan ini.")
    ubah = "?ubah" if "ubah" in request.GET else ""
    return redirect(Jalan(draf_id, surat_id).ke("berkas", syarat) + ubah)


@warga_titip
@require_http_methods(BACA_KIRIM)
def kontak(request: Permintaan, draf_id: UUID, surat_id: UUID | None = None) -> HttpResponse:
    """Ask for the number to call."""
    draf, jalan = buka_draf(request, draf_id, surat_id), Jalan(draf_id, surat_id)
    ketikan = request.POST if request.method == "POST" else titipan.ambil(request)
    form = Kontak(ketikan, initial={"telepon": draf.telepon})
    layar = Layar("kontak", "telepon")
    if dikirim(request, form):
        milik_saya: dict[str, Any] = {"draf_id": draf_id, "pemilik": request.user.pk}
        if coba(form, lambda: layanan.simpan_telepon(**milik_saya, telepon=form.cleaned_data["telepon"])):
            return _maju(request, jalan, layar)
    isi = _bingkai(request, draf, jalan, layar, urutan.langkah_akhir(draf.jenis, "Kabar dan pemeriksaan"))
    bidang = {"form": form, "bidang": [form["telepon"]], "judul": "", "tentang": "", "mengapa": ""}
    return tampil(request, "warga/tanya.html", {**isi, **bidang}, status=status_form(form))
