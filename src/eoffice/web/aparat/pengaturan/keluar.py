"""The head is away: one page that lets somebody sign for him, from a day to a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from eoffice.akun import selectors, services
from eoffice.akun.rules.jabatan import KASI_KAUR, SEBUTAN, Bentuk, Jabatan, Sifat
from eoffice.akun.rules.keluar import DAPAT_GANTI, Ganti
from eoffice.dokumen.services import semua_penandatangan
from eoffice.surat.rules.alur import CaraTerbit
from eoffice.surat.services.pengaturan import pengaturan
from eoffice.web.aparat.formulir.keluar import KadesKeluar
from eoffice.web.aparat.izin import PIMPINAN, Permintaan, segar, untuk
from eoffice.web.aparat.kerangka import BACA_KIRIM, coba, dikirim, status_form, tampil
from eoffice.web.komponen.waktu import tanggal

KATA: Final = {
    Bentuk.PLH: "Plh. Kepala Desa",
    Bentuk.ATAS_NAMA: "a.n. Kepala Desa",
    Bentuk.UNTUK_BELIAU: "a.n. u.b.",
}


@untuk(*PIMPINAN)
@segar
@require_http_methods(BACA_KIRIM)
def halaman(request: Permintaan) -> HttpResponse:
    """Show who signs while the head is away, and let the next absence be written down."""
    tugas = selectors.tugas_berlaku(request.hari)
    pengganti = _pilihan(tugas, DAPAT_GANTI)
    form = KadesKeluar(
        request.POST or None,
        pejabat=pengganti,
        pemaraf=_pilihan(tugas, KASI_KAUR),
        sekdes={t.pejabat for t in tugas if t.jabatan is Jabatan.SEKRETARIS_DESA},
        paraf=pengaturan().paraf,
        hari=request.hari,
        initial={"ganti": Ganti.PLH.value, "mulai": request.hari},
    )
    if dikirim(request, form) and coba(form, lambda: _simpan(request, form.cleaned_data)):
        messages.success(
            request,
            "Tersimpan. Tanda tangan beralih sendiri pada tanggalnya, dan kembali sendiri sesudahnya.",
        )
        return redirect("aparat:kades_keluar")
    keluar = selectors.daftar_keluar(request.hari)
    isi = {
        "form": form,
        "kembali_ke": reverse("aparat:pengaturan"),
        "baris": [_baris(satu, request.hari) for satu in keluar],
        "sedang": any(satu.mulai <= request.hari for satu in keluar),
        "selesai_ke": reverse("aparat:kades_kembali"),
        "kurang": _kurang(keluar),
        "kosong": not pengganti,
        "pejabat_ke": reverse("aparat:pejabat"),
    }
    return tampil(request, "aparat/kades_keluar.html", isi, status=status_form(form))


def _pilihan(tugas: Sequence[Any], boleh: frozenset[Jabatan]) -> list[tuple[str, str]]:
    """Return the people who hold one of these posts today, with the post."""
    nama = {str(o.id): o.nama for o in selectors.semua_pejabat()}
    kepala = {t.pejabat for t in tugas if t.jabatan is Jabatan.KEPALA_DESA and t.sifat is not Sifat.PLH}
    cocok = [t for t in tugas if t.jabatan in boleh and t.pejabat not in kepala]
    urut = sorted(cocok, key=lambda t: list(Jabatan).index(t.jabatan))
    return list(
        {t.pejabat: (t.pejabat, f"{nama[t.pejabat]}, {SEBUTAN[t.jabatan]}") for t in reversed(urut)}.values()
    )[::-1]


def _simpan(request: Permintaan, data: dict[str, Any]) -> None:
    services.kades_keluar(
        pejabat_id=UUID(data["pejabat"]),
        ganti=Ganti(data["ganti"]),
        mulai=data["mulai"],
        selesai=data["selesai"],
        dasar=data["dasar"],
        pemaraf_id=UUID(data["pemaraf"]) if data["pemaraf"] else None,
        pelaku=str(request.user.pk),
    )


def _baris(satu: selectors.BarisKeluar, hari: date) -> dict[str, Any]:
    kini = satu.mulai <= hari
    return {
        "nama": satu.nama,
        "sebagai": KATA[satu.bentuk],
        "kapan": rentang_kata(satu),
        "dasar": satu.dasar,
        "paraf": satu.paraf,
        "keadaan": "Berlaku" if kini else "Akan datang",
        "warna": "kuning" if kini else "netral",
    }


def rentang_kata(satu: selectors.BarisKeluar) -> str:
    """Return from when to when, in words."""
    return f"{tanggal(satu.mulai)} sampai {tanggal(satu.selesai)}"


def _kurang(keluar: Sequence[selectors.BarisKeluar]) -> list[str]:
    """Return who could not sign when his day comes: without an account, or without a certificate."""
    if pengaturan().cara_terbit is not CaraTerbit.TTE_LOKAL:
        return []
    akun = {o.id for o in selectors.semua_pejabat() if o.pengguna_id}
    punya = {s.pejabat_id for s in semua_penandatangan() if s.dicabut_pada is None}
    return sorted(
        {
            f"{satu.nama} belum punya akun, jadi belum dapat menandatangani."
            if satu.pejabat_id not in akun
            else f"{satu.nama} belum punya sertifikat tanda tangan. Ia membuatnya sendiri pada hari pertamanya."
            for satu in keluar
            if satu.pejabat_id not in punya
        }
    )


@untuk(*PIMPINAN)
@segar
@require_POST
def kembali(request: Permintaan) -> HttpResponse:
    """End today's absence: the head is back."""
    if services.kades_kembali(hari=request.hari, pelaku=str(request.user.pk)):
        messages.success(
            request, "Tercatat: kepala desa sudah kembali. Yang baru mulai hari ini berakhir malam ini."
        )
    return redirect("aparat:kades_keluar")
