"""Sentences of the kernel: what can happen to any request."""

KALIMAT: dict[str, str] = {
    "kernel.tidak_ditemukan": "Yang Anda cari tidak ada di sini, atau bukan untuk akun ini.",
    "kernel.disk_penuh": "Penyimpanan kantor penuh. Tidak ada yang tersimpan separuh.",
    "kernel.basis_data_sibuk": "Terlalu banyak pekerjaan pada saat yang sama. Isian Anda belum tersimpan.",
    "kernel.unggahan_terlalu_besar": "Berkas yang dikirim terlalu besar. Paling besar 20 MB tiap berkas.",
    "kernel.formulir_kedaluwarsa": "Halaman ini terlalu lama terbuka, jadi kami belum menyimpan isiannya.",
    "kernel.formulir_asing": "Formulir ini tidak dikirim dari halaman kami, jadi tidak kami jalankan.",
    "kernel.langkah_tidak_ada": 'Langkah "{aksi}" tidak ada untuk surat yang berstatus {status}.',
}
