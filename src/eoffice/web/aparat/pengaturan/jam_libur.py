"""When the office is open: hours by weekday, and the days on which this village alone is closed."""

from __future__ import annotations

from datetime import date, time
from itertools import groupby
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from eoffice.jejak.desa import ubah_identitas
from eoffice.kernel.errors import InvalidInput, NotFound
from eoffice.kernel.messages import Pesan
from eoffice.surat.services.pengaturan import buang_libur, pengaturan, tambah_libur
from eoffice.web.aparat.formulir import jenis as isian
from eoffice.web.aparat.izin import Permintaan, untuk
from eoffice.web.aparat.kerangka import coba, dikirim, status_form, tampil
from eoffice.web.komponen.kalimat import kalimat
from eoffice.web.komponen.waktu import HARI, ZONA, tanggal
from eoffice.wilayah.jam_buka import BAKU, JamBuka, baca_jam_buka
from eoffice.wilayah.kalender import hari_libur, peringatan
from eoffice.wilayah.selectors import identitas

from .surat import PENGATUR

PANJANG_JAM: Final = 100
"""So long may the sentence be that the public reads."""
KATA_LIBUR: Final = {"libur_nasional": "Libur nasional", "cuti_bersama": "Cuti bersama"}


@untuk(*PENGATUR)
@require_safe
def halaman(request: Permintaan) -> HttpResponse:
    """Show opening hours and the days off that lie ahead."""
    return _gambar(request)


@untuk(*PENGATUR)
@require_POST
def jam(request: Permintaan) -> HttpResponse:
    """Change the opening hours; what the public reads is written from them."""
    form = isian.JamBuka(request.POST)
    if dikirim(request, form) and coba(form, lambda: _simpan_jam(request, form.cleaned_data), "buka_0"):
        messages.success(request, "Jam buka tersimpan. Janji layanan dihitung dengan jam ini.")
        return redirect("aparat:jam_libur")
    return _gambar(request, jam=form)


def _simpan_jam(request: Permintaan, data: dict[str, Any]) -> None:
    buka = {n: (data[f"buka_{n}"], data[f"tutup_{n}"]) for n in range(len(HARI)) if data[f"buka_{n}"]}
    kata = tulis_jam_buka(buka, ZONA.get(identitas().zona_waktu, ""))
    if len(kata) > PANJANG_JAM:
        raise InvalidInput(Pesan("wilayah.jam_buka_panjang"))
    ubah_identitas(pelaku=str(request.user.pk), jam_buka=kata)


def tulis_jam_buka(buka: JamBuka, zona: str) -> str:
    """Return hours as the public reads them and ``baca_jam_buka`` reads them back: ``Senin sampai Kamis, ...``.

    Days that follow each other with the same hours are one span.
    """
    urut = sorted(buka)
    bagian = []
    for jam, grup in groupby(urut, key=lambda n: (buka[n], n - urut.index(n))):
        hari = list(grup)
        nama = HARI[hari[0]] if len(hari) == 1 else f"{HARI[hari[0]]} sampai {HARI[hari[-1]]}"
        bagian.append(f"{nama}, {_kata(jam[0][0])}-{_kata(jam[0][1])}")
    return f"{'; '.join(bagian)} {zona}".strip()


def _kata(jam: time) -> str:
    return f"{jam:%H.%M}"


@untuk(*PENGATUR)
@require_POST
def libur(request: Permintaan) -> HttpResponse:
    """Add days off of this village."""
    form = isian.Libur(request.POST, hari=request.hari)
    if dikirim(request, form) and coba(form, lambda: _simpan_libur(request, form.cleaned_data), "sebab"):
        messages.success(request, "Hari libur tersimpan. Janji layanan melewatinya.")
        return redirect("aparat:jam_libur")
    return _gambar(request, libur=form)


def _simpan_libur(request: Permintaan, data: dict[str, Any]) -> None:
    tambah_libur(
        mulai=data["mulai"],
        sampai=data["sampai"] or data["mulai"],
        sebab=data["sebab"],
        pelaku=str(request.user.pk),
    )


@untuk(*PENGATUR)
@require_POST
def hapus_libur(request: Permintaan, hari: str) -> HttpResponse:
    """Open the office on a day that was to be a day off."""
    try:
        yang = date.fromisoformat(hari)
    except ValueError:
        raise NotFound from None
    if buang_libur(hari=yang, pelaku=str(request.user.pk)):
        messages.success(request, f"{tanggal(yang, hari_nama=True)} bukan hari libur lagi.")
    return redirect("aparat:jam_libur")


def _gambar(
    request: Permintaan, *, jam: isian.JamBuka | None = None, libur: isian.Libur | None = None
) -> HttpResponse:
    salah, tahun = jam or libur, request.hari.year
    kurang = [kalimat(pesan) for t in (tahun, tahun + 1) if (pesan := peringatan(t))]
    isi = {
        "kembali_ke": reverse("aparat:pengaturan"),
        "form_galat": salah,
        "form_jam": jam or isian.JamBuka(initial=_awal_jam()),
        "form_libur": libur or isian.Libur(hari=request.hari),
        "jam_ke": reverse("aparat:jam_buka"),
        "libur_ke": reverse("aparat:libur"),
        "libur_desa": _libur_desa(request.hari),
        "libur_nasional": _libur_nasional(request.hari),
        "kurang": kurang,
    }
    return tampil(request, "aparat/jam_libur.html", isi, status=status_form(salah) if salah else 200)


def _awal_jam() -> dict[str, time]:
    buka = baca_jam_buka(identitas().jam_buka) or BAKU
    return {nama: jam for n, (b, t) in buka.items() for nama, jam in ((f"buka_{n}", b), (f"tutup_{n}", t))}


def _libur_desa(hari: date) -> list[dict[str, str]]:
    """Return the days off of this village that are not over, the next one first."""
    ada = ((date.fromisoformat(kapan), sebab) for kapan, sebab in sorted(pengaturan().libur.items()))
    return [
        {
            "hari": tanggal(kapan, hari_nama=True),
            "sebab": sebab,
            "hapus_ke": reverse("aparat:libur_hapus", args=[kapan.isoformat()]),
        }
        for kapan, sebab in ada
        if kapan >= hari
    ]


def _libur_nasional(hari: date) -> list[dict[str, str]]:
    return [
        {"hari": tanggal(satu.tanggal, hari_nama=True), "nama": satu.nama, "jenis": KATA_LIBUR[satu.jenis]}
        for satu in (*hari_libur(hari.year), *hari_libur(hari.year + 1))
        if satu.tanggal >= hari
    ]
