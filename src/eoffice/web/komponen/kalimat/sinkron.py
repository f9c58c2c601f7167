"""Sentences of synchronisation between a village and its regency."""

KALIMAT: dict[str, str] = {
    "sinkron.alarm_belum_bertemu": (
        "Server sudah didaftarkan tetapi belum pernah bertemu kabupaten ({hari} hari kerja). Telepon desa, dan pastikan "
        "`eoffice worker` berjalan."
    ),
    "sinkron.alarm_cabang": (
        "Cadangan lama pernah dipasang kembali di desa. Tidak ada catatan yang hilang, tetapi nomor surat dapat ganda. "
        "Minta desa membuka halaman Perlu ditinjau."
    ),
    "sinkron.alarm_belum_dicocokkan": (
        "Server ini bertemu kabupaten, tetapi dalam {hari} hari kerja sejak terdaftar isi tabelnya belum pernah "
        "dicocokkan. Minta desa menjalankan `eoffice sync cocokkan`; bila gagal, periksa bersama desa."
    ),
    "sinkron.alarm_cocok_basi": (
        "Isi tabel sudah {hari} hari kerja tidak dicocokkan. Minta desa menjalankan `eoffice sync cocokkan`."
    ),
    "sinkron.alarm_diam": (
        "Tidak terlihat {hari} hari kerja. Data tetap aman di desa. Telepon desa: periksa listrik dan internet, atau "
        "jemput datanya dengan USB."
    ),
    "sinkron.alarm_dicabut": (
        "Kunci server desa dicabut dan belum ada penggantinya. Buat kode pendaftaran bila server baru siap."
    ),
    "sinkron.alarm_disk": (
        "Disk di desa hampir penuh: sisa {persen} %. Minta desa mengosongkan ruang sebelum penomoran berhenti."
    ),
    "sinkron.alarm_jam": "Jam server desa {menit} menit {arah}. Minta desa menyetel tanggal dan jam.",
    "sinkron.alarm_jam_hari": (
        "Jam server desa {hari} hari {arah}. Baterai jamnya mungkin habis. Minta desa menyetel jam sebelum memberi nomor."
    ),
    "sinkron.alarm_klon": (
        "Kunci server desa ini dipakai dua komputer. Pastikan lewat telepon mana yang benar, matikan yang lain, lalu "
        "daftarkan lagi dengan kode penggantian."
    ),
    "sinkron.alarm_kuota": (
        "Tempat berkas desa di kabupaten terpakai {persen} %, dan {jumlah} berkas tidak muat. Berkas itu tetap aman di "
        "desa dan menyusul begitu kuotanya ditambah: tekan Ubah kuota."
    ),
    "sinkron.alarm_kuota_hampir": (
        "Tempat berkas desa di kabupaten sudah terpakai {persen} %. Tambah kuotanya sebelum penuh: tekan Ubah kuota."
    ),
    "sinkron.alarm_mesin_ganti": (
        "Server desa pindah ke komputer lain. Pastikan lewat telepon bahwa komputer lama sudah tidak dipakai."
    ),
    "sinkron.alarm_terlambat_terap": (
        "{jumlah} catatan sudah tersimpan tetapi belum dipakai sejak {menit} menit lalu. Periksa `eoffice worker` di "
        "server kabupaten."
    ),
    "sinkron.alarm_tertahan": (
        "{jumlah} catatan dari desa tertahan di kabupaten. Lihat sebabnya, coba lagi, atau putuskan satu per satu."
    ),
    "sinkron.alarm_tertahan_desa": (
        "{jumlah} catatan dari kabupaten tertahan di server desa. Minta desa membuka halaman Sinkronisasi."
    ),
    "sinkron.alarm_tidak_cocok": (
        "Isi {tabel} tabel berbeda dari desa. Desa memperbaikinya sendiri pada pencocokan berikutnya; bila besok masih "
        "berbeda, periksa bersama desa."
    ),
    "sinkron.alasan_kosong": "Tulis alasannya. Desa dan petugas lain membacanya nanti.",
    "sinkron.alasan_tarik": "Tulis alasan penarikan, paling banyak {maks} huruf. Petugas kedua membacanya sebelum menyetujui.",
    "sinkron.aliran_sendiri": "Catatan ini ditulis di sini sendiri, jadi tidak diterima dari luar.",
    "sinkron.aliran_server_lain": (
        "Catatan ini menyambung aliran yang dimulai server lain. Server pengganti menulis aliran sendiri. Sambungkan "
        "sekali lagi; bila tetap ditolak, daftarkan server ini dengan kode penggantian."
    ),
    "sinkron.belum_diterapkan": (
        "Belum semua kiriman dipakai di sini, jadi perbaikan belum dapat dibuat. Tunggu sebentar, lalu coba lagi. "
        "Bila ada catatan yang tertahan, selesaikan dahulu."
    ),
    "sinkron.belum_terdaftar": (
        "Server desa ini belum terdaftar di kabupaten. Minta kode kepada Diskominfo, lalu jalankan "
        "`eoffice sync daftar`."
    ),
    "sinkron.berkas_belum_tiba": (
        "Berkas ini belum tiba dari server desa. Suratnya sendiri sudah tercatat. Coba lagi nanti: berkas menyusul "
        "begitu sambungan desa tersedia."
    ),
    "sinkron.berkas_rusak": "Berkas ini rusak atau terpotong, jadi tidak ada isinya yang disimpan. Salin sekali lagi dari asalnya.",
    "sinkron.berkas_terlalu_besar": "Berkas {panjang} byte terlalu besar (paling besar {maks}), jadi tidak diterima.",
    "sinkron.berkas_tidak_dikenal": "Berkas ini tidak disebut dalam catatan desa, jadi tidak diterima dan tidak diberikan.",
    "sinkron.berkas_untuk_lain": (
        "Berkas ini dibuat untuk penerima lain, jadi tidak dapat dibuka di sini. "
        "Antarkan ke tujuannya, atau minta berkas baru."
    ),
    "sinkron.berubah_saat_diberi": "Ada yang baru saja mengubah surat ini. Lihat keadaannya, lalu berikan lagi.",
    "sinkron.bukan_berkas_antar": "Berkas ini bukan berkas kiriman e-Office Desa (.eod). Tidak ada yang disimpan.",
    "sinkron.bukan_kabupaten_kita": (
        "Yang menjawab di alamat kabupaten tidak memegang kunci kabupaten, jadi tidak ada yang dikirim. "
        "Laporkan kepada Diskominfo."
    ),
    "sinkron.bukan_pemilik": (
        "Perbaikan ini menyangkut data yang ditulis di sini, jadi tidak dipakai. Beri tahu pengelola di kabupaten."
    ),
    "sinkron.belum_semua_dipakai": (
        "Belum semua kiriman desa dipakai di sini, jadi desa belum dapat diambil alih. Tunggu sebentar, lalu coba lagi."
    ),
    "sinkron.desa_lain": "Kiriman ini milik desa lain, jadi tidak diterima.",
    "sinkron.desa_masih_menyimpan": (
        "Server desa masih menyimpan paling sedikit {jumlah} catatan yang belum tiba. Tunggu sampai desa tersambung, "
        "atau cabut kuncinya dahulu. Bila tetap diambil alih, catatan yang datang kemudian disisihkan untuk diputuskan."
    ),
    "sinkron.desa_pindah": (
        "Ditulis server desa setelah data desa ini diambil alih, jadi belum dipakai. Isinya disimpan. "
        "Pakai catatan itu, atau biarkan."
    ),
    "sinkron.desa_sudah_di_sini": "Data desa ini sudah ditulis di server ini, jadi tidak ada yang diambil alih.",
    "sinkron.ditarik": (
        "Ditulis desa setelah berkas ini ditarik kabupaten (sesudah perubahan ke-{revisi}), jadi belum dipakai. "
        "Isinya disimpan. Pakai pekerjaan desa itu, atau biarkan."
    ),
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
    "sinkron.giliran_lama": (
        "Salinan lain dari server desa ini sudah bertemu kabupaten, jadi yang ini belum diterima. Hanya satu yang boleh "
        "berjalan: matikan yang lain, lalu pastikan di sini bahwa ini yang dipakai. Data di sini tetap aman."
    ),
    "sinkron.induk_belum_ada": (
        "Data yang ditunjuk belum tiba. Dicoba lagi dengan sendirinya begitu data itu tiba; tidak perlu berbuat apa-apa."
    ),
    "sinkron.jawaban_aneh": "Jawaban dari alamat kabupaten tidak dikenal. Periksa alamatnya, atau coba lagi nanti.",
    "sinkron.kabupaten_sibuk": (
        "Kabupaten sedang mengolah kiriman sebelumnya. Data tetap aman di desa dan dikirim lagi "
        "sebentar lagi."
    ),
    "sinkron.kamus_tidak_dikenal": (
        "Kiriman ini dimampatkan dengan kamus {kamus} yang belum dikenal di sini, jadi tidak diterima. Pengirim "
        "mengulanginya tanpa kamus. Perbarui e-Office Desa di sini agar kiriman kembali singkat."
    ),
    "sinkron.karya_belum_diputuskan": (
        "Masih ada pekerjaan desa atas berkas ini yang menunggu keputusan. Putuskan dahulu, lalu berikan lagi."
    ),
    "sinkron.karya_terhapus": (
        "Isi pekerjaan desa ini sudah dihapus atas permintaan pemilik data, jadi tidak dapat dipakai. Pilih biarkan."
    ),
    "sinkron.kata_kabupaten": "Jawaban kabupaten: {kata}",
    "sinkron.kode_belum_disetujui": (
        "Penggantian server ini belum disetujui. Minta orang kedua di Diskominfo menyetujui kodenya, lalu "
        "daftar lagi dengan kode yang sama."
    ),
    "sinkron.kode_daftar_salah": (
        "Kode pendaftaran tidak dikenal kabupaten. Salin lagi undangannya, atau minta yang baru kepada Diskominfo."
    ),
    "sinkron.kode_daftar_lewat": (
        "Undangan ini sudah lewat 24 jam, atau sudah diganti yang lebih baru. Minta undangan baru kepada Diskominfo."
    ),
    "sinkron.kode_daftar_terpakai": (
        "Undangan ini sudah dipakai; tiap undangan hanya sekali. Minta undangan baru kepada Diskominfo. "
        "Bila bukan Anda yang memakainya, beri tahu mereka sekarang."
    ),
    "sinkron.kode_setuju_sendiri": "Kode ini Anda sendiri yang membuatnya. Minta orang lain menyetujuinya.",
    "sinkron.kode_tidak_menunggu": "Tidak ada kode penggantian yang menunggu persetujuan.",
    "sinkron.kunci_kabupaten_berbeda": (
        "Kunci kabupaten pada undangan ini berbeda dari yang dikenal di sini, jadi ditolak. Tanyakan "
        "dahulu kepada Diskominfo lewat telepon."
    ),
    "sinkron.kunci_rusak": "Berkas kunci {berkas} rusak. Pasang kembali berkas itu dari cadangan.",
    "sinkron.kunci_sudah_dipakai": (
        "Kunci server desa ini sudah pernah dipakai. Buat kunci baru, lalu daftar lagi."
    ),
    "sinkron.kuota_penuh": (
        "Tempat berkas desa ini di kabupaten sudah penuh, jadi berkas ini belum diterima. Berkas tetap aman di desa "
        "dan menyusul begitu kuotanya ditambah."
    ),
    "sinkron.kuota_tidak_sah": "Kuota dari 0 sampai {maks} GB. Isi 0 untuk tidak membatasi desa ini.",
    "sinkron.lampu_belum_bertemu": (
        "Server ini sudah terdaftar, tetapi belum pernah berhasil bertukar data. Data tetap aman di desa. "
        "Periksa internet, lalu tekan Sinkronkan sekarang; tanpa internet, kirim lewat USB."
    ),
    "sinkron.lampu_belum_dicocokkan": (
        "Semua data sudah diterima kabupaten, tetapi isi tabelnya belum dicocokkan. Itu terjadi dengan sendirinya, "
        "atau tekan Cocokkan sekarang."
    ),
    "sinkron.lampu_kuota": (
        "Tempat berkas desa di kabupaten penuh, jadi {ditolak} lampiran belum diterima. Lampiran itu aman di desa dan "
        "terkirim sendiri begitu kuotanya ditambah. Mintalah kepada Diskominfo. Data lain jalan terus."
    ),
    "sinkron.lampu_lama": (
        "Sudah lebih dari tiga hari tidak bertemu kabupaten. Data tetap aman di desa. "
        "Periksa internet, atau kirim lewat USB."
    ),
    "sinkron.lampu_lama_dicocokkan": (
        "Sudah lebih dari tiga hari isi tabel tidak dicocokkan dengan kabupaten. Tekan Cocokkan sekarang. "
        "Bila tetap begini, laporkan kepada Diskominfo."
    ),
    "sinkron.lampu_menunggu": (
        "Yang menunggu aman tersimpan di desa dan terkirim sendiri begitu ada sambungan. Layanan jalan terus."
    ),
    "sinkron.lampu_sama": "Semua data sudah diterima kabupaten, dan cocok.",
    "sinkron.lampu_tertahan": (
        "Ada data yang sudah diterima tetapi belum dapat dipakai di sini. Sebab dan langkahnya tertulis di bawah."
    ),
    "sinkron.lampu_tidak_cocok": (
        "Isi tabel di desa dan di kabupaten berbeda. Yang berbeda dicari dan diperbaiki dengan sendirinya. "
        "Bila besok masih begini, laporkan kepada Diskominfo."
    ),
    "sinkron.menunggu_yang_tertahan": (
        "Menunggu perubahan sebelumnya pada data yang sama. Selesaikan yang itu; yang ini lalu ikut dengan sendirinya."
    ),
    "sinkron.mesin_lain": (
        "Kunci desa ini sudah dipakai di komputer lain, jadi komputer ini belum diterima. Hanya satu komputer yang "
        "boleh memberi nomor: matikan yang lain. Bila ini pengganti komputer rusak, minta kode penggantian kepada "
        "Diskominfo, lalu daftarkan server ini lagi. Data di sini tetap aman."
    ),
    "sinkron.node_tidak_dikenal": "Server desa ini tidak terdaftar di kabupaten, atau pendaftarannya sudah dicabut.",
    "sinkron.paket_bukan_dari_sana": "Tanda tangan kiriman tidak cocok dengan pengirimnya, jadi tidak diterima.",
    "sinkron.acuan_beda": (
        "Kiriman ini merujuk catatan lama yang di sini berbeda atau belum ada, jadi tidak diterima. Pengirim "
        "mengulanginya tanpa rujukan."
    ),
    "sinkron.paket_rusak": "Kiriman rusak di jalan, jadi tidak diterima. Kirim sekali lagi.",
    "sinkron.paket_terlalu_besar": "Kiriman terlalu besar ({jumlah} catatan, {panjang} byte), jadi tidak diterima.",
    "sinkron.permintaan_rusak": "Permintaan tidak lengkap, jadi tidak dijawab.",
    "sinkron.qr_tidak_terbaca": (
        "QR di foto ini tidak terbaca. Foto lagi dari dekat, terang, dan tegak lurus; atau tempel barisnya."
    ),
    "sinkron.revisi_melompat": (
        "Yang ada di sini perubahan ke-{ada}, yang datang perubahan ke-{datang}. Menunggu perubahan di antaranya: "
        "lanjutkan sinkronisasi, atau terima semua berkas USB. Bila tetap tertahan, laporkan kepada Diskominfo."
    ),
    "sinkron.seberang_belum_ada": (
        "Belum ada server seberang yang terdaftar untuk desa ini. Di kabupaten buat kode dengan `eoffice sync kode`; "
        "di desa jalankan `eoffice sync daftar`."
    ),
    "sinkron.sedang_bertemu": "Server ini sedang bertukar data dengan kabupaten. Tunggu sebentar.",
    "sinkron.segmen_tidak_ada": (
        "Bagian pemuatan awal ini tidak tersedia lagi di kabupaten. Server desa meminta daftar yang baru dengan sendirinya."
    ),
    "sinkron.sudah_diserahkan": (
        "Ditulis kabupaten setelah berkas ini diserahkan ke desa (sesudah perubahan ke-{revisi}), jadi tidak dipakai. "
        "Isinya disimpan. Beri tahu Diskominfo."
    ),
    "sinkron.sudah_diputuskan": "Catatan ini sudah diputuskan petugas lain. Buka lagi halaman desanya.",
    "sinkron.sudah_ada_server": (
        "Desa ini sudah mempunyai server yang terdaftar. Buat kode dengan --ganti bila server itu "
        "diganti; kunci yang lama lalu dicabut."
    ),
    "sinkron.tarik_orang_sama": (
        "Penarikan disetujui orang lain, bukan yang mengusulkan. Minta rekan di kabupaten untuk memeriksa dan menyetujui."
    ),
    "sinkron.tarik_sudah_diputuskan": "Usul penarikan ini sudah diputuskan petugas lain. Muat ulang halaman.",
    "sinkron.tarik_sudah_diusulkan": "Penarikan berkas ini sudah diusulkan. Tunggu keputusan petugas kedua.",
    "sinkron.tabel_tidak_dikenal": "Tabel ini tidak dicocokkan oleh program versi ini. Perbarui program di sini.",
    "sinkron.tanda_terima_rusak": (
        "Tanda terima dari seberang rusak atau bukan darinya, jadi tidak dipakai. Coba lagi nanti."
    ),
    "sinkron.temu_gagal": (
        "Pertukaran data berhenti karena komputer ini sendiri: basis data sibuk, atau disk bermasalah. "
        "Dicoba lagi dengan sendirinya. Bila terus begini, minta pengelola server memeriksanya."
    ),
    "sinkron.tidak_dapat_diterapkan": (
        "Catatan sudah disimpan, tetapi belum dapat dipakai ({sebab}). Dicoba lagi tiap jam. "
        "Bila besok masih tertahan, laporkan kepada Diskominfo."
    ),
    "sinkron.tidak_ada_server": "Desa ini tidak mempunyai server yang terdaftar, jadi tidak ada kunci yang dicabut.",
    "sinkron.titik_cocok_rusak": (
        "Angka pencocokan ini tidak dapat dibaca oleh program versi ini. Perbarui program di sini; sesudah itu dicoba "
        "lagi dengan sendirinya."
    ),
    "sinkron.undangan_desa_lain": (
        "Undangan ini untuk desa {desa}, bukan untuk desa di server ini. Minta undangan untuk desa ini kepada Diskominfo."
    ),
    "sinkron.undangan_rusak": (
        "Undangan tidak lengkap. Salin satu baris penuh dari kabupaten: dimulai dengan http, dan ada tiga tanda #."
    ),
    "sinkron.versi_belum_dikenal": (
        "Catatan ini (versi {versi}) dibuat oleh program yang lebih baru. Perbarui program di sini, "
        "lalu catatan ini dipakai dengan sendirinya."
    ),
    "sinkron.usb_balas": (
        "Berkas dari desa diterima {diterima}. Desa baru tahu datanya sampai sesudah menerima balasan: unduh berkas "
        "untuk desa, lalu titipkan kepada yang mengantar."
    ),
    "sinkron.usb_bawa": (
        "Berkas dengan {dibawa} data dibuat {ditulis} dan belum ada balasannya. Antarkan ke kabupaten, minta berkas "
        "balasannya, lalu terima balasan itu di server ini."
    ),
    "sinkron.usb_belum": "Tidak ada berkas USB yang sedang diantar.",
    "sinkron.usb_menyusul": "{data} data yang ditulis sesudahnya ikut berkas berikutnya.",
    "sinkron.usb_pulang": (
        "Berkas balasan dibuat {ditulis}. Desa membawanya pulang dan menerimanya di server desa. Bila hilang, unduh "
        "sekali lagi."
    ),
    "sinkron.usb_selesai": "Yang terakhir diantar sudah dijawab. Tidak ada berkas USB yang sedang diantar.",
    "sinkron.usb_tulis": (
        "Balasan kabupaten diterima {diterima}. {data} data di sini belum sampai di kabupaten: buat berkas baru dan "
        "antarkan, atau tunggu sampai internet ada."
    ),
}
