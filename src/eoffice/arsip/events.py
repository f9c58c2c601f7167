"""What ``arsip`` writes into the stream."""

from eoffice.jejak.registry import JenisPeristiwa

NOMOR = JenisPeristiwa(
    "arsip.nomor",
    1,
    frozenset(
        {
            "buku_id", "tahun", "lingkup", "awal", "urut", "teks", "untuk", "diambil_pada", "batal_pada",
            "sengketa",
        }
    ),
    frozenset({"alasan_batal"}),
    "simpan",
)  # fmt: skip
"""A number was given or made void. It names its book in full: nothing else tells that a book was opened."""

BUKU_DILANJUTKAN = JenisPeristiwa(
    "arsip.buku_dilanjutkan", 1, frozenset({"tahun", "lingkup", "awal"}), frozenset(), "simpan"
)
"""A paper register goes on here: the first number given is the one after ``awal``."""

JENIS = (NOMOR, BUKU_DILANJUTKAN)
