"""Sentences of the notice board: announcements, and where to complain."""

KALIMAT: dict[str, str] = {
    "papan.kosong": "Bagian ini belum diisi.",
    "papan.panjang": "Paling banyak {maks} huruf. Tulisan Anda {panjang} huruf, jadi ringkaskan dahulu.",
    "papan.mirip_nik": (
        "Ada 16 angka yang mirip NIK atau nomor KK. Pengumuman dibaca siapa saja, jadi hapus nomor itu."
    ),
    "papan.tanggal_terbalik": "Hari terakhir lebih awal daripada hari pertama. Periksa tanggalnya.",
    "papan.berubah": (
        "Pengumuman ini baru saja diubah orang lain. Buka lagi, baca yang terbaru, lalu ulangi bila masih perlu."
    ),
    "papan.telepon_salah": "Nomor telepon diawali 0, misalnya 0265 555 0142.",
    "papan.whatsapp_salah": "Nomor WhatsApp diawali 08, misalnya 0812 5550 0174.",
    "papan.surel_salah": "Tulis alamat surel lengkap, misalnya desa@example.id.",
    "papan.hari_tanggap": "Isi 1 sampai {maks} hari. UU 25/2009 mewajibkan jawaban paling lambat {maks} hari.",
}
