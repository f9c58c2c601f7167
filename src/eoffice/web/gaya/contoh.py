"""Invented content of the style guide; all people are fictional."""

from __future__ import annotations

import base64
from datetime import UTC, date, datetime
from typing import Any, Final

from django import forms
from django.utils.safestring import SafeString, mark_safe

from eoffice.web.komponen import bidang
from eoffice.web.komponen.bagian.kerja import Kolom
from eoffice.web.komponen.bidang import Opsi
from eoffice.web.komponen.kantor import Kantor
from eoffice.web.komponen.status import HASIL, STATUS

KANTOR: Final = Kantor(
    nama="Desa Cisontrol",
    wilayah="Kecamatan Rancah, Ciamis",
    beranda="/gaya/",
    alamat="Jalan Raya Cisontrol 12, Rancah",
    telepon="0265-555-0142",
    jam_buka="Senin sampai Jumat, 08.00-15.00 WIB",
)
SEKARANG: Final = datetime(2026, 11, 24, 4, 5, tzinfo=UTC)
SAAT: Final = {
    "kirim": datetime(2026, 11, 24, 2, 15, tzinfo=UTC),
    "periksa": datetime(2026, 11, 24, 3, 2, tzinfo=UTC),
    "kemarin": datetime(2026, 11, 23, 3, 40, tzinfo=UTC),
}

KERTAS: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 420 520" font-family="Arial" font-size="11">'
    '<rect width="420" height="520" fill="#fff"/><g text-anchor="middle">'
    '<text x="210" y="42" font-size="12">PEMERINTAH KABUPATEN CIAMIS</text>'
    '<text x="210" y="58" font-size="12">KECAMATAN RANCAH</text>'
    '<text x="210" y="77" font-size="16" font-weight="700">DESA CISONTROL</text>'
    '<path d="M40 90h340M40 93h340" stroke="#1c1c1c"/>'
    '<text x="210" y="124" font-size="13" font-weight="700">SURAT KETERANGAN USAHA</text>'
    '<text x="210" y="140">Nomor: (diberi saat ditandatangani)</text></g>'
    '<text x="48" y="170">Yang bertanda tangan di bawah ini menerangkan bahwa:</text>'
    '<text x="48" y="192">Nama</text><text x="150" y="192">: EUIS KOMARIAH</text>'
    '<text x="48" y="209">Alamat</text><text x="150" y="209">: Dusun Sukamaju RT 03 RW 05</text>'
    '<text x="48" y="226">Nama usaha</text><text x="150" y="226">: Warung Makan Bu Euis</text>'
    '<text x="232" y="373">Cisontrol, 25 November 2026</text>'
    '<text x="232" y="388">Kepala Desa Cisontrol,</text>'
    '<text x="232" y="439" font-weight="700">UJANG SUTARNA</text>'
    '<rect x="48" y="365" width="62" height="62" fill="none" stroke="#777" stroke-dasharray="3 3"/></svg>'
)
GAMBAR: Final = "data:image/svg+xml;base64," + base64.b64encode(KERTAS.encode()).decode()
QR: Final[SafeString] = mark_safe(
    '<svg class="qr" role="img" aria-label="Kode QR untuk membuka halaman aktivasi" viewBox="0 0 29 29">'
    '<path fill="none" stroke="#000" d="'
    "M2 2.5h7m2 0h2m2 0h3m2 0h7m-25 1h1m5 0h1m1 0h5m2 0h2m1 0h1m5 0h1m-25 1h1m1 0h3m1 0h1m2 0h4m1 0h1m1"
    " 0h1m1 0h1m1 0h3m1 0h1m-25 1h1m1 0h3m1 0h1m2 0h2m2 0h1m2 0h1m1 0h1m1 0h3m1 0h1m-25 1h1m1 0h3m1 0h1"
    "m1 0h1m3 0h1m1 0h1m1 0h1m1 0h1m1 0h3m1 0h1m-25 1h1m5 0h1m2 0h1m4 0h1m3 0h1m5 0h1m-25 1h7m1 0h1m1 0"
    "h1m1 0h1m1 0h1m1 0h1m1 0h7m-16 1h3m3 0h2m-17 1h1m1 0h1m1 0h1m1 0h1m2 0h1m1 0h2m1 0h2m4 0h1m2 0h1m-"
    "24 1h1m2 0h3m1 0h2m2 0h1m1 0h1m2 0h2m2 0h1m2 0h2m-25 1h1m5 0h3m3 0h1m3 0h1m1 0h7m-23 1h3m2 0h2m1 0"
    "h2m4 0h3m1 0h1m2 0h2m-25 1h1m3 0h3m5 0h2m2 0h2m1 0h2m1 0h1m-22 1h1m1 0h1m1 0h1m1 0h3m1 0h2m1 0h1m1"
    " 0h3m1 0h1m2 0h2m-25 1h1m2 0h1m2 0h1m3 0h3m1 0h2m-15 1h2m1 0h2m1 0h2m3 0h2m2 0h1m1 0h1m1 0h2m-22 1"
    "h1m3 0h8m2 0h8m2 0h1m-17 1h1m2 0h1m1 0h1m2 0h1m3 0h1m1 0h1m1 0h1m-25 1h7m2 0h2m2 0h4m1 0h1m1 0h3m-"
    "23 1h1m5 0h1m4 0h1m4 0h1m3 0h1m1 0h2m-24 1h1m1 0h3m1 0h1m1 0h3m1 0h1m1 0h1m1 0h7m1 0h1m-25 1h1m1 0"
    "h3m1 0h1m2 0h4m3 0h3m2 0h1m-22 1h1m1 0h3m1 0h1m1 0h2m1 0h2m2 0h3m6 0h1m-25 1h1m5 0h1m5 0h2m2 0h1m1"
    " 0h1m1 0h1m2 0h2m-25 1h7m1 0h2m1 0h2m1 0h4m1 0h4m1 0h1"
    '"/></svg>'
)

