"""The verbs of letters."""

from eoffice.surat.services.bahan import gambar_surat, gambar_tumpukan, lambang
from eoffice.surat.services.buang import buang_berkas_lepas, buang_draf, buang_draf_lama
from eoffice.surat.services.dompet import (
    buang_dompet_lama,
    buka_dompet,
    hapus_dompet,
    pakai_dompet,
    simpan_dompet,
)
from eoffice.surat.services.draf import (
    BerkasDraf,
    IsiDraf,
    buang_lampiran,
    draf,
    lampirkan,
    mulai_draf,
    mulai_perbaikan,
    simpan_formulir,
    simpan_jawaban,
    simpan_telepon,
    terima_lampiran,
)
from eoffice.surat.services.ekspedisi import (
    cetak_buku_ekspedisi,
    coret_serah,
    serahkan,
    tanda_terima,
)
from eoffice.surat.services.kirim import Terkirim, ajukan
from eoffice.surat.services.kiriman import ajukan_ulang, laksanakan, tarik
from eoffice.surat.services.padam import batalkan_formulir, cetak_formulir, pakai_formulir, pesan_formulir
from eoffice.surat.services.pengaturan import (
    Pengaturan,
    buang_libur,
    jam_kerja,
    pengaturan,
    tambah_libur,
    tutup_antara,
    ubah_jenis,
    ubah_pengaturan,
)
from eoffice.surat.services.pintu import Pelaku, hari_ini, jalankan
from eoffice.surat.services.poster import KataPoster, poster
from eoffice.surat.services.terbit import (
    HasilTanda,
    cetak_basah,
    lembar_cetak,
    tanda_tangani,
    terbitkan_pindaian,
)
from eoffice.surat.services.tinjau import beri_nomor_tetap, pilih_pemegang, pilih_versi
from eoffice.surat.services.ubah import ubah_isian, ubah_kata

__all__ = [
    "BerkasDraf",
    "HasilTanda",
    "IsiDraf",
    "KataPoster",
    "Pelaku",
    "Pengaturan",
    "Terkirim",
    "ajukan",
    "ajukan_ulang",
    "batalkan_formulir",
    "beri_nomor_tetap",
    "buang_berkas_lepas",
    "buang_dompet_lama",
    "buang_draf",
    "buang_draf_lama",
    "buang_lampiran",
    "buang_libur",
    "buka_dompet",
    "cetak_basah",
    "cetak_buku_ekspedisi",
    "cetak_formulir",
    "coret_serah",
    "draf",
    "gambar_surat",
    "gambar_tumpukan",
    "hapus_dompet",
    "hari_ini",
    "jalankan",
    "jam_kerja",
    "laksanakan",
    "lambang",
    "lampirkan",
    "lembar_cetak",
    "mulai_draf",
    "mulai_perbaikan",
    "pakai_dompet",
    "pakai_formulir",
    "pengaturan",
    "pesan_formulir",
    "pilih_pemegang",
    "pilih_versi",
    "poster",
    "serahkan",
    "simpan_dompet",
    "simpan_formulir",
    "simpan_jawaban",
    "simpan_telepon",
    "tambah_libur",
    "tanda_tangani",
    "tanda_terima",
    "tarik",
    "terbitkan_pindaian",
    "terima_lampiran",
    "tutup_antara",
    "ubah_isian",
    "ubah_jenis",
    "ubah_kata",
    "ubah_pengaturan",
]
