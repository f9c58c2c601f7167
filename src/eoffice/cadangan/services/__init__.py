"""The port through which pages and commands make backups, watch over them, and bring them back."""

from eoffice.cadangan.adapters.basis_pg import kosong as basis_kosong
from eoffice.cadangan.adapters.basis_pg import pasang as pasang_basis
from eoffice.cadangan.adapters.basis_pg import sidik_tabel as sidik_postgres
from eoffice.cadangan.adapters.basis_sqlite import sidik_tabel as sidik_sqlite
from eoffice.cadangan.adapters.gudang import BASIS
from eoffice.cadangan.adapters.litestream import ambil_salinan, baca_salinan, perintah_salin, tertinggal
from eoffice.cadangan.adapters.tujuan import Tujuan, baca_tujuan
from eoffice.cadangan.services.buat import cadangkan
from eoffice.cadangan.services.buka import (
    Beda,
    bandingkan,
    periksa,
    periksa_siapa,
    sidik_luar,
    uraikan,
)
from eoffice.cadangan.services.keadaan import (
    Catatan,
    ambil_permintaan,
    cadangan_terakhir,
    diminta,
    minta,
    percobaan_terakhir,
    riwayat,
    sedang,
    terakhir,
)
from eoffice.cadangan.services.kunci import (
    Penerima,
    baca_foto,
    baca_rahasia,
    buat_kunci,
    penerima,
    tambah_penerima,
)
from eoffice.cadangan.services.lembar import lembar

__all__ = [
    "BASIS",
    "Beda",
    "Catatan",
    "Penerima",
    "Tujuan",
    "ambil_permintaan",
    "ambil_salinan",
    "baca_foto",
    "baca_rahasia",
    "baca_salinan",
    "baca_tujuan",
    "bandingkan",
    "basis_kosong",
    "buat_kunci",
    "cadangan_terakhir",
    "cadangkan",
    "diminta",
    "lembar",
    "minta",
    "pasang_basis",
    "penerima",
    "percobaan_terakhir",
    "periksa",
    "periksa_siapa",
    "perintah_salin",
    "riwayat",
    "sedang",
    "sidik_luar",
    "sidik_postgres",
    "sidik_sqlite",
    "tambah_penerima",
    "terakhir",
    "tertinggal",
    "uraikan",
]
