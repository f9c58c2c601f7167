"""Sentences of the population register: what is wrong with a file, a row, a cell, and what to do."""

KALIMAT: dict[str, str] = {
    # ---- the file as a whole ----
    "penduduk.berkas_kosong": "Berkas ini kosong. Pilih berkas yang berisi data penduduk.",
    "penduduk.berkas_besar": (
        "Berkas ini lebih dari {batas} MB. Bagi menjadi beberapa berkas, lalu unggah satu per satu."
    ),
    "penduduk.berkas_bukan_lembar": (
        "Isi berkas ini bukan tabel CSV atau XLSX. Simpan ulang dari Excel atau OpenSID sebagai .xlsx "
        "atau .csv."
    ),
    "penduduk.berkas_xls_lama": (
        "Berkas ini berformat Excel lama (.xls). Buka di Excel, lalu simpan sebagai .xlsx."
    ),
    "penduduk.berkas_ods": (
        "Berkas ini berformat LibreOffice (.ods). Buka di LibreOffice, lalu simpan sebagai .xlsx."
    ),
    "penduduk.berkas_mode_huruf": (
        "Berkas ini diekspor OpenSID dalam bentuk huruf, yang merusak kolom status_dasar, ktp_el, dan "
        "status_rekam. Pada {jumlah} baris isi kolom itu dilewati, dan orang baru dicatat masih hidup. "
        "Lebih aman mengekspor ulang dalam bentuk kode."
    ),
    "penduduk.berkas_perbaikan": (
        "Berkas ini adalah baris yang ditolak dan sudah diperbaiki, jadi orang yang tidak ada di dalamnya "
        "tidak ditandai hilang."
    ),
    "penduduk.berkas_rusak": (
        "Berkas ini rusak atau terpotong sehingga tidak dapat dibaca. Unduh atau salin ulang, lalu coba lagi."
    ),
    "penduduk.berkas_bom": (
        "Isi berkas ini mengembang lebih dari {batas} MB, tidak wajar untuk data penduduk, jadi kami tolak."
    ),
    "penduduk.berkas_baris": (
        "Berkas ini memakai lebih dari {batas} baris. Hapus baris dan kolom kosong yang berformat, atau "
        "bagi berkasnya."
    ),
    "penduduk.berkas_kolom": (
        "Berkas ini memakai lebih dari {batas} kolom. Hapus isi kolom di sebelah kanan tabel, lalu unggah "
        "lagi."
    ),
    "penduduk.berkas_lembar": "Berkas ini punya terlalu banyak lembar (paling banyak {batas}).",
    "penduduk.berkas_rumus": (
        "Sel {sel} pada lembar {lembar} berisi rumus. Salin tabelnya, tempel sebagai nilai saja, lalu "
        "unggah lagi."
    ),
    "penduduk.berkas_bukan_utf8": (
        "Tulisan pada baris {baris} tidak dapat dibaca. Simpan ulang dari Excel dengan pilihan CSV UTF-8 "
        "atau .xlsx."
    ),
    "penduduk.csv_rusak": (
        "Tanda petik pada baris {baris} tidak ditutup, jadi batas selnya tidak jelas. Perbaiki baris itu, "
        "atau simpan ulang sebagai .xlsx."
    ),
    "penduduk.berkas_tanpa_baris": "Berkas ini hanya berisi judul kolom, tanpa data penduduk.",
    "penduduk.lembar_dilewati": "Lembar {lembar} dilewati karena judul kolomnya bukan data penduduk.",
    "penduduk.kolom_asing": "Kolom {kolom} tidak kami kenal, jadi isinya dilewati.",
    "penduduk.kolom_ganda": "Kolom {kolom} ada lebih dari satu. Hapus salah satunya.",
    "penduduk.kolom_wajib": (
        "Kolom {kolom} tidak ada. Baris pertama harus berisi judul kolom, paling sedikit nik dan nama."
    ),
    # ---- a row ----
    "penduduk.baris_lebih": (
        "Baris ini berisi {sel} sel, padahal judulnya {kolom} kolom. Periksa tanda pemisahnya."
    ),
    "penduduk.baris_terpotong": "Baris ini terpotong: hanya {sel} dari {kolom} sel.",
    "penduduk.ganda": "Orang ini sudah disebut di baris {baris}. Hapus salah satunya.",
    "penduduk.desa_lain": "Baris ini milik desa lain (kode {desa}), jadi tidak dimasukkan.",
    "penduduk.tanpa_pengenal": (
        "Tanpa NIK, orang hanya dapat dikenali dari nomor KK, nama, dan tanggal lahir. Lengkapi ketiganya."
    ),
    "penduduk.wajib_baru": "Orang ini belum ada di data desa, jadi kolom {kolom} harus diisi.",
    "penduduk.kk_tanpa_kepala": "Kartu keluarga ini tidak punya kepala keluarga di berkas ini.",
    "penduduk.kk_dua_kepala": "Kartu keluarga ini sudah punya kepala keluarga di baris {baris}.",
    "penduduk.impor_sudah_meninggal": (
        "Orang ini tercatat meninggal di buku mutasi, tetapi berkas menyebutnya hidup. Datanya tidak diubah. Bila "
        "catatan kematiannya keliru, batalkan dulu di buku mutasi, lalu unggah lagi."
    ),
    "penduduk.impor_sudah_pindah": (
        "Orang ini tercatat pindah di buku mutasi, tetapi berkas menyebutnya tinggal di sini. Datanya tidak diubah. "
        "Bila ia kembali, catat kedatangannya; bila catatannya keliru, batalkan di buku mutasi."
    ),
    "penduduk.impor_ditahan": (
        "Tetap seperti di buku mutasi, karena berkas masih menyebut keadaan sebelumnya. Bila catatannya keliru, batalkan "
        "di buku mutasi."
    ),
    "penduduk.impor_ditahan_umum": (
        "{jumlah} orang tetap seperti di buku mutasi, karena berkas masih menyebut keadaan sebelum mutasi itu: {nama}. "
        "Data lain di barisnya tetap masuk. Bila catatan mutasinya keliru, batalkan di buku mutasi, lalu unggah lagi."
    ),
    "penduduk.alamat_beda": (
        "Alamat berbeda dari baris {baris} dengan nomor KK yang sama. Alamat baris itu yang dipakai."
    ),
    # ---- numbers ----
    "penduduk.nik_panjang": "NIK harus 16 angka, di sini {jumlah}.",
    "penduduk.nik_huruf": (
        "NIK berisi huruf {huruf} pada urutan ke-{urutan}. Mungkin maksudnya angka; cocokkan dengan KTP."
    ),
    "penduduk.nik_tanda": "NIK berisi tanda {tanda} pada urutan ke-{urutan}. Hapus tanda itu.",
    "penduduk.no_kk_panjang": "Nomor KK harus 16 angka, di sini {jumlah}.",
    "penduduk.no_kk_huruf": (
        "Nomor KK berisi huruf {huruf} pada urutan ke-{urutan}. Mungkin maksudnya angka; cocokkan dengan KK."
    ),
    "penduduk.no_kk_tanda": "Nomor KK berisi tanda {tanda} pada urutan ke-{urutan}. Hapus tanda itu.",
    "penduduk.nomor_ilmiah": (
        "Excel mengubah nomor ini menjadi bentuk seperti 3,2E+15 dan angka belakangnya hilang. "
        "Jadikan kolomnya teks, lalu isi ulang dari sumbernya."
    ),
    "penduduk.nomor_sel_angka": (
        "Nomor ini tersimpan sebagai bilangan dan Excel mengganti angka terakhirnya dengan 0. "
        "Jadikan kolomnya teks, lalu isi ulang dari sumbernya."
    ),
    "penduduk.nik_wilayah": (
        "Enam angka awal NIK ({awalan}) bukan kecamatan yang ada sekarang. Wajar bila wilayahnya pernah "
        "dimekarkan."
    ),
    "penduduk.nik_serial": "Empat angka akhir NIK adalah 0000. Cocokkan dengan KTP.",
    "penduduk.nik_tanggal_mustahil": (
        "Angka ke-7 sampai ke-10 NIK bukan tanggal dan bulan yang mungkin. Cocokkan dengan KTP."
    ),
    "penduduk.nik_tanggal_beda": (
        "Tanggal lahir berbeda dari yang tersimpan di NIK. Wajar bila pernah dibetulkan Disdukcapil."
    ),
    "penduduk.nik_kelamin": "Jenis kelamin berbeda dari yang tersimpan di NIK. Cocokkan dengan KTP.",
    "penduduk.no_kk_wilayah": "Enam angka awal nomor KK ({awalan}) bukan kecamatan yang ada sekarang.",
    "penduduk.no_kk_tanggal_mustahil": (
        "Angka ke-7 sampai ke-10 nomor KK bukan tanggal dan bulan yang mungkin."
    ),
    "penduduk.no_kk_serial": "Empat angka akhir nomor KK adalah 0000. Cocokkan dengan KK.",
    # ---- other cells ----
    "penduduk.nama_karakter": "Nama berisi tanda {tanda} yang tidak ada pada KTP. Hapus tanda itu.",
    "penduduk.nama_dirapikan": (
        "Nama berisi tanda {tanda} yang tidak ada pada KTP. Tandanya diganti spasi; cocokkan dengan KTP."
    ),
    "penduduk.nama_tanpa_huruf": "Nama tidak berisi huruf.",
    "penduduk.teks_rumus": "Isi sel ini berawal seperti rumus. Tulis sebagai kalimat biasa.",
    "penduduk.teks_panjang": "Isi sel ini lebih dari {batas} huruf. Persingkat.",
    "penduduk.kelamin_asing": 'Jenis kelamin "{isi}" tidak kami kenal. Isi dengan L atau P, atau 1 atau 2.',
    "penduduk.kode_asing": (
        'Isi "{isi}" tidak ada dalam daftar {kolom}. Pakai kode atau tulisan dari daftar.'
    ),
    "penduduk.mode_huruf": (
        "Berkas ini diekspor OpenSID dalam bentuk huruf, yang merusak kolom ini; orang ini mungkin sudah "
        "meninggal. Isi dengan HIDUP, MATI, PINDAH, HILANG, atau PERGI, atau ekspor ulang dalam bentuk kode."
    ),
    "penduduk.tanggal_bentuk": (
        '"{isi}" bukan tanggal yang kami kenal. Tulis seperti 17-08-1985 atau 1985-08-17.'
    ),
    "penduduk.tanggal_terlalu_lama": "Tahun {tahun} terlalu lama untuk tanggal lahir. Periksa lagi.",
    "penduduk.tanggal_depan": "Tanggal lahir ini belum terjadi. Periksa lagi.",
    # ---- applying ----
    "penduduk.impor_basi": (
        "Data penduduk berubah sejak berkas ini diperiksa, jadi belum ada yang kami terapkan. Unggah "
        "berkasnya sekali lagi."
    ),
    "penduduk.impor_dibatalkan": (
        "Pemeriksaan berkas ini sudah dibatalkan atau diganti berkas lain. Unggah berkasnya sekali lagi."
    ),
    "penduduk.impor_sedang_diterapkan": "Berkas ini sedang diterapkan, jadi tidak dapat dibatalkan lagi.",
    "penduduk.impor_sudah_diterapkan": "Berkas ini sudah diterapkan, jadi tidak dapat dibatalkan lagi.",
    # ---- mutations ----
    "penduduk.mutasi_tanggal_depan": "Tanggal ini belum terjadi. Tulis tanggal hari ini atau sebelumnya.",
    "penduduk.mutasi_sebelum_lahir": (
        "Tanggal ini sebelum tanggal lahirnya. Periksa tanggalnya, atau tanggal lahir di data penduduk."
    ),
    "penduduk.mutasi_terlalu_lama": "Tanggal ini lebih dari 130 tahun yang lalu. Periksa tahunnya.",
    "penduduk.mutasi_nama_kosong": "Tulis namanya, seperti di akta atau surat pengantarnya.",
    "penduduk.mutasi_nik_kosong": "NIK harus 16 angka. Kosongkan bila memang belum punya.",
    "penduduk.mutasi_no_kk_kosong": "Tulis nomor KK, 16 angka.",
    "penduduk.mutasi_berubah": (
        "Data keluarga ini baru saja diubah petugas lain, jadi belum ada yang kami catat. Buka lagi datanya, "
        "lalu isi sekali lagi."
    ),
    "penduduk.mutasi_bentrok": (
        "NIK atau nomor KK ini baru saja dicatat petugas lain, jadi belum ada yang kami catat. Cari dulu orangnya di "
        "data penduduk."
    ),
    "penduduk.sudah_meninggal": "Orang ini sudah dicatat meninggal.",
    "penduduk.sudah_pindah": "Orang ini sudah dicatat pindah.",
    "penduduk.bukan_data_sah": "Data orang ini sudah dicatat tidak sah.",
    "penduduk.pilih_kepala": "Pilih siapa yang menjadi kepala keluarga.",
    "penduduk.tujuan_kosong": "Tulis ke mana pindahnya.",
    "penduduk.asal_kosong": "Tulis dari mana datangnya.",
    "penduduk.bukan_sekeluarga": (
        "Ada orang yang tidak lagi di keluarga ini. Buka lagi datanya, lalu isi sekali lagi."
    ),
    "penduduk.keluarga_kosong": "Tidak ada anggota keluarga ini yang tinggal di desa.",
    "penduduk.anak_sudah_ada": (
        "Anak dengan nama dan tanggal lahir ini sudah ada di keluarga ini. Mungkin sudah dicatat petugas lain."
    ),
    "penduduk.kepala_sudah_ada": "KK ini sudah punya kepala keluarga. Pilih hubungan yang lain.",
    "penduduk.kepala_belum_ada": (
        "KK ini belum punya kepala keluarga yang tinggal di desa. Catat kepala keluarganya dulu."
    ),
    "penduduk.nik_sudah_ada": "NIK ini sudah ada di data desa. Cari dulu orangnya di data penduduk.",
    "penduduk.nik_meninggal": "NIK ini milik orang yang sudah dicatat meninggal. Periksa lagi angkanya.",
    "penduduk.rumah_kosong": "Tulis dusun atau alamatnya.",
    "penduduk.rumah_sama": "Alamat ini sama dengan alamat sekarang.",
    "penduduk.pecah_kosong": "Pilih siapa yang pindah ke KK baru.",
    "penduduk.pecah_semua": (
        "Semua anggota terpilih, jadi tidak ada yang tinggal di KK lama. Kurangi, atau pakai pindah dalam desa."
    ),
    "penduduk.no_kk_dipakai": "Nomor KK ini sudah dipakai keluarga lain di desa. Periksa angkanya di KK baru.",
    "penduduk.beda_jumlah": "Pilih sedikitnya dua orang, dan tidak lebih dari dua puluh.",
    # ---- marriage and its end ----
    "penduduk.kawin_diri_sendiri": "NIK ini milik orang yang sama. Tulis NIK pasangannya.",
    "penduduk.kawin_sejenis": (
        "Menurut data desa keduanya berjenis kelamin sama. Periksa NIK-nya, atau jenis kelamin di data penduduk."
    ),
    "penduduk.istri_masih_kawin": (
        "Menurut data desa calon istrinya masih terikat perkawinan. Bila sudah cerai, catat cerainya dulu."
    ),
    "penduduk.suami_masih_kawin": (
        "Menurut data desa calon suaminya masih terikat perkawinan. Bila sudah cerai, catat cerainya dulu; bila ada "
        "izin beristri lebih dari satu, tulis nomor penetapan pengadilannya."
    ),
    "penduduk.kawin_di_bawah_umur": (
        "Ada yang belum 19 tahun pada hari itu. Tulis nomor penetapan dispensasi kawin dari pengadilan, atau periksa "
        "tanggalnya."
    ),
    "penduduk.kawin_tanpa_kk": "Orang ini belum punya KK di desa, jadi perlu KK baru. Pilih KK baru.",
    "penduduk.ikut_bukan_serumah": "Yang dapat ikut hanya anggota KK yang ditinggalkan. Periksa pilihannya.",
    "penduduk.tidak_kawin": (
        "Menurut data desa orang ini tidak sedang terikat perkawinan. Mungkin sudah dicatat petugas lain."
    ),
    "penduduk.akta_cerai_kosong": (
        "Tulis nomor akta cerai atau putusan pengadilannya; perkawinan yang tercatat berakhir di pengadilan."
    ),
    "penduduk.bukan_pasangan": "Orang ini tidak tercatat kawin di KK yang sama. Pilih yang lain.",
    "penduduk.pilih_mantan": "Pasangannya ada di KK ini. Pilih dengan siapa cerainya.",
    "penduduk.pilih_keluar": "Pilih siapa yang mendapat KK baru: salah satu dari yang bercerai.",
    "penduduk.pasangan_masih_hidup": (
        "Pasangannya di KK ini tercatat masih hidup. Bila meninggal, catat kematiannya; status cerai mati ikut tercatat."
    ),
    "penduduk.alasan_kosong": "Tulis apa yang keliru.",
    "penduduk.pembetulan_dibetulkan": (
        "Pembetulan tidak dapat dibatalkan. Bila ternyata terjadi, catat sekali lagi sebagai mutasi baru."
    ),
    "penduduk.mutasi_sudah_dibetulkan": "Mutasi ini sudah dibatalkan sebelumnya.",
    "penduduk.mutasi_terlanjur": (
        "Data orang ini sudah berubah lagi sesudah mutasi itu, jadi tidak dapat dibatalkan begitu saja. Batalkan dulu "
        "mutasi yang lebih baru."
    ),
    # ---- corrections ----
    "penduduk.koreksi_berubah": (
        "Data orang ini baru saja diubah petugas lain, jadi belum ada yang kami catat. Periksa isian di bawah, lalu "
        "lanjutkan."
    ),
    "penduduk.koreksi_kosong": "Belum ada isian yang berbeda dari data sekarang. Ubah dulu yang keliru.",
    "penduduk.koreksi_alasan": "Tulis apa yang keliru dan mengapa dibetulkan.",
    "penduduk.koreksi_pilih": "Pilih salah satu dari daftar.",
    "penduduk.koreksi_lahir_kosong": "Tulis tanggal lahirnya, seperti di akta atau KTP-el.",
    "penduduk.koreksi_kepala": (
        "Orang ini kepala keluarga. Kepala keluarga diganti lewat mutasi, supaya hubungan anggota lain ikut benar."
    ),
    "penduduk.koreksi_nik_sama": "NIK ini sama dengan yang tercatat sekarang. Periksa lagi angkanya di KTP-el.",
    "penduduk.koreksi_nik_sementara": (
        "Nomor yang berawal 0 adalah nomor sementara, bukan NIK. Pakai NIK dari Disdukcapil."
    ),
    # ---- requests of citizens ----
    "penduduk.permintaan_kosong": "Tulis atau pilih isi yang benar.",
    "penduduk.permintaan_sama": "Ini sama dengan yang tercatat sekarang. Tulis isi yang benar.",
    "penduduk.permintaan_foto": "Lampirkan foto buktinya, misalnya KTP, KK, atau akta.",
    "penduduk.permintaan_foto_banyak": "Paling banyak {maks} foto. Pilih yang paling jelas.",
    "penduduk.permintaan_menunggu": "Permintaan Anda tentang data ini masih menunggu jawaban kantor desa.",
    "penduduk.permintaan_penuh": (
        "Sudah ada {maks} permintaan Anda yang menunggu. Tunggu jawabannya dulu, atau datang ke kantor desa."
    ),
    "penduduk.permintaan_sering": "Hari ini sudah banyak permintaan dari Anda. Coba lagi besok, atau datang ke kantor desa.",
    "penduduk.permintaan_alasan": "Tulis mengapa ditolak. Warganya membaca kalimat ini.",
    "penduduk.permintaan_diputus": "Permintaan ini sudah diputus. Buka lagi daftarnya.",
}
