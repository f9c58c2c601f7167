"""Serving a citizen at the counter: the same questions as on his phone, on one page; he stays the owner."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from eoffice.kernel import clock
from eoffice.kernel.errors import InvalidInput, NotFound
from eoffice.kernel.peran import Peran
from eoffice.penduduk.selectors import satu as satu_penduduk
from eoffice.penduduk.selectors import temukan
from eoffice.surat import services as layanan
from eoffice.surat.rules.cari import cari_jenis, kelompok_jenis
from eoffice.surat.rules.janji import tenggat
from eoffice.surat.rules.petunjuk import petunjuk
from eoffice.surat.selectors.meja import rincian
from eoffice.surat.services.pengaturan import jam_kerja, pengaturan
from eoffice.surat.services.pintu import Pelaku
from eoffice.web.komponen.angka import ukuran
from eoffice.web.komponen.bidang import Berkas, Teks
from eoffice.web.komponen.formulir import tambah_galat
from eoffice.web.komponen.kalimat import kalimat
from eoffice.web.komponen.pertanyaan import FormPertanyaan
from eoffice.web.komponen.waktu import setempat, tanggal

from .formulir.penduduk import kata_cari
from .izin import Permintaan, untuk
from .kerangka import BACA_KIRIM, coba, tampil
from .penduduk import BATAS_CARI, baris, catat, ingat_alasan, kata_lahir
from .pihak import bagian_halaman, belum_kirim, ketikan_baru

AWALAN = "berkas_"


def pelaku(request: Permintaan) -> Pelaku:
    """Return the operator, acting for a citizen who is present."""
    return Pelaku(request.user.pk, request.peran, lewat_loket=True)


@untuk(Peran.OPERATOR)
@require_http_methods(BACA_KIRIM)
def pilih(request: Permintaan) -> HttpResponse:
    """Find the citizen at the counter."""
    q = kata_cari(request.POST.get("q", ""))
    temuan = temukan(q, batas=BATAS_CARI + 1)
    hasil = temuan.hasil
    isi = {
        "judul": "Siapa yang dilayani?",
        "keterangan": "Cari warga yang ada di depan loket, lalu pilih namanya.",
        "q": q,
        "ke": reverse("aparat:loket"),
        "impor_ke": "",
        "judul_tabel": "Warga yang cocok",
        "baris": baris(hasil[:BATAS_CARI], "aparat:loket_jenis", request.hari),
        "mirip": temuan.mirip,
        "terpotong": len(hasil) > BATAS_CARI,
        "kabar": f"{min(len(hasil), BATAS_CARI)} orang ditemukan." if q else "",
        "kosong": not q,
        "per": BATAS_CARI,
        "banyak": 1,
        "hal": 1,
        "total": len(hasil),
    }
    return tampil(request, "aparat/penduduk.html", isi)


@untuk(Peran.OPERATOR)
@require_http_methods(BACA_KIRIM)
def jenis(request: Permintaan, penduduk_id: UUID) -> HttpResponse:
    """Choose the letter; the choice opens a draft."""
    p = satu_penduduk(penduduk_id)
    if request.method == "POST":
        draf_id = layanan.mulai_draf(
            pemilik=request.user.pk, penduduk_id=p.id, jenis=request.POST.get("jenis", "")
        )
        ingat_alasan(request, p.id, "Melayani warga ini di loket")
        return redirect("aparat:loket_isi", draf_id)
    catat(request, p.id, "lihat", "Melayani warga ini di loket")
    q = request.GET.get("q", "").strip()[:80]
    semua, arah = pengaturan().jenis_aktif(), tuple(petunjuk().values())
    cocok, cocok_arah = cari_jenis(q, semua), cari_jenis(q, arah)
    kosong = not cocok and not cocok_arah
    isi = {
        "p": _orang(request, p.id),
        "kembali_ke": reverse("aparat:loket"),
        "hidup": p.hidup,
        "q": q,
        "ke": request.path,
        "kosong": kosong,
        "kelompok": kelompok_jenis(semua if kosong else cocok),
        "petunjuk": arah if kosong else cocok_arah,
    }
    return tampil(request, "aparat/loket_jenis.html", isi)


def _orang(request: Permintaan, penduduk_id: UUID) -> dict[str, str]:
    p = satu_penduduk(penduduk_id)
    bagian = (p.kelamin, kata_lahir(p.tanggal_lahir, request.hari), p.tinggal.dusun)
    return {"nama": p.nama, "ringkas": ", ".join(k for k in bagian if k)}


@untuk(Peran.OPERATOR)
@require_http_methods(BACA_KIRIM)
def isi(request: Permintaan, draf_id: UUID) -> HttpResponse:
    """Ask everything on one page, take in the files, and send."""
    draf = layanan.draf(draf_id=draf_id, pemilik=request.user.pk)
    form = formulir_draf(request, draf)
    if request.method == "POST" and belum_kirim(request.POST):
        form = formulir_draf(request, draf, ketikan=_ubah_halaman(request, draf, form))
    elif request.method == "POST" and simpan(request, draf, form):
        jadi: list[layanan.Terkirim] = []
        if coba(form, lambda: jadi.append(layanan.ajukan(draf_id=draf_id, oleh=pelaku(request)))):
            return redirect("aparat:loket_selesai", jadi[0].surat_id)
    return gambar(request, draf, form, kata_tombol="Kirim permohonan")


@untuk(Peran.OPERATOR)
@require_http_methods(BACA_KIRIM)
def ulang(request: Permintaan, surat_id: UUID, draf_id: UUID) -> HttpResponse:
    """Mend a returned application at the counter and send it again."""
    draf = layanan.draf(draf_id=draf_id, pemilik=request.user.pk)
    form = formulir_draf(request, draf)
    if request.method == "POST" and belum_kirim(request.POST):
        form = formulir_draf(request, draf, ketikan=_ubah_halaman(request, draf, form))
    elif request.method == "POST" and simpan(request, draf, form):
        jadi: list[layanan.Terkirim] = []
        oleh = pelaku(request)
        if coba(
            form,
            lambda: jadi.append(layanan.ajukan_ulang(surat_id=surat_id, draf_id=draf_id, oleh=oleh)),
        ):
            return redirect("aparat:periksa", surat_id)
    return gambar(request, draf, form, kata_tombol="Kirim lagi")


def _ubah_halaman(request: Permintaan, draf: layanan.IsiDraf, form: FormPertanyaan) -> dict[str, str]:
    """Return what the boxes show next; files that came along and are good are kept, the rest is only typed."""
    ketikan = form.ketikan()
    form.is_valid()
    berkas = _terima(request, draf, form)
    galat = layanan.simpan_formulir(
        draf_id=draf.id, pemilik=request.user.pk, berkas=berkas, telepon=draf.telepon, jawaban={}
    )
    for nama in berkas.keys() & galat.keys():
        messages.warning(request, kalimat(galat[nama]))
    return ketikan_baru(request, draf.jenis, ketikan)


def formulir_draf(
    request: Permintaan, draf: layanan.IsiDraf, *, ketikan: Mapping[str, str] | None = None
) -> FormPertanyaan:
    """Return the questions and, for each requirement, a box for its file.

    ``ketikan``: what the boxes show, in the place of what was sent.
    """
    post = request.method == "POST" and ketikan is None
    form = FormPertanyaan(
        draf.jenis.isian,
        request.POST if post else None,
        request.FILES if post else None,
        hari_ini=request.hari,
        sudah=draf.nilai,
        initial={"telepon": draf.telepon, **(ketikan or {})},
    )
    form.fields["telepon"] = Teks(
        label="Nomor HP warga",
        petunjuk="Untuk mengabari bila surat sudah jadi. Kosongkan bila warga tidak punya.",
        required=False,
        max_length=40,
        kelas="angka sedang",
        widget=forms.TextInput(attrs={"inputmode": "tel", "type": "tel", "autocomplete": "off"}),
    )
    ada = {b.syarat: b for b in draf.berkas}
    for syarat in draf.jenis.syarat:
        sudah = ada.get(syarat.kode)
        petunjuk = f"Sudah ada: {sudah.nama}, {ukuran(sudah.ukuran)}." if sudah else syarat.petunjuk
        form.fields[f"{AWALAN}{syarat.kode}"] = Berkas(label=syarat.label, petunjuk=petunjuk, required=False)
    return form


def simpan(request: Permintaan, draf: layanan.IsiDraf, form: FormPertanyaan) -> bool:
    """Keep the files that are good, then the answers if all are; tell whether everything was."""
    form.is_valid()
    berkas = _terima(request, draf, form)
    jawaban = {i.kode: str(form.cleaned_data.get(i.kode, "")) for i in draf.jenis.isian}
    galat = layanan.simpan_formulir(
        draf_id=draf.id,
        pemilik=request.user.pk,
        berkas=berkas,
        telepon=str(form.cleaned_data.get("telepon", "")),
        jawaban={} if form.errors else jawaban,
    )
    for nama, pesan in galat.items():
        tambah_galat(form, nama, pesan)
    return not form.errors


def _terima(request: Permintaan, draf: layanan.IsiDraf, form: forms.Form) -> dict[str, layanan.BerkasDraf]:
    """Take in the uploaded files that are good, by field; the form says what is wrong with the others."""
    berkas = {}
    for nama in form.fields.keys() & request.FILES.keys():
        masuk: Any = request.FILES[nama]
        syarat = nama.removeprefix(AWALAN)
        try:
            satu = layanan.terima_lampiran(draf.jenis, syarat=syarat, nama=masuk.name, data=masuk.read())
        except InvalidInput as tolak:
            form.add_error(nama, kalimat(tolak.pesan))
        else:
            berkas[nama] = satu
    return berkas


def gambar(
    request: Permintaan, draf: layanan.IsiDraf, form: FormPertanyaan, *, kata_tombol: str
) -> HttpResponse:
    """Draw the page of questions."""
    if request.method == "POST":  # files that were good are kept: say so
        draf = layanan.draf(draf_id=draf.id, pemilik=request.user.pk)
        for nama, bidang in formulir_draf(request, draf).fields.items():
            form[nama].help_text = bidang.help_text
    jenis = draf.jenis
    isi = {
        "jenis": jenis,
        "form": form,
        "p": _orang(request, draf.penduduk_id),
        "halaman": bagian_halaman(jenis, form),
        "berkas": [form[f"{AWALAN}{s.kode}"] for s in jenis.syarat],
        "kontak": [form["telepon"]],
        "kembali_ke": reverse("aparat:loket_jenis", args=[draf.penduduk_id]),
        "kata_kembali": "Pilih surat lain",
        "kata_tombol": kata_tombol,
    }
    return tampil(request, "aparat/loket_isi.html", isi, status=422 if form.errors else 200)


@untuk(Peran.OPERATOR)
@require_safe
def selesai(request: Permintaan, surat_id: UUID) -> HttpResponse:
    """Show the ticket to tell the citizen."""
    r = rincian(surat_id)
    if r.dilayani_oleh is None:
        raise NotFound
    kini, atur = clock.now(), pengaturan()
    sampai = tenggat(r.diajukan_pada, atur.janji_jam(atur.jenis_surat(r.jenis)), jam_kerja(kini))
    isi = {
        "tiket": r.tiket,
        "nama": r.nama,
        "janji": tanggal(setempat(sampai).date(), hari_nama=True),
        "periksa_ke": reverse("aparat:periksa", args=[surat_id]),
        "loket_ke": reverse("aparat:loket"),
    }
    return tampil(request, "aparat/loket_selesai.html", isi)
