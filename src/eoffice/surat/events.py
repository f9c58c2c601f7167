"""What ``surat`` writes into the stream: the full after-image of a letter at every step, with all steps so far."""

from eoffice.jejak.registry import JenisPeristiwa

SURAT = JenisPeristiwa(
    "surat.surat",
    1,
    frozenset(
        {
            "aksi", "dari", "status", "peran", "tiket", "jenis", "sejak", "tenggat", "nomor", "kode",
            "kode_batal", "tanggal", "berlaku_sampai", "sha256", "terbit_pada", "dicabut_pada", "penanda_tangan",
            "dilayani_oleh",
        }
    ),
    frozenset(
        {
            "permohonan_id", "penduduk_id", "pemilik", "nama", "nilai", "nilai_awal", "ubahan", "keperluan",
            "telepon", "data", "pindaian", "berkas", "langkah", "kunci_kirim", "diajukan_pada",
        }
    ),
    "hapus",
)  # fmt: skip

PENGATURAN = JenisPeristiwa(
    "surat.pengaturan",
    1,
    frozenset({"kertas", "cara_terbit", "paraf", "format_nomor", "lingkup_nomor", "lambang", "jenis"}),
    frozenset(),
    "simpan",
)

KIRIMAN = JenisPeristiwa(
    "surat.kiriman_warga",
    1,
    frozenset({"surat_id", "tindakan", "hasil"}),
    frozenset({"versi_surat", "pelaku", "penduduk_id", "isi", "dibuat_pada", "sebab", "rincian"}),
    "hapus",
    "siapa_saja",
)
"""What a citizen asked for at the regency (revision 1, written there), and the village's answer (revision 2)."""

JENIS = (SURAT, PENGATURAN, KIRIMAN)
