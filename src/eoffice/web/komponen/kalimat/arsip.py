"""Sentences of the number books."""

KALIMAT: dict[str, str] = {
    "arsip.buku_sudah_dipakai": "Buku nomor ini sudah memberi nomor, jadi nomor awalnya tidak dapat diubah lagi.",
    "arsip.format_bentrok": (
        "Dengan bentuk ini nomor {nomor} bisa tertulis sekali lagi, padahal sudah ada pada surat tahun ini. "
        "Ubah susunan atau tanda pemisahnya, misalnya tambahkan bagian di depan."
    ),
    "arsip.format_panjang": "Nomor yang terbentuk terlalu panjang. Paling panjang {maks} huruf.",
    "arsip.format_salah": (
        "Bentuk nomor hanya boleh berisi huruf, angka, spasi, titik, garis miring, dan tanda hubung."
    ),
    "arsip.format_token_asing": "Bagian {{{token}}} tidak dikenal. Pakai bagian yang ada di daftar.",
    "arsip.format_token_kurang": "Bentuk nomor harus memuat {{{token}}} tepat satu kali, supaya tidak ada nomor kembar.",
    "arsip.jam_melompat": "Jam komputer maju lebih dari sebulan sejak pekerjaan terakhir di sini.",
    "arsip.jam_mundur": (
        "Jam komputer lebih awal daripada pekerjaan terakhir di sini. Mungkin baterainya habis."
    ),
    "arsip.jam_selisih": "Jam komputer berselisih {hari} hari dengan jam kabupaten saat terakhir bertemu.",
    "arsip.mode_pemulihan": (
        "Nomor surat belum dapat diberikan: data di komputer ini dipasang kembali dari cadangan, jadi nomor "
        "terakhir belum pasti. Surat tetap di tumpukan. Minta operator membuka halaman Pemulihan."
    ),
    "arsip.nomor_ganda": (
        "Nomor {nomor} sudah ada pada surat lain, mungkin karena cadangan lama pernah dipasang kembali. "
        "Keduanya disimpan. Periksa kedua surat, lalu tentukan nomor mana yang berlaku."
    ),
    "arsip.nomor_register_kecil": (
        "Nomor {ada} sudah pernah diberikan di sini, jadi nomor terakhir tidak mungkin {urut}. Periksa buku "
        "registernya."
    ),
    "arsip.nomor_sudah_ada": "Nomor {nomor} sudah dipakai surat lain. Periksa bentuk nomor di Pengaturan.",
    "arsip.nomor_tidak_ada": "Surat ini tidak memegang nomor.",
    "arsip.tanggal_belum_pasti": (
        "Nomor surat belum dapat diberikan: tanggal komputer ({tanggal}) meragukan. Surat tetap di tumpukan. "
        "Minta operator memastikan tanggal di halaman Pemulihan."
    ),
    "arsip.tanggal_berbeda": (
        "Tanggal di komputer {komputer}, yang Anda ketik {diketik}. Setel dahulu tanggal komputer, lalu "
        "ketik lagi."
    ),
    "arsip.tidak_memulihkan": "Nomor terakhir sudah pasti, jadi tidak ada yang perlu dipastikan.",
}
