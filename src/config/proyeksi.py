"""Every table that follows the streams, parents first. The only list: applying and comparing both read it."""

from collections.abc import Callable, Collection, Mapping
from typing import Final

from eoffice.jejak.proyeksi import Proyeksi
from eoffice.jejak.selectors import PeristiwaTercatat
from eoffice.surat.projections import ProyeksiPengaturan, ProyeksiSurat, berkas_pengaturan, berkas_surat

PROYEKSI: tuple[Proyeksi, ...] = (ProyeksiPengaturan(), ProyeksiSurat())

PENYEBUT_BERKAS: Final[Mapping[str, Callable[[PeristiwaTercatat], Collection[str]]]] = {
    "surat.surat": berkas_surat,
    "surat.pengaturan": berkas_pengaturan,
}
"""Which files (SHA-256) an event names: they travel after the events."""
