"""Finding a resident, opening his data with a reason, his family and letters, the activation slip."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_POST

from eoffice.akun.selectors import nama_pengguna
from eoffice.akun.services import Slip, terbitkan_slip
from eoffice.jejak.selectors import akses_atas
from eoffice.jejak.services import catat_akses
from eoffice.kernel.peran import Peran
from eoffice.penduduk import selectors
from eoffice.penduduk.rules.nik import samarkan
from eoffice.penduduk.rules.ringkas import HasilCari, RingkasPenduduk, umur
from eoffice.penduduk.selectors.mutasi import mutasi_orang
from eoffice.sinkron.services.slip import kunci_slip
from eoffice.surat.selectors.meja import surat_dari
from eoffice.web.komponen.angka import ribuan
from eoffice.web.komponen.bagian.tampil import penanda
from eoffice.web.komponen.waktu import setempat, tanggal
from eoffice.web.qr import gambar_qr
from eoffice.wilayah.selectors import identitas

from . import kata_mutasi
from .formulir.akun import Kosong
from .formulir.penduduk import Alasan, kata_cari
from .izin import Permintaan, untuk
from .kata_riwayat import riwayat
from .kerangka import Rupa, formulir, nomor_halaman, tampil

PER_HALAMAN: Final = 50
BATAS_CARI: Final = 20
_ALASAN = "alasan_buka"


@untuk(Peran.OPERATOR, Peran.PEMERIKSA)
@require_http_methods(["GET", "HEAD", "POST"])
def daftar(request: Permintaan) -> HttpResponse:
    """List residents, or find some. A search is a POST: what is typed may be a NIK and must not be logged."""
    q = kata_cari(request.POST.get("q", ""))
    isi = _hasil_cari(q, request.hari) if q else _halaman(request)
    lain = {
        "q": q,
        "ke": reverse("aparat:penduduk"),
        "judul": "Penduduk",
        "mutasi_ke": reverse("aparat:mutasi"),
        "statistik_ke": reverse("aparat:statistik"),
        "keraguan_ke": reverse("aparat:keraguan"),
        "permintaan_ke": reverse("aparat:permintaan"),
        "impor_ke": reverse("aparat:impor") if Peran.OPERATOR in request.peran else "",
        "judul_tabel": "Penduduk",
        "kosong": False,
        "per": BATAS_CARI if q else PER_HALAMAN,
    }
    return tampil(request, "aparat/penduduk.html", lain | isi)


def _hasil_cari(q: str, kini: date) -> dict[str, Any]:
    temuan = selectors.temukan(q, batas=BATAS_CARI + 1)
    hasil = temuan.hasil
    return {
        "mirip": temuan.mirip,
        "baris": baris(hasil[:BATAS_CARI], "aparat:penduduk_satu", kini),
        "terpotong": len(hasil) > BATAS_CARI,
        "kabar": f"{min(len(hasil), BATAS_CARI)} orang ditemukan.",
        "keterangan": f'Hasil pencarian "{q}".',
        "banyak": 1,
        "hal": 1,
        "total": len(hasil),
    }


def _halaman(request: Permintaan) -> dict[str, Any]:
    hal = selectors.daftar(nomor_halaman(request), per_halaman=PER_HALAMAN)
    return {
        "baris": baris(hal.baris, "aparat:penduduk_satu", request.hari),
        "terpotong": False,
        "kabar": "",
        "keterangan": f"{ribuan(hal.jumlah)} orang di data desa.",
        "banyak": hal.jumlah_halaman,
        "hal": hal.halaman,
        "total": hal.jumlah,
    }


def baris(hasil: Sequence[HasilCari], nama_url: str, kini: date) -> list[dict[str, Any]]:
    """Return the rows of a list of residents; numbers are shown masked."""
    return [
        {
            "ke": reverse(nama_url, args=[p.id]),
            "nama": p.nama,
            "nik": p.nik_samar,
            "lahir": kata_lahir(p.tanggal_lahir, kini),
            "alamat": " ".join(k for k in (p.dusun, p.rt and f"RT {p.rt}", p.rw and f"RW {p.rw}") if k),
            "no_kk": samarkan(p.no_kk),
            "tanda": tanda(p.hidup, p.status_dasar, hilang=p.hilang),
        }
        for p in hasil
    ]


def tanda(hidup: bool, status: str, *, hilang: bool) -> SafeString | str:
    """Return a mark for somebody who does not live here any more, or was missing from the last list."""
    if not hidup:
        return penanda(teks=status, warna="netral", ikon="info")
    return penanda(teks="Tidak ada di impor terakhir", warna="kuning", ikon="awas") if hilang else ""


def kata_lahir(lahir: date | None, kini: date) -> str:
    """Return a birth date in words, and the age on a day."""
    return f"{tanggal(lahir)} ({umur(lahir, kini)} tahun)" if lahir else "Tidak diketahui"


@untuk(Peran.OPERATOR, Peran.PEMERIKSA)
@require_http_methods(["GET", "HEAD", "POST"])
def satu(request: Permintaan, penduduk_id: UUID) -> HttpResponse:
    """Show one resident; the reason is asked once a session and person, and every opening is logged."""
    p = selectors.satu(penduduk_id)
    alasan = request.session.get(_ALASAN, {}).get(str(p.id), "")
    if alasan:
        catat(request, p.id, "lihat", alasan)
        return tampil(request, "aparat/penduduk_satu.html", _isi_satu(request, p, p.nik_samar))
    form = Alasan(request.POST or None, initial={"alasan": "loket"})
    if request.method == "POST" and form.is_valid():
        ingat_alasan(request, p.id, form.teks())
        return redirect("aparat:penduduk_satu", p.id)
    isi = {"nama": p.nama, "form": form, "kembali_ke": reverse("aparat:penduduk")}
    return tampil(request, "aparat/penduduk_alasan.html", isi, status=422 if form.errors else 200)


def ingat_alasan(request: Permintaan, penduduk_id: UUID, alasan: str) -> None:
    """Keep why this person opens that resident's data, until he signs out."""
    request.session[_ALASAN] = {**request.session.get(_ALASAN, {}), str(penduduk_id): alasan}


