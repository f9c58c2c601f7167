"""Verbs of the register. Today: taking in files; the mutations of Permendagri 109/2019 come with their issue."""

from eoffice.penduduk.services.siapkan import batalkan_impor, siapkan_impor
from eoffice.penduduk.services.terapkan import terapkan_impor

__all__ = ["batalkan_impor", "siapkan_impor", "terapkan_impor"]
