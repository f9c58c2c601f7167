"""What is wrong with a village's server, in words and by weight, from what the regency knows of it. Pure."""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from eoffice.kernel.messages import Pesan
from eoffice.sinkron.rules.salam import BATAS_SELISIH_JAM_DETIK

DIAM_KUNING: Final = 3
DIAM_MERAH: Final = 7
"""Working days without a meeting."""
COCOK_BASI: Final = 3
"""Working days without a comparison."""
BATAS_TERAP: Final = timedelta(minutes=15)
SEHARI: Final = 24 * 3600
DISK_KUNING, DISK_MERAH = 10, 3
"""Percent of the disk that is free."""
KUOTA_KUNING: Final = 90
"""Percent of its room for files that a village has taken."""
INGAT_CABANG: Final = timedelta(days=7)
"""So long a fork that healed is still told: somebody should look at doubled numbers."""
HITUNG: Final = 60
"""Working days are counted up to here; beyond it is "more than"."""


class Taraf(StrEnum):
    """How a server is; the words of the board, the gravest first."""

    MERAH = "merah"
    KUNING = "kuning"
    HIJAU = "hijau"
    NETRAL = "netral"


URUTAN: Final = tuple(Taraf)


@dataclass(frozen=True, slots=True)
class Alarm:
    """One thing that is wrong: how grave, its short name, the sentence with what to do."""

    taraf: Taraf
    nama: str
    pesan: Pesan


