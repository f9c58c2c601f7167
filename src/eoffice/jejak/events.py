"""Events the stream writes about itself."""

from eoffice.jejak.registry import JenisPeristiwa

PRIBADI_DIHAPUS = JenisPeristiwa(
    nama="jejak.pribadi_dihapus",
    versi=1,
    publik=frozenset({"jumlah"}),
    pribadi=frozenset({"alasan"}),
    penghapusan="simpan",
)
"""Private payloads of one aggregate were erased. The event carries that aggregate's own name and id, so that
a reader who finds an event without its payload can tell erasure from loss."""

JENIS = (PRIBADI_DIHAPUS,)
