"""Every table that follows the streams, parents first. The only list: applying and comparing both read it."""

from eoffice.jejak.proyeksi import Proyeksi

PROYEKSI: tuple[Proyeksi, ...] = ()
