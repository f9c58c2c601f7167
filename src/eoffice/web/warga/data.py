"""What the village keeps about a citizen, shown to him, and a copy of it to take away.

UU 27/2022, Article 32: the person may see his data and the trace of its use. The copy is made at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from eoffice.akun.selectors import akun_warga
from eoffice.dokumen.services import rangkai_salinan
from eoffice.jejak.services import catat_akses
from eoffice.kernel import clock
from eoffice.penduduk.rules.ringkas import RingkasPenduduk
from eoffice.penduduk.selectors import satu as satu_penduduk
from eoffice.penduduk.selectors.permintaan import permintaan_orang
from eoffice.surat.selectors.dompet import dompet
from eoffice.surat.selectors.meja import Rincian
from eoffice.surat.selectors.warga import milik, surat_saya
from eoffice.surat.services.pengaturan import pengaturan
from eoffice.web.komponen.angka import ukuran
from eoffice.web.komponen.waktu import jam, setempat, tanggal
from eoffice.wilayah.selectors import dilayani_di_sini, identitas

from . import sajian
from .gerbang import Permintaan, warga
from .kerangka import kirim_berkas, tampil
from .koreksi import kata_permintaan
from .lacak import ikhtisar, nama_syarat

SEMUA: Final = 10_000
_HURUF_AKHIR: Final = 0x530
_JAUH: Final = "Siapa yang membuka data di kantor desa tercatat di server desa, dan dapat dilihat di sana."
Baris = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Salinan:
    """All that is kept here about one person, in words: the register, each application, requests for a
    correction, kept documents, who opened it."""

    penduduk: Sequence[Baris]
    permohonan: Sequence[tuple[str, Sequence[Baris]]]
    perbaikan: Sequence[Baris]
    dompet: Sequence[Baris]
    akses: Sequence[Baris]


@warga
@require_safe
def data(request: Permintaan) -> HttpResponse:
    """Show what the register says of the person, numbers masked, and offer the copy."""
    orang = satu_penduduk(akun_warga(request.user.pk))
    samar = {"NIK": orang.nik_samar, "Nomor KK": ""}
    isi = {
        "baris": [(label, samar.get(label, nilai)) for label, nilai in _penduduk(orang)],
        "json_ke": reverse("warga:salinan_json"),
        "pdf_ke": reverse("warga:salinan_pdf"),
        "akses_ke": reverse("warga:akses"),
        "koreksi_ke": reverse("warga:minta_koreksi"),
        "permintaan": [kata_permintaan(satu) for satu in permintaan_orang(orang.id, 5)],
        "telepon": identitas().telepon,
    }
    return tampil(request, "warga/data.html", isi)


def _penduduk(p: RingkasPenduduk) -> list[Baris]:
    lahir = tanggal(p.tanggal_lahir) if p.tanggal_lahir else ""
    semua = (
        ("Nama", p.nama),
        ("NIK", p.nik),
        ("Nomor KK", p.no_kk),
        ("Jenis kelamin", p.kelamin),
        ("Tempat lahir", p.tempat_lahir),
        ("Tanggal lahir", lahir),
        ("Agama", p.agama),
        ("Pendidikan", p.pendidikan),
        ("Pekerjaan", p.pekerjaan),
        ("Status perkawinan", p.status_kawin),
        ("Hubungan dalam keluarga", p.shdk),
        ("Kewarganegaraan", p.kewarganegaraan),
        ("Golongan darah", p.golongan_darah),
        ("Nama ayah", p.nama_ayah),
        ("Nama ibu", p.nama_ibu),
        ("Alamat", p.alamat),
        ("Keadaan", p.status_dasar),
    )
    return [satu for satu in semua if satu[1]]


def _salinan(request: Permintaan) -> Salinan:
    """Gather everything, and log that it was taken."""
    orang = satu_penduduk(akun_warga(request.user.pk))
    catat_akses(
        pengguna_id=request.user.pk,
        sasaran="penduduk",
        sasaran_id=orang.id,
        tindakan="salinan",
        permintaan_id=request.permintaan_id,
    )
    surat = [milik(s.id, request.user.pk) for s in surat_saya(request.user.pk, SEMUA)]
    akses = sajian.siapa_membuka(
        orang.id, [r.id for r in surat], sebut="permohonan", batas=SEMUA, jabatan=True
    )
    return Salinan(
        _penduduk(orang),
        [(f"Permohonan {r.tiket}", _permohonan(r)) for r in surat],
        [_perbaikan(kata_permintaan(satu)) for satu in permintaan_orang(orang.id, SEMUA)],
        [(b.kata, f"Disimpan {_saat(b.disimpan_pada)}, {ukuran(b.ukuran)}") for b in dompet(request.user.pk)],
        [(_saat(a["saat"]), a["teks"]) for a in akses],
    )


def _perbaikan(kata: dict[str, str]) -> Baris:
    return f"{kata['judul']}, {kata['saat']}", f"{kata['usul']} {kata['keadaan']}".strip()


def _saat(waktu: datetime) -> str:
    lokal = setempat(waktu)
    return f"{tanggal(lokal.date())} pukul {jam(waktu)}"


def _permohonan(r: Rincian) -> list[Baris]:
    lewat = [
        (_saat(lk["saat"]), " ".join(k for k in (f"{lk['judul']}.", lk["catatan"]) if k))
        for lk in sajian.yang_lewat(r)
    ]
    jenis = pengaturan().jenis_surat(r.jenis)
    berkas = [("Berkas", f"{nama_syarat(jenis, b)}: {b.nama}, {ukuran(b.ukuran)}") for b in r.berkas]
    telepon = [("Nomor HP", r.telepon)] if r.telepon else []
    return [*ikhtisar(r), *telepon, *berkas, *lewat]


@warga
@require_safe
def salinan_json(request: Permintaan) -> HttpResponse:
    """Return the copy for a program."""
    s = _salinan(request)
    isi = {
        "kantor": f"Pemerintah {identitas().lengkap}",
        "dibuat": clock.now().isoformat(timespec="seconds"),
        "penduduk": dict(s.penduduk),
        "permohonan": [{"judul": judul, "isi": _daftar(baris)} for judul, baris in s.permohonan],
        "perbaikan": _daftar(s.perbaikan),
        "berkas_saya": _daftar(s.dompet),
        "akses": _daftar(s.akses),
        "catatan": "" if dilayani_di_sini() else _JAUH,
    }
    jawaban = JsonResponse(isi, json_dumps_params={"ensure_ascii": False, "indent": 1})
    jawaban["Content-Disposition"] = 'attachment; filename="data-saya.json"'
    return jawaban


def _daftar(baris: Sequence[Baris]) -> list[dict[str, str]]:
    """Return rows that may repeat a label."""
    return [{"label": label, "nilai": nilai} for label, nilai in baris]


@warga
@require_safe
def salinan_pdf(request: Permintaan) -> HttpResponse:
    """Return the copy for a person to read and print."""
    s, hari = _salinan(request), localdate(clock.now())
    akses: dict[str, Any] = _bagian("Siapa membuka data", s.akses)
    akses["kosong"] = "Belum ada petugas yang membuka data." if dilayani_di_sini() else _JAUH
    isi = {
        "judul": "Salinan data pribadi",
        "kantor": f"Pemerintah {identitas().lengkap}",
        "pengantar": f"Dibuat {tanggal(hari)} atas permintaan pemilik data (UU 27 Tahun 2022 pasal 32). "
        "Berisi NIK: simpan baik-baik.",
        "bagian": [
            _bagian("Buku penduduk desa", s.penduduk),
            *(_bagian(judul, baris) for judul, baris in s.permohonan),
            *([_bagian("Permintaan perbaikan data", s.perbaikan)] if s.perbaikan else []),
            *([_bagian("Berkas saya", s.dompet)] if s.dompet else []),
            akses,
        ],
    }
    return kirim_berkas(rangkai_salinan(isi, hari), "application/pdf", "data-saya.pdf", unduh=True)


def _bagian(judul: str, baris: Sequence[Baris]) -> dict[str, Any]:
    rapi = [(tercetak(label), tercetak(nilai)) for label, nilai in baris]
    return {"judul": tercetak(judul), "baris": rapi, "kosong": ""}


def tercetak(teks: str) -> str:
    """Return a text in characters that the fonts have; a copy must not fail for a picture sign in a file's name."""
    return "".join(
        h if h.isprintable() and ord(h) < _HURUF_AKHIR else " " if h.isspace() else "?" for h in teks
    )
