"""Residents counted: a page for each statistic with its table and chart, as a sheet to print and as a file.

Only officers who may read the register come here: small numbers tell about people.
"""

from __future__ import annotations

import csv
import io
from typing import Any, Final

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from eoffice.kernel.errors import NotFound
from eoffice.kernel.peran import Peran
from eoffice.penduduk.rules.statistik import KELOMPOK, MENURUT_NAMA, Hasil, Siapa, Statistik, Wilayah
from eoffice.penduduk.rules.teks import mirip_rumus
from eoffice.penduduk.selectors.statistik import hitung_terkini, wilayah_desa
from eoffice.surat.services.lembar_statistik import KEPALA, lembar_statistik, sel
from eoffice.web.komponen.angka import ribuan
from eoffice.web.komponen.waktu import tanggal

from .diagram import diagram
from .formulir.penduduk import PilihWilayah
from .izin import Permintaan, untuk
from .kerangka import tampil

_PEMISAH: Final = "|"


@untuk(Peran.OPERATOR, Peran.PEMERIKSA)
@require_safe
def daftar(request: Permintaan) -> HttpResponse:
    """List the statistics."""
    kelompok = [(judul, [_butir(MENURUT_NAMA[nama]) for nama in isi.split()]) for judul, isi in KELOMPOK]
    isi = {"kelompok": kelompok, "kembali_ke": reverse("aparat:penduduk")}
    return tampil(request, "aparat/statistik.html", isi)


def _butir(satu: Statistik) -> dict[str, str]:
    return {
        "ke": reverse("aparat:statistik_satu", args=[satu.nama]),
        "judul": satu.judul,
        "siapa": _siapa(satu).capitalize() if satu.siapa not in (Siapa.SEMUA, Siapa.KEPALA) else "",
    }


def _siapa(satu: Statistik) -> str:
    return "keluarga (KK)" if satu.cara == "kartu" else str(satu.siapa)


@untuk(Peran.OPERATOR, Peran.PEMERIKSA)
@require_safe
def satu(request: Permintaan, nama: str) -> HttpResponse:
    """Show one statistic of the village or a part of it."""
    form = _form(request)
    hasil = _hitung(request, nama, form)
    kueri = f"?{request.GET.urlencode()}" if request.GET else ""
    isi = {
        "judul": hasil.statistik.judul,
        "keterangan": f"{ribuan(hasil.semua.jumlah)} {_siapa(hasil.statistik)}"
        f"{', ' + hasil.wilayah.sebutan if hasil.wilayah.sebutan else ''}. Keadaan {tanggal(hasil.hari)}.",
        "siapa": _siapa(hasil.statistik),
        "form": form,
        "ke": reverse("aparat:statistik_satu", args=[nama]),
        "diagram": diagram(hasil),
        "baris": [_baris(hasil, b) for b in hasil.baris],
        "semua": _baris(hasil, hasil.semua),
        "pdf_ke": reverse("aparat:statistik_pdf", args=[nama]) + kueri,
        "csv_ke": reverse("aparat:statistik_csv", args=[nama]) + kueri,
        "kembali_ke": reverse("aparat:statistik"),
    }
    return tampil(request, "aparat/statistik_satu.html", isi)


def _baris(hasil: Hasil, baris: Any) -> dict[str, str]:
    angka = (baris.laki, baris.perempuan, baris.jumlah)
    laki, perempuan, jumlah = (ribuan(n) for n in angka)
    return {
        "label": baris.label,
        "laki": laki,
        "perempuan": perempuan,
        "jumlah": jumlah,
        "persen": f"{sel(hasil, baris)[-1]}%",
    }


@untuk(Peran.OPERATOR, Peran.PEMERIKSA)
@require_safe
def pdf(request: Permintaan, nama: str) -> HttpResponse:
    """Give out a statistic as a sheet with the head of the office."""
    hasil = _hitung(request, nama, _form(request))
    return _berkas(lembar_statistik(hasil), "application/pdf", f"statistik-{nama}-{hasil.hari}.pdf")


@untuk(Peran.OPERATOR, Peran.PEMERIKSA)
@require_safe
def tabel(request: Permintaan, nama: str) -> HttpResponse:
    """Give out a statistic for a spreadsheet program; a word that it would take for a formula gets a mark before."""
    hasil = _hitung(request, nama, _form(request))
    tulisan = io.StringIO()
    buku = csv.writer(tulisan)
    buku.writerow(KEPALA)
    for baris in (*hasil.baris, hasil.semua):
        label, *angka = sel(hasil, baris)
        buku.writerow([f"'{label}" if mirip_rumus(label) else label, *angka])
    isi = tulisan.getvalue().encode("utf-8-sig")
    return _berkas(isi, "text/csv; charset=utf-8", f"statistik-{nama}-{hasil.hari}.csv")


def _berkas(isi: bytes, jenis: str, nama: str) -> HttpResponse:
    jawab = HttpResponse(isi, content_type=jenis)
    jawab.headers["Content-Disposition"] = f'attachment; filename="{nama}"'
    return jawab


def _hitung(request: Permintaan, nama: str, form: PilihWilayah) -> Hasil:
    """Count what an address names.

    Raises:
        NotFound: no such statistic, or no such part of this village.
    """
    if nama not in MENURUT_NAMA or not form.is_valid():
        raise NotFound
    dusun, rw, rt = [*form.cleaned_data["wilayah"].split(_PEMISAH), "", ""][:3]
    return hitung_terkini(MENURUT_NAMA[nama], Wilayah(dusun, rw, rt), request.hari)


def _form(request: Permintaan) -> PilihWilayah:
    pilihan = [(_PEMISAH.join((w.dusun, w.rw, w.rt)), w.sebutan) for w in wilayah_desa()]
    return PilihWilayah({"wilayah": request.GET.get("wilayah", "")}, pilihan=pilihan)
