"""The verbs of accounts."""

from eoffice.akun.services.aparat import (
    akhiri_pelimpahan,
    akhiri_tugas,
    angkat,
    beri_akun,
    buat_aparat,
    ganti_sandi,
    keluar_semua,
    limpahkan,
    masuk_aparat,
    pastikan_kantor_di_sini,
    pastikan_sandi,
    simpan_pejabat,
)
from eoffice.akun.services.jatah import jatah_terpakai, pakai_jatah
from eoffice.akun.services.keluar import kades_keluar, kades_kembali
from eoffice.akun.services.kunci_sandi import (
    Tawaran,
    lepas_kunci,
    masuk_kunci,
    nama_kunci,
    pasang_kunci,
    tawarkan_masuk,
    tawarkan_pasang,
)
from eoffice.akun.services.percobaan import percobaan_frasa
from eoffice.akun.services.petugas import buat_petugas, lepas_hp_petugas, tutup_petugas
from eoffice.akun.services.slip import (
    KunciSlip,
    Slip,
    baca_slip,
    intip_desa,
    kenali_kode,
    kode_ketik,
    terbitkan_slip,
)
from eoffice.akun.services.totp import (
    buat_kode_pemulihan,
    mulai_pasang_totp,
    pakai_kode_pemulihan,
    periksa_totp,
    reset_totp_dua_orang,
    selesai_pasang_totp,
)
from eoffice.akun.services.warga import aktifkan_warga, ganti_pin, masuk_warga

__all__ = [
    "KunciSlip",
    "Slip",
    "Tawaran",
    "akhiri_pelimpahan",
    "akhiri_tugas",
    "aktifkan_warga",
    "angkat",
    "baca_slip",
    "beri_akun",
    "buat_aparat",
    "buat_kode_pemulihan",
    "buat_petugas",
    "ganti_pin",
    "ganti_sandi",
    "intip_desa",
    "jatah_terpakai",
    "kades_keluar",
    "kades_kembali",
    "keluar_semua",
    "kenali_kode",
    "kode_ketik",
    "lepas_hp_petugas",
    "lepas_kunci",
    "limpahkan",
    "masuk_aparat",
    "masuk_kunci",
    "masuk_warga",
    "mulai_pasang_totp",
    "nama_kunci",
    "pakai_jatah",
    "pakai_kode_pemulihan",
    "pasang_kunci",
    "pastikan_kantor_di_sini",
    "pastikan_sandi",
    "percobaan_frasa",
    "periksa_totp",
    "reset_totp_dua_orang",
    "selesai_pasang_totp",
    "simpan_pejabat",
    "tawarkan_masuk",
    "tawarkan_pasang",
    "terbitkan_slip",
    "tutup_petugas",
]
