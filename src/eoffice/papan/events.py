"""What ``papan`` writes into the stream: an announcement and the contact for complaints, each in full."""

from typing import Final

from eoffice.jejak.registry import JenisPeristiwa

PENGUMUMAN: Final = JenisPeristiwa(
    "papan.pengumuman",
    1,
    frozenset({"keadaan", "mulai", "sampai", "gambar"}),
    frozenset({"judul", "isi"}),
    "hapus",
)
"""The words are private: a name that should never have hung there can be erased, and the chain still holds."""

PENGADUAN: Final = JenisPeristiwa(
    "papan.kontak_pengaduan",
    1,
    frozenset({"petugas", "telepon", "whatsapp", "surel", "tempat", "jam", "hari_tanggap"}),
    frozenset(),
    "simpan",
)

JENIS: Final = (PENGUMUMAN, PENGADUAN)
