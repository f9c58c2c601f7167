"""What the register tells the stream: after-images of people and families, and that a file was applied."""

from dataclasses import replace

from eoffice.jejak.registry import JenisPeristiwa
from eoffice.penduduk.rules.sampingan import KOLOM_SAMPINGAN

PENDUDUK_DICATAT_V1 = JenisPeristiwa(
    nama="penduduk.penduduk_dicatat",
    versi=1,
    publik=frozenset({"sebab", "hilang_pada"}),
    pribadi=frozenset(
        {
            "keluarga_id", "nik", "nama", "jenis_kelamin", "tempat_lahir", "tanggal_lahir", "agama",
            "pendidikan", "pekerjaan", "status_kawin", "shdk", "kewarganegaraan", "golongan_darah",
            "nama_ayah", "nama_ibu", "nik_ayah", "nik_ibu", "status_dasar", "lain",
        }
    ),
    penghapusan="hapus",
)  # fmt: skip
"""A person was added or changed. Public: why (``impor``, ``mutasi``, ``koreksi``) and since when he is
missing from the last full file. What has no column stands in ``lain``."""
PENDUDUK_DICATAT = replace(
    PENDUDUK_DICATAT_V1, versi=2, pribadi=PENDUDUK_DICATAT_V1.pribadi.union(KOLOM_SAMPINGAN)
)
"""Since version 2 what people are counted by is told apart from ``lain``."""

KELUARGA_DICATAT = JenisPeristiwa(
    nama="penduduk.keluarga_dicatat",
    versi=1,
    publik=frozenset({"sebab"}),
    pribadi=frozenset({"no_kk", "alamat", "dusun", "rw", "rt"}),
    penghapusan="hapus",
)
"""A family card was added or its address changed."""

IMPOR_DITERAPKAN = JenisPeristiwa(
    nama="penduduk.impor_diterapkan",
    versi=1,
    publik=frozenset({"sha256", "lengkap", "baru", "berubah", "sama", "hilang", "ditolak"}),
    pribadi=frozenset(),
    penghapusan="simpan",
)
"""An import file was applied, with how many rows of each kind."""

MUTASI_DICATAT = JenisPeristiwa(
    nama="penduduk.mutasi_dicatat",
    versi=1,
    publik=frozenset({"jenis"}),
    pribadi=frozenset(
        {
            "kelompok", "tanggal", "penduduk_id", "keluarga_id", "dari", "ke", "sebab", "tempat", "keterangan",
            "dusun", "ubahan", "membetulkan", "dicatat_pada", "oleh",
        }
    ),
    penghapusan="hapus",
)  # fmt: skip
"""A mutation of one person. Public: its kind, so that births and deaths can be counted without names."""

BEDA_ORANG = JenisPeristiwa(
    nama="penduduk.beda_orang",
    versi=1,
    publik=frozenset(),
    pribadi=frozenset({"satu_id", "dua_id", "oleh", "diputus_pada"}),
    penghapusan="hapus",
)
"""The office decided that two people who look like one are two."""

KOREKSI_DICATAT = JenisPeristiwa(
    nama="penduduk.koreksi_dicatat",
    versi=1,
    publik=frozenset({"dasar"}),
    pribadi=frozenset(
        {
            "penduduk_id", "revisi_orang", "nomor_dasar", "alasan", "ubahan", "permintaan", "dicatat_pada", "oleh",
        }
    ),
    penghapusan="hapus",
)  # fmt: skip
"""The office corrected a person. Public: the kind of paper it rests on, so that corrections can be counted."""

PERMINTAAN_KOREKSI = JenisPeristiwa(
    nama="penduduk.permintaan_koreksi",
    versi=1,
    publik=frozenset({"kolom", "hasil"}),
    pribadi=frozenset(
        {
            "penduduk_id", "pemilik", "usul", "keterangan", "berkas", "dibuat_pada", "alasan", "diputus_pada", "oleh",
        }
    ),
    penghapusan="hapus",
    penulis="siapa_saja",
)  # fmt: skip
"""A citizen asked for a correction (revision 1, written where he asked), and the village's answer (revision 2).
Public: which column, and how it ended."""

JENIS = (
    PENDUDUK_DICATAT_V1, PENDUDUK_DICATAT, KELUARGA_DICATAT, IMPOR_DITERAPKAN, MUTASI_DICATAT, BEDA_ORANG,
    KOREKSI_DICATAT, PERMINTAAN_KOREKSI,
)  # fmt: skip
