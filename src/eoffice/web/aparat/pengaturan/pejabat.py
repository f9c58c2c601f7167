"""Who holds which post, from when to when, and who may sign on whose behalf."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any, Final, TypeVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from eoffice.akun import selectors, services
from eoffice.akun.rules.jabatan import Bentuk, Jabatan, Sifat
from eoffice.kernel.errors import NotFound
from eoffice.web.aparat.formulir import pengaturan as isian
from eoffice.web.aparat.izin import PIMPINAN, Permintaan, segar, untuk
from eoffice.web.aparat.kerangka import (
    BACA_KIRIM,
    Rupa,
    coba,
    dikirim,
    formulir,
    pulang,
    simpan_formulir,
    tampil,
)
from eoffice.web.komponen.waktu import tanggal

T = TypeVar("T")
KATA_SIFAT: Final = {Sifat.DEFINITIF: "Definitif", Sifat.PLT: "Plt.", Sifat.PLH: "Plh.", Sifat.PJ: "Pj."}
KATA_BENTUK: Final = {Bentuk.ATAS_NAMA: "a.n.", Bentuk.UNTUK_BELIAU: "a.n. u.b.", Bentuk.PARAF: "Paraf"}


@untuk()
@require_safe
def daftar(request: Permintaan) -> HttpResponse:
    """Show posts and mandates, the present ones first. Only the head of the office changes them."""
    boleh = bool(request.peran.intersection(PIMPINAN))
    orang = selectors.semua_pejabat()
    isi = {
        "kembali_ke": pulang(request, "aparat:pengaturan"),
        "baris": [_baris(t, request.hari, boleh=boleh) for t in selectors.daftar_pejabat()],
        "tanpa_tugas": [
            {"nama": o.nama, "ke": reverse("aparat:tugas_baru", args=[o.id]) if boleh else ""} for o in orang
        ],
        "delegasi": [_mandat(d, request.hari, boleh=boleh) for d in selectors.daftar_delegasi()],
        "tambah_ke": reverse("aparat:pejabat_baru") if boleh else "",
        "delegasi_ke": reverse("aparat:pelimpahan") if boleh else "",
    }
    return tampil(request, "aparat/pejabat.html", isi)


def _baris(tugas: selectors.BarisPejabat, hari: date, *, boleh: bool) -> dict[str, str]:
    berakhir = tugas.selesai is not None and tugas.selesai < hari
    return {
        "nama": tugas.nama,
        "jabatan": tugas.sebutan,
        "sifat": KATA_SIFAT[tugas.sifat],
        "mulai": tanggal(tugas.mulai),
        "selesai": tanggal(tugas.selesai) if tugas.selesai else "Belum ditentukan",
        "akun": "Ada" if tugas.pengguna_id else "Tanpa akun",
        "akhiri_ke": reverse("aparat:tugas_akhiri", args=[tugas.penugasan_id])
        if boleh and not berakhir
        else "",
    }


def _mandat(mandat: selectors.BarisDelegasi, hari: date, *, boleh: bool) -> dict[str, str]:
    return {
        "nama": mandat.nama,
        "bentuk": KATA_BENTUK[mandat.bentuk],
        "mulai": tanggal(mandat.mulai),
        "selesai": tanggal(mandat.selesai),
        "dasar": mandat.dasar,
        "akhiri_ke": reverse("aparat:pelimpahan_akhiri", args=[mandat.delegasi_id])
        if boleh and hari <= mandat.selesai
        else "",
    }


@untuk(*PIMPINAN)
@segar
@require_http_methods(BACA_KIRIM)
def baru(request: Permintaan) -> HttpResponse:
    """Add a person of the office; an account when a sign-in name is given."""
    form = isian.Pejabat(request.POST or None)
    jadi: list[Any] = []
    if dikirim(request, form) and coba(form, lambda: jadi.append(_simpan(request, form.cleaned_data))):
        messages.success(request, "Pejabat tercatat. Sekarang tentukan jabatannya.")
        return redirect("aparat:tugas_baru", jadi[0].pk)
    rupa = Rupa(
        judul="Tambah pejabat atau petugas", tombol="Simpan", kembali=pulang(request, "aparat:pejabat")
    )
    return formulir(request, rupa, form)


def _simpan(request: Permintaan, data: dict[str, Any]) -> object:
    orang = {"nama": data["nama"], "nip": data["nip"], "niap": data["niap"], "pelaku": str(request.user.pk)}
    if not data["nama_masuk"]:
        return services.simpan_pejabat(**orang)
    return services.buat_aparat(nama_masuk=data["nama_masuk"], sandi=data["sandi"], **orang)


@untuk(*PIMPINAN)
@segar
@require_http_methods(BACA_KIRIM)
def tugas_baru(request: Permintaan, pejabat_id: UUID) -> HttpResponse:
    """Put a person into a post."""
    orang = selectors.pejabat(pejabat_id)
    form = isian.Penugasan(request.POST or None, initial={"sifat": "definitif", "mulai": request.hari})
    rupa = Rupa(judul=f"Jabatan {orang.nama}", tombol="Simpan jabatan", kembali=reverse("aparat:pejabat"))
    return simpan_formulir(
        request,
        rupa,
        form,
        lambda: _angkat(request, orang.id, form.cleaned_data),
        kabar=f"Jabatan {orang.nama} tercatat.",
        ke=pulang(request, "aparat:pejabat"),
    )


def _angkat(request: Permintaan, pejabat_id: UUID, data: dict[str, Any]) -> None:
    services.angkat(
        pejabat_id=pejabat_id,
        jabatan=Jabatan(data["jabatan"]),
        sifat=Sifat(data["sifat"]),
        mulai=data["mulai"],
        selesai=data["selesai"],
        dasar=data["dasar"],
        pelaku=str(request.user.pk),
    )


@untuk(*PIMPINAN)
@segar
@require_http_methods(BACA_KIRIM)
def tugas_akhiri(request: Permintaan, penugasan_id: UUID) -> HttpResponse:
    """End a post on a day."""
    tugas = _pilih(b for b in selectors.daftar_pejabat() if b.penugasan_id == penugasan_id)
    return _akhiri(
        request,
        "penugasan",
        (("Nama", tugas.nama), ("Jabatan", tugas.sebutan)),
        partial(services.akhiri_tugas, penugasan_id=penugasan_id),
    )


def _pilih(cocok: Iterator[T]) -> T:
    """Return the one line that fits.

    Raises:
        NotFound: none does, or it is another village's.
    """
    satu = next(cocok, None)
    if satu is None:
        raise NotFound
    return satu


def _akhiri(
    request: Permintaan, apa: str, ikhtisar: Sequence[tuple[str, str]], akhiri: Callable[..., None]
) -> HttpResponse:
    """Ask for the last day of something dated."""
    form = isian.Akhiri(request.POST or None, initial={"selesai": request.hari})
    rupa = Rupa(
        judul=f"Akhiri {apa}",
        tombol="Simpan hari terakhir",
        kembali=reverse("aparat:pejabat"),
        ikhtisar=ikhtisar,
    )
    return simpan_formulir(
        request,
        rupa,
        form,
        lambda: akhiri(pelaku=str(request.user.pk), selesai=form.cleaned_data["selesai"]),
        kabar=f"Hari terakhir {apa} tercatat.",
        ke="aparat:pejabat",
    )


@untuk(*PIMPINAN)
@segar
@require_http_methods(BACA_KIRIM)
def pelimpahan(request: Permintaan) -> HttpResponse:
    """Let an official sign on behalf of the kepala desa for some days."""
    pilihan = [(str(o.id), o.nama) for o in selectors.semua_pejabat()]
    form = isian.Pelimpahan(
        request.POST or None, pejabat=pilihan, initial={"bentuk": "an", "mulai": request.hari}
    )
    rupa = Rupa(
        judul="Pelimpahan tanda tangan",
        tombol="Simpan pelimpahan",
        kembali=reverse("aparat:pejabat"),
        pengantar=("Nama dan jabatan penerima pelimpahan tercetak di surat, beserta sebutan a.n.",),
    )
    return simpan_formulir(
        request,
        rupa,
        form,
        lambda: _limpahkan(request, form.cleaned_data),
        kabar="Pelimpahan tanda tangan tercatat dan berlaku sendiri pada tanggalnya.",
        ke="aparat:pejabat",
    )


def _limpahkan(request: Permintaan, data: dict[str, Any]) -> None:
    services.limpahkan(
        pejabat_id=UUID(data["pejabat"]),
        bentuk=Bentuk(data["bentuk"]),
        mulai=data["mulai"],
        selesai=data["selesai"],
        dasar=data["dasar"],
        pelaku=str(request.user.pk),
    )


@untuk(*PIMPINAN)
@segar
@require_http_methods(BACA_KIRIM)
def pelimpahan_akhiri(request: Permintaan, delegasi_id: UUID) -> HttpResponse:
    """End a mandate early."""
    mandat = _pilih(d for d in selectors.daftar_delegasi() if d.delegasi_id == delegasi_id)
    return _akhiri(
        request,
        "pelimpahan",
        (("Kepada", mandat.nama), ("Bentuk", KATA_BENTUK[mandat.bentuk])),
        partial(services.akhiri_pelimpahan, delegasi_id=delegasi_id),
    )