def catat(request: Permintaan, penduduk_id: UUID, tindakan: str, alasan: str) -> None:
    """Write a line of the access log about a resident."""
    catat_akses(
        pengguna_id=request.user.pk,
        sasaran="penduduk",
        sasaran_id=penduduk_id,
        tindakan=tindakan,
        alasan=alasan,
        permintaan_id=request.permintaan_id,
    )


@untuk(Peran.OPERATOR, Peran.PEMERIKSA)
@require_POST
def nik(request: Permintaan, penduduk_id: UUID) -> HttpResponse:
    """Show the whole NIK once, logged."""
    p = selectors.satu(penduduk_id)
    alasan = request.session.get(_ALASAN, {}).get(str(p.id), "")
    if not alasan:
        return redirect("aparat:penduduk_satu", p.id)
    catat(request, p.id, "lihat_nik", alasan)
    return tampil(request, "aparat/penduduk_satu.html", _isi_satu(request, p, p.nik))


def _isi_satu(request: Permintaan, p: RingkasPenduduk, nik: str) -> dict[str, Any]:
    operator = Peran.OPERATOR in request.peran
    return {
        "p": _sajian(p, nik, request.hari),
        "nik_ke": reverse("aparat:penduduk_nik", args=[p.id]),
        "kembali_ke": reverse("aparat:penduduk"),
        "keluarga": [
            {"nama": k.nama, "hubungan": k.shdk}
            for k in selectors.anggota_keluarga(p.keluarga_id)
            if k.id != p.id
        ]
        if p.keluarga_id
        else [],
        "surat": [
            {
                "ke": reverse("aparat:periksa", args=[s.id]),
                "tiket": s.tiket,
                "surat": s.jenis,
                "status": s.status,
            }
            for s in surat_dari(p.id)
        ],
        "akses": _akses(p.id),
        "riwayat": riwayat(p.id),
        "loket_ke": reverse("aparat:loket_jenis", args=[p.id]) if operator and p.hidup else "",
        "slip_ke": reverse("aparat:slip", args=[p.id]) if operator and p.hidup else "",
        "koreksi_ke": reverse("aparat:koreksi", args=[p.id]) if operator else "",
        "mutasi": [kata_mutasi.baris(m) for m in mutasi_orang(p.id)],
        "catat_mutasi": kata_mutasi.tautan(p) if operator else [],
    }


KATA_TINDAKAN: Final = {
    "lihat": "membuka data",
    "lihat_nik": "melihat NIK",
    "slip": "membuat slip aktivasi",
    "mutasi": "mencatat mutasi",
    "koreksi": "membetulkan data",
}


