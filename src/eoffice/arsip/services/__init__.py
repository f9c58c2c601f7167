"""The verbs of the number books, for other rooms."""

from eoffice.arsip.services.buku import Potret, mulai_dari, potret_buku
from eoffice.arsip.services.jam import pastikan_tanggal, ragu, sudah_dipastikan
from eoffice.arsip.services.nomor import PermintaanNomor, ambil_nomor, batalkan_nomor, potret_nomor
from eoffice.arsip.services.saksi import (
    coba_akhiri,
    pakai_sementara,
    pastikan_nomor,
    periksa,
    susulkan,
)

__all__ = [
    "PermintaanNomor",
    "Potret",
    "ambil_nomor",
    "batalkan_nomor",
    "coba_akhiri",
    "mulai_dari",
    "pakai_sementara",
    "pastikan_nomor",
    "pastikan_tanggal",
    "periksa",
    "potret_buku",
    "potret_nomor",
    "ragu",
    "sudah_dipastikan",
    "susulkan",
]
