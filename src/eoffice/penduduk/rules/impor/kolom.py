"""Which columns an import file may have, under which headings, in any order and number.

Two vocabularies: our own, and the 43 headings of OpenSID's spreadsheet. They mean the same except that
OpenSID's marital status has four codes instead of five.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from eoffice.kernel.messages import Pesan
from eoffice.penduduk.rules.kode import TABEL_LAIN
from eoffice.penduduk.rules.masalah import Masalah, ingatkan, tolak
from eoffice.penduduk.rules.teks import bersihkan

Macam = Literal[
    "desa", "nomor", "nik_orang_tua", "nama", "teks", "kelamin", "tanggal", "kode", "kawin_opensid", "status", "darah",
    "wilayah", "lain", "lain_kode", "lain_tanggal",
]  # fmt: skip
Bentuk = Literal["kami", "opensid"]


@dataclass(frozen=True, slots=True)
class Kolom:
    """One column: our field, how its cells are read, the longest text, and its other headings."""

    nama: str
    macam: Macam
    panjang: int = 0
    tajuk: tuple[str, ...] = ()


KOLOM = (
    Kolom("kode_desa", "desa"),
    Kolom("no_kk", "nomor"),
    Kolom("nik", "nomor"),
    Kolom("nama", "nama", 100),
    Kolom("jenis_kelamin", "kelamin", tajuk=("sex",)),
    Kolom("tempat_lahir", "teks", 100, ("tempatlahir",)),
    Kolom("tanggal_lahir", "tanggal", tajuk=("tanggallahir",)),
    Kolom("agama", "kode", tajuk=("agama_id",)),
    Kolom("pendidikan", "kode", tajuk=("pendidikan_kk_id",)),
    Kolom("pekerjaan", "kode", tajuk=("pekerjaan_id",)),
    Kolom("status_kawin", "kode"),
    Kolom("shdk", "kode", tajuk=("kk_level",)),
    Kolom("kewarganegaraan", "kode", tajuk=("warganegara_id",)),
    Kolom("nama_ayah", "nama", 100),
    Kolom("nama_ibu", "nama", 100),
    Kolom("nik_ayah", "nik_orang_tua", tajuk=("ayah_nik",)),
    Kolom("nik_ibu", "nik_orang_tua", tajuk=("ibu_nik",)),
    Kolom("golongan_darah", "darah", tajuk=("golongan_darah_id",)),
    Kolom("status_dasar", "status"),
    Kolom("alamat", "teks", 200),
    Kolom("dusun", "wilayah", 60),
    Kolom("rw", "wilayah", 3),
    Kolom("rt", "wilayah", 3),
    *(
        Kolom(nama, "lain", 200)
        for nama in (
            "akta_lahir", "dokumen_pasport", "dokumen_kitas", "akta_perkawinan", "akta_perceraian",
            "alamat_sekarang", "suku", "tag_id_card", "no_asuransi", "lat", "lng",
        )
    ),
    *(Kolom(nama, "lain_kode", 200) for nama in TABEL_LAIN),
    *(
        Kolom(nama, "lain_tanggal", 200)
        for nama in ("tanggal_akhir_paspor", "tanggalperkawinan", "tanggalperceraian")
    ),
)  # fmt: skip
DISIMPAN = frozenset({"lain", "lain_kode", "lain_tanggal"})
"""Kinds of columns that are only kept beside the register; nothing in them refuses a person."""
KOLOM_KAMI = tuple(kolom.nama for kolom in KOLOM if kolom.macam not in DISIMPAN)
KOLOM_OPENSID = (
    "alamat", "dusun", "rw", "rt", "nama", "no_kk", "nik", "sex", "tempatlahir", "tanggallahir", "agama_id",
    "pendidikan_kk_id", "pendidikan_sedang_id", "pekerjaan_id", "status_kawin", "kk_level", "warganegara_id",
    "ayah_nik", "nama_ayah", "ibu_nik", "nama_ibu", "golongan_darah_id", "akta_lahir", "dokumen_pasport",
    "tanggal_akhir_paspor", "dokumen_kitas", "akta_perkawinan", "tanggalperkawinan", "akta_perceraian",
    "tanggalperceraian", "cacat_id", "cara_kb_id", "hamil", "ktp_el", "status_rekam", "alamat_sekarang",
    "status_dasar", "suku", "tag_id_card", "id_asuransi", "no_asuransi", "lat", "lng",
)  # fmt: skip
ALASAN = "alasan"
KOLOM_BANTU = frozenset({ALASAN, "masalah", "baris_asal", "lembar_asal"})
"""Columns we add to the file of refused rows; ``masalah`` is how the reason was called before."""
_MENURUT_TAJUK = {tajuk: kolom for kolom in KOLOM for tajuk in (kolom.nama, *kolom.tajuk)}
_KAWIN_OPENSID = Kolom("status_kawin", "kawin_opensid")
_KHAS_OPENSID = frozenset({"sex", "tempatlahir", "tanggallahir", "agama_id", "kk_level", "warganegara_id"})


@dataclass(frozen=True, slots=True)
class Peta:
    """Which column stands where, in which vocabulary; ``lebar`` is the number of headings.

    ``perbaikan``: the sheet has the columns of our file of refused rows, so it holds only some people.
    """

    kolom: tuple[tuple[int, Kolom], ...]
    bentuk: Bentuk
    lebar: int
    perbaikan: bool = False

    def tajuk(self) -> frozenset[str]:
        """Return the names of our fields the file has."""
        return frozenset(kolom.nama for _, kolom in self.kolom)


def petakan(baris_judul: Sequence[object]) -> tuple[Peta | None, list[Masalah]]:
    """Read the heading row. Unknown headings are told and skipped; no map when the file cannot be used."""
    names = [nama_tajuk(cell) for cell in baris_judul]
    while names and not names[-1]:
        names.pop()
    placed = [(place, _MENURUT_TAJUK[name]) for place, name in enumerate(names) if name in _MENURUT_TAJUK]
    problems = [*_ganda(kolom.nama for _, kolom in placed), *_kurang({kolom.nama for _, kolom in placed})]
    if problems:
        return None, problems
    unknown = [name for name in names if name and name not in _MENURUT_TAJUK and name not in KOLOM_BANTU]
    warnings = [ingatkan(name[:40], Pesan("penduduk.kolom_asing", kolom=name[:40])) for name in unknown[:20]]
    bentuk: Bentuk = "opensid" if _KHAS_OPENSID & set(names) else "kami"
    if bentuk == "opensid":
        placed = [(place, _KAWIN_OPENSID if k.nama == "status_kawin" else k) for place, k in placed]
    return Peta(tuple(placed), bentuk, len(names), not KOLOM_BANTU.isdisjoint(names)), warnings


def letak_kolom(judul: Iterable[object]) -> dict[str, int]:
    """Return where each of our fields stands under these headings."""
    placed = ((place, _MENURUT_TAJUK.get(nama_tajuk(cell))) for place, cell in enumerate(judul))
    return {kolom.nama: place for place, kolom in placed if kolom is not None}


def nama_tajuk(cell: object) -> str:
    """Return a heading in the one form headings are compared in."""
    return bersihkan(str(cell)).lower().removeprefix("'").replace(" ", "_")


def _ganda(names: Iterable[str]) -> list[Masalah]:
    seen: set[str] = set()
    twice = []
    for name in names:
        if name in seen:
            twice.append(tolak(name, Pesan("penduduk.kolom_ganda", kolom=name)))
        seen.add(name)
    return twice


def _kurang(names: set[str]) -> list[Masalah]:
    missing = [name for name in ("nik", "nama") if name not in names]
    return [tolak(name, Pesan("penduduk.kolom_wajib", kolom=name)) for name in missing]
