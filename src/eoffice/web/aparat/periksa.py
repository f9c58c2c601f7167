"""One application: what was sent against the register, attachments, and the decision of the workflow table."""

from __future__ import annotations

from collections.abc import Collection
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eoffice.arsip.selectors import dicatat_ulang
from eoffice.jejak.services import catat_akses
from eoffice.kernel.errors import ChangedMeanwhile, NotFound, RuleRefused
from eoffice.kernel.peran import Peran
from eoffice.penduduk.selectors import satu as satu_penduduk
from eoffice.sinkron.selectors import belum_di_seberang, berkas_belum_tiba
from eoffice.sinkron.services.berkas import baca
from eoffice.sinkron.services.kunci import terhubung
from eoffice.surat.rules.alur import Aksi, Status
from eoffice.surat.selectors.meja import rincian
from eoffice.surat.services.draf import mulai_perbaikan
from eoffice.surat.services.pengaturan import pengaturan
from eoffice.surat.services.pintu import Pelaku, jalankan
from eoffice.surat.services.tombol import aksi_boleh
from eoffice.web.komponen.kalimat import kalimat

from . import sajian
from .formulir.periksa import Alasan, Pindaian, Putusan
from .izin import Permintaan, untuk
from .jam import jam_kini
from .kata import LANGKAH, kata_aksi, kata_jadi
from .kerangka import BACA_KIRIM, Rupa, formulir, tampil
from .menu import lencana
from .sinkron.izin import di_server_desa

LANGSUNG = frozenset({Aksi.VERIFIKASI, Aksi.PARAF})
TANPA_ALASAN = LANGSUNG | {Aksi.AJUKAN_ULANG}


def pelaku(request: Permintaan) -> Pelaku:
    """Return who acts, as the rooms want to know it."""
    return Pelaku(request.user.pk, request.peran)


def pandang(request: Permintaan, surat_id: UUID) -> sajian.Pandangan:
    """Gather what the page shows.

    Raises:
        NotFound: not of this village, or of a type this release does not know.
    """
    r = rincian(surat_id)
    atur = pengaturan()
    jenis = atur.jenis_surat(r.jenis)
    if jenis is None:
        raise NotFound
    p = satu_penduduk(r.penduduk_id)
    aksi = aksi_boleh(r, oleh=pelaku(request), atur=atur, penduduk_aktif=p.hidup, hari=request.hari)
    return sajian.Pandangan(r, jenis, p, aksi, atur)


def catat(request: Permintaan, surat_id: UUID, tindakan: str) -> None:
    """Write a line of the access log about a letter."""
    catat_akses(
        pengguna_id=request.user.pk,
        sasaran="surat",
        sasaran_id=surat_id,
        tindakan=tindakan,
        alasan="Memeriksa permohonan",
        permintaan_id=request.permintaan_id,
    )


@untuk(Peran.OPERATOR, Peran.PEMERIKSA, Peran.PENANDA_TANGAN)
@require_safe
def periksa(request: Permintaan, surat_id: UUID) -> HttpResponse:
    """Show one application."""
    p = pandang(request, surat_id)
    catat(request, surat_id, "lihat")
    return gambar(request, p, p.penduduk.nik_samar)


@untuk(Peran.OPERATOR, Peran.PEMERIKSA)
@require_POST
def nik(request: Permintaan, surat_id: UUID) -> HttpResponse:
    """Show the applicant's whole NIK once, logged with his own data."""
    p = pandang(request, surat_id)
    catat_akses(
        pengguna_id=request.user.pk,
        sasaran="penduduk",
        sasaran_id=p.penduduk.id,
        tindakan="lihat_nik",
        alasan=f"Memeriksa permohonan {p.r.tiket}",
        permintaan_id=request.permintaan_id,
    )
    return gambar(request, p, p.penduduk.nik)


