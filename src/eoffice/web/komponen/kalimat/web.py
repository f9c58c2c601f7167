"""Sentences of the faces themselves (forms, sign-in pages, error pages)."""

KALIMAT: dict[str, str] = {
    "web.tanggal_tidak_ada": "Tanggal {tanggal} tidak ada di kalender. Periksa hari, bulan, dan tahunnya.",
    "web.halaman_basi": "Halaman ini sudah terlalu lama terbuka. Kirim sekali lagi.",
}