def _akses(penduduk_id: UUID) -> list[dict[str, Any]]:
    catatan = akses_atas("penduduk", penduduk_id, batas=10)
    nama = nama_pengguna({c.pengguna_id for c in catatan})
    return [
        {
            "saat": c.waktu,
            "teks": f"{nama.get(c.pengguna_id, 'Petugas')} {KATA_TINDAKAN.get(c.tindakan, c.tindakan)}. {c.alasan}",
        }
        for c in catatan
    ]


def _sajian(p: RingkasPenduduk, nik: str, kini: date) -> dict[str, Any]:
    return {
        "nama": p.nama,
        "ringkas": f"{p.kelamin}, {kata_lahir(p.tanggal_lahir, kini)}",
        "tanda": tanda(p.hidup, p.status_dasar, hilang=p.hilang_pada is not None),
        "peringatan": [] if p.nik else ["Belum punya NIK. Warga ini belum dapat memakai layanan mandiri."],
        "nik": nik or "Belum ada",
        "nik_tertutup": bool(p.nik) and nik != p.nik,
        "no_kk": samarkan(p.no_kk),
        "data": (
            (
                "Tempat, tanggal lahir",
                ", ".join(k for k in (p.tempat_lahir, kata_lahir(p.tanggal_lahir, kini)) if k),
            ),
            ("Alamat", p.alamat),
            ("Agama", p.agama),
            ("Pendidikan", p.pendidikan),
            ("Pekerjaan", p.pekerjaan),
            ("Status perkawinan", p.status_kawin),
            ("Hubungan dalam keluarga", p.shdk),
            ("Kewarganegaraan", p.kewarganegaraan),
            ("Golongan darah", p.golongan_darah),
            ("Nama ayah", p.nama_ayah),
            ("Nama ibu", p.nama_ibu),
        ),
    }


@untuk(Peran.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def slip(request: Permintaan, penduduk_id: UUID) -> HttpResponse:
    """Make an activation slip, after a question: slips given before stop working. Shown once, to be printed."""
    p = selectors.satu(penduduk_id)
    form = Kosong(request.POST if request.method == "POST" else None)
    if not p.nik or not p.hidup:
        messages.error(
            request, "Warga ini belum punya NIK atau tidak tinggal di desa, jadi belum dapat diberi slip."
        )
        return redirect("aparat:penduduk_satu", p.id)
    if request.method == "POST":
        catat(request, p.id, "slip", "Slip aktivasi diserahkan")
        return _slip(request, p, _slip_baru(request, p))
    rupa = Rupa(
        judul=f"Buat slip aktivasi untuk {p.nama}?",
        tombol="Buat slip",
        pengantar=(
            "Cocokkan wajah dan KTP-nya dulu. Siapa pun yang memegang slip dapat membuat PIN atas nama warga ini.",
            "Slip yang dibuat sebelumnya tidak berlaku lagi.",
        ),
        batal=reverse("aparat:penduduk_satu", args=[p.id]),
    )
    return formulir(request, rupa, form, templat="aparat/konfirmasi.html")


def _tanpa_skema(alamat: str) -> str:
    return alamat.removeprefix("https://").removeprefix("http://").rstrip("/")


def _slip_baru(request: Permintaan, p: RingkasPenduduk) -> Slip:
    return terbitkan_slip(penduduk_id=p.id, pelaku=str(request.user.pk), kunci=kunci_slip())


def _slip(request: Permintaan, p: RingkasPenduduk, slip: Slip) -> HttpResponse:
    desa = identitas()
    jalur = f"/desa/{desa.kode}/aktivasi/"
    alamat, di_kantor = settings.EOFFICE_ALAMAT_PUBLIK + jalur, request.build_absolute_uri(jalur)
    isi = {
        "nama": p.nama,
        "nik": p.nik_samar,
        "nama_kantor": f"{desa.lengkap}, Kecamatan {desa.kecamatan}",
        "tanggal": tanggal(request.hari),
        "qr": gambar_qr(f"{alamat}{slip.token}/", "Kode QR untuk membuka halaman aktivasi"),
        "kode": slip.kode,
        "alamat": _tanpa_skema(alamat),
        "di_kantor": "" if alamat == di_kantor else _tanpa_skema(di_kantor),
        "berlaku": tanggal(setempat(slip.kedaluwarsa).date()),
        "kembali_ke": reverse("aparat:penduduk_satu", args=[p.id]),
    }
    return tampil(request, "aparat/slip.html", isi, jumlah={})  # a sheet to print needs no counts
