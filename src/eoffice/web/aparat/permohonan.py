"""The list of applications: views by state, narrowed by type and words; the address is the saved filter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from eoffice.kernel.peran import Peran
from eoffice.surat.rules.alur import Status
from eoffice.surat.rules.jenis import katalog
from eoffice.surat.selectors.meja import HalamanSurat, Tumpuk, daftar_surat, hitung_status
from eoffice.surat.services.pengaturan import pengaturan
from eoffice.web.komponen.angka import ribuan

from .baris import baris_surat
from .formulir.periksa import Saring
from .izin import Permintaan, untuk
from .jam import jam_kini
from .kata import kata_status
from .kerangka import nomor_halaman, tampil
from .menu import jumlah_menu, milik_saya

PER_HALAMAN: Final = 25
SAYA, SEMUA = "saya", "semua"


@untuk()
@require_safe
def daftar(request: Permintaan) -> HttpResponse:
    """List applications."""
    atur = pengaturan()
    saya = milik_saya(request.peran, atur)
    keadaan = request.GET.get("keadaan", "") or (SAYA if saya else SEMUA)
    form = Saring(request.GET, jenis=[(j.kode, j.nama) for j in katalog().values()])
    saring: dict[str, str] = form.cleaned_data if form.is_valid() else {}
    hal = _cari(_status(keadaan, saya), saring, request)
    hitung = hitung_status()
    isi = {
        "keterangan": f"{ribuan(hal.jumlah)} permohonan",
        "loket_ke": reverse("aparat:loket") if Peran.OPERATOR in request.peran else "",
        "tab": _tab(keadaan, saya, hitung),
        "ke": reverse("aparat:permohonan"),
        "keadaan": keadaan,
        "form": form,
        "saringan": _saringan(keadaan, saring),
        "baris": baris_surat(hal.baris, jam_kini()),
        "hal": hal.halaman,
        "banyak": hal.jumlah_halaman,
        "per": PER_HALAMAN,
        "total": hal.jumlah,
    }
    return tampil(request, "aparat/permohonan.html", isi, jumlah=jumlah_menu(request.peran, atur, hitung))


def _cari(status: tuple[Status, ...], saring: Mapping[str, str], request: Permintaan) -> HalamanSurat:
    return daftar_surat(
        status=status,
        jenis=saring.get("jenis", ""),
        q=saring.get("q", ""),
        halaman=nomor_halaman(request),
        per_halaman=PER_HALAMAN,
    )


def _status(keadaan: str, saya: tuple[Status, ...]) -> tuple[Status, ...]:
    """Return the statuses of a view; an unknown one shows everything."""
    if keadaan == SAYA:
        return saya
    return (Status(keadaan),) if keadaan in set(Status) else ()


def _tab(keadaan: str, saya: tuple[Status, ...], hitung: Mapping[Status, Tumpuk]) -> list[dict[str, Any]]:
    jumlah = {s: t.jumlah for s, t in hitung.items()}
    lihat = [(SAYA, "Menunggu saya", sum(jumlah.get(s, 0) for s in saya))] if saya else []
    lihat += [(s.value, kata_status(s), jumlah[s]) for s in Status if s in jumlah]
    lihat.append((SEMUA, "Semua", sum(jumlah.values())))
    return [
        {"teks": kata, "ke": _alamat(keadaan=k), "kini": k == keadaan, "jumlah": n} for k, kata, n in lihat
    ]


def _alamat(**kueri: str) -> str:
    isi = {k: v for k, v in kueri.items() if v}
    return reverse("aparat:permohonan") + (f"?{urlencode(isi)}" if isi else "")


def _saringan(keadaan: str, saring: Mapping[str, str]) -> list[dict[str, str]]:
    """Return what the list is narrowed by, each with the address without it."""
    kata = {"q": f'Kata "{saring.get("q", "")}"', "jenis": ""}
    jenis = katalog().get(saring.get("jenis", ""))
    kata["jenis"] = jenis.nama if jenis else ""
    return [
        {"teks": kata[nama], "ke": _alamat(**{"keadaan": keadaan, **saring, nama: ""})}
        for nama in ("q", "jenis")
        if saring.get(nama)
    ]
