"""Sentences about regions."""

KALIMAT = {
    "wilayah.identitas_tidak_sah": "Keterangan desa pada catatan ini tidak dapat disimpan di sini.",
    "wilayah.kode_tidak_dikenal": (
        "Kode {kode} tidak ada dalam daftar desa Kementerian Dalam Negeri. Tulis kode desa sepuluh angka, "
        "misalnya 32.07.15.2004."
    ),
    "wilayah.isian_tidak_sah": "Isian ini tidak dapat disimpan. Periksa tulisannya; paling banyak {batas} huruf.",
    "wilayah.zona_tidak_dikenal": "Zona waktu ini tidak dikenal. Pilih WIB, WITA, atau WIT.",
    "wilayah.jam_buka_panjang": (
        "Terlalu banyak hari dengan jam yang berbeda untuk ditulis dalam satu kalimat. Samakan jam beberapa hari."
    ),
    "wilayah.jam_buka_tidak_terbaca": (
        "Jam buka ini tidak terbaca, padahal janji layanan dihitung dengannya. Tulis hari lalu jamnya, "
        "misalnya: Senin sampai Kamis, 08.00-15.00; Jumat, 08.00-11.30 WIB."
    ),
    "wilayah.cuti_bersama_belum_ada": (
        "Daftar libur tahun {tahun} belum memuat cuti bersama, jadi janji layanan dapat meleset."
    ),
}
