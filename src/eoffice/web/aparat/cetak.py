"""The printer and the counter: letters to print, several at once, and issued ones that are handed over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from eoffice.dokumen.services import gabung
from eoffice.jejak.selectors import akses_terakhir
from eoffice.kernel.errors import NotFound
from eoffice.kernel.peran import Peran
from eoffice.sinkron.services.berkas import baca
from eoffice.surat.rules.alur import Status
from eoffice.surat.rules.ekspedisi import Sebagai
from eoffice.surat.selectors.ekspedisi import (
    HARI_SERAH,
    SEKALI,
    BarisEkspedisi,
    antrean,
    buku_ekspedisi,
    satu_ekspedisi,
)
from eoffice.surat.selectors.meja import BarisSurat, Rincian, rincian
from eoffice.surat.services import (
    cetak_buku_ekspedisi,
    coret_serah,
    lembar_cetak,
    serahkan,
    tanda_terima,
)
from eoffice.surat.services.pengaturan import pengaturan
from eoffice.web.komponen.bagian.tampil import nomor_surat
from eoffice.web.komponen.waktu import lengkap, tanggal

from . import sajian
from .formulir.cetak import SEBAGAI, Coret, Serah
from .izin import Permintaan, untuk
from .kerangka import BACA_KIRIM, Rupa, coba, dikirim, formulir, simpan_formulir, tampil
from .menu import lencana
from .periksa import catat, pelaku

PEMBACA: Final = (Peran.OPERATOR, Peran.PEMERIKSA, Peran.PENANDA_TANGAN)
MAKS_CETAK: Final = 20
"""Letters in one print: more would keep the office's computer and the printer busy for minutes."""


@untuk(Peran.OPERATOR)
@require_safe
def antre(request: Permintaan) -> HttpResponse:
    """Show what waits for the printer, for hand and seal, and at the counter."""
    atur = pengaturan()
    a = antrean(paraf=atur.paraf, cara_terbit=atur.cara_terbit)
    dicetak = akses_terakhir("surat", [s.id for s in (*a.dicetak, *a.serah)], "cetak")
    isi = {
        "siap": [{**_satu(s), "ke": reverse("aparat:cetak_basah", args=[s.id])} for s in a.siap],
        "dicetak": _baris(a.dicetak, dicetak, "aparat:periksa"),
        "serah": _baris(a.serah, dicetak, "aparat:serah"),
        "sekali": SEKALI,
        "hari": HARI_SERAH,
        "maks": MAKS_CETAK,
        "pilihan_ke": reverse("aparat:cetak_pilihan"),
        "buku_ke": reverse("aparat:ekspedisi"),
        "padam_ke": reverse("aparat:padam"),
    }
    return tampil(request, "aparat/cetak.html", isi, jumlah=lencana(request.peran, atur))


def _satu(s: BarisSurat) -> dict[str, Any]:
    judul = f"{s.nama_jenis.removeprefix('Surat ')}, {s.nama}"
    return {"id": s.id, "judul": judul, "nomor": nomor_surat(s.nomor), "tiket": s.tiket}


def _baris(
    surat: Iterable[BarisSurat], dicetak: Mapping[UUID, datetime], nama_url: str
) -> list[dict[str, Any]]:
    """Return lines with what was printed when."""
    return [
        {
            **_satu(s),
            "ke": reverse(nama_url, args=[s.id]),
            "dicetak": lengkap(dicetak[s.id]) if s.id in dicetak else "",
        }
        for s in surat
    ]


@untuk(Peran.OPERATOR)
@require_safe
def pilihan(request: Permintaan) -> HttpResponse:
    """Return the chosen letters as one PDF; each is logged as printed."""
    surat = [rincian(satu) for satu in dipilih(request)]
    if not surat:
        return redirect("aparat:cetak")
    berkas = [_isi(request, r) for r in surat]
    for r in surat:
        catat(request, r.id, "cetak")
    return pdf(gabung(berkas), f"cetak-{len(berkas)}-surat.pdf")


def dipilih(request: Permintaan) -> list[UUID]:
    """Return the ids that were ticked, each once.

    Raises:
        NotFound: something that is no id.
    """
    try:
        pilih = dict.fromkeys(UUID(teks) for teks in request.GET.getlist("pilih"))
    except ValueError:
        raise NotFound from None
    return list(pilih)[:MAKS_CETAK]


def _isi(request: Permintaan, r: Rincian) -> bytes:
    """Return what is printed of a letter: the sheet to sign, or the issued file.

    Raises:
        NotFound: it has neither.
    """
    if r.status is Status.MENUNGGU_BASAH:
        return lembar_cetak(surat_id=r.id, oleh=pelaku(request))
    if r.status is Status.TERBIT:
        return baca(r.sha256)
    raise NotFound


def pdf(isi: bytes, nama: str) -> HttpResponse:
    """Answer with a PDF that opens beside the page, to be printed from there."""
    jawab = HttpResponse(isi, content_type="application/pdf")
    jawab.headers["Content-Disposition"] = f'inline; filename="{nama}"'
    return jawab


