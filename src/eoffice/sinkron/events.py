"""What synchronisation writes into the stream."""

from eoffice.jejak.registry import JenisPeristiwa

TITIK_COCOK = JenisPeristiwa("sinkron.titik_cocok", 1, frozenset({"tabel"}), frozenset(), "simpan")
"""The digests of the owner's tables at this place of the stream: by table the number of rows, the root over all
buckets, and of each of the 256 buckets the first 8 hex digits, to find where two sides differ."""

JENIS = (TITIK_COCOK,)
