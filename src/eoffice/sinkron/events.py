"""What synchronisation writes into the stream."""

from eoffice.jejak.registry import JenisPeristiwa

TITIK_COCOK = JenisPeristiwa("sinkron.titik_cocok", 1, frozenset({"tabel"}), frozenset(), "simpan")
"""The digests of the owner's tables at this place of the stream: by table the version of its event, the number of rows,
the root over all buckets, and of each of the 256 buckets the first 8 hex digits, to find where two sides differ."""

BARIS_DIBUANG = JenisPeristiwa("sinkron.baris_dibuang", 1, frozenset({"tabel"}), frozenset(), "simpan")
"""A row that the owner does not have was found on the other side, and is to be removed there (``macam`` del)."""

JENIS = (TITIK_COCOK, BARIS_DIBUANG)
