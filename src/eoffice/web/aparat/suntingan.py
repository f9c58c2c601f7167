"""Mending one letter before it goes up: its answers, and the words of its blocks with the real page beside."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from eoffice.kernel.errors import ChangedMeanwhile, InvalidInput, NotFound
from eoffice.kernel.peran import Peran
from eoffice.surat.rules.alur import Aksi
from eoffice.surat.rules.badan import kode_dipakai, periksa_ubahan
from eoffice.surat.rules.jenis import Blok, JenisSurat
from eoffice.surat.services import ubah_isian, ubah_kata
from eoffice.surat.services.bahan import BahanBaris, teks_isian
from eoffice.web.komponen.kalimat import kalimat
from eoffice.web.komponen.pertanyaan import FormPertanyaan

from . import sajian
from .formulir.periksa import KataBlok
from .izin import Permintaan, untuk
from .kerangka import BACA_KIRIM, coba, tampil
from .lembar_surat import data_surat, dengan_kata, gambar_data
from .menu import lencana
from .periksa import berubah, pandang, pelaku
from .pihak import bagian_halaman, belum_kirim, ketikan_baru

AWALAN = "blok_"


def _boleh(p: sajian.Pandangan) -> None:
    """Letters are mended only while they are being verified.

    Raises:
        NotFound: this one has gone up already.
    """
    if Aksi.KEMBALIKAN not in p.aksi or Aksi.TOLAK not in p.aksi:
        raise NotFound


@untuk(Peran.OPERATOR)
@require_http_methods(BACA_KIRIM)
def isian(request: Permintaan, surat_id: UUID) -> HttpResponse:
    """Correct the applicant's answers; his own stay beside them."""
    p = pandang(request, surat_id)
    _boleh(p)
    form = FormPertanyaan(p.jenis.isian, request.POST or None, hari_ini=request.hari, sudah=p.r.nilai)
    versi = _versi(request, p)
    if request.method == "POST" and belum_kirim(request.POST):
        awal = ketikan_baru(request, p.jenis, form.ketikan())
        form = FormPertanyaan(p.jenis.isian, hari_ini=request.hari, initial=awal)
    elif request.method == "POST" and form.is_valid():
        jawaban = {kode: str(isi) for kode, isi in form.cleaned_data.items()}
        oleh = pelaku(request)
        try:
            jadi = coba(form, lambda: ubah_isian(surat_id=surat_id, versi=versi, jawaban=jawaban, oleh=oleh))
        except ChangedMeanwhile:
            return berubah(request, surat_id, Aksi.VERIFIKASI, "")
        if jadi:
            messages.success(
                request, "Isian sudah diperbaiki. Perubahannya ditandai untuk pemeriksa berikutnya."
            )
            return redirect("aparat:periksa", surat_id)
    return tampil(
        request, "aparat/loket_isi.html", _isi_isian(p, form, versi), status=422 if form.errors else 200
    )


def _versi(request: Permintaan, p: sajian.Pandangan) -> int:
    teks = request.POST.get("versi", "")
    return int(teks) if teks.isascii() and teks.isdigit() else p.r.versi


def _isi_isian(p: sajian.Pandangan, form: FormPertanyaan, versi: int) -> dict[str, Any]:
    return {
        "jenis": p.jenis,
        "form": form,
        "versi": versi,
        "p": {"nama": p.penduduk.nama, "ringkas": f"tiket {p.r.tiket}"},
        "halaman": bagian_halaman(p.jenis, form),
        "berkas": [],
        "kontak": [],
        "kembali_ke": reverse("aparat:periksa", args=[p.r.id]),
        "kata_kembali": "Periksa permohonan",
        "kata_tombol": "Simpan perbaikan",
    }


@untuk(Peran.OPERATOR)
@require_http_methods(BACA_KIRIM)
def kata(request: Permintaan, surat_id: UUID) -> HttpResponse:
    """Edit the words of this letter; the page beside is drawn from what is typed, saved or not."""
    p = pandang(request, surat_id)
    _boleh(p)
    form = KataBlok(
        request.POST or None,
        initial={"versi": p.r.versi},
        blok=[_kotak(b, p.r.ubahan) for b in _terbuka(p.jenis)],
    )
    aksi = request.POST.get("aksi", "")
    if request.method == "POST" and aksi == "asal":
        return _simpan(request, p, form, {b.kode: b.isi for b in _terbuka(p.jenis)})
    if request.method == "POST" and form.is_valid() and aksi == "simpan":
        return _simpan(request, p, form, _ketikan(form, p.jenis))
    return _gambar(request, p, form)


def _terbuka(jenis: JenisSurat) -> list[Blok]:
    return [b for b in jenis.badan if b.jenis == "paragraf" and not b.kunci]


