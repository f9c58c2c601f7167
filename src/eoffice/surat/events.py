"""What ``surat`` writes into the stream: the full after-image of a letter at every step, with all steps so far."""

from collections.abc import Mapping, Sequence
from typing import Any

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

_KOLOM_PENGATURAN = frozenset(
    {"kertas", "cara_terbit", "paraf", "format_nomor", "lingkup_nomor", "lambang", "jenis"}
)
PENGATURAN_1 = JenisPeristiwa("surat.pengaturan", 1, _KOLOM_PENGATURAN, frozenset(), "simpan")
PENGATURAN_2 = JenisPeristiwa("surat.pengaturan", 2, _KOLOM_PENGATURAN, frozenset(), "simpan")
"""Version 2: what a village decides about a type also says whether its letters have a place for the camat's hand."""
PENGATURAN = JenisPeristiwa("surat.pengaturan", 3, _KOLOM_PENGATURAN | {"libur"}, frozenset(), "simpan")
"""Version 3: also which documents a type asks for and how long it takes; ``libur``: the village's own days off."""

CAMAT = ("camat",)
SYARAT_JANJI = ("syarat", "janji_jam")
"""What versions 2 and 3 brought to a village's choices about a type."""


def dengan(kolom: Sequence[str], jenis: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return a village's choices by type with the ones a version brought; ``None``: as the catalogue has it."""
    return {kode: {**satu, **{n: satu.get(n) for n in kolom}} for kode, satu in jenis.items()}


def tanpa(kolom: Sequence[str], jenis: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return a village's choices by type without the ones a version brought."""
    return {kode: {n: v for n, v in satu.items() if n not in kolom} for kode, satu in jenis.items()}


KIRIMAN = JenisPeristiwa(
    "surat.kiriman_warga",
    1,
    frozenset({"surat_id", "tindakan", "hasil"}),
    frozenset({"versi_surat", "pelaku", "penduduk_id", "isi", "dibuat_pada", "sebab", "rincian"}),
    "hapus",
    "siapa_saja",
)
"""What a citizen asked for at the regency (revision 1, written there), and the village's answer (revision 2)."""

EKSPEDISI_1 = JenisPeristiwa(
    "surat.ekspedisi",
    1,
    frozenset({"surat_id", "diserahkan_pada", "oleh"}),
    frozenset({"penerima", "sebagai"}),
    "hapus",
)
"""An issued letter was handed over at the counter."""
EKSPEDISI = JenisPeristiwa(
    "surat.ekspedisi",
    2,
    EKSPEDISI_1.publik | {"dicoret_pada", "dicoret_oleh"},
    EKSPEDISI_1.pribadi | {"alasan"},
    "hapus",
)
"""Version 2: also that the line was struck out, by whom and why."""

PADAM = JenisPeristiwa(
    "surat.formulir_padam",
    1,
    frozenset({"jenis", "nomor", "kode", "keadaan", "dipesan_pada", "surat_id", "selesai_pada"}),
    frozenset({"alasan"}),
    "simpan",
)
"""A form for a power cut: its number was reserved, and later used by a letter or voided."""

BERKAS_SAYA = JenisPeristiwa(
    "surat.berkas_saya",
    1,
    frozenset({"tindakan"}),
    frozenset(),
    "simpan",
    "siapa_saja",
)
"""A citizen kept, used or wiped a document of his wallet, where his account is. The wallet itself never travels, and
nothing private is told, so wiping has nothing to erase here."""

JENIS = (SURAT, PENGATURAN_1, PENGATURAN_2, PENGATURAN, KIRIMAN, EKSPEDISI_1, EKSPEDISI, PADAM, BERKAS_SAYA)
