"""Mutations of the register: birth, death, coming, leaving, moving inside the village, a card of one's own, marriage
and its end."""

from eoffice.penduduk.services.mutasi.dalam import betulkan_mutasi, catat_pindah_rumah, pecah_kk
from eoffice.penduduk.services.mutasi.kawin import (
    catat_cerai_mati,
    catat_perceraian,
    catat_perkawinan,
    catat_perkawinan_luar,
)
from eoffice.penduduk.services.mutasi.keluar import catat_kematian, catat_kepindahan
from eoffice.penduduk.services.mutasi.masuk import catat_kedatangan, catat_kelahiran

__all__ = [
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
    "pecah_kk",
]
