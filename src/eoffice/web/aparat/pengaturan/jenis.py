"""Letter types of the village: which can be asked for, with which documents, within what time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, Final, TypeVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eoffice.kernel.errors import InvalidInput, NotFound
from eoffice.surat.rules import syarat as aturan
from eoffice.surat.rules.cari import kelompok_jenis
from eoffice.surat.rules.jenis import JenisSurat, SyaratDesa, UbahanJenis, katalog
from eoffice.surat.services.pengaturan import Pengaturan, pengaturan, ubah_jenis
from eoffice.web.aparat.formulir import jenis as isian
from eoffice.web.aparat.izin import Permintaan, untuk
from eoffice.web.aparat.kerangka import BACA_KIRIM, coba, dikirim, status_form, tampil
from eoffice.web.komponen.waktu import kata_janji

from .surat import PENGATUR

T = TypeVar("T")
Ubah = Callable[[aturan.Daftar, str], aturan.Daftar]
GESER: Final[dict[str, Ubah]] = {
    "naik": aturan.naikkan,
    "turun": aturan.turunkan,
    "wajib": aturan.balik_wajib,
    "buang": aturan.buang,
}


@untuk(*PENGATUR)
@require_safe
def daftar(request: Permintaan) -> HttpResponse:
    """Show every letter type, with what the village asks and promises."""
    atur = pengaturan()
    semua = [atur.jenis_surat(kode) for kode in katalog()]
    aktif = {satu.kode for satu in atur.jenis_aktif()}
    isi = {
        "kembali_ke": reverse("aparat:pengaturan"),
        "banyak": len(aktif),
        "kelompok": [
            (nama, [_baris(satu, atur, aktif=satu.kode in aktif) for satu in isi])
            for nama, isi in kelompok_jenis(satu for satu in semua if satu)
        ],
    }
    return tampil(request, "aparat/jenis_surat.html", isi)


def _baris(jenis: JenisSurat, atur: Pengaturan, *, aktif: bool) -> dict[str, Any]:
    wajib = sum(satu.wajib for satu in jenis.syarat)
    kata = [f"{wajib} syarat wajib" if wajib else "Tanpa syarat wajib", kata_janji(atur.janji_jam(jenis))]
    if jenis.camat:
        kata.append("diketahui camat")
    return {
        "ke": reverse("aparat:atur_jenis", args=[jenis.kode]),
        "nama": jenis.nama,
        "keterangan": ", ".join(kata),
        "aktif": aktif,
    }


@untuk(*PENGATUR)
@require_http_methods(BACA_KIRIM)
def satu(request: Permintaan, kode: str) -> HttpResponse:
    """Change what the village decides about one type."""
    atur, baku = pengaturan(), _baku(kode)
    form = isian.Jenis(
        request.POST or None, baku=baku, janji_biasa=atur.janji_jam(), initial=_awal(atur, kode)
    )
    if dikirim(request, form) and coba(form, lambda: _simpan(request, baku, form.cleaned_data)):
        messages.success(request, f"{baku.nama} tersimpan. Berlaku mulai permohonan berikutnya.")
        return redirect("aparat:jenis_surat")
    return _gambar(request, kode, form=form)


def _baku(kode: str) -> JenisSurat:
    """Return the type as the catalogue has it.

    Raises:
        NotFound: no such type.
    """
    if kode not in katalog():
        raise NotFound
    return katalog()[kode]


def _awal(atur: Pengaturan, kode: str) -> dict[str, Any]:
    ubahan, jenis = atur.jenis.get(kode, UbahanJenis()), atur.jenis_surat(kode)
    return {
        "aktif": ubahan.aktif,
        "janji_jam": ubahan.janji_jam,
        "berlaku_bulan": ubahan.berlaku_bulan,
        "klasifikasi": ubahan.klasifikasi,
        "camat": jenis and jenis.camat,
        "atas_nama": jenis and jenis.atas_nama,
        "tembusan": "\n".join(jenis.tembusan if jenis else ()),
    }


def _simpan(request: Permintaan, baku: JenisSurat, data: dict[str, Any]) -> None:
    kolom = {
        "aktif": data["aktif"],
        "janji_jam": data["janji_jam"],
        "berlaku_bulan": data.get("berlaku_bulan"),
        "klasifikasi": data["klasifikasi"] or None,
        "camat": _bila_beda(data["camat"], baku.camat),
        "atas_nama": _bila_beda(data["atas_nama"], baku.atas_nama),
        "tembusan": _bila_beda(data["tembusan"], baku.tembusan),
    }
    ubah_jenis(kode=baku.kode, ubah=lambda lama: replace(lama, **kolom), pelaku=str(request.user.pk))


def _bila_beda(nilai: T, bawaan: T) -> T | None:
    """Return a choice only where it is one: what is as the catalogue has it follows the catalogue."""
    return None if nilai == bawaan else nilai


@untuk(*PENGATUR)
@require_POST
def syarat(request: Permintaan, kode: str) -> HttpResponse:
    """Add, remove, order the documents asked for, or make one mandatory."""
    baku, aksi, yang = _baku(kode), request.POST.get("aksi", ""), request.POST.get("kode", "")[:40]
    form = isian.SyaratBaru(request.POST) if aksi == "tambah" else None
    if form is not None:
        if not form.is_valid() or not coba(form, lambda: _tambah(request, baku, form.cleaned_data)):
            return _gambar(request, kode, form_syarat=form)
    elif aksi == "bawaan":
        ubah_jenis(kode=kode, ubah=lambda lama: replace(lama, syarat=None), pelaku=str(request.user.pk))
    elif aksi == "pulihkan":
        _ubah_daftar(request, baku, lambda ada: aturan.pulihkan(ada, yang, baku))
    elif aksi in GESER:
        _ubah_daftar(request, baku, partial(_geser, GESER[aksi], yang))
    return redirect(f"{reverse('aparat:atur_jenis', args=[kode])}#syarat")


def _geser(ubah: Ubah, yang: str, ada: aturan.Daftar) -> aturan.Daftar:
    return ubah(ada, yang)


def _tambah(request: Permintaan, baku: JenisSurat, data: dict[str, Any]) -> None:
    """Add a document; what is wrong with it belongs beside the box of its name."""
    try:
        _ubah_daftar(request, baku, lambda ada: aturan.tambah(ada, **data))
    except InvalidInput as tolak:
        raise InvalidInput(tolak.pesan, {"label": tolak.pesan}) from None


def _ubah_daftar(
    request: Permintaan, baku: JenisSurat, ubah: Callable[[aturan.Daftar], aturan.Daftar]
) -> None:
    """Change the list as it stands when nobody else changes it."""
    ubah_jenis(
        kode=baku.kode,
        ubah=lambda lama: replace(lama, syarat=ubah(aturan.daftar_kini(baku, lama.syarat))),
        pelaku=str(request.user.pk),
    )


def _gambar(
    request: Permintaan,
    kode: str,
    *,
    form: isian.Jenis | None = None,
    form_syarat: isian.SyaratBaru | None = None,
) -> HttpResponse:
    atur, baku = pengaturan(), _baku(kode)
    jenis, ubahan = atur.jenis_surat(kode) or baku, atur.jenis.get(kode, UbahanJenis())
    ada = {s.kode for s in jenis.syarat}
    sah = form_syarat or form
    isi = {
        "jenis": jenis,
        "form": form or isian.Jenis(baku=baku, janji_biasa=atur.janji_jam(), initial=_awal(atur, kode)),
        "form_syarat": form_syarat or isian.SyaratBaru(initial={"wajib": True}),
        "form_galat": sah,
        "sendiri": {s.kode for s in jenis.syarat} - {s.kode for s in baku.syarat},
        "dibuang": [s for s in baku.syarat if s.kode not in ada],
        "diubah": ubahan.syarat is not None and ubahan.syarat != _sebagai_desa(baku),
        "syarat_ke": reverse("aparat:atur_syarat", args=[kode]),
        "kembali_ke": reverse("aparat:jenis_surat"),
    }
    return tampil(request, "aparat/atur_jenis.html", isi, status=status_form(sah) if sah else 200)


def _sebagai_desa(baku: JenisSurat) -> tuple[SyaratDesa, ...]:
    return aturan.daftar_kini(baku, None)
