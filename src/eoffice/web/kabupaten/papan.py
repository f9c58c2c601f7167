"""The board: every village's server in one table, trouble first, and the same as tiles by kecamatan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from eoffice.sinkron.rules.alarm import URUTAN, Keadaan, Taraf
from eoffice.sinkron.services.keadaan import pekerja_diam, semua_keadaan
from eoffice.web.komponen.bagian.tampil import penanda
from eoffice.web.komponen.waktu import jam, lalu, tanggal
from eoffice.wilayah.selectors import semua_desa

from .formulir import Saring
from .izin import Permintaan, untuk_petugas
from .kerangka import tampil
from .sajian import KATA_TARAF, Baris, baris, kini

TANPA_SERVER: Final = Keadaan(status="")
PER_HALAMAN: Final = 40
SEMUA: Final = "semua"
UBIN: Final = {Taraf.MERAH: "m", Taraf.KUNING: "k", Taraf.HIJAU: "", Taraf.NETRAL: "a"}
"""The class of a tile; shape and sign differ as well as colour."""


@untuk_petugas
@require_safe
def papan(request: Permintaan) -> HttpResponse:
    """Show every village, or those that were asked for."""
    sekarang = kini()
    semua = _semua(sekarang)
    kecamatan = sorted({satu.kecamatan for satu in semua})
    form = Saring(request.GET, kecamatan=kecamatan)
    saring = {nama: str(nilai) for nama, nilai in form.cleaned_data.items()} if form.is_valid() else {}
    saring["keadaan"] = _keadaan(request.GET.get("keadaan", ""))
    tampilan = [satu for satu in semua if _cocok(satu, saring)]
    diam = pekerja_diam()
    isi = {
        "saat": f"{tanggal(sekarang.saat.date(), hari_nama=True)}, pukul {jam(sekarang.saat)}",
        "banyak": len(semua),
        "tumpuk": _tumpuk(semua, saring),
        "pekerja_diam": lalu(diam, sekarang.saat) if diam else "",
        "petak": _petak(semua) if len(semua) > 1 else [],
        "form": form,
        "ke": reverse("kabupaten:papan"),
        "keadaan": saring["keadaan"],
        "saringan": _saringan(saring),
        **_halaman(request, tampilan),
        "tanda": _tanda(),
        "judul_tabel": f"{len(tampilan)} dari {len(semua)} desa" if _saringan(saring) else "Semua desa",
        "semua_ke": _alamat(saring, hal=SEMUA) + "#daftar",
    }
    return tampil(request, "kabupaten/papan.html", isi)


def _halaman(request: Permintaan, rows: Sequence[Baris]) -> dict[str, Any]:
    """Return one page of the table, trouble first, or all of it; nonsense is the first page."""
    teks = request.GET.get("hal", "1")
    banyak = max(1, -(-len(rows) // PER_HALAMAN))
    if teks == SEMUA:
        return {"baris": rows, "hal": 1, "banyak_hal": 1, "per": len(rows), "total": len(rows)}
    hal = min(banyak, max(1, int(teks))) if teks.isascii() and teks.isdigit() and len(teks) < 6 else 1
    potong = rows[(hal - 1) * PER_HALAMAN : hal * PER_HALAMAN]
    return {"baris": potong, "hal": hal, "banyak_hal": banyak, "per": PER_HALAMAN, "total": len(rows)}


def _semua(sekarang: Any) -> list[Baris]:
    """Return the rows of all villages, trouble first: two questions to the database, however many villages."""
    ada = semua_keadaan()
    rows = [baris(desa, ada.get(desa.kode, TANPA_SERVER), sekarang) for desa in semua_desa()]
    return sorted(rows, key=lambda satu: satu.urut)


def _tanda() -> dict[str, Any]:
    """Return the mark of each state, drawn once."""
    return {t.value: penanda(teks=k, warna=w, ikon=i) for t, (k, w, i) in KATA_TARAF.items()}


def _keadaan(teks: str) -> str:
    return teks if teks in set(Taraf) else ""


def _cocok(satu: Baris, saring: Mapping[str, str]) -> bool:
    q = saring.get("q", "").lower()
    return (
        (not saring["keadaan"] or satu.taraf == saring["keadaan"])
        and (not saring.get("kecamatan") or satu.kecamatan == saring["kecamatan"])
        and (not q or q in f"{satu.nama} {satu.kode}".lower())
    )


def _alamat(saring: Mapping[str, str], **ganti: str) -> str:
    isi = {nama: nilai for nama, nilai in {**saring, **ganti}.items() if nilai}
    return reverse("kabupaten:papan") + (f"?{urlencode(isi)}" if isi else "")


def _saringan(saring: Mapping[str, str]) -> list[dict[str, str]]:
    """Return what the board is narrowed by, each with the address without it."""
    kata = {
        "keadaan": KATA_TARAF[Taraf(saring["keadaan"])][0] if saring["keadaan"] else "",
        "kecamatan": f"Kecamatan {saring.get('kecamatan', '')}",
        "q": f'Kata "{saring.get("q", "")}"',
    }
    return [{"teks": teks, "ke": _alamat(saring, **{n: ""})} for n, teks in kata.items() if saring.get(n)]


def _tumpuk(semua: Sequence[Baris], saring: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return how many villages are in each state; the ways to see only those."""
    hitung = Counter(satu.taraf for satu in semua)
    sebab = {
        Taraf.MERAH: "Ada yang harus diputuskan",
        Taraf.KUNING: "Jalan, perlu ditanyakan",
        Taraf.HIJAU: "Bertemu dan cocok",
        Taraf.NETRAL: "Dilayani kabupaten",
    }
    return [
        {
            "ke": _alamat({**saring, "keadaan": t.value}),
            "jumlah": hitung[t],
            "judul": KATA_TARAF[t][0],
            "keterangan": sebab[t],
            "gawat": t is Taraf.MERAH and hitung[t] > 0,
        }
        for t in URUTAN
    ]


def _petak(semua: Sequence[Baris]) -> list[dict[str, Any]]:
    """Return the tiles of each kecamatan: the same villages, to see where trouble gathers."""
    urut = sorted(semua, key=lambda satu: (satu.kecamatan, URUTAN.index(satu.taraf), satu.nama))
    return [_satu_petak(nama, list(rows)) for nama, rows in groupby(urut, key=lambda satu: satu.kecamatan)]


def _satu_petak(kecamatan: str, rows: Sequence[Baris]) -> dict[str, Any]:
    hitung = Counter(satu.taraf for satu in rows)
    ada = [f"{hitung[t]} {KATA_TARAF[t][0].lower()}" for t in (Taraf.MERAH, Taraf.KUNING) if hitung[t]]
    return {
        "nama": kecamatan,
        "ke": _alamat({"kecamatan": kecamatan}),
        "ubin": [UBIN[satu.taraf] for satu in rows],
        "kata": ", ".join(ada)
        or ("tanpa server" if hitung[Taraf.NETRAL] == len(rows) else "tidak ada masalah"),
        "banyak": len(rows),
    }
