"""The first page of the day: the work piles of this person's roles, the most urgent first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from eoffice.akun.rules.jabatan import Bentuk, Jabatan, Sifat
from eoffice.akun.selectors import BarisPejabat, daftar_pejabat, mandat_berlaku
from eoffice.kernel.peran import Peran
from eoffice.penduduk.selectors.keraguan import jumlah_keraguan
from eoffice.surat.rules.alur import CaraTerbit, Status
from eoffice.surat.selectors.meja import Tumpuk, daftar_surat, hitung_status
from eoffice.surat.services.pengaturan import Pengaturan, pengaturan
from eoffice.web.komponen.waktu import lalu, tanggal

from .baris import baris_surat
from .cadangan import ajakan_cadangan, kabar_cadangan
from .izin import PIMPINAN, Permintaan, untuk
from .jam import Jam, jam_kini, janji
from .kata import kata_status
from .kerangka import PELAYANAN, tampil
from .menu import jumlah_menu, kertas_siap, milik_saya
from .permintaan import ajakan_permintaan
from .persiapan import ajakan_persiapan
from .sinkron.lampu import ajakan_hubungkan, lampu_beranda
from .tinjau.ajakan import ajakan_pulih

MENDESAK: Final = 5
MEJA: Final = (Jabatan.KEPALA_DESA, Jabatan.SEKRETARIS_DESA, Jabatan.KASI_PELAYANAN, Jabatan.OPERATOR)


@untuk()
@require_safe
def beranda(request: Permintaan) -> HttpResponse:
    """Show what waits for this person, and what waits for others."""
    atur, jam, hitung = pengaturan(), jam_kini(), hitung_status()
    saya = milik_saya(request.peran, atur)
    mendesak = daftar_surat(status=saya, per_halaman=MENDESAK).baris if saya else ()
    orang = daftar_pejabat()
    isi = {
        "hari_ini": tanggal(request.hari, hari_nama=True),
        "loket_ke": reverse("aparat:loket") if Peran.OPERATOR in request.peran else "",
        "lampu": lampu_beranda(request),
        "tugas": [
            *ajakan_pulih(request),
            *_kabar_keluar(request, orang),
            *ajakan_persiapan(hitung),
            *pengingat(request, atur),
            *ajakan_permintaan(request),
            *ajakan_hubungkan(request),
            *ajakan_cadangan(request),
        ],
        "cadangan": kabar_cadangan(request),
        "cadangan_ke": reverse("aparat:cadangan"),
        "tumpuk": [
            *tumpuk_saya(request, saya, hitung, jam),
            *tumpuk_kertas(request, atur, hitung),
            *tumpuk_lain(saya, hitung, jam),
            *tumpuk_ragu(request),
        ],
        "mendesak": baris_surat(mendesak, jam),
        "semua_ke": reverse("aparat:permohonan"),
        "bertugas": [_orang(b) for b in orang if b.jabatan in MEJA and _kini(b, request.hari)],
    }
    return tampil(request, "aparat/beranda.html", isi, jumlah=jumlah_menu(request.peran, atur, hitung))


def _kabar_keluar(request: Permintaan, orang: Sequence[BarisPejabat]) -> list[dict[str, str]]:
    """Return that somebody signs for the head today, and until when."""
    nama = {str(b.pejabat_id): b.nama for b in orang}
    semua = [
        (b.nama, "Plh. Kepala Desa", b.selesai)
        for b in orang
        if b.jabatan is Jabatan.KEPALA_DESA and b.sifat is Sifat.PLH and _kini(b, request.hari)
    ] + [
        (nama.get(m.pejabat, ""), "atas nama kepala desa", m.selesai)
        for m in mandat_berlaku(request.hari)
        if m.bentuk is not Bentuk.PARAF
    ]
    boleh = bool(request.peran.intersection(PIMPINAN))
    return [
        {
            "jenis": "info",
            "judul": f"{siapa} menandatangani sebagai {apa}",
            "teks": f"Kepala desa sedang keluar{f' sampai {tanggal(akhir)}' if akhir else ''}.",
            "ke": reverse("aparat:kades_keluar" if boleh else "aparat:pejabat"),
            "kata": "Atur" if boleh else "Lihat pejabat",
        }
        for siapa, apa, akhir in semua
    ]


def tumpuk_saya(
    request: Permintaan, saya: tuple[Status, ...], hitung: Mapping[Status, Tumpuk], jam: Jam
) -> list[dict[str, Any]]:
    """Return the piles that wait for this person, with the clock of the oldest."""
    hasil = []
    for status in saya:
        ada = hitung.get(status)
        kertas = ada.kertas if ada and alamat_tumpuk(request, status) == reverse("aparat:tumpukan") else 0
        hasil.append(
            {
                "ke": alamat_tumpuk(request, status),
                "jumlah": ada.jumlah - kertas if ada else 0,
                "judul": judul_tumpuk(status, saya),
                "keterangan": "" if ada else "Tidak ada. Terima kasih",
                "sisa": jam.sisa(ada.tenggat) if ada else None,
                "janji": janji(status),
            }
        )
    return hasil


def tumpuk_kertas(
    request: Permintaan, atur: Pengaturan, hitung: Mapping[Status, Tumpuk]
) -> list[dict[str, Any]]:
    """Return the pile of letters that are signed on paper although the village signs electronically."""
    jumlah = kertas_siap(request.peran, atur, hitung)
    if not jumlah:
        return []
    return [
        {
            "ke": reverse("aparat:cetak"),
            "jumlah": jumlah,
            "judul": "Siap dicetak untuk tanda tangan basah",
            "keterangan": "Jenis surat ini hanya terbit di kertas",
            "sisa": None,
            "janji": 0,
        }
    ]


def tumpuk_ragu(request: Permintaan) -> list[dict[str, Any]]:
    """Return the doubts about the register, for who may look at it."""
    jumlah = jumlah_keraguan() if request.peran & PELAYANAN else 0
    if not jumlah:
        return []
    return [
        {
            "ke": reverse("aparat:keraguan"),
            "jumlah": jumlah,
            "judul": "Data penduduk perlu diperiksa",
            "keterangan": "Nama kembar, KK tanpa kepala, tanggal lahir yang janggal",
            "sisa": None,
            "janji": 0,
        }
    ]


def judul_tumpuk(status: Status, saya: tuple[Status, ...]) -> str:
    """Return what a pile is called: verified letters wait for initials only where initials are used."""
    if status is Status.TERVERIFIKASI and Status.DIPARAF in saya:
        return "Sudah diperiksa, menunggu tanda tangan"
    return kata_status(status)


def alamat_tumpuk(request: Permintaan, status: Status) -> str:
    """Return where a pile is worked on: signers go to the signing pile."""
    menandatangani = status in {Status.DIPARAF, Status.TERVERIFIKASI, Status.MENUNGGU_TTE}
    if menandatangani and Peran.PENANDA_TANGAN in request.peran:
        return reverse("aparat:tumpukan")
    return f"{reverse('aparat:permohonan')}?keadaan={status.value}"


LAIN: Final = (
    Status.DIKEMBALIKAN,
    Status.DIAJUKAN,
    Status.TERVERIFIKASI,
    Status.DIPARAF,
    Status.MENUNGGU_TTE,
)


def tumpuk_lain(saya: tuple[Status, ...], hitung: Mapping[Status, Tumpuk], jam: Jam) -> list[dict[str, Any]]:
    """Return the piles that wait for others: they are shown, without urgency."""
    return [
        {
            "ke": f"{reverse('aparat:permohonan')}?keadaan={status.value}",
            "jumlah": hitung[status].jumlah,
            "judul": kata_status(status),
            "keterangan": f"Tertua masuk {lalu(hitung[status].sejak, jam.kini)}",
            "sisa": None,
            "janji": 0,
        }
        for status in LAIN
        if status in hitung and status not in saya
    ]


def pengingat(request: Permintaan, atur: Pengaturan) -> list[dict[str, str]]:
    """Return what stops this person from working, if anything does."""
    if not request.peran:
        return [
            {
                "jenis": "awas",
                "judul": "Akun ini belum punya jabatan",
                "teks": "Minta sekretaris desa atau kepala desa mencatat jabatan Anda.",
                "ke": reverse("aparat:keamanan"),
                "kata": "Keamanan akun",
            }
        ]
    if Peran.OPERATOR in request.peran and not atur.lambang and atur.cara_terbit is not CaraTerbit.BSRE:
        return [
            {
                "jenis": "info",
                "judul": "Lambang desa belum dipasang",
                "teks": "Surat memakai lambang kosong sampai gambarnya diunggah.",
                "ke": reverse("aparat:lambang"),
                "kata": "Pasang lambang",
            }
        ]
    return []


def _kini(b: BarisPejabat, hari: date) -> bool:
    return b.mulai <= hari and (b.selesai is None or hari <= b.selesai)


def _orang(b: BarisPejabat) -> dict[str, str]:
    sementara = b.sifat in {Sifat.PLT, Sifat.PLH}
    return {
        "nama": b.nama,
        "jabatan": b.sebutan,
        "tanda": f"{b.sifat.value.capitalize()}." if sementara else "Bertugas",
        "warna": "kuning" if sementara else "hijau",
        "ikon": "kalender" if sementara else "cek",
    }
