"""The verbs of the number books, for other rooms."""

from eoffice.arsip.services.buku import Potret, mulai_dari, pastikan_buku, potret_buku
from eoffice.arsip.services.jam import pastikan_tanggal, ragu, sudah_dipastikan
from eoffice.arsip.services.nomor import (
    PermintaanNomor,
    alihkan_nomor,
    ambil_nomor,
    batalkan_nomor,
    potret_nomor,
)
from eoffice.arsip.services.saksi import (
    BukuRagu,
    buku_dalam_ragu,
    coba_akhiri,
    pakai_sementara,
    pastikan_nomor,
    periksa,
    ragukan_cadangan,
    susulkan,
)
from eoffice.arsip.services.tinjau import (
    NomorGanda,
    NomorSementara,
    PemegangNomor,
    catat_ulang,
    nomor_ganda,
    nomor_sementara,
    putuskan_ganda,
    satu_ganda,
    selaraskan,
)

__all__ = [
    "BukuRagu",
    "NomorGanda",
    "NomorSementara",
    "PemegangNomor",
    "PermintaanNomor",
    "Potret",
    "alihkan_nomor",
    "ambil_nomor",
    "batalkan_nomor",
    "buku_dalam_ragu",
    "catat_ulang",
    "coba_akhiri",
    "mulai_dari",
    "nomor_ganda",
    "nomor_sementara",
    "pakai_sementara",
    "pastikan_buku",
    "pastikan_nomor",
    "pastikan_tanggal",
    "periksa",
    "potret_buku",
    "potret_nomor",
    "putuskan_ganda",
    "ragu",
    "ragukan_cadangan",
    "satu_ganda",
    "selaraskan",
    "sudah_dipastikan",
    "susulkan",
]
