"""Sentences of accounts and sign-in."""

KALIMAT: dict[str, str] = {
    "akun.masuk_salah": "Nama masuk atau kata sandi tidak cocok. Periksa huruf besar dan kecilnya, lalu coba lagi.",
    "akun.masuk_warga_salah": "NIK atau PIN tidak cocok. Belum punya PIN, atau lupa? Minta slip aktivasi di kantor desa.",
    "akun.tertahan": "Terlalu banyak percobaan yang salah. Demi keamanan, coba lagi {menit} menit lagi.",
    "akun.kode_salah": "Kode itu tidak cocok atau sudah dipakai. Tunggu kode berikutnya di aplikasi, lalu ketik lagi.",
    "akun.sandi_lama_salah": "Kata sandi yang sekarang tidak cocok. Ketik sekali lagi.",
    "akun.nama_masuk_dipakai": "Nama masuk ini sudah dipakai orang lain. Pilih nama lain.",
    "akun.tanggal_terbalik": "Tanggal selesai lebih awal daripada tanggal mulai. Periksa kedua tanggalnya.",
    "akun.bentuk_pelimpahan": "Pelimpahan hanya dapat berbentuk a.n. atau u.b.",
    "akun.reset_dua_orang": "Perlu dua aparat lain dari desa ini, dan keduanya bukan pemilik HP yang hilang.",
    "akun.pin_enam_angka": "PIN terdiri dari 6 angka.",
    "akun.pin_tanggal_lahir": "PIN ini tanggal lahir Anda, jadi mudah ditebak. Pilih 6 angka lain.",
    "akun.pin_mudah_ditebak": "PIN ini mudah ditebak. Jangan pakai angka berurutan atau berulang.",
    "akun.pin_lama_salah": "PIN yang sekarang tidak cocok. Ketik sekali lagi.",
    "akun.slip_salah": "Kode slip tidak dikenal. Periksa hurufnya, atau pindai lagi kode QR pada slip.",
    "akun.slip_terpakai": "Slip ini sudah dipakai. Masuklah dengan PIN Anda; bila lupa, minta slip baru di kantor desa.",
    "akun.slip_diganti": "Sudah ada slip yang lebih baru untuk Anda. Pakai slip yang terakhir dicetak.",
    "akun.slip_kedaluwarsa": "Slip ini sudah lewat 14 hari. Minta slip baru di kantor desa.",
    "akun.nik_ganda": "NIK ini sudah terhubung dengan akun lain di desa ini. Petugas desa perlu memeriksanya dahulu.",
}