@untuk(Peran.OPERATOR)
@require_http_methods(BACA_KIRIM)
def serah(request: Permintaan, surat_id: UUID) -> HttpResponse:
    """Ask who takes the letter along and write it down; afterwards show the receipt."""
    r = rincian(surat_id)
    if r.status not in {Status.TERBIT, Status.DICABUT}:
        raise NotFound
    form = Serah(request.POST or None, initial={"penerima": r.nama, "sebagai": Sebagai.PEMOHON.value})
    if dikirim(request, form) and coba(form, lambda: _serahkan(request, r, form.cleaned_data), "penerima"):
        return redirect("aparat:serah", surat_id)
    if request.method != "POST" and (e := satu_ekspedisi(surat_id)):
        return _sudah(request, r, e)
    rupa = Rupa(
        judul="Serahkan surat",
        tombol="Catat penyerahan",
        ikhtisar=(("Surat", sajian.judul(r)), ("Nomor", r.nomor)),
        kembali=reverse("aparat:cetak"),
        kata_kembali="Cetak dan serah",
    )
    return formulir(request, rupa, form)


def _serahkan(request: Permintaan, r: Rincian, data: Mapping[str, Any]) -> None:
    sebagai = Sebagai(data["sebagai"])
    serahkan(surat_id=r.id, penerima=data["penerima"], sebagai=sebagai, oleh=pelaku(request))


def _sudah(request: Permintaan, r: Rincian, e: BarisEkspedisi) -> HttpResponse:
    isi = {
        "judul": sajian.judul(r),
        "nomor": r.nomor,
        "e": e,
        "kapan": lengkap(e.kapan),
        "sebagai": SEBAGAI[Sebagai(e.sebagai)],
        "terima_ke": reverse("aparat:tanda_terima", args=[r.id]),
        "coret_ke": reverse("aparat:serah_coret", args=[r.id]),
        "kembali_ke": reverse("aparat:cetak"),
    }
    return tampil(request, "aparat/diserahkan.html", isi)


@untuk(Peran.OPERATOR)
@require_http_methods(BACA_KIRIM)
def coret(request: Permintaan, surat_id: UUID) -> HttpResponse:
    """Ask why the line of a letter is wrong and strike it out; then the right one can be written."""
    r, e = rincian(surat_id), satu_ekspedisi(surat_id)
    if e is None:
        raise NotFound
    form = Coret(request.POST or None)
    rupa = Rupa(
        judul=f"Coret penyerahan kepada {e.penerima}?",
        tombol="Coret catatan ini",
        jenis="bahaya",
        pengantar=(
            "Catatannya tetap terbaca di buku ekspedisi, dicoret dengan alasannya. Tidak ada yang dihapus.",
        ),
        ikhtisar=(("Surat", sajian.judul(r)), ("Nomor", r.nomor)),
        batal=reverse("aparat:serah", args=[surat_id]),
    )

    def laksana() -> None:
        coret_serah(surat_id=surat_id, alasan=form.cleaned_data["alasan"], oleh=pelaku(request))

    terbit = r.status is Status.TERBIT
    return simpan_formulir(
        request, rupa, form, laksana,
        kabar="Sudah dicoret." + (" Catat penyerahan yang benar di bawah ini." if terbit else ""),
        ke=reverse("aparat:serah", args=[surat_id]) if terbit else reverse("aparat:ekspedisi"),
        templat="aparat/konfirmasi.html",
    )  # fmt: skip


@untuk(Peran.OPERATOR)
@require_safe
def terima(request: Permintaan, surat_id: UUID) -> HttpResponse:
    """Return the receipt as PDF."""
    r = rincian(surat_id)
    return pdf(tanda_terima(surat_id=surat_id), f"{r.tiket}-tanda-terima.pdf")


@untuk(*PEMBACA)
@require_safe
def buku(request: Permintaan) -> HttpResponse:
    """Show the book of a year."""
    tahun = _tahun(request)
    isi = {
        "tahun": tahun,
        "baris": [_kolom(b) for b in buku_ekspedisi(tahun)],
        "kembali_ke": reverse("aparat:cetak")
        if Peran.OPERATOR in request.peran
        else reverse("aparat:beranda"),
        "kata_kembali": "Cetak dan serah" if Peran.OPERATOR in request.peran else "Beranda",
        "pdf_ke": f"{reverse('aparat:ekspedisi_pdf')}?tahun={tahun}",
        "sebelum_ke": f"?tahun={tahun - 1}",
    }
    return tampil(request, "aparat/ekspedisi.html", isi)


def _kolom(b: BarisEkspedisi) -> dict[str, Any]:
    return {
        "urut": b.urut,
        "kapan": lengkap(b.kapan),
        "surat": nomor_surat(b.nomor),
        "tanggal": tanggal(b.tanggal) if b.tanggal else "",
        "isi": f"{b.surat}, {b.nama}",
        "penerima": b.penerima,
        "sebagai": SEBAGAI[Sebagai(b.sebagai)],
        "coretan": f"Dicoret {lengkap(b.dicoret)}: {b.alasan}" if b.dicoret else "",
        "ke": reverse("aparat:periksa", args=[b.surat_id]),
    }


@untuk(*PEMBACA)
@require_safe
def buku_pdf(request: Permintaan) -> HttpResponse:
    """Return the book of a year as PDF."""
    tahun = _tahun(request)
    return pdf(cetak_buku_ekspedisi(tahun), f"buku-ekspedisi-{tahun}.pdf")


def _tahun(request: Permintaan) -> int:
    """Return the year that is asked for; nonsense is this year."""
    teks = request.GET.get("tahun", "")
    wajar = teks.isascii() and teks.isdigit() and len(teks) == 4 and int(teks) > 0
    return int(teks) if wajar and int(teks) < 9999 else request.hari.year