def _kotak(blok: Blok, ubahan: Mapping[str, str]) -> tuple[str, str, str]:
    return blok.kode, blok.kode.replace("_", " ").capitalize(), ubahan.get(blok.kode, blok.isi)


def _ketikan(form: KataBlok, jenis: JenisSurat) -> dict[str, str]:
    """Return what stands in the boxes now; of an untouched form what is kept."""
    if not form.is_bound:
        return {b.kode: str(form[f"{AWALAN}{b.kode}"].value()) for b in _terbuka(jenis)}
    return {b.kode: str(form.cleaned_data.get(f"{AWALAN}{b.kode}", "")) for b in _terbuka(jenis)}


def _simpan(
    request: Permintaan, p: sajian.Pandangan, form: KataBlok, kata_baru: Mapping[str, str]
) -> HttpResponse:
    form.is_valid()
    versi = form.cleaned_data.get("versi") or 0
    try:
        ubah_kata(surat_id=p.r.id, versi=versi, kata=kata_baru, oleh=pelaku(request))
    except ChangedMeanwhile:
        return berubah(request, p.r.id, Aksi.VERIFIKASI, "")
    except InvalidInput as tolak:
        for kode, pesan in tolak.per_field.items():
            form.add_error(f"{AWALAN}{kode}", kalimat(pesan))
        return _gambar(request, p, form)
    messages.success(request, "Kata-kata surat ini tersimpan. Penanda tangan melihat apa yang diubah.")
    return redirect("aparat:periksa", p.r.id)


def _gambar(request: Permintaan, p: sajian.Pandangan, form: KataBlok) -> HttpResponse:
    form.is_valid()
    contoh, alasan = _contoh(request, p, _ketikan(form, p.jenis))
    teks = teks_isian(BahanBaris(p.jenis, p.r.penduduk_id, p.r.nilai, {}), request.hari, p.penduduk)
    terbuka = {b.kode for b in _terbuka(p.jenis)}
    isi = {
        "s": {"judul": sajian.judul(p.r)},
        "form": form,
        "versi": form["versi"].value() or p.r.versi,
        "ke": request.path,
        "kembali_ke": reverse("aparat:periksa", args=[p.r.id]),
        "blok": [
            {"bidang": form[f"{AWALAN}{b.kode}"] if b.kode in terbuka else None, "teks": _terkunci(b)}
            for b in p.jenis.badan
        ],
        "kode": [{"kode": f"{{{k}}}", "isi": teks.get(k, "")} for k in _kode(p.jenis)],
        "berubah": bool(p.r.ubahan),
        "gambar": contoh,
        "tanpa_gambar": alasan,
    }
    jumlah = lencana(request.peran, p.atur)
    return tampil(request, "aparat/kata.html", isi, status=_status(request, form), jumlah=jumlah)


def _status(request: Permintaan, form: KataBlok) -> int:
    """A look that shows an error is still a look: htmx draws it only from a 200."""
    if not form.is_bound or not form.errors or request.POST.get("aksi") == "lihat":
        return HTTPStatus.OK
    return HTTPStatus.UNPROCESSABLE_ENTITY


def _contoh(request: Permintaan, p: sajian.Pandangan, ketikan: Mapping[str, str]) -> tuple[str, str]:
    """Return the page drawn from the words as typed, or why it cannot be drawn."""
    ubahan: dict[str, str] = {}
    for kode, teks in ketikan.items():
        hasil = periksa_ubahan(p.jenis, kode, teks)
        if not isinstance(hasil, str):
            return "", kalimat(hasil)
        ubahan[kode] = hasil
    try:
        gambar = gambar_data(data_surat(request, dengan_kata(p.r, ubahan), p.atur), p.atur)
    except InvalidInput as tolak:
        return "", kalimat(tolak.pesan)
    return f"data:image/png;base64,{base64.b64encode(gambar).decode()}", ""


KATA_TERKUNCI = {
    "pembuka": "Kalimat pembuka dengan nama jabatan penanda tangan.",
    "identitas_penduduk": "Data diri pemohon dari data desa.",
    "identitas": "Isian dalam bentuk daftar.",
    "penutup": "Kalimat penutup dan masa berlaku.",
}


def _terkunci(blok: Blok) -> str:
    return KATA_TERKUNCI.get(blok.jenis, blok.isi)


def _kode(jenis: JenisSurat) -> list[str]:
    """Return the fields whose words may stand in the text: those the type itself uses first."""
    dipakai = [k for b in jenis.badan for k in kode_dipakai(b.isi)]
    return list(dict.fromkeys([*dipakai, *(i.kode for i in jenis.isian), "nama", "alamat"]))
