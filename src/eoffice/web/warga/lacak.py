"""After sending: my letters, one of them, mending, withdrawing, the file; and what a ticket alone tells."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from eoffice.jejak.services import catat_akses
from eoffice.kernel import clock
from eoffice.kernel.errors import NotFound, TooManyAttempts
from eoffice.sinkron.services.berkas import baca
from eoffice.surat import services as layanan
from eoffice.surat.rules.alur import Status
from eoffice.surat.rules.daftar import jelaskan_isian
from eoffice.surat.rules.janji import jam_kerja_antara, sisa_waktu
from eoffice.surat.rules.jenis import JenisSurat, katalog
from eoffice.surat.selectors import milik
from eoffice.surat.selectors.dompet import segera_dihapus
from eoffice.surat.selectors.kiriman import sedang_dikirim
from eoffice.surat.selectors.meja import BarisBerkas, Rincian
from eoffice.surat.selectors.warga import KabarTiket, berkas_terbit, kabar_tiket
from eoffice.surat.selectors.warga import milik as surat_milik
from eoffice.web.komponen.angka import ukuran
from eoffice.web.komponen.kalimat import kalimat
from eoffice.web.komponen.waktu import menit, setempat, tanggal
from eoffice.web.laju import Laju, catat_meleset, pastikan_boleh
from eoffice.wilayah.selectors import dilayani_di_sini

from . import sajian, urutan
from .catatan import alasan_akhir, alasan_dari
from .formulir import Tiket, Yakin
from .gerbang import Permintaan, pelaku, warga
from .janji import janji_surat, kata_saat
from .kerangka import BACA_KIRIM, dikirim, kirim_berkas, nomor_halaman, status_form, tampil
from .seberang import JUDUL_DIKIRIM, dapat_diunduh, menunggu_desa, pindahan, sajian_seberang
from .tutup import tutup_sampai
from .urutan import Jalan

PER_HALAMAN: Final = 10
LAJU_TIKET: Final = Laju("tiket", kali=40, menit=10)
TIDAK_ADA: Final = "Tiket itu tidak kami temukan. Periksa kedua kata dan angkanya."
MUNGKIN_DI_JALAN: Final = (
    "Bila tiketnya baru dibuat di kantor desa, catatannya mungkin belum tiba di kabupaten."
)
TERTITIP: Final = "Permintaan Anda tersimpan dan dikirim ke desa. Jawabannya tampil di halaman ini."
BISA_DITARIK: Final = frozenset({Status.DIAJUKAN, Status.DIKEMBALIKAN, Status.TERVERIFIKASI, Status.DIPARAF})


@warga
@require_safe
def daftar(request: Permintaan) -> HttpResponse:
    """List my unfinished drafts and my letters."""
    surat = milik.halaman_saya(request.user.pk, nomor_halaman(request), PER_HALAMAN)
    dikirim_ke_desa = sedang_dikirim([s.id for s in surat.baris])
    isi = {
        "draf": [
            {
                "judul": d.nama_jenis,
                "ke": reverse("warga:lanjut", args=[d.id]),
                "keterangan": f"Belum dikirim. Tersimpan sampai {tanggal(setempat(d.kedaluwarsa).date())}",
            }
            for d in milik.draf_saya(request.user.pk)
        ],
        "surat": [
            {
                "judul": s.nama_jenis,
                "ke": reverse("warga:surat", args=[s.id]),
                "keterangan": f"Tiket {s.tiket}"
                + (", sedang dikirim ke desa" if s.id in dikirim_ke_desa else ""),
                "status": s.status.value,
            }
            for s in surat.baris
        ],
        "kini": surat.halaman,
        "banyak": surat.jumlah_halaman,
        "mulai_ke": reverse("warga:pilih", args=[request.desa]),
        "pin_ke": reverse("warga:pin"),
        "akses_ke": reverse("warga:akses"),
        "data_ke": reverse("warga:data"),
        "dompet_ke": reverse("warga:dompet"),
        "dompet_habis": segera_dihapus(request.user.pk),
    }
    return tampil(request, "warga/daftar.html", isi)


@warga
@require_safe
def surat(request: Permintaan, surat_id: UUID) -> HttpResponse:
    """Show one application: where it is, until when, what the citizen can do, who opened his data."""
    r = surat_milik(surat_id, request.user.pk)
    atur = layanan.pengaturan()
    janji, sana = janji_surat(r, atur), sajian_seberang(r)
    bebas = not sana["minta_menunggu"]
    titik = sajian.perjalanan(r, paraf=janji["paraf"], sampai=janji["langkah_sampai"])
    isi: dict[str, Any] = {
        "tiket": r.tiket,
        "judul": JUDUL_DIKIRIM if sana["dikirim"] else sajian.judul(r.status, paraf=janji["paraf"]),
        "status": r.status.value,
        "linimasa": pindahan(titik) if sana["dikirim"] else titik,
        "alasan": alasan_dari(r),
        "alasan_akhir": alasan_akhir(r),
        "pengaduan_ke": reverse("warga:pengaduan", args=[request.desa]),
        "ikhtisar": ikhtisar(r),
        "berkas": _berkas(r, atur.jenis_surat(r.jenis)),
        "akses": sajian.siapa_membuka(r.penduduk_id, [r.id]),
        "perbaiki_ke": reverse("warga:perbaiki", args=[r.id])
        if r.status is Status.DIKEMBALIKAN and bebas
        else "",
        "tarik_ke": reverse("warga:tarik", args=[r.id]) if r.status in BISA_DITARIK and bebas else "",
        "unduh_ke": reverse("warga:unduh", args=[r.id]) if dapat_diunduh(r) else "",
        "terbit": r.status is Status.TERBIT,
        "basah": bool(r.pindaian),
        "lewat_loket": r.dilayani_oleh is not None,
        **janji,
        **sana,
    }
    isi["berjalan"] = janji["berjalan"] and not sana["dikirim"]
    return tampil(request, "warga/surat.html", isi)


def ikhtisar(r: Rincian) -> list[tuple[str, str]]:
    """Return an application in words: its type, its holder, its answers."""
    jenis = katalog().get(r.jenis)
    awal = [("Jenis surat", r.nama_jenis), ("Atas nama", r.nama), ("Keperluan", r.keperluan)]
    if r.nomor:
        awal.append(("Nomor surat", r.nomor))
    if r.berlaku_sampai:
        awal.append(("Berlaku sampai", tanggal(r.berlaku_sampai)))
    isian = [
        (i.label, jelaskan_isian(i, r.nilai[i.kode]))
        for i in (jenis.isian if jenis else ())
        if i.kode in r.nilai and i.kode != "keperluan"
    ]
    return [*awal, *isian]


def _berkas(r: Rincian, jenis: JenisSurat | None) -> list[dict[str, str]]:
    return [
        {
            "nama": nama_syarat(jenis, b),
            "keterangan": ukuran(b.ukuran),
            "ke": reverse("warga:berkas_surat", args=[r.id, b.id]),
        }
        for b in r.berkas
    ]


def nama_syarat(jenis: JenisSurat | None, b: BarisBerkas) -> str:
    """Return for which requirement a file was given; a type that is gone leaves the file's own name."""
    label = {s.kode: s.label for s in jenis.syarat} if jenis else {}
    return label.get(b.syarat, b.nama)


