"""Verbs of the register. Today: taking in files; the mutations of Permendagri 109/2019 come with their issue."""

from eoffice.penduduk.services.kemajuan import kemajuan_impor
from eoffice.penduduk.services.minta import gagalkan_impor, impor_diminta, minta_terapkan
from eoffice.penduduk.services.siapkan import batalkan_impor, minta_siapkan, siapkan_diminta, siapkan_impor
from eoffice.penduduk.services.terapkan import terapkan_impor

__all__ = [
    "batalkan_impor",
    "gagalkan_impor",
    "impor_diminta",
    "kemajuan_impor",
    "minta_siapkan",
    "minta_terapkan",
    "siapkan_diminta",
    "siapkan_impor",
    "terapkan_impor",
]
