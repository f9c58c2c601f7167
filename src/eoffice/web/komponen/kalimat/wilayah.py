"""Sentences about regions."""

KALIMAT = {
    "wilayah.kode_tidak_dikenal": (
        "Kode {kode} tidak ada dalam daftar desa Kementerian Dalam Negeri. Tulis kode desa sepuluh angka, "
        "misalnya 32.07.15.2004."
    ),
}
