"""Sentences of synchronisation between a village and its regency."""

KALIMAT: dict[str, str] = {
    "sinkron.aliran_sendiri": "Catatan ini ditulis di sini sendiri, jadi tidak diterima dari luar.",
    "sinkron.desa_lain": "Kiriman ini milik desa lain, jadi tidak diterima.",
    "sinkron.ditolak_sana": (
        "Kabupaten belum dapat menerima kiriman ({sebab}). Data tetap aman di desa. Coba lagi nanti."
    ),
    "sinkron.ditolak_sini": (
        "Kiriman dari kabupaten belum dapat disimpan ({sebab}). Tidak ada data yang berubah. Coba lagi nanti."
    ),
    "sinkron.dua_cabang": (
        "Data ini diubah di dua tempat setelah cadangan lama dipasang kembali (perubahan ke-{revisi}). "
        "Keduanya disimpan. Pilih mana yang berlaku."
    ),
    "sinkron.garis_putus": (
        "Sambungan ke kabupaten terputus ({sebab}). Data tetap aman di desa dan dikirim lagi setelah tersambung."
    ),
    "sinkron.induk_belum_ada": "Data yang ditunjuk belum tiba. Akan dicoba lagi setelah data itu tiba.",
    "sinkron.jawaban_aneh": "Jawaban dari alamat kabupaten tidak dikenal. Periksa alamatnya, atau coba lagi nanti.",
    "sinkron.kunci_rusak": "Berkas kunci {berkas} rusak. Pasang kembali berkas itu dari cadangan.",
    "sinkron.menunggu_yang_tertahan": "Menunggu perubahan sebelumnya pada data yang sama diselesaikan.",
    "sinkron.node_tidak_dikenal": "Server desa ini tidak terdaftar di kabupaten, atau pendaftarannya sudah dicabut.",
    "sinkron.paket_bukan_dari_sana": "Tanda tangan kiriman tidak cocok dengan pengirimnya, jadi tidak diterima.",
    "sinkron.paket_rusak": "Kiriman rusak di jalan, jadi tidak diterima. Kirim sekali lagi.",
    "sinkron.paket_terlalu_besar": "Kiriman terlalu besar ({jumlah} catatan, {panjang} byte), jadi tidak diterima.",
    "sinkron.permintaan_rusak": "Permintaan tidak lengkap, jadi tidak dijawab.",
    "sinkron.revisi_melompat": (
        "Yang ada di sini perubahan ke-{ada}, yang datang perubahan ke-{datang}. Menunggu perubahan di antaranya."
    ),
    "sinkron.tidak_dapat_diterapkan": "Catatan sudah disimpan, tetapi belum dapat dipakai ({sebab}).",
    "sinkron.versi_belum_dikenal": (
        "Catatan {jenis} versi {versi} dibuat oleh program yang lebih baru. Perbarui program di sini, "
        "lalu catatan ini dipakai dengan sendirinya."
    ),
}