@warga
@require_safe
def berkas_surat(request: Permintaan, surat_id: UUID, berkas_id: UUID) -> HttpResponse:
    """Show a file that the citizen gave."""
    r = surat_milik(surat_id, request.user.pk)
    satu = next((b for b in r.berkas if b.id == berkas_id), None)
    if satu is None:
        raise NotFound
    return kirim_berkas(baca(satu.sha256), satu.media, satu.nama)


@warga
@require_safe
def unduh(request: Permintaan, surat_id: UUID) -> HttpResponse:
    """Download the issued letter; the access log says so."""
    r = surat_milik(surat_id, request.user.pk)
    if r.status is not Status.TERBIT:
        raise NotFound
    isi = berkas_terbit(r.id)
    catat_akses(
        pengguna_id=request.user.pk,
        sasaran="surat",
        sasaran_id=r.id,
        tindakan="unduh",
        permintaan_id=request.permintaan_id,
    )
    return kirim_berkas(isi, "application/pdf", f"{r.nama_jenis} {r.tiket}.pdf", unduh=True)


@warga
@require_http_methods(BACA_KIRIM)
def tarik(request: Permintaan, surat_id: UUID) -> HttpResponse:
    """Ask, then withdraw an application."""
    r = surat_milik(surat_id, request.user.pk)
    if r.status not in BISA_DITARIK:
        messages.info(request, "Permohonan ini tidak dapat dibatalkan lagi.")
        return redirect("warga:surat", surat_id)
    if dikirim(request, Yakin(request.POST)):
        versi = request.POST.get("versi", "")
        sudah = layanan.tarik(
            surat_id=surat_id,
            oleh=pelaku(request),
            versi=int(versi) if versi.isascii() and versi.isdigit() else -1,
        )
        messages.success(request, "Permohonan sudah dibatalkan." if sudah else TERTITIP)
        return redirect("warga:surat", surat_id)
    isi = {"nama_jenis": r.nama_jenis, "tiket": r.tiket, "versi": r.versi}
    return tampil(request, "warga/tarik.html", {**isi, "batal_ke": reverse("warga:surat", args=[surat_id])})


