"""The notice board made from a stream, and the pictures that its events name."""

from datetime import date
from typing import Any

from eoffice.jejak.proyeksi import ProyeksiTabel
from eoffice.jejak.selectors import PeristiwaTercatat
from eoffice.papan import events
from eoffice.papan.models import KontakPengaduan, Pengumuman
from eoffice.papan.services import KOLOM_KONTAK, Gambar, gambar_kontak, gambar_pengumuman


class ProyeksiPengumuman(ProyeksiTabel[Pengumuman]):
    """The announcements, in whatever state."""

    jenis = events.PENGUMUMAN
    agregat = "pengumuman"
    tabel = Pengumuman

    def potret(self, row: Pengumuman) -> Gambar:
        """Return the row as its event tells it."""
        return gambar_pengumuman(row)

    def kolom(self, peristiwa: PeristiwaTercatat) -> dict[str, Any]:
        """Return the columns that an event gives; words that were erased are empty."""
        publik, pribadi = peristiwa.publik, peristiwa.pribadi or {}
        return {
            "keadaan": publik["keadaan"],
            "gambar": publik["gambar"],
            "mulai": date.fromisoformat(publik["mulai"]),
            "sampai": date.fromisoformat(publik["sampai"]) if publik["sampai"] else None,
            "judul": pribadi.get("judul", ""),
            "isi": pribadi.get("isi", ""),
        }


class ProyeksiKontakPengaduan(ProyeksiTabel[KontakPengaduan]):
    """Where to complain."""

    jenis = events.PENGADUAN
    agregat = "kontak_pengaduan"
    tabel = KontakPengaduan

    def potret(self, row: KontakPengaduan) -> Gambar:
        """Return the row as its event tells it."""
        return gambar_kontak(row)

    def kolom(self, peristiwa: PeristiwaTercatat) -> dict[str, Any]:
        """Return the columns that an event gives."""
        return {nama: peristiwa.publik[nama] for nama in KOLOM_KONTAK}


def berkas_pengumuman(peristiwa: PeristiwaTercatat) -> set[str]:
    """Return the SHA-256 of the picture of an announcement."""
    return {peristiwa.publik["gambar"]} - {""}
