"""What ``arsip`` writes into the stream."""

from eoffice.jejak.registry import JenisPeristiwa

NOMOR = JenisPeristiwa(
    "arsip.nomor",
    1,
    frozenset({"tahun", "lingkup", "urut", "teks", "untuk", "diambil_pada", "batal_pada", "sengketa"}),
    frozenset({"alasan_batal"}),
    "simpan",
)

JENIS = (NOMOR,)
