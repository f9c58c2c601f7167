"""What ``arsip`` writes into the stream."""

from eoffice.jejak.registry import JenisPeristiwa

NOMOR = JenisPeristiwa(
    "arsip.nomor",
    1,
    frozenset({"tahun", "lingkup", "urut", "teks", "untuk", "diambil_pada", "batal_pada", "sengketa"}),
    frozenset({"alasan_batal"}),
    "simpan",
)

BUKU_DILANJUTKAN = JenisPeristiwa(
    "arsip.buku_dilanjutkan", 1, frozenset({"tahun", "lingkup", "awal"}), frozenset(), "simpan"
)
"""A paper register goes on here: the first number given is the one after ``awal``."""

JENIS = (NOMOR, BUKU_DILANJUTKAN)
