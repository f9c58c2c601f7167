"""How the village is reached, and how its letters look, are numbered and are issued."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from eoffice.arsip.rules.nomor import BahanNomor, Lingkup, periksa_format, tulis_nomor
from eoffice.arsip.selectors import urut_berikut
from eoffice.dokumen.services import semua_penandatangan, simpan, terima_lambang
from eoffice.jejak.desa import ubah_identitas
from eoffice.kernel import clock
from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.peran import Peran
from eoffice.sinkron.services.kunci import terhubung
from eoffice.surat.rules.alur import CaraTerbit
from eoffice.surat.rules.cari import sering
from eoffice.surat.services.pengaturan import Pengaturan, pengaturan, ubah_pengaturan
from eoffice.surat.services.terbit import BUKU
from eoffice.web.aparat.cadangan import sajian_keadaan
from eoffice.web.aparat.contoh_surat import gambar_contoh
from eoffice.web.aparat.formulir import pengaturan as isian
from eoffice.web.aparat.izin import PIMPINAN, Permintaan, segar, untuk
from eoffice.web.aparat.kerangka import (
    BACA_KIRIM,
    SEDANG_BERSIAP,
    Rupa,
    coba,
    dikirim,
    formulir,
    pulang,
    status_form,
    tampil,
)
from eoffice.web.aparat.sinkron.izin import PEMBACA, di_server_desa
from eoffice.web.komponen.kalimat import kalimat
from eoffice.wilayah.selectors import identitas

PENGATUR: Final = (Peran.OPERATOR, Peran.PEMERIKSA)
CONTOH_NOMOR: Final = 2
"""How many types show their next number: enough to see whether they share a counter."""
KATA_CARA: Final = {
    CaraTerbit.BASAH: "Tanda tangan basah",
    CaraTerbit.TTE_LOKAL: "Tanda tangan elektronik lokal",
    CaraTerbit.BSRE: "Tanda tangan elektronik tersertifikasi",
}


@untuk()
@require_safe
def beranda(request: Permintaan) -> HttpResponse:
    """Show what can be set, with what is set now."""
    request.session.pop(SEDANG_BERSIAP, None)
    atur, desa = pengaturan(), identitas()
    butir = [
        ("persiapan", "Persiapan desa", "Langkah demi langkah sampai surat pertama", "cek", tuple(Peran)),
        ("identitas", "Alamat dan telepon", desa.alamat or "Belum diisi", "tempat", PENGATUR),
        ("pengaduan", "Kontak pengaduan", "Ke mana warga mengadu, dan kapan dijawab", "pesan", PENGATUR),
        ("jam_libur", "Jam buka dan hari libur", desa.jam_buka or "Belum diisi", "kalender", PENGATUR),
        (
            "jenis_surat",
            "Jenis surat",
            f"{len(atur.jenis_aktif())} jenis dapat diminta: syarat, janji waktu",
            "berkas",
            PENGATUR,
        ),
        ("lambang", "Lambang", "Terpasang" if atur.lambang else "Belum dipasang", "foto", PENGATUR),
        (
            "kertas",
            "Kertas dan huruf",
            f"{atur.kertas.ukuran}, {atur.kertas.ukuran_huruf} pt",
            "surat",
            PENGATUR,
        ),
        ("penomoran", "Nomor surat", _kata_nomor(atur, request.hari), "urut", PENGATUR),
        ("terbit", "Cara menandatangani", KATA_CARA[atur.cara_terbit], "tanda_tangan", PIMPINAN),
        (
            "kades_keluar",
            "Kades sedang keluar",
            "Plh. atau a.n. dari tanggal sampai tanggal",
            "keluar",
            PIMPINAN,
        ),
        ("pejabat", "Pejabat dan petugas", "Jabatan, masa tugas, pelimpahan", "orang", tuple(Peran)),
        ("sertifikat", "Tanda tangan elektronik", "Sertifikat pejabat", "kunci", tuple(Peran)),
        ("daftar_batal", "Nomor yang dibatalkan", "Catatan nomor batal", "larang", tuple(Peran)),
    ]
    if di_server_desa(request):
        garis = "Terhubung" if terhubung() else "Belum terhubung"
        butir.append(("sinkron", "Hubungan dengan kabupaten", garis, "ulang", PEMBACA))
        butir.append(("cadangan", "Cadangan", sajian_keadaan(clock.now())["judul"], "gembok", PEMBACA))
    isi = {
        "kurang": _kurang(atur),
        "butir": [
            {"ke": reverse(f"aparat:{nama}"), "judul": judul, "keterangan": kata, "ikon": ikon}
            for nama, judul, kata, ikon, peran in butir
            if request.peran.intersection(peran)
        ],
    }
    return tampil(request, "aparat/pengaturan.html", isi)


def _kata_nomor(atur: Pengaturan, hari: date) -> str:
    """Return the next number as it would be written, and the pattern behind it."""
    data = {"format_nomor": atur.format_nomor, "lingkup": atur.lingkup_nomor.value}
    contoh, _ = _contoh_nomor(data, hari, paling_banyak=1)
    return f"Misalnya {contoh[0]}. Polanya {atur.format_nomor}" if contoh else atur.format_nomor


def _kurang(atur: Pengaturan) -> list[dict[str, str]]:
    """Return what is missing before letters can be issued well."""
    kurang = []
    if not atur.lambang:
        kurang.append({"ke": reverse("aparat:pengaturan"), "teks": "Lambang belum dipasang"})
    if atur.cara_terbit is CaraTerbit.TTE_LOKAL and not any(
        s.dicabut_pada is None for s in semua_penandatangan()
    ):
        kurang.append({"ke": reverse("aparat:sertifikat"), "teks": "Belum ada sertifikat tanda tangan"})
    return kurang


@untuk(*PENGATUR)
@require_http_methods(BACA_KIRIM)
def ubah_alamat(request: Permintaan) -> HttpResponse:
    """Change address, telephone, hours: what letters and pages print."""
    desa = identitas()
    kolom = ("alamat", "telepon", "surel", "zona_waktu")
    awal = {nama: getattr(desa, nama) for nama in kolom} | {"pos": desa.kode_pos}
    form = isian.Identitas(request.POST or None, initial=awal)
    if dikirim(request, form) and coba(form, lambda: _simpan_identitas(request, form.cleaned_data)):
        messages.success(request, "Alamat dan telepon tersimpan.")
        return redirect(pulang(request, "aparat:pengaturan"))
    rupa = Rupa(
        judul="Alamat dan telepon",
        tombol="Simpan",
        kembali=pulang(request, "aparat:pengaturan"),
        ikhtisar=(
            ("Nama", f"{desa.lengkap}, Kecamatan {desa.kecamatan}, {desa.kabupaten}"),
            ("Kode", desa.kode),
        ),
    )
    return formulir(request, rupa, form)


def _simpan_identitas(request: Permintaan, data: Mapping[str, str]) -> None:
    kolom = {("kode_pos" if nama == "pos" else nama): isi for nama, isi in data.items()}
    ubah_identitas(pelaku=str(request.user.pk), **kolom)


def _atur(request: Permintaan, form: forms.Form, **ubahan: Any) -> bool:
    return coba(form, lambda: ubah_pengaturan(pelaku=str(request.user.pk), **ubahan))


@untuk(*PENGATUR)
@require_http_methods(BACA_KIRIM)
def ubah_lambang(request: Permintaan) -> HttpResponse:
    """Take in an emblem: a picture only, drawn anew."""
    form = isian.Lambang(request.POST or None, request.FILES or None)
    sha256: list[str] = []
    if dikirim(request, form) and coba(
        form, lambda: sha256.append(simpan(_lambang(form.cleaned_data["lambang"].read())))
    ):
        _atur(request, form, lambang=sha256[0])
        messages.success(request, "Lambang tersimpan. Surat berikutnya memakainya.")
        return redirect(pulang(request, "aparat:pengaturan"))
    return _gambar(request, "Lambang", form, atur=pengaturan())


def _lambang(data: bytes) -> bytes:
    """Return the clean emblem; what is wrong with it belongs beside the box."""
    try:
        return terima_lambang(data)
    except InvalidInput as tolak:
        raise InvalidInput(tolak.pesan, {"lambang": tolak.pesan}) from None


@untuk(*PENGATUR)
@require_http_methods(BACA_KIRIM)
def ubah_kertas(request: Permintaan) -> HttpResponse:
    """Change paper, margins and type, with a letter drawn as they stand in the boxes."""
    atur = pengaturan()
    form = isian.Kertas(request.POST or None, initial=asdict(atur.kertas))
    contoh = atur
    if dikirim(request, form):
        kertas = replace(atur.kertas, **form.cleaned_data)
        if request.POST.get("aksi") != "contoh" and _atur(request, form, kertas=kertas):
            messages.success(request, "Kertas dan huruf tersimpan.")
            return redirect(pulang(request, "aparat:pengaturan"))
        contoh = replace(atur, kertas=kertas)
    return _gambar(request, "Kertas dan huruf", form, atur=contoh, hidup=request.path)


@untuk(*PIMPINAN)
@segar
@require_http_methods(BACA_KIRIM)
def ubah_terbit(request: Permintaan) -> HttpResponse:
    """Choose how letters are signed, and whether the secretary initials first."""
    atur = pengaturan()
    form = isian.Terbit(
        request.POST or None, initial={"cara_terbit": atur.cara_terbit.value, "paraf": atur.paraf}
    )
    if dikirim(request, form):
        cara = CaraTerbit(form.cleaned_data["cara_terbit"])
        if _atur(request, form, cara_terbit=cara, paraf=form.cleaned_data["paraf"]):
            messages.success(
                request, "Cara menandatangani tersimpan. Berlaku untuk surat yang belum bernomor."
            )
            return redirect(pulang(request, "aparat:pengaturan"))
    rupa = Rupa(judul="Cara menandatangani", tombol="Simpan", kembali=pulang(request, "aparat:pengaturan"))
    return formulir(request, rupa, form)


@untuk(*PENGATUR)
@require_http_methods(BACA_KIRIM)
def ubah_nomor(request: Permintaan) -> HttpResponse:
    """Change how numbers are written and which counter draws them, with live examples."""
    atur = pengaturan()
    awal = {"format_nomor": atur.format_nomor, "lingkup": atur.lingkup_nomor.value}
    form = isian.Penomoran(request.POST or None, initial=awal)
    if dikirim(request, form) and request.POST.get("aksi") != "contoh":
        data = form.cleaned_data
        lingkup = Lingkup(data["lingkup"])
        if _atur(request, form, format_nomor=data["format_nomor"], lingkup_nomor=lingkup):
            messages.success(request, "Bentuk nomor tersimpan. Nomor yang sudah diambil tidak berubah.")
            return redirect(pulang(request, "aparat:pengaturan"))
    contoh, galat = _contoh_nomor(_ketikan(form, awal), request.hari)
    return _gambar(request, "Nomor surat", form, contoh=contoh, contoh_galat=galat, hidup=request.path)


def _ketikan(form: forms.Form, awal: Mapping[str, str]) -> dict[str, str]:
    return {nama: str(form.data.get(nama, awal[nama]) if form.is_bound else awal[nama]) for nama in awal}


def _contoh_nomor(
    data: Mapping[str, str], hari: date, *, paling_banyak: int = CONTOH_NOMOR
) -> tuple[list[str], str]:
    """Return the next numbers of some types as this pattern writes them, or why the pattern will not do."""
    if data["lingkup"] not in set(Lingkup):
        return [], "Pilih urutan nomornya."
    if pesan := periksa_format(data["format_nomor"], Lingkup(data["lingkup"])):
        return [], kalimat(pesan)
    lingkup, desa = Lingkup(data["lingkup"]), identitas().kode
    contoh = []
    for n, jenis in enumerate(sering(pengaturan().jenis_aktif(), paling_banyak)):
        urut = urut_berikut(hari.year, lingkup, buku=BUKU, kode_jenis=jenis.kode)
        urut += 0 if lingkup is Lingkup.PER_JENIS else n
        bahan = BahanNomor(urut, jenis.klasifikasi, desa, hari, jenis.kode)
        contoh.append(tulis_nomor(data["format_nomor"], bahan))
    return contoh, ""


def _gambar(
    request: Permintaan,
    judul: str,
    form: forms.Form,
    *,
    atur: Pengaturan | None = None,
    contoh: list[str] | None = None,
    contoh_galat: str = "",
    hidup: str = "",
) -> HttpResponse:
    """Draw a settings page with its example beside it."""
    gambar = ""
    if atur is not None and not (form.is_bound and form.errors):
        gambar = f"data:image/png;base64,{base64.b64encode(gambar_contoh(atur, request.hari)).decode()}"
    isi = {
        "rupa": Rupa(judul=judul, tombol="Simpan", kembali=pulang(request, "aparat:pengaturan")),
        "form": form,
        "hidup": hidup,
        "contoh": contoh or [],
        "contoh_galat": contoh_galat,
        "gambar": gambar,
    }
    hanya_lihat = request.POST.get("aksi") == "contoh"
    return tampil(request, "aparat/atur_surat.html", isi, status=200 if hanya_lihat else status_form(form))
