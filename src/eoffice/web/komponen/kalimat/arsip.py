"""Sentences of the number books."""

KALIMAT: dict[str, str] = {
    "arsip.buku_sudah_dipakai": "Buku nomor ini sudah memberi nomor, jadi nomor awalnya tidak dapat diubah lagi.",
    "arsip.format_token_asing": "Bagian {{{token}}} tidak dikenal. Pakai bagian yang ada di daftar.",
    "arsip.format_salah": "Bentuk nomor hanya boleh berisi huruf, angka, spasi, titik, garis miring, dan tanda hubung.",
    "arsip.format_token_kurang": "Bentuk nomor harus memuat {{{token}}} tepat satu kali, supaya tidak ada nomor kembar.",
    "arsip.format_panjang": "Nomor yang terbentuk terlalu panjang. Paling panjang {maks} huruf.",
    "arsip.format_bentrok": (
        "Dengan bentuk ini nomor {nomor} bisa tertulis sekali lagi, padahal sudah ada pada surat tahun ini. "
        "Ubah susunan atau tanda pemisahnya, misalnya tambahkan bagian di depan."
    ),
    "arsip.nomor_ganda": (
        "Nomor {nomor} sudah ada pada surat lain, mungkin karena cadangan lama pernah dipasang kembali. "
        "Keduanya disimpan. Periksa kedua surat, lalu tentukan nomor mana yang berlaku."
    ),
    "arsip.nomor_sudah_ada": "Nomor {nomor} sudah dipakai surat lain. Periksa bentuk nomor di Pengaturan.",
    "arsip.nomor_tidak_ada": "Surat ini tidak memegang nomor.",
}