def gambar(
    request: Permintaan,
    p: sajian.Pandangan,
    nik_tampil: str,
    *,
    form: Putusan | None = None,
    pindai: Pindaian | None = None,
    galat: dict[str, str] | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Draw the check page; with a refusal it keeps what was typed."""
    belum = berkas_belum_tiba({b.sha256 for b in p.r.berkas}) if _bertukar(request) else set()
    hal = sajian.perhatian(p, belum)
    isi: dict[str, Any] = {
        "s": sajian.sajian_surat(p, jam_kini()),
        "p": sajian.sajian_pemohon(p, nik_tampil, request.hari),
        "isian": sajian.sajian_isian(p),
        "kata": sajian.sajian_kata(p),
        "perhatian": hal,
        "perhatian_judul": f"{len(hal)} hal perlu Anda lihat"
        if len(hal) > 1
        else "Satu hal perlu Anda lihat",
        "form": form or _form(p),
        "langkah": sajian.sajian_langkah(p.r.langkah),
        "tombol": sajian.sajian_tombol(p),
        "galat": galat,
        "boleh_nik": bool(p.penduduk.nik) and nik_tampil != p.penduduk.nik and _boleh_nik(request),
        **_alamat(p),
        "serah_ke": _serah(request, p),
        **_lampiran(request, p, belum),
        "register": dicatat_ulang(p.r.id) if p.r.nomor and di_server_desa(request) else "",
        "belum_di_kabupaten": _belum_di_kabupaten(request, p),
        **_pindai(p, pindai),
    }
    jumlah = lencana(request.peran, p.atur)
    return tampil(request, "aparat/periksa.html", isi, status=status, jumlah=jumlah)


def _boleh_nik(request: Permintaan) -> bool:
    return bool(request.peran & {Peran.OPERATOR, Peran.PEMERIKSA})


def _form(p: sajian.Pandangan, data: Any = None) -> Putusan:
    """Return the decision form; what was checked is asked only of who verifies."""
    syarat = [(s.kode, s.label) for s in p.jenis.syarat_diminta(p.r.nilai) if s.wajib]
    form = Putusan(data, syarat=syarat if Aksi.VERIFIKASI in p.aksi else ())
    if not LANGSUNG.intersection(p.aksi):
        form.fields.clear()
    return form


def _alamat(p: sajian.Pandangan) -> dict[str, str]:
    diubah = Aksi.VERIFIKASI in p.aksi
    return {
        "kembali_ke": reverse("aparat:permohonan"),
        "nik_ke": reverse("aparat:periksa_nik", args=[p.r.id]),
        "langkah_ke": reverse("aparat:langkah", args=[p.r.id]),
        "kata_ke": reverse("aparat:kata", args=[p.r.id]) if diubah else "",
        "unduh_ke": reverse("aparat:unduh", args=[p.r.id]) if p.r.sha256 else "",
        "surat_ke": sajian.alamat_lampiran(p, "surat"),
    }


def _serah(request: Permintaan, p: sajian.Pandangan) -> str:
    boleh = p.r.status is Status.TERBIT and Peran.OPERATOR in request.peran
    return reverse("aparat:serah", args=[p.r.id]) if boleh else ""


def _pindai(p: sajian.Pandangan, form: Pindaian | None) -> dict[str, Any]:
    boleh = p.r.status is Status.MENUNGGU_BASAH and Aksi.BATALKAN in p.aksi
    return {
        "pindai_form": (form or Pindaian(initial={"versi": p.r.versi})) if boleh else None,
        "pindai_ke": reverse("aparat:pindaian", args=[p.r.id]) if boleh else "",
        "cetak_ulang_ke": reverse("aparat:cetak_basah", args=[p.r.id]) if boleh else "",
    }


def _belum_di_kabupaten(request: Permintaan, p: sajian.Pandangan) -> bool:
    """Tell whether an issued letter is on its way from the village's own server."""
    terbit = p.r.status is Status.TERBIT and _bertukar(request)
    return terbit and belum_di_seberang(p.r.id, [p.r.sha256, *p.r.pindaian])


def _bertukar(request: Permintaan) -> bool:
    """Tell whether letters and files travel between this server and the regency's."""
    return di_server_desa(request) and terhubung()


def _lampiran(request: Permintaan, p: sajian.Pandangan, belum: Collection[str]) -> dict[str, Any]:
    """Return what stands beside the data: one attachment, or the page of the letter."""
    pilih = request.GET.get("lampiran", "") or (str(p.r.berkas[0].id) if p.r.berkas else "surat")
    ada = next((b for b in p.r.berkas if str(b.id) == pilih), None)
    return {
        "berkas": sajian.sajian_berkas(p, pilih),
        "surat_kini": ada is None,
        "lampiran_belum": ada is not None and ada.sha256 in belum,
        "gambar": sajian.gambar_berkas(p, ada) if ada else _gambar_surat(p),
    }


def _gambar_surat(p: sajian.Pandangan) -> dict[str, str]:
    return {
        "ke": reverse("aparat:halaman", args=[p.r.id, 1]),
        "alt": f"Halaman 1 {p.r.nama_jenis}, {p.r.nama}",
        "keterangan": "Sama dengan hasil cetak",
        "penuh": reverse("aparat:baca", args=[p.r.id]),
        "kata": "Baca penuh",
        "pdf": "",
    }


@untuk(Peran.OPERATOR, Peran.PEMERIKSA)
@require_POST
def langkah(request: Permintaan, surat_id: UUID) -> HttpResponse:
    """Take a step that needs no reason: verify, or initial."""
    aksi = _aksi(request.POST.get("aksi", ""), TANPA_ALASAN)
    if aksi is Aksi.AJUKAN_ULANG:
        draf_id = mulai_perbaikan(surat_id=surat_id, oleh=pelaku(request))
        return redirect("aparat:loket_ulang", surat_id, draf_id)
    p = pandang(request, surat_id)
    form = _form(p, request.POST)
    versi = request.POST.get("versi", "")
    if not form.is_valid() or (aksi is Aksi.VERIFIKASI and aksi in p.aksi and not form.lengkap()):
        return gambar(request, p, p.penduduk.nik_samar, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    catatan = form.cleaned_data.get("catatan", "") or request.POST.get("catatan", "")[:500]
    return laksanakan(request, surat_id, aksi, versi=versi, catatan=catatan)


def _aksi(teks: str, boleh: frozenset[Aksi]) -> Aksi:
    if teks not in {a.value for a in boleh}:
        raise NotFound
    return Aksi(teks)


def laksanakan(request: Permintaan, surat_id: UUID, aksi: Aksi, *, versi: str, catatan: str) -> HttpResponse:
    """Take a step; who was too late sees the letter as it is now, with his own note kept."""
    angka = int(versi) if versi.isascii() and versi.isdigit() else -1
    try:
        ke = jalankan(surat_id=surat_id, aksi=aksi, oleh=pelaku(request), versi=angka, catatan=catatan)
    except ChangedMeanwhile:
        return berubah(request, surat_id, aksi, catatan)
    except RuleRefused as tolak:
        p = pandang(request, surat_id)
        galat = {"judul": "Belum dapat dijalankan", "teks": kalimat(tolak.pesan)}
        return gambar(request, p, p.penduduk.nik_samar, galat=galat, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, kata_jadi(aksi, ke))
    return redirect("aparat:permohonan")


def berubah(request: Permintaan, surat_id: UUID, aksi: Aksi, catatan: str) -> HttpResponse:
    """Answer 409 with fresh content; a double click of one's own is no conflict."""
    r = rincian(surat_id)
    akhir = r.langkah[-1] if r.langkah else None
    if akhir is not None and akhir.aksi is aksi and akhir.pelaku_id == request.user.pk:
        messages.success(request, f"{LANGKAH[aksi]}. Sudah tersimpan dari tekanan pertama.")
        return redirect("aparat:permohonan")
    isi = {
        "s": {"judul": sajian.judul(r), "tiket": r.tiket, "status": r.status.value},
        "kabar": "Sejak halaman ini Anda buka, ada petugas lain yang memproses permohonan ini.",
        "terakhir": f"{LANGKAH[akhir.aksi]}, oleh {akhir.pelaku or 'sistem'}" if akhir else "",
        "catatan": catatan,
        "ke": reverse("aparat:periksa", args=[surat_id]),
        "daftar_ke": reverse("aparat:permohonan"),
    }
    return tampil(request, "aparat/berubah.html", isi, status=HTTPStatus.CONFLICT)


BERALASAN = frozenset({Aksi.KEMBALIKAN, Aksi.TOLAK, Aksi.TARIK, Aksi.BATALKAN})


@untuk(Peran.OPERATOR, Peran.PEMERIKSA, Peran.PENANDA_TANGAN)
@require_http_methods(BACA_KIRIM)
def alasan(request: Permintaan, surat_id: UUID, aksi: str) -> HttpResponse:
    """Ask for the reason of a step that goes back or ends, then take it."""
    pilihan = _aksi(aksi, BERALASAN)
    p = pandang(request, surat_id)
    kata = kata_aksi(pilihan, p.r.status)
    form = Alasan(
        request.POST or None,
        initial={"versi": p.r.versi},
        perbaiki=_perbaiki(p) if pilihan is Aksi.KEMBALIKAN and p.r.status is Status.DIAJUKAN else (),
        petunjuk=kata.petunjuk,
    )
    if request.method == "POST" and form.is_valid():
        versi = str(form.cleaned_data["versi"])
        return laksanakan(request, surat_id, pilihan, versi=versi, catatan=form.alasan())
    rupa = Rupa(
        judul=kata.tanya,
        tombol=kata.teks,
        pengantar=(f"{sajian.judul(p.r)}, tiket {p.r.tiket}.", kata.akibat),
        jenis="bahaya" if kata.mengakhiri else "utama",
        batal=reverse("aparat:periksa", args=[surat_id]),
    )
    return formulir(request, rupa, form, templat="aparat/konfirmasi.html")


def _perbaiki(p: sajian.Pandangan) -> list[tuple[str, str]]:
    """Return what a citizen may be asked to mend: documents first, then answers."""
    berkas = [(f"berkas_{s.kode}", s.label) for s in p.jenis.syarat_diminta(p.r.nilai)]
    return berkas + [(f"isian_{i.kode}", i.label) for i in p.jenis.isian if i.kode in p.r.nilai]


@untuk(Peran.OPERATOR, Peran.PEMERIKSA, Peran.PENANDA_TANGAN)
@require_safe
def berkas(request: Permintaan, surat_id: UUID, berkas_id: UUID) -> HttpResponse:
    """Return one attachment, as it was re-encoded at intake; opening it is logged."""
    b = next((b for b in rincian(surat_id).berkas if b.id == berkas_id), None)
    if b is None:
        raise NotFound
    catat(request, surat_id, f"lihat_berkas {b.syarat}")
    jawab = HttpResponse(baca(b.sha256), content_type=b.media)
    akhiran = "pdf" if b.media == "application/pdf" else "jpg"
    jawab.headers["Content-Disposition"] = f'inline; filename="{b.syarat}.{akhiran}"'
    return jawab
