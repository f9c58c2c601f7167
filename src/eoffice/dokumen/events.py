"""What ``dokumen`` writes into the stream."""

from eoffice.jejak.registry import JenisPeristiwa

PENANDATANGAN = JenisPeristiwa(
    "dokumen.penandatangan",
    1,
    frozenset({"pejabat_id", "serial", "sertifikat", "berlaku_dari", "berlaku_sampai", "dicabut_pada"}),
    frozenset({"nama", "alasan_cabut"}),
    "simpan",
)

JENIS = (PENANDATANGAN,)