@warga
@require_http_methods(BACA_KIRIM)
def perbaiki(request: Permintaan, surat_id: UUID) -> HttpResponse:
    """Show what must be mended; the button opens the answers again."""
    r = surat_milik(surat_id, request.user.pk)
    if r.status is not Status.DIKEMBALIKAN or menunggu_desa(surat_id):
        return redirect("warga:surat", surat_id)
    if dikirim(request, Yakin(request.POST)):
        draf_id = layanan.mulai_perbaikan(surat_id=surat_id, oleh=pelaku(request))
        draf = layanan.draf(draf_id=draf_id, pemilik=request.user.pk)
        jalan = Jalan(draf_id, surat_id)
        celah = urutan.lanjutan(draf)
        return redirect(jalan.ke_layar(celah, ubah=celah is not None))
    isi = {"nama_jenis": r.nama_jenis, "tiket": r.tiket, "alasan": alasan_dari(r)}
    return tampil(
        request, "warga/perbaiki.html", {**isi, "batal_ke": reverse("warga:surat", args=[surat_id])}
    )


@login_not_required
@require_safe
def lacak(request: HttpRequest, kode_desa: str = "", *, publik: bool = True) -> HttpResponse:
    """Tell where the application behind a ticket stands: no name, no answers."""
    form = Tiket(request.GET if "tiket" in request.GET else None)
    kabar = None
    if form.is_bound and form.is_valid():
        try:
            pastikan_boleh(request, LAJU_TIKET)
            kabar = kabar_tiket(form.cleaned_data["tiket"])
            if kabar is None:
                catat_meleset(request, LAJU_TIKET)
                form.add_error(
                    "tiket", TIDAK_ADA if dilayani_di_sini() else f"{TIDAK_ADA} {MUNGKIN_DI_JALAN}"
                )
        except TooManyAttempts as tolak:
            form.add_error(None, kalimat(tolak.pesan))
            form.tertahan = True  # type: ignore[attr-defined]
    isi = {
        "form": form,
        "kabar": _kabar(kabar) if kabar else None,
        "pengaduan_ke": reverse("warga:pengaduan", args=[kode_desa]) if kode_desa else "",
    }
    return tampil(request, "warga/lacak.html", isi, status=status_form(form))


def _kabar(k: KabarTiket) -> dict[str, Any]:
    kini, atur = clock.now(), layanan.pengaturan()
    kerja = layanan.jam_kerja(kini)
    return {
        "tiket": k.tiket,
        "jenis": k.jenis,
        "judul": (JUDUL_DIKIRIM if k.dikirim else sajian.judul(k.status, paraf=atur.paraf)).replace(
            " Anda", ""
        ),
        "status": k.status.value,
        "dikirim": k.dikirim,
        "sejak": k.sejak,
        "pemegang": "" if k.dikirim else sajian.pemegang(k.status, paraf=atur.paraf),
        "sesudah": sajian.sesudah_ini(k.status, paraf=atur.paraf),
        "berjam": k.tenggat is not None and not k.dikirim,
        "sisa": menit(sisa_waktu(kini, k.tenggat, kerja)) if k.tenggat else 0,
        "janji": menit(jam_kerja_antara(k.sejak, k.tenggat, kerja)) if k.tenggat else 0,
        "sampai": kata_saat(k.tenggat, kini, kerja.zona) if k.tenggat and not k.dikirim else "",
        "tutup": [] if k.dikirim else tutup_sampai(kini, k.tenggat, kerja, atur),
    }
