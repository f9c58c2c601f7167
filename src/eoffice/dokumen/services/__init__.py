"""The port through which other rooms make, sign, check and keep documents."""

from eoffice.dokumen.adapters.bungkus import KunciSalah, buka_bungkus, bungkus
from eoffice.dokumen.adapters.gabung import gabung
from eoffice.dokumen.adapters.intake import (
    terima_berkas,
    terima_foto,
    terima_lambang,
    terima_pdf,
    terima_pindaian,
)
from eoffice.dokumen.adapters.potongan import SalahTempat
from eoffice.dokumen.adapters.qr import buat_qr
from eoffice.dokumen.adapters.qr_reader import baca_qr, dapat_baca_qr
from eoffice.dokumen.adapters.signer import KunciTerbuka
from eoffice.dokumen.adapters.store import BerkasHilang, pastikan_folder, tulis_atomik
from eoffice.dokumen.adapters.typesetter import (
    gambar_halaman,
    rangkai,
    rangkai_formulir,
    rangkai_lembar,
    rangkai_panduan,
    rangkai_pindaian,
    rangkai_poster,
    rangkai_salinan,
)
from eoffice.dokumen.rules.teks import periksa_teks
from eoffice.dokumen.services.berkas import (
    ada,
    baca,
    berkas_bermasalah,
    buang,
    buang_segera,
    buang_sisa,
    semua_berkas,
    sidik,
    simpan,
    simpan_pratinjau,
    tahan_buang,
)
from eoffice.dokumen.services.kunci import (
    BarisPenandatangan,
    buka_kunci,
    cabut_penandatangan,
    daftarkan_penandatangan,
    pastikan_otoritas,
    penandatangan_aktif,
    periksa_pdf,
    semua_penandatangan,
    tanda_tangani,
)
from eoffice.dokumen.services.muatan import (
    MuatanPalsu,
    MuatanRusak,
    baca_muatan,
    buat_muatan,
    intip_desa,
    kunci_publik,
)
from eoffice.dokumen.services.otoritas import umumkan_otoritas
from eoffice.dokumen.services.potongan import (
    baca_potongan,
    buang_potongan_lama,
    kosongkan_laci,
    lupakan_potongan,
    potong,
    sampai_mana,
    selesaikan_potongan,
    tambah_potongan,
    ukuran,
)
from eoffice.dokumen.services.ruang import Ruang, pastikan_ruang
from eoffice.dokumen.services.titipan import ambil_titipan, buang_titipan_basi, titip

__all__ = [
    "BarisPenandatangan",
    "BerkasHilang",
    "KunciSalah",
    "KunciTerbuka",
    "MuatanPalsu",
    "MuatanRusak",
    "Ruang",
    "SalahTempat",
    "ada",
    "ambil_titipan",
    "baca",
    "baca_muatan",
    "baca_potongan",
    "baca_qr",
    "berkas_bermasalah",
    "buang",
    "buang_potongan_lama",
    "buang_segera",
    "buang_sisa",
    "buang_titipan_basi",
    "buat_muatan",
    "buat_qr",
    "buka_bungkus",
    "buka_kunci",
    "bungkus",
    "cabut_penandatangan",
    "daftarkan_penandatangan",
    "dapat_baca_qr",
    "gabung",
    "gambar_halaman",
    "intip_desa",
    "kosongkan_laci",
    "kunci_publik",
    "lupakan_potongan",
    "pastikan_folder",
    "pastikan_otoritas",
    "pastikan_ruang",
    "penandatangan_aktif",
    "periksa_pdf",
    "periksa_teks",
    "potong",
    "rangkai",
    "rangkai_formulir",
    "rangkai_lembar",
    "rangkai_panduan",
    "rangkai_pindaian",
    "rangkai_poster",
    "rangkai_salinan",
    "sampai_mana",
    "selesaikan_potongan",
    "semua_berkas",
    "semua_penandatangan",
    "sidik",
    "simpan",
    "simpan_pratinjau",
    "tahan_buang",
    "tambah_potongan",
    "tanda_tangani",
    "terima_berkas",
    "terima_foto",
    "terima_lambang",
    "terima_pdf",
    "terima_pindaian",
    "titip",
    "tulis_atomik",
    "ukuran",
    "umumkan_otoritas",
]
