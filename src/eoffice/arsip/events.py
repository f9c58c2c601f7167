"""What ``arsip`` writes into the stream."""

from eoffice.jejak.registry import JenisPeristiwa

NOMOR = JenisPeristiwa(
    "arsip.nomor",
    1,
    frozenset(
        {
            "buku_id", "tahun", "lingkup", "awal", "urut", "teks", "untuk", "diambil_pada", "batal_pada",
            "sengketa", "semula",
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

PEMULIHAN = JenisPeristiwa(
    "arsip.pemulihan",
    1,
    frozenset({"langkah", "sebab", "cara", "buku", "seri"}),
    frozenset({"catatan"}),
    "simpan",
)
"""After an older database was put back: provisional numbers were chosen (``langkah`` sementara), or the last number
became certain (selesai), by meeting the regency or by a person with the paper register (``cara``). ``buku``: the last
number of each book by then."""

TANGGAL_DIPASTIKAN = JenisPeristiwa(
    "arsip.tanggal_dipastikan", 1, frozenset({"tanggal", "sebab", "selisih"}), frozenset(), "simpan"
)
"""A person said that the computer's date is right, although it looked wrong (``sebab``, a message code)."""

JENIS = (NOMOR, BUKU_DILANJUTKAN, PEMULIHAN, TANGGAL_DIPASTIKAN)
