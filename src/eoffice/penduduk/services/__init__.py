"""Verbs of the register: taking in files, mutations, and corrections."""

from eoffice.penduduk.services.kata import hitung_kata
from eoffice.penduduk.services.kemajuan import kemajuan_impor
from eoffice.penduduk.services.koreksi import koreksi_nik, koreksi_penduduk
from eoffice.penduduk.services.minta import gagalkan_impor, impor_diminta, minta_terapkan
from eoffice.penduduk.services.mutasi import (
    betulkan_mutasi,
    catat_cerai_mati,
    catat_kedatangan,
    catat_kelahiran,
    catat_kematian,
    catat_kepindahan,
    catat_perceraian,
    catat_perkawinan,
    catat_perkawinan_luar,
    catat_pindah_rumah,
    pecah_kk,
)
from eoffice.penduduk.services.permintaan import kunci_penduduk, minta_koreksi, tolak_permintaan
from eoffice.penduduk.services.serupa import bedakan, hitung_serupa
from eoffice.penduduk.services.siapkan import batalkan_impor, minta_siapkan, siapkan_diminta, siapkan_impor
from eoffice.penduduk.services.terapkan import terapkan_impor

__all__ = [
    "batalkan_impor",
    "bedakan",
    "betulkan_mutasi",
    "catat_cerai_mati",
    "catat_kedatangan",
    "catat_kelahiran",
    "catat_kematian",
    "catat_kepindahan",
    "catat_perceraian",
    "catat_perkawinan",
    "catat_perkawinan_luar",
    "catat_pindah_rumah",
    "gagalkan_impor",
    "hitung_kata",
    "hitung_serupa",
    "impor_diminta",
    "kemajuan_impor",
    "koreksi_nik",
    "koreksi_penduduk",
    "kunci_penduduk",
    "minta_koreksi",
    "minta_siapkan",
    "minta_terapkan",
    "pecah_kk",
    "siapkan_diminta",
    "siapkan_impor",
    "terapkan_impor",
    "tolak_permintaan",
]
