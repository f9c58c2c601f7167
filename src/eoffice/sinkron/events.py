"""What synchronisation writes into the stream."""

from eoffice.jejak.registry import JenisPeristiwa

TITIK_COCOK = JenisPeristiwa("sinkron.titik_cocok", 1, frozenset({"tabel"}), frozenset(), "simpan")
"""The digests of the owner's tables at this place of the stream: by table the version of its event, the number of rows,
the root over all buckets, and of each of the 256 buckets the first 8 hex digits, to find where two sides differ."""

BARIS_DIBUANG = JenisPeristiwa("sinkron.baris_dibuang", 1, frozenset({"tabel"}), frozenset(), "simpan")
"""A row that the owner does not have was found on the other side, and is to be removed there (``macam`` del)."""

DIPUTUSKAN = JenisPeristiwa(
    "sinkron.diputuskan",
    1,
    frozenset({"agregat", "agregat_id", "putusan", "dipilih"}),
    frozenset({"alasan"}),
    "simpan",
)
"""A person decided about an aggregate that two branches told otherwise: what was held for it is settled on both sides,
and how it is follows as a repair. ``dipilih``: the event whose words hold, empty where another rule decides."""

TINDAKAN = JenisPeristiwa(
    "sinkron.tindakan",
    1,
    frozenset({"tindakan", "rincian"}),
    frozenset({"nama", "alasan"}),
    "simpan",
    penulis="siapa_saja",
)
"""What an officer of the regency did about a village's server, who he is, and why (``macam`` cmd); the village reads it
too."""

SERAH_TERIMA = JenisPeristiwa("sinkron.serah_terima", 1, frozenset({"jenis"}), frozenset(), "simpan")
"""What was handed over was accepted (``macam`` accept): from here on the village writes it. ``jenis``: its event."""

WEWENANG = JenisPeristiwa(
    "sinkron.wewenang", 1, frozenset({"penulis", "sampai"}), frozenset(), "simpan", penulis="siapa_saja"
)
"""The whole village is written elsewhere from here on (``macam`` cmd): by a server of its own (``desa``), or by the
regency (``kabupaten``). Its owner epoch is above every one before. ``sampai``: how much of each stream of the other
side the teller had applied; what follows there came too late, wherever it is read."""

JENIS = (TITIK_COCOK, BARIS_DIBUANG, DIPUTUSKAN, TINDAKAN, SERAH_TERIMA, WEWENANG)