UNTUK: Final = (
    ("kur", Opsi("Pinjaman bank", "Termasuk KUR")),
    ("bantuan", Opsi("Bantuan usaha", "Dari pemerintah")),
    ("lain", Opsi("Keperluan lain")),
)


class Isian(forms.Form):
    """One of every field."""

    nama = bidang.Teks(label="Nama usaha", petunjuk="Seperti di papan nama, kalau ada.", max_length=80)
    nik = bidang.Nik()
    jumlah = bidang.Angka(label="Jumlah pekerja", akhiran="orang", min_value=0, max_value=999)
    modal = bidang.Uang(label="Penghasilan sebulan", petunjuk="Perkiraan saja.")
    lahir = bidang.Tanggal(label="Tanggal lahir", paling_akhir=date(2026, 11, 24))
    mulai = bidang.TanggalSatu(label="Berlaku mulai", required=False)
    hp = bidang.Telepon(petunjuk="Untuk mengabari Anda.", required=False)
    dusun = bidang.Pilihan(label="Dusun", pilihan=[("a", "Sukamaju"), ("b", "Cipeundeuy")], daftar_turun=True)
    untuk = bidang.Pilihan(label="Untuk apa surat ini?", pilihan=UNTUK)
    putus = bidang.Pilihan(
        label="Keputusan", pilihan=[("setuju", "Setuju"), ("kembali", "Kembalikan")], sejajar=True
    )
    syarat = bidang.BanyakPilihan(
        label="Syarat yang sudah diperiksa",
        pilihan=[("ktp", "KTP terbaca dan milik pemohon"), ("kk", "KK memuat nama pemohon")],
    )
    alamat = bidang.TeksPanjang(label="Keterangan", petunjuk="Paling banyak 200 huruf.", required=False)
    ktp = bidang.Foto(
        label="Foto KTP", petunjuk="Letakkan KTP di tempat terang. Semua tulisan harus terbaca."
    )
    pin = bidang.Pin()
    sandi = bidang.Sandi(
        label="Kata sandi tanda tangan", petunjuk="Tidak disimpan dan tidak dilihat siapa pun."
    )
    otp = bidang.Otp(petunjuk="Buka aplikasi autentikator di HP Anda.")
    benar = bidang.Centang(
        label="Jawaban dan berkas ini benar. Saya paham keterangan palsu dapat dikenai sanksi."
    )


TERISI: Final[dict[str, Any]] = {
    "nama": "Warung Bu Euis", "jumlah": 3, "modal": "1.500.000", "lahir": date(1984, 3, 4), "untuk": "kur",
    "dusun": "a", "putus": "setuju", "syarat": ["ktp"],
}  # fmt: skip
SALAH: Final = {
    "s-nama": "", "s-nik": "320715000000000", "s-jumlah": "banyak", "s-modal": "tidak tahu", "s-lahir_hari": "31",
    "s-lahir_bulan": "feb", "s-lahir_tahun": "1984", "s-hp": "555", "s-dusun": "", "s-pin": "12", "s-otp": "12",
}  # fmt: skip


def konteks() -> dict[str, object]:
    """Everything the style guide's templates draw."""
    salah = Isian(SALAH, prefix="s")
    salah.is_valid()
    return {
        "kantor": KANTOR,
        "sekarang": SEKARANG,
        "saat": SAAT,
        "terisi": Isian(initial=TERISI, prefix="t"),
        "salah": salah,
        "status": list(STATUS),
        "hasil": list(HASIL),
        "gambar": GAMBAR,
        "qr": QR,
        "kirim_ke": "/gaya/",
        "isian": [("nama", "Warung Bu Euis")],
        "berkas": ["Foto KTP"],
        "kembali_ke": "/gaya/",
        "kolom": [
            Kolom("Tiket"),
            Kolom("Pemohon", urut_ke="?urut=nama", arah="naik"),
            Kolom("Surat"),
            Kolom("Status"),
            Kolom("Sisa waktu", urut_ke="?urut=sisa"),
        ],
        "baris": (
            ("MANUK-PADI-27", "Euis Komariah", "Keterangan usaha", "diajukan", 70),
            ("LANGIT-KOPI-84", "Dede Rohimat", "Keterangan tidak mampu", "terverifikasi", 290),
            ("BATU-HUJAN-19", "Iis Sumiati", "Keterangan usaha", "diparaf", -95),
        ),
        "warna": (
            ("primary-50", "Latar pilihan"), ("primary-500", "Tombol, tautan"), ("primary-700", "Tautan disorot"),
            ("accent-300", "Motif kepala"), ("accent-500", "Langkah kini"), ("content-primary", "Tulisan"),
            ("content-secondary", "Tulisan pendukung"), ("background-primary", "Kartu, isian"),
            ("background-secondary", "Latar halaman"), ("stroke-primary", "Garis isian"), ("positive", "Baik"),
            ("warning", "Perlu dilihat"), ("negative", "Galat, ditolak"), ("info", "Keterangan"), ("focus", "Fokus"),
        ),
    }  # fmt: skip
