"""What residents are counted by: one entry a statistic, and the table it becomes.

People are those who live here (status "hidup", in the last full list). Ages are full years on the day of counting.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, Literal

from eoffice.penduduk.rules import kode
from eoffice.penduduk.rules.ringkas import judul

BELUM: Final = "Belum mengisi"
UMUR_KTP: Final = 17
"""Years; from then on, or once married, a card is an obligation (UU 24/2013, article 63)."""
UMUR_IBU: Final = (10, 54)
"""Years between which the national census asks women about childbirth."""
DAFTAR_PANJANG: Final = 20
"""Of a longer code table only what occurs is listed."""
TERBANYAK: Final = 150
"""Lines of a table of free words; what is rarer counts among the unknown."""
LAINNYA: Final = "Lainnya dan belum mengisi"
BATANG_TERBANYAK: Final = 20
"""Bars of a chart."""
Cara = Literal["kode", "isi", "teks", "umur", "wilayah", "kartu"]


class Siapa(StrEnum):
    """Who is counted."""

    SEMUA = "penduduk"
    KEPALA = "kepala keluarga"
    KAWIN = "penduduk berstatus kawin"
    CERAI = "penduduk berstatus cerai hidup"
    WAJIB_KTP = "penduduk 17 tahun ke atas, atau sudah kawin"
    BELUM_KTP = "penduduk di bawah 17 tahun yang belum kawin"
    ANAK = "penduduk di bawah 18 tahun"
    IBU = "perempuan 10 sampai 54 tahun"
    SEKOLAH = "penduduk 3 sampai 24 tahun"
    TERCATAT = "orang yang pernah tercatat"


@dataclass(frozen=True, slots=True)
class Statistik:
    """One statistic: how it counts (``cara``), over which column, whom, with which words.

    ``rentang``: names of age groups with their first year; the last one has no end.
    """

    nama: str
    judul: str
    cara: Cara
    kolom: str
    siapa: Siapa = Siapa.SEMUA
    kata: Mapping[Any, str] = field(default_factory=dict)
    rentang: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Baris:
    """One line of a table: how many men and women; of families, by the sex of their head."""

    label: str
    laki: int
    perempuan: int

    @property
    def jumlah(self) -> int:
        """Return both together."""
        return self.laki + self.perempuan

    @property
    def label_singkat(self) -> str:
        """Return the label as a pyramid has it in its middle: ``0-4``, ``75+``, ``Bayi``."""
        label, lebih = self.label.partition(" (")[0], "+" if self.label.endswith(" ke atas") else ""
        return label.removesuffix(" ke atas").removesuffix(" tahun") + lebih


@dataclass(frozen=True, slots=True)
class Wilayah:
    """A part of the village; "" means all of it."""

    dusun: str = ""
    rw: str = ""
    rt: str = ""

    @property
    def sebutan(self) -> str:
        """Return the part in words, "" for the whole village."""
        bagian = (
            self.dusun and f"Dusun {judul(self.dusun)}",
            self.rw and f"RW {self.rw}",
            self.rt and f"RT {self.rt}",
        )
        return ", ".join(satu for satu in bagian if satu)


@dataclass(frozen=True, slots=True)
class Hasil:
    """A table of a day: its lines, the last of them those of whom it is not known."""

    statistik: Statistik
    wilayah: Wilayah
    hari: date
    baris: tuple[Baris, ...]

    @property
    def semua(self) -> Baris:
        """Return the line of all."""
        return Baris(
            "Jumlah", sum(satu.laki for satu in self.baris), sum(satu.perempuan for satu in self.baris)
        )

    @property
    def piramida(self) -> bool:
        """Say whether the chart is a pyramid of ages."""
        return self.statistik.cara == "umur"

    @property
    def baris_bagan(self) -> tuple[Baris, ...]:
        """Return the lines of its chart: every age group, else the first ones with anybody; none without people."""
        if not self.semua.jumlah:
            return ()
        if self.piramida:
            return self.baris[:-1]
        return tuple(satu for satu in self.baris if satu.jumlah)[:BATANG_TERBANYAK]

    def persen(self, baris: Baris) -> float:
        """Return the share of a line in percent, 0 where nobody was counted."""
        return 100 * baris.jumlah / self.semua.jumlah if self.semua.jumlah else 0.0


def _lima_tahunan() -> tuple[tuple[str, int], ...]:
    biasa = ((f"{awal}-{awal + 4} tahun", awal) for awal in range(0, 75, 5))
    return (*biasa, ("75 tahun ke atas", 75))


_TAHAP: Final = (
    ("Bayi (di bawah 1 tahun)", 0), ("Balita (1-4 tahun)", 1), ("Anak (5-9 tahun)", 5), ("Remaja (10-18 tahun)", 10),
    ("Dewasa (19-59 tahun)", 19), ("Lansia (60 tahun ke atas)", 60),
)  # fmt: skip
_PRODUKTIF: Final = (
    ("Belum produktif (0-14 tahun)", 0), ("Produktif (15-64 tahun)", 15), ("Tidak produktif (65 tahun ke atas)", 65),
)  # fmt: skip
_SEKOLAH: Final = (
    ("Sebelum PAUD (0-2 tahun)", 0), ("Usia PAUD (3-6 tahun)", 3), ("Usia SD (7-12 tahun)", 7),
    ("Usia SMP (13-15 tahun)", 13), ("Usia SMA (16-18 tahun)", 16), ("Usia kuliah (19-24 tahun)", 19),
    ("25 tahun ke atas", 25),
)  # fmt: skip
_ADA: Final = MappingProxyType({True: "Ada nomornya"})
_KARTU: Final = MappingProxyType({n: f"{n} orang" for n in range(1, 8)} | {8: "8 orang atau lebih"})
KARTU_TERBANYAK: Final = 8


def _kode(nama: str, judul: str, tabel: kode.TabelKode, kolom: str = "", **lain: Any) -> Statistik:
    return Statistik(nama, judul, "kode", kolom or tabel.nama, kata=tabel.kata, **lain)


SEMUA: Final = (
    Statistik("umur-lima-tahunan", "Umur lima tahunan", "umur", "tanggal_lahir", rentang=_lima_tahunan()),
    Statistik("umur-tahap-hidup", "Umur menurut tahap hidup", "umur", "tanggal_lahir", rentang=_TAHAP),
    Statistik("umur-produktif", "Umur produktif", "umur", "tanggal_lahir", rentang=_PRODUKTIF),
    Statistik("umur-sekolah", "Umur sekolah", "umur", "tanggal_lahir", rentang=_SEKOLAH),
    Statistik("jenis-kelamin", "Jenis kelamin", "kode", "jenis_kelamin", kata=kode.KATA_KELAMIN),
    _kode("agama", "Agama", kode.AGAMA),
    _kode("pendidikan", "Pendidikan terakhir", kode.PENDIDIKAN),
    _kode(
        "pendidikan-sedang", "Pendidikan yang sedang ditempuh", kode.PENDIDIKAN_SEDANG, siapa=Siapa.SEKOLAH
    ),
    _kode("pekerjaan", "Pekerjaan", kode.PEKERJAAN),
    _kode("status-perkawinan", "Status perkawinan", kode.STATUS_KAWIN),
    _kode("hubungan-keluarga", "Hubungan dalam keluarga", kode.SHDK),
    _kode("kewarganegaraan", "Kewarganegaraan", kode.KEWARGANEGARAAN),
    _kode("golongan-darah", "Golongan darah", kode.GOLONGAN_DARAH),
    Statistik("suku", "Suku", "teks", "suku"),
    _kode("disabilitas", "Penyandang disabilitas", kode.CACAT),
    _kode("asuransi", "Asuransi kesehatan", kode.ASURANSI),
    _kode("keluarga-berencana", "Cara keluarga berencana", kode.CARA_KB, siapa=Siapa.KAWIN),
    _kode("kehamilan", "Kehamilan", kode.HAMIL, siapa=Siapa.IBU),
    _kode("ktp-el", "Kepemilikan KTP-el", kode.KTP_EL, siapa=Siapa.WAJIB_KTP),
    _kode("rekam-ktp", "Perekaman KTP-el", kode.STATUS_REKAM, siapa=Siapa.WAJIB_KTP),
    _kode("kia", "Kepemilikan Kartu Identitas Anak", kode.KTP_EL, siapa=Siapa.BELUM_KTP),
    Statistik("nik", "Kepemilikan NIK", "isi", "nik", kata=_ADA),
    Statistik("akta-lahir", "Akta kelahiran", "isi", "akta_lahir", kata=_ADA),
    Statistik("akta-lahir-anak", "Akta kelahiran anak", "isi", "akta_lahir", Siapa.ANAK, _ADA),
    Statistik("akta-kawin", "Akta perkawinan", "isi", "akta_perkawinan", Siapa.KAWIN, _ADA),
    Statistik("akta-cerai", "Akta perceraian", "isi", "akta_perceraian", Siapa.CERAI, _ADA),
    Statistik("dusun", "Dusun", "wilayah", "dusun"),
    Statistik("rw", "RW", "wilayah", "rw"),
    Statistik("rt", "RT", "wilayah", "rt"),
    Statistik("besar-keluarga", "Banyaknya anggota keluarga", "kartu", "keluarga", kata=_KARTU),
    Statistik("kepala-keluarga", "Kepala keluarga", "kode", "jenis_kelamin", Siapa.KEPALA, kode.KATA_KELAMIN),
    Statistik(
        "umur-kepala", "Umur kepala keluarga", "umur", "tanggal_lahir", Siapa.KEPALA, rentang=_lima_tahunan()
    ),
    _kode("pendidikan-kepala", "Pendidikan kepala keluarga", kode.PENDIDIKAN, siapa=Siapa.KEPALA),
    _kode("pekerjaan-kepala", "Pekerjaan kepala keluarga", kode.PEKERJAAN, siapa=Siapa.KEPALA),
    _kode("status-dasar", "Keadaan orang di data desa", kode.STATUS_DASAR, siapa=Siapa.TERCATAT),
)
MENURUT_NAMA: Final = MappingProxyType({satu.nama: satu for satu in SEMUA})
KELOMPOK: Final = (
    (
        "Umur dan jenis kelamin",
        "umur-lima-tahunan umur-tahap-hidup umur-produktif umur-sekolah jenis-kelamin",
    ),
    ("Dokumen", "nik ktp-el rekam-ktp kia akta-lahir akta-lahir-anak akta-kawin akta-cerai"),
    (
        "Pendidikan, pekerjaan, dan sosial",
        "pendidikan pendidikan-sedang pekerjaan agama suku status-perkawinan kewarganegaraan",
    ),
    ("Kesehatan", "golongan-darah disabilitas asuransi keluarga-berencana kehamilan"),
    (
        "Keluarga",
        "besar-keluarga hubungan-keluarga kepala-keluarga umur-kepala pendidikan-kepala pekerjaan-kepala",
    ),
    ("Wilayah dan keadaan", "dusun rw rt status-dasar"),
)
"""What belongs together on a page: a heading, and names of statistics."""


def mundur(hari: date, tahun: int) -> date:
    """Return the day on which somebody was born who becomes ``tahun`` years old on ``hari``.

    On 29 February of years whose other end has none, it is the 28th.
    """
    lama = hari.year - tahun
    try:
        return hari.replace(year=lama)
    except ValueError:
        return date(lama, 2, 28)


def lahir_antara(rentang: Sequence[tuple[str, int]], nomor: int, hari: date) -> tuple[date, date | None]:
    """Return the days of birth of an age group: up to the first, and after the second (None: without end)."""
    akhir = rentang[nomor + 1][1] if nomor + 1 < len(rentang) else None
    return mundur(hari, rentang[nomor][1]), None if akhir is None else mundur(hari, akhir)


def susun(statistik: Statistik, wilayah: Wilayah, hari: date, hitung: Mapping[tuple[Any, str], int]) -> Hasil:
    """Return the table of a count by value and sex; values without words are not known."""
    kata = {nomor: label for nomor, (label, _) in enumerate(statistik.rentang)} or dict(statistik.kata)
    if statistik.cara in ("teks", "wilayah"):
        kata = _kata_bebas(hitung, menurut_banyak=statistik.cara == "teks")
    baris = [
        Baris(label, hitung.get((nilai, "L"), 0), hitung.get((nilai, "P"), 0))
        for nilai, label in kata.items()
    ]
    if len(baris) > DAFTAR_PANJANG and statistik.cara == "kode":
        baris = sorted((satu for satu in baris if satu.jumlah), key=lambda satu: -satu.jumlah)
    sisa = {x: sum(n for (nilai, s), n in hitung.items() if nilai not in kata and s == x) for x in "LP"}
    belum = Baris(LAINNYA if len(kata) == TERBANYAK else BELUM, sisa["L"], sisa["P"])
    return Hasil(statistik, wilayah, hari, (*baris, belum))


def _kata_bebas(hitung: Mapping[tuple[Any, str], int], *, menurut_banyak: bool) -> dict[Any, str]:
    """Return what occurs, as its own words: the most frequent first, or in the order of names.

    Of free words only the most frequent are told: everybody writes his own.
    """
    banyak: dict[str, int] = {}
    for (nilai, _), n in hitung.items():
        if nilai:
            banyak[nilai] = banyak.get(nilai, 0) + n
    urut = sorted(banyak, key=lambda nilai: (-banyak[nilai] if menurut_banyak else 0, nilai))
    return {nilai: judul(nilai) if menurut_banyak else nilai for nilai in urut[:TERBANYAK]}
