"""Events the stream writes about itself, and about the village whose stream it is."""

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

PERISTIWA_DILEWATI = JenisPeristiwa(
    nama="jejak.peristiwa_dilewati",
    versi=1,
    publik=frozenset({"konsumen", "epoch", "urut"}),
    pribadi=frozenset({"alasan"}),
    penghapusan="simpan",
    penulis="siapa_saja",
)
"""A person let a consumer pass an event it cannot handle."""

DESA_DICATAT = JenisPeristiwa(
    nama="jejak.desa_dicatat",
    versi=1,
    publik=frozenset(
        {
            "kode", "nama", "sebutan", "kecamatan", "kabupaten", "provinsi", "alamat", "telepon", "surel",
            "kode_pos", "zona_waktu", "jam_buka",
        }
    ),
    pribadi=frozenset(),
    penghapusan="simpan",
)  # fmt: skip
"""A village was registered, or how it is reached changed: who it is, as its letters print it."""

JENIS = (PRIBADI_DIHAPUS, PERISTIWA_DILEWATI, DESA_DICATAT)
