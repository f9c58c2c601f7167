"""Mutations of the register: a form in plain words, a page to check, then the book; and taking one back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from eoffice.akun.selectors import nama_pengguna
from eoffice.kernel.errors import NotFound
from eoffice.kernel.peran import Peran
from eoffice.penduduk import selectors, services
from eoffice.penduduk.rules.mutasi import JenisMutasi, Lembar, RincianMutasi, Ubahan
from eoffice.penduduk.rules.ringkas import RingkasPenduduk
from eoffice.penduduk.selectors.mutasi import cap_keluarga, jumlah_mutasi, mutasi_terakhir, satu_mutasi
from eoffice.web.komponen.waktu import tanggal

from .acara import ACARA, Acara
from .formulir import mutasi as formulir_mutasi
from .izin import Permintaan, untuk
from .kata_mutasi import KATA, baris, kata_ubahan
from .kerangka import BACA_KIRIM, Rupa, coba, dikirim, formulir, nomor_halaman, simpan_formulir, tampil
from .penduduk import catat
from .surat_mutasi import surat_untuk

PER_HALAMAN: Final = 50
Laksana = Callable[[Lembar], tuple[Ubahan, ...]]


@untuk(Peran.OPERATOR)
@require_http_methods(BACA_KIRIM)
def isi(request: Permintaan, penduduk_id: UUID, jenis: str) -> HttpResponse:
    """Ask about a mutation of somebody, show what it would change, record it."""
    p, acara = selectors.satu(penduduk_id), ACARA.get(jenis)
    if acara is None or (KATA[jenis].perlu_keluarga and not p.keluarga_id):
        raise NotFound
    post = request.method == "POST"
    pasangan = _pasangan(request) if acara.berdua else []
    form = acara.form(
        request.POST if post else None,
        versi="" if post else cap_keluarga(p.id),
        keluarga=_urut(p, selectors.anggota_keluarga(p.keluarga_id) if p.keluarga_id else [], acara),
        **({"pasangan": pasangan} if acara.berdua else {}),
    )
    rupa = Rupa(
        judul=KATA[jenis].judul,
        tombol="Lanjutkan",
        pengantar=(
            KATA[jenis].pengantar.format(nama=p.nama),
            "Sebelum dicatat, Anda memeriksa dulu apa yang berubah.",
        ),
        kembali=reverse("aparat:penduduk_satu", args=[p.id]),
        kata_kembali=p.nama,
    )
    tentang = [p.id, *(o.id for o in pasangan[:1])]
    return _jalankan(request, form, rupa, lambda lembar: acara.laksana(form, p, lembar), tentang)


def _pasangan(request: Permintaan) -> list[RingkasPenduduk]:
    """Return whom the number in a marriage form means, and the family; that somebody was looked up is logged."""
    nik = "".join(huruf for huruf in request.POST.get("nik_pasangan", "") if huruf.isdigit())
    dia = selectors.by_nik(nik)
    if dia is None:
        return []
    catat(request, dia.id, "lihat", "Mencatat perkawinan")
    serumah = selectors.anggota_keluarga(dia.keluarga_id) if dia.keluarga_id else []
    return [dia, *(o for o in serumah if o.hidup and o.id != dia.id)]


def _urut(p: RingkasPenduduk, keluarga: Sequence[RingkasPenduduk], acara: Acara) -> list[RingkasPenduduk]:
    """Return who of a family lives here; the person first where the mutation is about one, else the head."""
    hidup = [o for o in keluarga if o.hidup]
    if acara.tentang_satu:
        return [p, *(o for o in hidup if o.id != p.id)]
    return hidup or [p]


@untuk(Peran.OPERATOR)
@require_http_methods(BACA_KIRIM)
def datang(request: Permintaan) -> HttpResponse:
    """Ask about a newcomer, show what would change, record it."""
    form = formulir_mutasi.Kedatangan(request.POST if request.method == "POST" else None)
    rupa = Rupa(
        judul="Catat kedatangan",
        tombol="Lanjutkan",
        pengantar=(
            "Satu orang setiap kali. Untuk sekeluarga, catat kepala keluarganya dulu.",
            "Orang yang dulu pindah lalu kembali: pakai NIK-nya, datanya akan dipakai lagi.",
        ),
        kembali=reverse("aparat:penduduk"),
        kata_kembali="Penduduk",
    )

    def laksana(lembar: Lembar) -> tuple[Ubahan, ...]:
        return services.catat_kedatangan(
            lembar, orang=form.orang_baru(), rumah=form.rumah(), asal=form.cleaned_data["asal"]
        )

    return _jalankan(request, form, rupa, laksana, [])


def _jalankan(
    request: Permintaan,
    form: formulir_mutasi.Mutasi,
    rupa: Rupa,
    laksana: Laksana,
    tentang: Sequence[UUID],
) -> HttpResponse:
    """Take a form to its check page, and from there into the book; what is refused goes back into the form."""
    pasti = "pasti" in request.POST
    hasil: list[Ubahan] = []
    if "perbaiki" not in request.POST and dikirim(request, form):
        lembar = _lembar(request, form, coba=not pasti)
        if coba(form, lambda: hasil.extend(laksana(lembar))):
            if not pasti:
                return _periksa(request, form, rupa, hasil)
            for penduduk_id in tentang:
                catat(request, penduduk_id, "mutasi", rupa.judul)
            messages.success(request, "Sudah dicatat di buku mutasi.")
            return redirect("aparat:mutasi_satu", lembar.kelompok)
    return formulir(request, rupa, form)


def _lembar(request: Permintaan, form: formulir_mutasi.Mutasi, *, coba: bool) -> Lembar:
    data = form.cleaned_data
    return Lembar(
        kelompok=data["kunci"],
        tanggal=data["tanggal"],
        oleh=str(request.user.pk),
        versi=data["versi"],
        keterangan=data["keterangan"],
        coba=coba,
    )


def _periksa(
    request: Permintaan, form: formulir_mutasi.Mutasi, rupa: Rupa, hasil: Sequence[Ubahan]
) -> HttpResponse:
    konteks = {
        "rupa": rupa,
        "jawaban": [(b.label, kata_jawaban(form, b.name)) for b in form.visible_fields()],
        "ubahan": kata_ubahan(hasil),
        "peringatan": [],
        "kiriman": kiriman(request),
    }
    return tampil(request, "aparat/mutasi_periksa.html", konteks)


def kiriman(request: Permintaan) -> list[tuple[str, Any]]:
    """Return what a form sent, to be sent once more from its check page."""
    bukan = {"csrfmiddlewaretoken", "pasti", "perbaiki"}
    return [(k, v) for k, semua in request.POST.lists() if k not in bukan for v in semua]


def kata_jawaban(form: forms.Form, nama: str) -> str:
    """Return the answer in a box in words."""
    nilai, bidang = form.cleaned_data.get(nama), form.fields[nama]
    if isinstance(nilai, date):
        return tanggal(nilai)
    pilihan = dict(getattr(bidang, "choices", ()))
    if isinstance(nilai, list):
        return ", ".join(str(pilihan[v]) for v in nilai)
    return str(pilihan.get(nilai, nilai) if nilai else "")


@untuk(Peran.OPERATOR, Peran.PEMERIKSA)
@require_safe
def buku(request: Permintaan) -> HttpResponse:
    """Show the book of mutations, the newest first."""
    hal, total = nomor_halaman(request), jumlah_mutasi()
    banyak = max(1, -(-total // PER_HALAMAN))
    hal = min(hal, banyak)
    konteks = {
        "baris": [baris(m) for m in mutasi_terakhir(PER_HALAMAN, (hal - 1) * PER_HALAMAN)],
        "datang_ke": reverse("aparat:mutasi_datang") if Peran.OPERATOR in request.peran else "",
        "kembali_ke": reverse("aparat:penduduk"),
        "hal": hal,
        "banyak": banyak,
        "per": PER_HALAMAN,
        "total": total,
    }
    return tampil(request, "aparat/mutasi.html", konteks)


@untuk(Peran.OPERATOR, Peran.PEMERIKSA)
@require_safe
def satu(request: Permintaan, kelompok: UUID) -> HttpResponse:
    """Show one mutation, the letter that belongs to it, and the way to take it back."""
    semua = satu_mutasi(kelompok)
    m, operator = semua[0], Peran.OPERATOR in request.peran
    nama = nama_pengguna({UUID(m.oleh)} if len(m.oleh) == len(str(kelompok)) else set())
    konteks = {
        "judul": m.kata,
        "tanggal": tanggal(m.tanggal),
        "saat": m.dicatat_pada,
        "oleh": next(iter(nama.values()), "Petugas"),
        "dibetulkan": m.dibetulkan,
        "orang": [{**baris(x), "ke": reverse("aparat:penduduk_satu", args=[x.penduduk_id])} for x in semua],
        "kembali_ke": reverse("aparat:mutasi"),
        "batal_ke": reverse("aparat:mutasi_batal", args=[kelompok]) if operator and _dapat_batal(m) else "",
        "surat": surat_untuk(semua) if operator and not m.dibetulkan else None,
    }
    return tampil(request, "aparat/mutasi_satu.html", konteks)


def _dapat_batal(m: RincianMutasi) -> bool:
    return not m.dibetulkan and m.jenis is not JenisMutasi.PEMBETULAN


@untuk(Peran.OPERATOR)
@require_http_methods(BACA_KIRIM)
def batal(request: Permintaan, kelompok: UUID) -> HttpResponse:
    """Take a mutation back by a correction, with a reason."""
    m = satu_mutasi(kelompok)[0]
    form = formulir_mutasi.Pembetulan(request.POST if request.method == "POST" else None)
    rupa = Rupa(
        judul=f"Batalkan mutasi ini? {m.kata}: {m.nama}",
        tombol="Batalkan mutasi",
        jenis="bahaya",
        pengantar=(
            "Data orang dan keluarganya kembali seperti sebelumnya. Keduanya tetap tertulis di buku mutasi.",
        ),
        batal=reverse("aparat:mutasi_satu", args=[kelompok]),
    )

    def laksana() -> object:
        lembar = Lembar(form.cleaned_data["kunci"], request.hari, str(request.user.pk))
        return services.betulkan_mutasi(lembar, kelompok=kelompok, alasan=form.cleaned_data["alasan"])

    return simpan_formulir(
        request, rupa, form, laksana, kabar="Mutasi dibatalkan. Datanya kembali seperti semula.",
        ke=reverse("aparat:mutasi_satu", args=[kelompok]), templat="aparat/konfirmasi.html",
    )  # fmt: skip
