"""Sentences of the stream."""

KALIMAT: dict[str, str] = {
    "jejak.bukan_pemilik": (
        "Data desa ini ditulis di server lain, jadi tidak dapat diubah dari sini. Kerjakan di server desa itu, "
        "atau tanyakan kepada Diskominfo."
    ),
    "jejak.desa_di_sini": (
        "Desa ini dilayani dari server ini, jadi berkasnya tidak perlu dikirim. Muat ulang halaman, lalu coba lagi."
    ),
    "jejak.ditarik": (
        "Berkas ini ditarik kabupaten, jadi tidak dapat diproses lagi di desa. Pekerjaan desa atas berkas ini "
        "tetap tersimpan. Hubungi Diskominfo bila berkas ini seharusnya tetap di desa."
    ),
    "jejak.ditulis_sana": (
        "Berkas ini sudah diterima server desa, jadi hanya dapat diproses di desa. Yang terlihat di sini salinannya."
    ),
    "jejak.isi_tidak_sah": "Isi kolom {kolom} pada catatan ini tidak dapat disimpan di sini.",
    "jejak.peristiwa_rusak": "Catatan nomor {urut} rusak atau bukan lanjutan catatan sebelumnya, jadi tidak disimpan.",
    "jejak.sedang_dikirim": (
        "Berkas ini sedang dikirim ke server desa, jadi belum dapat diubah. Tunggu sampai desa tersambung dan "
        "menerimanya."
    ),
    "jejak.tidak_dapat_ditarik": (
        "Berkas ini tidak sedang di desa, jadi tidak ada yang ditarik. Muat ulang halaman untuk melihat keadaannya."
    ),
}