@dataclass(frozen=True, slots=True)
class Keadaan:
    """How a village's server is, as the regency knows it. ``status``: "" (none), "aktif" or "dicabut".

    ``batas_pada``: since when something received waits to be applied. ``None`` of a report: not told.
    """

    status: str
    terdaftar_pada: datetime | None = None
    terlihat_pada: datetime | None = None
    versi: str = ""
    selisih_jam: int = 0
    kepala: int = 0
    diterima: int = 0
    diterapkan: int = 0
    tertinggal: int = 0
    batas_pada: datetime | None = None
    tertua_sejak: datetime | None = None
    berkas_desa: int | None = None
    berkas_ditunggu: int = 0
    tertahan: int = 0
    tertahan_desa: int | None = None
    cocok_pada: datetime | None = None
    tabel_beda: int = 0
    cabang_pada: datetime | None = None
    mesin_ganti_pada: datetime | None = None
    klon_pada: datetime | None = None
    disk_sisa: int | None = None
    disk_semua: int | None = None
    berkas_bita: int = 0
    berkas_kuota: int | None = None
    berkas_ditolak: int = 0
    kode_sampai: datetime | None = None

    @property
    def disk_persen(self) -> int | None:
        """How much of the disk is free."""
        if self.disk_sisa is None or not self.disk_semua:
            return None
        return min(100, 100 * self.disk_sisa // self.disk_semua)

    @property
    def belum_terkirim(self) -> int:
        """Events that the village told of and that are not here."""
        return max(0, self.kepala - self.diterima)


class HariKerja:
    """Counts working days that ended since a day; made once for many villages."""

    def __init__(self, hari_ini: date, libur: Collection[date]) -> None:
        self._hari: list[date] = []
        hari = hari_ini
        while len(self._hari) <= HITUNG:
            if hari.weekday() < 5 and hari not in libur:
                self._hari.append(hari)
            hari -= timedelta(days=1)
        self._hari.reverse()

    def sejak(self, hari: date) -> int:
        """Return how many working days lie after a day, today included; at most ``HITUNG`` + 1."""
        return len(self._hari) - bisect_right(self._hari, hari)


@dataclass(frozen=True, slots=True)
class Kini:
    """The present moment, and how many working days have passed since a moment."""

    saat: datetime
    hari_kerja: HariKerja

    def diam(self, sejak: datetime) -> int:
        """Return working days since a moment, by the date at the office."""
        return self.hari_kerja.sejak(sejak.astimezone(self.saat.tzinfo).date())


def semua_alarm(k: Keadaan, kini: Kini) -> list[Alarm]:
    """Return everything that is wrong, the gravest first."""
    if not k.status:
        return []
    ada = [satu for bagian in _BAGIAN for satu in bagian(k, kini)]
    return sorted(ada, key=lambda satu: URUTAN.index(satu.taraf))


def taraf(k: Keadaan, alarm: Sequence[Alarm]) -> Taraf:
    """Return the colour of a village: that of its gravest alarm."""
    if alarm:
        return alarm[0].taraf
    return Taraf.HIJAU if k.status == "aktif" else Taraf.NETRAL


def _merah(nama: str, **isi: str | int) -> Alarm:
    return Alarm(Taraf.MERAH, nama, Pesan(f"sinkron.alarm_{nama}", **isi))


def _kuning(nama: str, **isi: str | int) -> Alarm:
    return Alarm(Taraf.KUNING, nama, Pesan(f"sinkron.alarm_{nama}", **isi))


def _bertemu(k: Keadaan, kini: Kini) -> Iterator[Alarm]:
    if k.status == "dicabut":
        yield _kuning("dicabut")
        return
    sejak = k.terlihat_pada or k.terdaftar_pada
    hari = kini.diam(sejak) if sejak else 0
    nama = "diam" if k.terlihat_pada else "belum_bertemu"
    kata = f"lebih dari {HITUNG}" if hari > HITUNG else str(hari)
    if hari > DIAM_MERAH:
        yield _merah(nama, hari=kata)
    elif hari > (DIAM_KUNING if k.terlihat_pada else 0):
        yield _kuning(nama, hari=kata)


def _isi_data(k: Keadaan, kini: Kini) -> Iterator[Alarm]:
    if k.klon_pada:
        yield _merah("klon")
    elif k.mesin_ganti_pada and kini.saat - k.mesin_ganti_pada < INGAT_CABANG:
        yield _kuning("mesin_ganti")
    if k.tabel_beda:
        yield _merah("tidak_cocok", tabel=k.tabel_beda)
    elif k.status == "aktif" and k.terlihat_pada:
        sejak = k.cocok_pada or k.terdaftar_pada  # one that never compares proves nothing either
        hari = kini.diam(sejak) if sejak else 0
        if hari > COCOK_BASI:
            yield _kuning("cocok_basi", hari=hari) if k.cocok_pada else _kuning("belum_dicocokkan", hari=hari)
    if k.tertahan:
        yield _merah("tertahan", jumlah=k.tertahan)
    if k.tertahan_desa:
        yield _kuning("tertahan_desa", jumlah=k.tertahan_desa)
    if k.cabang_pada and kini.saat - k.cabang_pada < INGAT_CABANG:
        yield _kuning("cabang")


def _mesin(k: Keadaan, kini: Kini) -> Iterator[Alarm]:
    if k.tertinggal and k.batas_pada and kini.saat - k.batas_pada > BATAS_TERAP:
        menit = int((kini.saat - k.batas_pada).total_seconds() // 60)
        yield _merah("terlambat_terap", jumlah=k.tertinggal, menit=menit)
    if abs(k.selisih_jam) > SEHARI:
        yield _merah("jam_hari", hari=abs(k.selisih_jam) // SEHARI, arah=_arah(k.selisih_jam))
    elif abs(k.selisih_jam) > BATAS_SELISIH_JAM_DETIK:
        yield _kuning("jam", menit=abs(k.selisih_jam) // 60, arah=_arah(k.selisih_jam))
    persen = k.disk_persen
    if persen is not None and persen < DISK_KUNING:
        yield (_merah if persen < DISK_MERAH else _kuning)("disk", persen=persen)


def _arah(selisih: int) -> str:
    return "lebih cepat" if selisih > 0 else "lebih lambat"


def _berkas(k: Keadaan, _kini: Kini) -> Iterator[Alarm]:
    kuota = k.berkas_kuota
    if kuota is None:
        return
    persen = min(100, 100 * k.berkas_bita // max(1, kuota))
    if k.berkas_ditolak:
        yield _merah("kuota", jumlah=k.berkas_ditolak, persen=persen)
    elif persen >= KUOTA_KUNING:
        yield _kuning("kuota_hampir", persen=persen)


_BAGIAN: Final = (_isi_data, _bertemu, _mesin, _berkas)


@dataclass(frozen=True, slots=True)
class Mesin:
    """In which computers a village's key was seen: this one, the one before, when it changed, when it came back."""

    kini: str = ""
    lalu: str = ""
    ganti_pada: datetime | None = None
    klon_pada: datetime | None = None

    def lihat(self, sidik: str, saat: datetime) -> "Mesin":
        """Return what is known after a meeting. Back in the computer before: two of them are alive."""
        if not sidik or sidik == self.kini:
            return self
        if not self.kini:
            return Mesin(sidik)
        klon = saat if sidik == self.lalu else self.klon_pada
        return Mesin(sidik, self.kini, saat, klon)
