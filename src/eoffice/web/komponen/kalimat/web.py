"""Sentences of the faces themselves (forms, sign-in pages, error pages)."""

KALIMAT: dict[str, str] = {
    "web.tanggal_tidak_ada": "Tanggal {tanggal} tidak ada di kalender. Periksa hari, bulan, dan tahunnya.",
    "web.halaman_basi": "Halaman ini sudah terlalu lama terbuka. Kirim sekali lagi.",
    "web.terlalu_sering": "Terlalu banyak percobaan dari sambungan ini. Tunggu {menit} menit, lalu coba lagi.",
    "web.slip_data_belum_tiba": "Slip Anda sah, tetapi data penduduk dari desa belum tiba di kabupaten. Coba lagi nanti, atau pakai slip ini lewat wifi kantor desa.",
    "web.slip_data": "Data Anda di desa belum lengkap atau tidak lagi tercatat tinggal di desa ini. Tanyakan kepada petugas desa.",
}
