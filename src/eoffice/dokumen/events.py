"""What ``dokumen`` writes into the stream."""

from eoffice.jejak.registry import JenisPeristiwa

PENANDATANGAN = JenisPeristiwa(
    "dokumen.penandatangan",
    1,
    frozenset({"pejabat_id", "serial", "sertifikat", "berlaku_dari", "berlaku_sampai", "dicabut_pada"}),
    frozenset({"nama", "alasan_cabut"}),
    "simpan",
)

OTORITAS = JenisPeristiwa(
    "dokumen.otoritas",
    1,
    frozenset({"akar", "penerbit", "muatan", "crl_akar", "crl"}),
    frozenset(),
    "simpan",
)
"""The village's public certificates and revocation lists (PEM): by them others check its papers."""

JENIS = (PENANDATANGAN, OTORITAS)
