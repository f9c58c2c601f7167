"""What went wrong outside the program, in words: the database, the disk, the rights of a file."""

import errno

MENULIS = "Periksa pemilik dan hak berkas di EOFFICE_HOME, dan jalankan perintah sebagai pengguna yang sama."
CADANGAN = "Hentikan server dan pekerja, simpan salinan berkasnya, lalu pulihkan dari cadangan."
ULANGI = "Periksa dan kosongkan ruang simpan, lalu ulangi. Yang belum selesai tidak tersimpan."
URL = "Periksa EOFFICE_DATABASE_URL dan layanan PostgreSQL."
SIAPKAN = "Jalankan `eoffice migrate`."
BASIS_DATA = (  # a piece of the database's own words, what it means, what to do
    ("is full", "Ruang simpan penuh.", ULANGI),
    ("No space left", "Ruang simpan penuh.", ULANGI),
    ("disk I/O error", "Media simpan menolak dibaca atau ditulis: rusak, tercabut, atau penuh.", ULANGI),
    ("is locked", "Basis data sedang dipakai proses lain.", "Tunggu sebentar, lalu ulangi."),
    ("lock timeout", "Basis data sedang dipakai proses lain.", "Tunggu sebentar, lalu ulangi."),
    ("readonly", "Basis data tidak boleh ditulis oleh pengguna ini.", MENULIS),
    ("unable to open", "Berkas basis data tidak dapat dibuka.", MENULIS),
    ("malformed", "Berkas basis data rusak.", CADANGAN),
    ("not a database", "Berkas basis data rusak, atau bukan basis data.", CADANGAN),
    ("no such table", "Basis data belum disiapkan.", SIAPKAN),
    ("no such column", "Basis data berasal dari versi lain.", SIAPKAN),
    ("does not exist", "Basis data belum disiapkan, atau berasal dari versi lain.", SIAPKAN),
    ("authentication failed", "PostgreSQL menolak nama pengguna atau sandi.", URL),
    ("Connection refused", "PostgreSQL tidak berjalan di alamat itu.", URL),
    ("could not translate host", "Alamat PostgreSQL tidak dikenal.", URL),
    ("permission denied", "Peran basis data ini tidak berhak.", "Periksa EOFFICE_DATABASE_URL."),
)
SISTEM = {
    errno.ENOSPC: "Ruang simpan penuh",
    errno.EDQUOT: "Jatah ruang simpan habis",
    errno.EACCES: "Tidak diizinkan",
    errno.EPERM: "Tidak diizinkan",
    errno.EROFS: "Tempat itu hanya dapat dibaca",
    errno.ENOENT: "Berkas atau folder tidak ada",
    errno.ENOTDIR: "Bukan folder",
    errno.EISDIR: "Ini folder, bukan berkas",
    errno.EFBIG: "Berkas terlalu besar untuk tempat itu",
    errno.ENAMETOOLONG: "Nama berkas terlalu panjang",
}


def arti_basis_data(galat: Exception) -> tuple[str, str]:
    """Return what the database complains about, and what to do; its own first line where nothing is known."""
    kata = str(galat).strip()
    for potongan, apa, lalu in BASIS_DATA:
        if potongan in kata:
            return apa, lalu
    return (
        f"Basis data menolak: {kata.partition(chr(10))[0]}.",
        "Jalankan `eoffice doctor` untuk mencari sebabnya.",
    )


def arti_sistem(galat: OSError) -> str:
    """Return what the operating system refused, and which file it was about."""
    apa = SISTEM.get(galat.errno or 0) or galat.strerror or str(galat)
    return f"{apa}: {galat.filename}." if galat.filename else f"{apa}."
